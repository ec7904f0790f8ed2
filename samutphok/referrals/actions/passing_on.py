"""A referral that goes on to another agency, is shared by two, or gets another worker."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import viewer_by_id, within
from samutphok.kernel.errors import Bilingual
from samutphok.referrals.actions.acting import side_of
from samutphok.referrals.actions.keeping import Doing, keep, locked
from samutphok.referrals.actions.referring import refer
from samutphok.referrals.domain.referral import Mode, NewReferral
from samutphok.referrals.domain.table import MOVES, Deed, Side
from samutphok.referrals.errors import BadReferral, NobodyToTakeOver, NotNow, ReferralNotFound
from samutphok.referrals.models import Referral

_TRANSFERS = UUID("7d5b6b8e-2c7f-4d0b-8f38-1a4a8f8d2c55")
_PARTS = UUID("e2a1f6c4-5b0d-4f37-9c58-3d6f0a7b9e21")


@transaction.atomic
def transfer(
    *, viewer: Viewer, referral_id: UUID, agency: str, service: str, said: str = "", act_id: UUID, now: datetime
) -> UUID:
    """Sends the same need, with the same fields, to another agency; the first one's access ends. Returns the new one's id.

    Only the sender decides with whom a family is shared: an agency that is the wrong one says so, and may name another.
    Raises ReferralNotFound, NotNow, AlreadyReferred, and the directory's errors.
    """
    row = locked(referral_id)
    if side_of(viewer, row, Deed.ANSWER) is not Side.SENDER:
        raise NotNow
    first = uuid5(_TRANSFERS, str(act_id))
    done = Referral.objects.filter(before=row, acts__id=first).first()
    if done is not None:
        return done.pk
    if MOVES.after(row.state, Deed.TRANSFER) is None:
        raise NotNow
    today = timezone.localdate(now)
    fresh = NewReferral(
        household_id=row.household_id,
        agency=agency,
        service=service,
        problem=row.problem,
        purpose=row.purpose,
        fields=tuple(row.fields),
        until=row.until if row.until > today else None,
        mode=Mode(row.mode),
        case_id=row.case_id,
        step_id=row.step_id,
        person_id=row.person_id,
        urgency=row.urgency,
        said=said,
        act_id=first,
    )
    row_doing = Doing(act_id, Deed.TRANSFER, now, viewer.account_id, Side.SENDER, {"agency": agency}, said)
    keep(row, row_doing, now=now)
    return refer(viewer=viewer, referral=fresh, now=now, before=row)


@transaction.atomic
def refer_jointly(
    *, viewer: Viewer, referral: NewReferral, partners: Collection[tuple[str, str]], now: datetime
) -> tuple[UUID, ...]:
    """The same need with several agencies at once: the one of `referral` leads, each of the others (agency, service) has its
    own part, clock and letter, and sees of the others only that they take part. Returns the ids, the lead's first.

    All are sent or none; a form sent twice is one joint work. Raises BadReferral for an agency named twice, and what `refer`
    raises of any of them.
    """
    if len({referral.agency, *(agency for agency, _service in partners)}) <= len(partners):
        raise BadReferral(
            Bilingual("เลือกหน่วยงานเดียวกันสองครั้ง", "The same agency is chosen twice."),
            Bilingual(
                "งานร่วมต้องเป็นคนละหน่วยงาน เลือกหน่วยงานอื่น", "Joint work is of different agencies: choose another one."
            ),
        )
    form = referral.act_id or uuid4()
    asked = [replace(referral, act_id=form), *(_part(referral, *one, form) for one in partners)]
    made = tuple(refer(viewer=viewer, referral=replace(one, mode=Mode.JOINT), now=now) for one in asked)
    Referral.objects.filter(pk__in=made).update(joint_id=uuid5(_PARTS, str(form)))
    Referral.objects.filter(pk__in=made[1:]).update(leads=False)
    return made


def _part(lead: NewReferral, agency: str, service: str, form: UUID) -> NewReferral:
    """The part of another agency, named by the form that asked for it. The plan's step hangs on the lead alone."""
    return replace(lead, agency=agency, service=service, act_id=uuid5(form, agency), step_id=None)


@transaction.atomic
def give_to(*, viewer: Viewer, referral_ids: Collection[UUID], to_account: str, now: datetime) -> int:
    """Another worker answers for these referrals on the sender's side, when somebody leaves. Returns how many.

    Raises ReferralNotFound for one that the viewer does not look after, NobodyToTakeOver.
    """
    scope = within(viewer, Action.SUPERVISE_CASES) | within(viewer, Action.WORK_CASE)
    rows = list(
        Referral.objects.select_for_update().filter(scope, pk__in=list(referral_ids), ended_at=None).order_by("id")
    )
    if len(rows) < len(set(referral_ids)):
        raise ReferralNotFound
    other = viewer_by_id(to_account, now=now)
    for row in rows:
        if not other.may(Action.WORK_CASE, RecordScope(row.area_code)):
            raise NobodyToTakeOver
        if row.owner != other.account_id:
            doing = Doing(uuid4(), Deed.REASSIGN, now, viewer.account_id, Side.SENDER, {"to": other.account_id})
            keep(row, doing, now=now)
    return len(rows)


@transaction.atomic
def give_case_to(*, viewer: Viewer, case_id: UUID, to_account: str, now: datetime) -> int:
    """The same for all open referrals of a case that is handed over; none is no error."""
    rows = Referral.objects.filter(case_id=case_id, ended_at=None).values_list("pk", flat=True)
    return give_to(viewer=viewer, referral_ids=list(rows), to_account=to_account, now=now) if rows else 0
