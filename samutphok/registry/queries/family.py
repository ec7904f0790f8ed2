"""One household with everything the registers say of its members."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.foundation.privacy import unseal
from samutphok.kernel.identifiers import mask_pid
from samutphok.registry.domain.changes import SURVEYS
from samutphok.registry.domain.identity import Identity
from samutphok.registry.domain.views import (
    HouseholdTold,
    HouseholdView,
    IdentitySeen,
    MemberView,
    NumberView,
    RowView,
    Source,
)
from samutphok.registry.errors import HouseholdNotFound
from samutphok.registry.models import Household, IdentifierKind, Membership, Person, RecordState, SourceRecord
from samutphok.registry.queries.identities import identities_of

# A stay with one of its person's numbers; a stay stands in as many lines as the person has numbers.
_NUMBER = {
    f"{whose}_{name}": F(f"{path}__identifiers__{name}")
    for whose, path in (("own", "person"), ("head", "person__survivor"))
    for name in ("kind", "sealed", "index", "retired_at")
}


def household_told(*, viewer: Viewer, household_id: UUID) -> HouseholdTold:
    """One family with its members, who they were in each register, and what waits for a decision: two queries.

    That a register of poverty or disability knows somebody is itself S2: a viewer without that clearance reads of the
    survey alone, and no rows. Raises HouseholdNotFound when the household is absent or outside the viewer's scope.
    """
    lines = _stays(viewer, household_id)
    own = next((line.household for line in lines if line.household_id == household_id), None)
    found: Household = own or _without_members(viewer, household_id)
    cleared = viewer.may(Action.VIEW_HOUSEHOLD, RecordScope(found.area_code), Sensitivity.S2)
    stays = list({line.pk: line for line in lines}.values())
    holders = {one.index: one.stands for one in _numbered(lines) if one.kind == IdentifierKind.PID}
    people = {_stands(stay) for stay in stays}
    spoken = _spoken_of(people, holders, cleared=cleared)
    records = [record for record in spoken if record.person_id in people]
    view = _view(found, stays, _numbers(lines), _history(records), _waiting(spoken, people, holders))
    return HouseholdTold(view, _rows(records, view) if cleared else None)


def household_area(
    *, viewer: Viewer, household_id: UUID, action: Action, sensitivity: Sensitivity | None = None
) -> str:
    """The code of the area where a household lives that the viewer may do this to; raises HouseholdNotFound otherwise.

    sensitivity: of what will be shown of it, as in `within`.
    """
    found = Household.objects.filter(within(viewer, action, sensitivity=sensitivity), pk=household_id).first()
    if found is None:
        raise HouseholdNotFound
    return found.area_code


def household_areas(
    *, viewer: Viewer, household_ids: Collection[UUID], action: Action, sensitivity: Sensitivity | None = None
) -> dict[UUID, str]:
    """The same for some hundred households at once: those that are absent or out of scope are left out."""
    scope = within(viewer, action, sensitivity=sensitivity)
    return dict(Household.objects.filter(scope, pk__in=household_ids).values_list("id", "area_code"))


def _stays(viewer: Viewer, household_id: UUID) -> list[Any]:
    """Who was met in the household, by whichever of its identities, and since when, each with a number of theirs."""
    scope = within(viewer, Action.VIEW_HOUSEHOLD, "household__area_code", sensitivity=Sensitivity.S1)
    here = Membership.objects.filter(scope, household__in=identities_of(household_id))
    stays = here.select_related("household", "person__survivor")
    return list(stays.annotate(**_NUMBER).order_by("valid_from", "pk", "own_kind", "person__identifiers__pk"))


def _without_members(viewer: Viewer, household_id: UUID) -> Household:
    scope = within(viewer, Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S1)
    found = Household.objects.filter(scope, pk=household_id).first()
    if found is None:
        raise HouseholdNotFound
    return found


def _spoken_of(people: set[UUID], holders: dict[str, UUID], *, cleared: bool) -> list[SourceRecord]:
    """The rows attached to these people, the newest first, and rows in doubt that carry a number of theirs."""
    if not people:
        return []
    doubted = Q(state=RecordState.REVIEW, pid_index__in=holders) & ~Q(pid_index="")  # lets the index of numbers serve
    theirs = Person.every.filter(Q(pk__in=people) | Q(survivor__in=people)).values("pk")
    told = SourceRecord.objects.filter(Q(person_id__in=theirs) | doubted)
    told = told if cleared else told.filter(register__in=SURVEYS)
    found = list(told.select_related("person").order_by("-as_of", "register", "-pk"))
    for record in found:  # read as of whom they stand for; never saved
        if record.person is not None and record.person.survivor_id in people:
            record.person_id = record.person.survivor_id
    return found


def _view(
    found: Household,
    stays: Iterable[Any],
    numbers: dict[UUID, tuple[NumberView, ...]],
    seen: dict[UUID, tuple[IdentitySeen, ...]],
    waiting: dict[UUID, set[str]],
) -> HouseholdView:
    views = [
        MemberView(
            person_id=person.id,
            identity=person.identity,
            numbers=numbers.get(person.id, ()),
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
        stands_for=found.survivor_id,
    )


def _rows(records: Iterable[SourceRecord], view: HouseholdView) -> tuple[RowView, ...]:
    """Rows about today's members, and about former ones until they left: what came later is their new home's.

    A row of another register that waits for a decision is not among them; a survey's own row is, with its state.
    """
    left = {one.person_id: one.until for one in view.former}
    return tuple(
        RowView(
            person_id=record.person_id,
            source=_source(record),
            state=record.state,
            values={name: value for name, value in record.values.items() if name != "pid_given"},
            household_id=record.household_id,
        )
        for record in sorted(records, key=lambda one: (-one.as_of.toordinal(), one.register, one.row_number, one.pk))
        if record.person_id and ((until := left.get(record.person_id)) is None or record.as_of < until)
    )


@dataclass(frozen=True, slots=True)
class _Number:
    """holder: to whom it is sealed; stands: whom they stand for."""

    kind: str
    sealed: str
    index: str
    holder: UUID
    stands: UUID


def _numbered(lines: Iterable[Any]) -> Iterator[_Number]:
    """The numbers that stand, of each person and of whom they stand for; an undone import takes back those it brought."""
    for line in lines:
        for whose, holder in (("own", line.person_id), ("head", line.person.survivor_id)):
            kind, sealed, index, gone = (
                getattr(line, f"{whose}_{name}") for name in ("kind", "sealed", "index", "retired_at")
            )
            if sealed and gone is None:
                yield _Number(kind, sealed, index, holder, _stands(line))


def _stands(stay: Any) -> UUID:
    """Whom the person of a stay stands for today."""
    key: UUID = stay.person.survivor_id or stay.person_id
    return key


def _by_person(stays: Iterable[Any]) -> list[tuple[Person, list[Any]]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for stay in stays:
        grouped[_stands(stay)].append(stay)
    return [(own[0].person.survivor or own[0].person, own) for own in grouped.values()]


def _numbers(lines: Iterable[Any]) -> dict[UUID, tuple[NumberView, ...]]:
    held: dict[UUID, dict[str, NumberView]] = defaultdict(dict)
    for one in _numbered(lines):
        own = held[one.stands]
        if one.sealed not in own:
            own[one.sealed] = NumberView(one.kind, mask_pid(unseal(one.sealed, bound_to=str(one.holder))))
    return {person: tuple(numbers.values()) for person, numbers in held.items()}


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


def _waiting(spoken: Sequence[SourceRecord], people: set[UUID], holders: dict[str, UUID]) -> dict[UUID, set[str]]:
    """Registers with a row in doubt, by the person who holds its number and by the person it made."""
    waiting: dict[UUID, set[str]] = defaultdict(set)
    for record in spoken:
        if record.state == RecordState.REVIEW:
            meant = {record.person_id, holders.get(record.pid_index)}
            for person in people & {one for one in meant if one}:
                waiting[person].add(record.register)
    return waiting


def _source(record: SourceRecord) -> Source:
    return Source(record.register, record.as_of, record.batch_id, record.row_number)
