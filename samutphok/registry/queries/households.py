"""The list of households, and one household with everything the registers say of its members."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.foundation.privacy import unseal
from samutphok.kernel.identifiers import mask_pid
from samutphok.registry.domain.changes import SURVEYS
from samutphok.registry.domain.identity import Identity
from samutphok.registry.domain.views import (
    HouseholdPage,
    HouseholdView,
    IdentitySeen,
    MemberView,
    NumberView,
    RowView,
    Source,
    Tally,
)
from samutphok.registry.errors import HouseholdNotFound
from samutphok.registry.models import (
    Household,
    Identifier,
    IdentifierKind,
    Membership,
    Person,
    RecordState,
    SourceRecord,
)
from samutphok.registry.queries.lines import lines, listed

PAGE, COUNTED = 50, 10_000
_ORDER = ("area_code", "house_code", "family_no", "id")


def households(
    *, viewer: Viewer, area_code: str | None = None, after: UUID | None = None, limit: int = PAGE
) -> HouseholdPage:
    """A page of the households of an area inside the viewer's scope, by place; `after` is the last one seen.

    Reading on costs the same on every page. An `after` that the viewer may not see begins anew.
    """
    rows = listed(viewer, area_code)
    last = rows.filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(_beyond(last))
    page = list(rows.order_by(*_ORDER)[: limit + 1])
    more = len(page) > limit
    return HouseholdPage(lines(page[:limit]), page[limit - 1].id if more else None)


def count_households(*, viewer: Viewer, area_code: str | None = None, up_to: int = COUNTED) -> Tally:
    """How many households of an area the viewer may list; counting stops at `up_to`, so a country costs no more."""
    counted = listed(viewer, area_code)[: up_to + 1].count()
    return Tally(min(counted, up_to), at_least=counted > up_to)


def household(*, viewer: Viewer, household_id: UUID) -> HouseholdView:
    """One family with its members, who they were in each register, and what waits for a decision (S1).

    That a register of poverty or disability knows somebody is itself S2: a viewer without that clearance reads of the
    survey alone. Raises HouseholdNotFound when the household is absent or outside the viewer's scope.
    """
    found = _visible(viewer, household_id, Sensitivity.S1)
    cleared = viewer.may(Action.VIEW_HOUSEHOLD, RecordScope(found.area_code), Sensitivity.S2)
    told = SourceRecord.objects.all() if cleared else SourceRecord.objects.filter(register__in=SURVEYS)
    stays = list(Membership.objects.filter(household=found).select_related("person").order_by("valid_from"))
    people = {stay.person_id for stay in stays}
    held = list(Identifier.objects.filter(person_id__in=people).order_by("kind", "pk"))
    records = list(told.filter(person_id__in=people).order_by("-as_of", "register", "-pk"))
    numbers, seen, waiting = _numbers(held), _history(records), _waiting(told, records, held)
    views = [
        MemberView(
            person_id=person.id,
            identity=person.identity,
            numbers=tuple(numbers[person.id]),
            since=min(stay.valid_from for stay in own),
            until=None if any(stay.valid_to is None for stay in own) else max(s.valid_to for s in own if s.valid_to),
            history=seen.get(person.id, ()),
            under_review=tuple(sorted(waiting[person.id])),
        )
        for person, own in _by_person(stays)
    ]
    views.sort(key=lambda view: view.identity.birth.earliest().toordinal() if view.identity.birth else 10**7)
    return HouseholdView(
        id=found.id,
        area_code=found.area_code,
        house_code=found.house_code,
        family_no=found.family_no,
        members=tuple(view for view in views if view.until is None),
        former=tuple(view for view in views if view.until is not None),
    )


def household_rows(*, viewer: Viewer, household_id: UUID) -> tuple[RowView, ...]:
    """Every register row about today's members, the newest first: poverty, disability and help, so S2.

    A row of another register that waits for a decision is not among them; a survey's own row is, with its state.
    Raises HouseholdNotFound when the household is absent, out of scope, or the viewer is not cleared for S2.
    """
    scope = within(viewer, Action.VIEW_HOUSEHOLD, "household__area_code", sensitivity=Sensitivity.S2)
    people = Membership.objects.filter(scope, household=household_id, valid_to=None).values("person_id")
    found = SourceRecord.objects.filter(person_id__in=people).order_by("-as_of", "register", "row_number", "pk")
    records = list(found)
    if not records:
        _visible(viewer, household_id, Sensitivity.S2)
    return tuple(
        RowView(
            person_id=record.person_id,
            source=_source(record),
            state=record.state,
            values={name: value for name, value in record.values.items() if name != "pid_given"},
        )
        for record in records
        if record.person_id
    )


def _visible(viewer: Viewer, household_id: UUID, sensitivity: Sensitivity) -> Household:
    scope = within(viewer, Action.VIEW_HOUSEHOLD, sensitivity=sensitivity)
    found = Household.objects.filter(scope, pk=household_id).first()
    if found is None:
        raise HouseholdNotFound
    return found


def _beyond(last: Household) -> Q:
    """Rows after this one in the list's order; the first condition lets the index begin there."""
    key = [(field, getattr(last, field)) for field in _ORDER]
    after = Q()
    for depth, (field, value) in enumerate(key):
        after |= Q(**dict(key[:depth]), **{f"{field}__gt": value})
    return Q(area_code__gte=last.area_code) & after


def _by_person(stays: Iterable[Membership]) -> list[tuple[Person, list[Membership]]]:
    grouped: dict[UUID, list[Membership]] = defaultdict(list)
    for stay in stays:
        grouped[stay.person_id].append(stay)
    return [(own[0].person, own) for own in grouped.values()]


def _numbers(identifiers: Iterable[Identifier]) -> dict[UUID, list[NumberView]]:
    numbers: dict[UUID, list[NumberView]] = defaultdict(list)
    for held in identifiers:
        value = unseal(held.sealed, bound_to=str(held.person_id))
        numbers[held.person_id].append(NumberView(held.kind, mask_pid(value)))
    return numbers


def _history(newest_first: Iterable[SourceRecord]) -> dict[UUID, tuple[IdentitySeen, ...]]:
    """Every different identity, the newest first, with the newest row that says so."""
    seen: dict[UUID, dict[Identity, SourceRecord]] = defaultdict(dict)
    for record in newest_first:
        if record.person_id:
            seen[record.person_id].setdefault(record.identity, record)
    return {
        person: tuple(IdentitySeen(identity, _source(record)) for identity, record in identities.items())
        for person, identities in seen.items()
    }


def _waiting(
    told: QuerySet[SourceRecord], records: Iterable[SourceRecord], held: Iterable[Identifier]
) -> dict[UUID, set[str]]:
    """Registers with a row in doubt, by the person who holds its number and by the person it made."""
    doubted = told.filter(state=RecordState.REVIEW)
    waiting: dict[UUID, set[str]] = defaultdict(set)
    for record in records:
        if record.person_id and record.state == RecordState.REVIEW:
            waiting[record.person_id].add(record.register)
    holders = {one.index: one.person_id for one in held if one.kind == IdentifierKind.PID}
    for index, register in doubted.filter(pid_index__in=holders).values_list("pid_index", "register"):
        waiting[holders[index]].add(register)
    return waiting


def _source(record: SourceRecord) -> Source:
    return Source(record.register, record.as_of, record.batch_id, record.row_number)
