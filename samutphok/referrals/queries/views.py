"""Stored referrals as their readers may see them: an agency the named fields, the sender's office all of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import unseal
from samutphok.referrals.domain.referral import ActView, Mode, ReferralLine, ReferralView, SharedField
from samutphok.referrals.domain.sharing import read_back
from samutphok.referrals.domain.table import MOVES, ClockKind, Deed, Reach, Side, State, allowed, reach
from samutphok.referrals.models import Referral, ReferralAct
from samutphok.referrals.queries.rules import sharing_on

PUBLIC_DETAILS = (
    "reason",
    "suggest",
    "on",
    "until",
    "given_on",
    "kind",
    "value_baht",
    "quantity",
    "unit",
    "agency",
    "told",
)


def reach_of(row: Referral, now: datetime) -> Reach:
    """What the agency still sees of it."""
    return reach(State(row.state), shared=timezone.localdate(now) <= row.until)


def shared_of(row: Referral, *, now: datetime) -> tuple[SharedField, ...]:
    """The named fields as they were sealed; none once sharing has ended."""
    if not row.shared_sealed or reach_of(row, now) is not Reach.FIELDS:
        return ()
    text = unseal(row.shared_sealed, bound_to=f"shared:{row.pk}")
    catalogue = sharing_on(timezone.localdate(row.made_at)).fields
    return read_back(text, catalogue, row.fields, get_language() or "th")


def line_of(row: Referral, *, reader: Side, now: datetime, names: Mapping[object, str] | None = None) -> ReferralLine:
    """A referral on a list. names: of families, for the sender's side; an agency reads only what was shared."""
    agency = reader is Side.AGENCY
    shared = {one.name: one.lines for one in shared_of(row, now=now)} if agency else {}
    who = shared.get("name", ("",))[:1] if agency else ((names or {}).get(row.household_id, ""),)
    return ReferralLine(
        id=row.pk,
        number=row.number,
        household_id=None if agency else row.household_id,
        area_code="" if agency else row.area_code,
        agency=row.agency,
        service=row.service,
        problem=row.problem if not agency or "problem" in shared else "",
        urgency=row.urgency,
        mode=Mode(row.mode),
        state=State(row.state),
        side=Side(row.side) if row.side else None,
        clock=ClockKind(row.clock) if row.clock else None,
        due_at=row.due_at,
        late=row.due_at is not None and row.due_at < now,
        escalated=row.escalated,
        made_at=row.made_at,
        appointment_at=row.appointment_at,
        until=row.until,
        who=who[0] if who else "",
        where=next(iter(shared.get("place", ())), "") if agency else "",
        taken_by=row.taken_by,
        version=row.version,
        step_id=None if agency else row.step_id,
    )


def view_of(
    row: Referral, acts: Iterable[ReferralAct], *, reader: Side, now: datetime, may_act: bool, name: str = ""
) -> ReferralView:
    """One referral with what its reader may read of it and do with it."""
    seen = reach_of(row, now) if reader is Side.AGENCY else Reach.FIELDS
    kept = list(acts)
    folded = MOVES.fold(as_acts(kept))
    counted = {act.id for act in folded.done}
    return ReferralView(
        line=line_of(row, reader=reader, now=now, names={row.household_id: name}),
        reader=reader,
        reach=seen,
        purpose=row.purpose,
        fields=tuple(row.fields),
        shared=shared_of(row, now=now),
        person_id=None if reader is Side.AGENCY else row.person_id,
        case_id=None if reader is Side.AGENCY else row.case_id,
        office=row.office,
        owner=row.owner,
        acts=tuple(_act(one, reader, seen, counted=one.pk in counted) for one in sorted(kept, key=_when)),
        may=allowed(State(row.state), reader) if may_act else (),
        letter_id=row.letter_id,
        before=None if reader is Side.AGENCY else row.before_id,
        partners=_partners(row),
        said=_said(row.said_sealed, f"said:{row.pk}") if seen is Reach.FIELDS else "",
    )


def _act(row: ReferralAct, reader: Side, seen: Reach, *, counted: bool) -> ActView:
    """An act; words of the other side go with what is shared, and are gone with it."""
    readable = seen is Reach.FIELDS or row.side == reader
    return ActView(
        id=row.pk,
        deed=Deed(row.name),
        at=row.at,
        recorded_at=row.recorded_at,
        by=row.by,
        side=row.side,
        details={name: str(row.details[name]) for name in PUBLIC_DETAILS if row.details.get(name) not in (None, "")},
        said=_said(row.said_sealed, f"act:{row.pk}") if readable else "",
        counted=counted,
    )


def _said(sealed: str, bound_to: str) -> str:
    return unseal(sealed, bound_to=bound_to) if sealed else ""


def _when(row: ReferralAct) -> tuple[datetime, str]:
    return row.at, str(row.pk)


def _partners(row: Referral) -> tuple[tuple[str, State, bool], ...]:
    """The other agencies of joint work: which, where their part stands, and whether they lead. Nothing of the family."""
    if row.joint_id is None:
        return ()
    others = Referral.objects.filter(joint_id=row.joint_id, household_id=row.household_id).exclude(pk=row.pk)
    return tuple((one.agency, State(one.state), one.leads) for one in others.order_by("-leads", "agency"))


def note_reading(*, by: str, act: str, subject: str, fields: Iterable[str], now: datetime) -> None:
    """Records that somebody reads what is shared of a family, before the answer leaves."""
    with transaction.atomic(savepoint=False):  # nothing to go back to: without the row there is no answer
        record(actor=by, act=act, subject=subject, fields=list(fields), now=now)
