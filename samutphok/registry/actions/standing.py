"""Carrying out what linkage decided about people and families that are one: pointers are set or taken away, no row moves.

To be called inside the transaction that writes the decision.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from samutphok.registry.actions.same import everyone, survivors_of
from samutphok.registry.actions.writing import batched, end_stays, repaint
from samutphok.registry.domain.changes import SURVEYS
from samutphok.registry.domain.identity import Portrait, Reading, portrait
from samutphok.registry.models import Departure, Household, Membership, Person, RecordState, SourceRecord


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a person where decisions are made. numbered: holds a citizen number or shares one."""

    id: UUID
    numbered: bool
    from_visit: bool
    retired: bool
    created_at: datetime


def people_standing(people: Collection[UUID]) -> dict[UUID, Standing]:
    """These people as they stand, retired ones included."""
    found: dict[UUID, Standing] = {}
    for some in batched(people):
        numbers = Person.every.filter(
            pk__in=some, identifiers__kind__in=("pid", "pid_shared"), identifiers__retired_at=None
        )
        with_number = set(numbers.values_list("pk", flat=True))
        for person in Person.every.filter(pk__in=some):
            found[person.pk] = Standing(
                person.pk,
                person.pk in with_number,
                person.visit_id is not None,
                person.retired_at is not None,
                person.created_at,
            )
    return found


def stand_as(people: Mapping[UUID, UUID | None], rows: Mapping[int, UUID | None]) -> int:
    """Point people at their survivors (None: at nobody) and rows without a place at people; returns what changed.

    What is shown of everybody concerned, and how long they lived where, follows anew. The same again changes nothing.
    """
    moved = _point(Person, people) | {person for pair in _link_rows(rows) for person in pair if person}
    if moved:
        redraw(moved)
        end_stays(everyone(Person, moved), ())
    return len(moved)


def families_as(families: Mapping[UUID, UUID | None]) -> int:
    """Point families at the ones that they turned out to be (None: at none); returns how many changed."""
    moved = _point(Household, families)
    if moved:
        end_stays((), everyone(Household, moved))
    return len(moved)


def _point(model: type[Person] | type[Household], wanted: Mapping[UUID, UUID | None]) -> set[UUID]:
    """Those concerned: whose pointer changed, and whom it named before and names now."""
    now = survivors_of(model, wanted.keys())
    changed = {key: survivor for key, survivor in wanted.items() if now.get(key) != survivor}
    by_survivor: dict[UUID | None, list[UUID]] = defaultdict(list)
    for key, survivor in changed.items():
        by_survivor[survivor].append(key)
    for survivor, keys in by_survivor.items():
        model.every.filter(pk__in=keys).update(survivor=survivor)
    named = {one for key in changed for one in (now.get(key), changed[key]) if one}
    return set(changed) | named


def _link_rows(wanted: Mapping[int, UUID | None]) -> list[tuple[UUID | None, UUID | None]]:
    """Before and after of each row that changed; rows whose own number, or survey, gives them a person are left alone."""
    moved: list[tuple[UUID | None, UUID | None]] = []
    for some in batched(wanted):
        loose = Q(state__in=(RecordState.UNLINKED, RecordState.LINKED)) | Q(state=RecordState.REVIEW, person=None)
        rows = SourceRecord.objects.filter(loose, pk__in=some).values_list("pk", "person_id", "pid_index")
        for key, person, index in rows:
            if person != wanted[key]:
                waiting = RecordState.REVIEW if index else RecordState.UNLINKED
                state = RecordState.LINKED if wanted[key] else waiting
                SourceRecord.objects.filter(pk=key).update(person=wanted[key], state=state)
                moved.append((person, wanted[key]))
    return moved


def redraw(people: Iterable[UUID]) -> None:
    """Show people, and whoever is one with them, as all of their rows say; whom only a visit met stays as it said."""
    for some in batched(people):
        group = everyone(Person, some)
        heads = survivors_of(Person, group)
        met = set(Person.every.filter(pk__in=group, visit_id__isnull=False).values_list("pk", flat=True))
        said = _readings(group)
        joint: dict[UUID, list[Reading]] = defaultdict(list)
        for person, readings in said.items():
            joint[heads.get(person, person)] += readings
        drawn = {
            person: portrait(said[person] if person in heads else joint[person])
            for person in group - met
            if (said.get(person) if person in heads else joint.get(person))
        }
        repaint(_changed(drawn))


def _readings(people: Collection[UUID]) -> dict[UUID, list[Reading]]:
    found: dict[UUID, list[Reading]] = defaultdict(list)
    for record in SourceRecord.objects.filter(person_id__in=people).select_related("batch"):
        if record.person_id:
            surveyed = record.register in SURVEYS
            found[record.person_id].append(
                Reading(record.identity, record.area_code, record.as_of, surveyed, record.place)
            )
    return found


def _changed(drawn: Mapping[UUID, Portrait]) -> dict[UUID, Portrait]:
    shown = {
        person.pk: Portrait(person.identity, person.area_code) for person in Person.every.filter(pk__in=list(drawn))
    }
    return {key: one for key, one in drawn.items() if shown.get(key) != one}


@dataclass(frozen=True, slots=True)
class Moved:
    """A worker's word that somebody lives in another family since a day."""

    decision: UUID
    person: UUID
    left: UUID
    into: UUID
    on: date


def say_moves(moves: Iterable[Moved]) -> None:
    """Write these moves; one that was taken back before holds again."""
    for move in moves:
        Membership.every.update_or_create(
            decision_id=move.decision,
            person_id=move.person,
            household_id=move.into,
            defaults={"valid_from": move.on, "retired_at": None},
        )
        Departure.every.update_or_create(
            decision_id=move.decision,
            person_id=move.person,
            household_id=move.left,
            defaults={"gone_on": move.on, "died": False, "retired_at": None},
        )
        end_stays(everyone(Person, {move.person}), everyone(Household, {move.left, move.into}))


def unsay_moves(decisions: Collection[UUID], *, now: datetime) -> None:
    """Take back the moves of these decisions; how long people lived where follows anew."""
    stays = Membership.objects.filter(decision_id__in=decisions)
    people = set(stays.values_list("person_id", flat=True))
    departures = Departure.objects.filter(decision_id__in=decisions)
    homes = set(stays.values_list("household_id", flat=True)) | set(departures.values_list("household_id", flat=True))
    departures.update(retired_at=now)
    stays.update(retired_at=now, valid_to=F("valid_from"))
    end_stays(everyone(Person, people), everyone(Household, homes))


def divide(household: UUID, new: UUID, *, decision: UUID, now: datetime) -> None:
    """A new family in the same house; its number is the old one's with a stroke, which no register writes."""
    old = Household.every.get(pk=household)
    if Household.every.filter(pk=new).exists():
        return
    stem = old.family_no.split("/")[0]
    beside = Household.every.filter(area_code=old.area_code, house_code=old.house_code).filter(
        Q(family_no__startswith=f"{stem}/")
    )
    number = f"{stem}/{beside.count() + 2}" if old.house_code else old.family_no
    Household.objects.create(
        id=new,
        house_code=old.house_code,
        family_no=number,
        area_code=old.area_code,
        decision_id=decision,
        created_at=now,
    )


def families_standing(households: Collection[UUID]) -> dict[UUID, UUID]:
    """Whom each of these families stands for."""
    heads = survivors_of(Household, households)
    return {key: heads.get(key, key) for key in households}


def people_pointing() -> set[UUID]:
    """Everybody who points to a survivor."""
    return set(Person.every.filter(survivor__isnull=False).values_list("pk", flat=True))


def families_pointing() -> set[UUID]:
    """Every family that points to a survivor."""
    return set(Household.every.filter(survivor__isnull=False).values_list("pk", flat=True))


def rows_linked() -> set[int]:
    """Every row that speaks of somebody by likeness or by a word."""
    return set(SourceRecord.objects.filter(state=RecordState.LINKED).values_list("pk", flat=True))


def areas_of(kind: str, keys: Collection[str]) -> dict[str, str]:
    """The area of each person, row or family (`kind`) that stands, by its key as text."""
    model = {"person": Person, "record": SourceRecord, "household": Household}[kind]
    rows = model._default_manager.filter(pk__in=list(keys)).values_list("pk", "area_code")
    return {str(key): area for key, area in rows}


def members_today(household: UUID) -> set[UUID]:
    """Who lives in the family today, by whichever of its identities, each as whom they stand for."""
    homes = everyone(Household, {household})
    stays = Membership.objects.filter(household__in=homes, valid_to=None, person__retired_at=None)
    return {head or person for person, head in stays.values_list("person_id", "person__survivor_id")}
