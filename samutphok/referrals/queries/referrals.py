"""Referrals for their readers: the agency's own queue, the office's list, one referral, those of a family or a case."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import inside, within
from samutphok.fieldwork.queries.families import families_named
from samutphok.referrals.domain.referral import QueueFilter, ReferralLine, ReferralPage, ReferralView
from samutphok.referrals.domain.table import BEYOND_HEAD, Reach, Side, State
from samutphok.referrals.errors import ReferralNotFound
from samutphok.referrals.models import Referral
from samutphok.referrals.queries.views import line_of, note_reading, reach_of, view_of
from samutphok.registry.queries import identities_of

MOST_OF_A_CASE = 200
MOST_GIVEN = 500  # at once
_GONE = (State.WITHDRAWN, State.EXPIRED)


def of_agency(viewer: Viewer) -> "QuerySet[Referral]":
    """The referrals of the viewer's agency that it still sees at all."""
    scope = within(viewer, Action.ANSWER_REFERRAL, agency_field="agency")
    rows = Referral.objects.filter(scope, until__gte=timezone.localdate(viewer.now))
    return rows.exclude(state__in=_GONE)


def of_office(viewer: Viewer) -> "QuerySet[Referral]":
    """The referrals of families that the viewer works with, or whose referrals the viewer looks after."""
    scope = within(viewer, Action.WORK_CASE) | within(viewer, Action.SUPERVISE_CASES)
    return Referral.objects.filter(scope)


def agency_queue(viewer: Viewer, wanted: QueueFilter, *, page_size: int = 25) -> ReferralPage:
    """One page of the agency's own referrals, its turn and what is due first on top; nothing of any other agency.

    Filtered and sorted by what the agency knows anyway: turn, state, service, number. Never by a field of the family.
    """
    return _page(of_agency(viewer), wanted, viewer, Side.AGENCY, page_size)


def office_list(viewer: Viewer, wanted: QueueFilter, *, page_size: int = 25) -> ReferralPage:
    """One page of the office's referrals, what waits for the office and is due first on top."""
    rows = of_office(viewer)
    rows = rows.filter(inside("area_code", wanted.area)) if wanted.area else rows
    rows = rows.filter(agency=wanted.agency) if wanted.agency else rows
    return _page(rows, wanted, viewer, Side.SENDER, page_size)


def referrals_chosen(viewer: Viewer, ids: Collection[UUID]) -> tuple[ReferralLine, ...]:
    """Of these the open ones that the viewer works with or looks after, what is due first on top; at most five hundred."""
    rows = list(of_office(viewer).filter(pk__in=list(ids)[:MOST_GIVEN], ended_at=None).order_by("due_at", "id"))
    names = names_of(viewer, rows)
    return tuple(line_of(row, reader=Side.SENDER, now=viewer.now, names=names) for row in rows)


def referral_view(viewer: Viewer, referral_id: UUID) -> ReferralView:
    """One referral: an agency sees the named fields only. Raises ReferralNotFound for what is absent or out of scope.

    Whoever is on both sides sees it as the sender.
    """
    row = of_office(viewer).filter(pk=referral_id).first()
    if row is not None:
        may = viewer.may(Action.WORK_CASE, RecordScope(row.area_code))
        _note(viewer, row)
        name = names_of(viewer, [row]).get(row.household_id, "")
        return view_of(row, row.acts.all(), reader=Side.SENDER, now=viewer.now, may_act=may, name=name)
    row = of_agency(viewer).filter(pk=referral_id).first()
    if row is None or reach_of(row, viewer.now) is Reach.NOTHING:
        raise ReferralNotFound
    _note(viewer, row)
    return view_of(row, row.acts.all(), reader=Side.AGENCY, now=viewer.now, may_act=True)


def referrals_of_household(viewer: Viewer, household_id: UUID) -> tuple[ReferralLine, ...]:
    """A family's referrals, the newest first, for whoever works with families there; others see none: one query."""
    rows = of_office(viewer).filter(household_id__in=identities_of(household_id)).order_by("-made_at", "id")[:100]
    return tuple(line_of(row, reader=Side.SENDER, now=viewer.now) for row in rows)


def open_referrals(case_id: UUID, *, household_id: UUID | None = None) -> tuple[ReferralLine, ...]:
    """The referrals of a case that have not ended, for the case's own page and its closing: one query.

    Asked for a case that the caller may see; household_id: its family, so that no other one's can hang on it.
    """
    rows = Referral.objects.filter(case_id=case_id, ended_at=None).order_by("due_at", "id")
    rows = rows.filter(household_id=household_id) if household_id else rows
    now = timezone.now()
    return tuple(line_of(row, reader=Side.SENDER, now=now) for row in rows)


def referrals_of_case(*, case_id: UUID, household_id: UUID) -> tuple[ReferralLine, ...]:
    """All referrals of a case, open ones first, then those that ended last: one query.

    Asked for a case that the caller may see.
    """
    rows = Referral.objects.filter(case_id=case_id, household=household_id)
    rows = rows.order_by(F("ended_at").desc(nulls_first=True), "-made_at", "id")[:MOST_OF_A_CASE]
    now = timezone.now()
    return tuple(line_of(row, reader=Side.SENDER, now=now) for row in rows)


def names_of(viewer: Viewer, rows: "QuerySet[Referral] | list[Referral]") -> dict[object, str]:
    """What the families are called on the lists that the viewer may read."""
    return {key: found.name for key, found in families_named({row.household_id for row in rows}, viewer=viewer).items()}


def _note(viewer: Viewer, row: Referral) -> None:
    fields = [f"household:{row.household_id}", *(row.fields if row.shared_sealed else ())]
    note_reading(by=viewer.account_id, act="read_referral", subject=f"referral:{row.pk}", fields=fields, now=viewer.now)


def _page(
    rows: "QuerySet[Referral]", wanted: QueueFilter, viewer: Viewer, reader: Side, page_size: int
) -> ReferralPage:
    found = _narrowed(rows, wanted, viewer, reader)
    total = found.count()
    page = max(1, min(wanted.page, -(-total // page_size)))
    own_first = Case(When(side=reader, then=Value(0)), When(~Q(side=""), then=Value(1)), default=Value(2))
    ordered = found.order_by(own_first, F("due_at").asc(nulls_last=True), "-made_at", "id")
    shown = list(ordered[(page - 1) * page_size : page * page_size])
    names = names_of(viewer, shown) if reader is Side.SENDER else {}
    lines = tuple(line_of(row, reader=reader, now=viewer.now, names=names) for row in shown)
    return ReferralPage(lines, total, page, page_size)


def _narrowed(rows: "QuerySet[Referral]", wanted: QueueFilter, viewer: Viewer, reader: Side) -> "QuerySet[Referral]":
    turns = {"own": Q(side=reader), "other": ~Q(side__in=("", reader)), "ended": ~Q(ended_at=None), "": Q()}
    turns["open"] = Q(ended_at=None)
    rows = rows.filter(turns.get(wanted.turn, Q()))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.service:
        rows = rows.filter(service=wanted.service)
    if wanted.number:
        rows = rows.filter(number__contains=wanted.number.strip().replace(" ", ""))
    if wanted.late:
        rows = rows.filter(due_at__lt=viewer.now)
    if wanted.escalated:
        rows = rows.filter(ended_at=None, escalated__in=BEYOND_HEAD)
    if wanted.mine:
        own = Q(taken_by=viewer.account_id) if reader is Side.AGENCY else Q(owner=viewer.account_id)
        rows = rows.filter(own)
    return rows


__all__ = [
    "QueueFilter",
    "agency_queue",
    "names_of",
    "of_agency",
    "of_office",
    "office_list",
    "open_referrals",
    "referral_view",
    "referrals_chosen",
    "referrals_of_case",
    "referrals_of_household",
]
