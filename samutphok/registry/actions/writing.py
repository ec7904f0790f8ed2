"""Carrying out what linkage decided: people, families and rows written in bulk, inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from samutphok.foundation.privacy import seal, unseal
from samutphok.registry.actions.bulk import insert
from samutphok.registry.domain.changes import Changes, MovedRow, NewHousehold, NewPerson, NewRow
from samutphok.registry.domain.identity import Portrait, name_keys
from samutphok.registry.domain.membership import Stay, dates_of, ends
from samutphok.registry.models import (
    Household,
    Identifier,
    IdentifierKind,
    Membership,
    NameWord,
    Person,
    SourceRecord,
)

Key = TypeVar("Key")
_PIECE = 5_000  # keys in one query
KEY_LENGTH = 120  # letters of a folded name that are kept for search


def batched(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """The keys in pieces that one query takes."""
    rest = iter(keys)
    while piece := list(islice(rest, _PIECE)):
        yield piece


def write(changes: Changes, *, now: datetime) -> dict[int, int]:
    """Write one transaction's changes; returns the id of each new row, all of them of one batch, by its row number.

    Must run inside the transaction in which they were decided: what was looked up may not have changed since.
    """
    _make_households(changes.households, now)
    _make_people(changes.people, now)
    for person, index in changes.shared.items():
        _share_number(person, index)
    ids = _keep_rows(changes.rows)
    _move_rows(changes.moved)
    _repaint(changes.portraits)
    _retime(changes)
    _forget(changes.gone)
    return ids


def _make_households(new: Sequence[NewHousehold], now: datetime) -> None:
    insert(
        [
            Household(
                id=household.id,
                area_code=household.key.area_code,
                house_code=household.key.house_code,
                family_no=household.key.family_no,
                created_at=now,
            )
            for household in new
        ]
    )


def _make_people(new: Sequence[NewPerson], now: datetime) -> None:
    people = [Person(id=person.id, created_at=now, **_columns(person.portrait)) for person in new]
    insert(people)
    insert(
        [
            Identifier(
                person_id=person.id,
                kind=number.kind,
                sealed=seal(number.value, bound_to=str(person.id)),
                index=number.index,
                valid_from=number.since,
            )
            for person in new
            for number in person.numbers
        ]
    )
    _learn_words(word for person in people for word in (person.first_key, person.last_key))


def _columns(shown: Portrait) -> dict[str, object]:
    who, keys = shown.identity, name_keys(shown.identity)
    return {
        "title": who.title,
        "first_name": who.first_name,
        "last_name": who.last_name,
        "first_key": keys.first[:KEY_LENGTH],
        "last_key": keys.last[:KEY_LENGTH],
        "sex": who.sex or "",
        "birth_year": who.birth.year if who.birth else None,
        "birth_month": who.birth.month if who.birth else None,
        "birth_day": who.birth.day if who.birth else None,
        "area_code": shown.area_code,
    }


def _learn_words(words: Iterable[str]) -> None:
    wanted = {word for word in words if word}
    known = set(NameWord.objects.filter(word__in=wanted).values_list("word", flat=True))
    NameWord.objects.bulk_create((NameWord(word=word) for word in sorted(wanted - known)), ignore_conflicts=True)


def _share_number(person: UUID, index: str) -> None:
    """Give a person the number that its holder keeps: the same digits, sealed for them."""
    if Identifier.objects.filter(person_id=person, index=index).exists():
        return
    held = Identifier.objects.get(kind=IdentifierKind.PID, index=index)
    value = unseal(held.sealed, bound_to=str(held.person_id))
    Identifier.objects.create(
        person_id=person,
        kind=IdentifierKind.PID_SHARED,
        sealed=seal(value, bound_to=str(person)),
        index=index,
        valid_from=held.valid_from,
    )


def _keep_rows(new: Sequence[NewRow]) -> dict[int, int]:
    records = [
        SourceRecord(
            batch_id=row.batch_id,
            row_number=row.row_number,
            register=row.register,
            as_of=row.as_of,
            pid_index=row.pid_index,
            person_id=row.person,
            household_id=row.household,
            area_code=row.area_code,
            state=row.state,
            values=dict(row.values),
        )
        for row in new
    ]
    insert(records)
    insert(
        [
            Membership(
                household_id=record.household_id,
                person_id=record.person_id,
                record_id=record.pk,
                valid_from=record.as_of,
            )
            for record in records
            if record.household_id and record.person_id
        ]
    )
    return {record.row_number: record.pk for record in records}


def _move_rows(moved: Sequence[MovedRow]) -> None:
    for row in moved:
        SourceRecord.objects.filter(pk=row.id).update(person_id=row.person, state=row.state)
        if row.person:
            Membership.objects.filter(record_id=row.id).update(person_id=row.person)


def _repaint(portraits: Mapping[UUID, Portrait]) -> None:
    """Only the columns a portrait speaks of are written, so that nothing else said of the person is undone."""
    if not portraits:
        return
    people = [Person(id=person, **_columns(shown)) for person, shown in portraits.items()]
    fields = list(_columns(next(iter(portraits.values()))))
    Person.objects.bulk_update(people, fields, batch_size=500)
    _learn_words(word for person in people for word in (person.first_key, person.last_key))


def _retime(changes: Changes) -> None:
    """End the stays that this transaction's surveys end, also when it is the older survey that came late."""
    seen = [row for row in changes.rows if row.household and row.person]
    moved = Membership.objects.filter(record_id__in=[row.id for row in changes.moved])
    people = {person for row in changes.moved for person in (row.person, row.was) if person}
    people |= {row.person for row in seen if row.person}
    households = {row.household for row in seen if row.household} | set(moved.values_list("household_id", flat=True))
    people -= {person.id for person in changes.people}
    households -= {household.id for household in changes.households}
    _end_stays(people, households)


def _end_stays(people: Collection[UUID], households: Collection[UUID]) -> None:
    """Recompute the ends of every stay of these people and in these households, from all that is known of either."""
    touched = _memberships(people, households)
    stays = [_stay(membership) for membership in touched]
    around = [_stay(m) for m in _memberships({stay.person for stay in stays}, {stay.household for stay in stays})]
    answers = ends(stays, person_dates=dates_of(around, by="person"), household_dates=dates_of(around, by="household"))
    changed: dict[date | None, list[int]] = defaultdict(list)
    for membership in touched:
        if answers[membership.pk] != membership.valid_to:
            changed[answers[membership.pk]].append(membership.pk)
    for day, ids in changed.items():
        for some in batched(ids):
            Membership.objects.filter(pk__in=some).update(valid_to=day)


def _memberships(people: Collection[UUID], households: Collection[UUID]) -> list[Membership]:
    """Each once, in pieces that both databases take."""
    found: dict[int, Membership] = {}
    for some in batched(people):
        found |= {row.pk: row for row in Membership.objects.filter(person_id__in=some)}
    for some in batched(households):
        found |= {row.pk: row for row in Membership.objects.filter(household_id__in=some)}
    return list(found.values())


def _stay(membership: Membership) -> Stay:
    return Stay(membership.pk, membership.person_id, membership.household_id, membership.valid_from)


def _forget(people: Collection[UUID]) -> None:
    """Remove people of whom no row speaks any more; one of whom something else speaks stays."""
    Person.objects.filter(pk__in=people, records=None, memberships=None).delete()
