"""Carrying out what linkage decided: people, families and rows written in bulk, inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F

from samutphok.foundation.privacy import seal, unseal
from samutphok.registry.actions.bulk import insert
from samutphok.registry.actions.same import everyone, survivors_of
from samutphok.registry.domain.changes import Changes, LeftRow, MovedRow, NewHousehold, NewPerson, NewRow
from samutphok.registry.domain.identity import Portrait, name_keys
from samutphok.registry.domain.membership import Departed, Stay, dates_of, ends
from samutphok.registry.domain.sounds import sounds
from samutphok.registry.models import (
    Departure,
    Household,
    Identifier,
    IdentifierKind,
    Membership,
    NameSound,
    NameWord,
    Person,
    RecordState,
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
    _reopen_households(changes)
    make_people(changes.people, now)
    for person, index in changes.shared.items():
        _share_number(person, index)
    ids = _keep_rows(changes.rows)
    _leave_rows(changes.left, now)
    _move_rows(changes.moved)
    repaint(changes.portraits)
    _retime(changes)
    _forget(changes.gone, now)
    _retire_people(changes.retired, now)
    _retire_households({row.household for row in changes.left if row.household}, now)
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


def _reopen_households(changes: Changes) -> None:
    """A family that was retired and is met again keeps its page."""
    met = {row.household for row in changes.rows if row.household} - {household.id for household in changes.households}
    for some in batched(met):
        Household.every.filter(pk__in=some).exclude(retired_at=None).update(retired_at=None)


def make_people(new: Sequence[NewPerson], now: datetime) -> None:
    """People whom nothing has spoken of before, with their numbers."""
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
    new = sorted(wanted - known)
    NameWord.objects.bulk_create((NameWord(word=word) for word in new), ignore_conflicts=True)
    learn_sounds(new)


def learn_sounds(words: Iterable[str]) -> None:
    """Keep how these words of the vocabulary sound; what is kept already stays."""
    kept = (NameSound(sound=sound, word=word) for word in words for sound in sorted(sounds(word)))
    NameSound.objects.bulk_create(kept, batch_size=_PIECE, ignore_conflicts=True)


@transaction.atomic
def rebuild_sounds() -> int:
    """Learn the sounds of the whole vocabulary anew, after the rules of sound have changed; returns the words."""
    NameSound.objects.all().delete()
    for piece in batched(NameWord.objects.values_list("word", flat=True).order_by("pk").iterator(chunk_size=_PIECE)):
        learn_sounds(piece)
    return NameWord.objects.count()


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


def _leave_rows(left: Sequence[LeftRow], now: datetime) -> None:
    """The rows speak of nobody any more; the stays that they told of are retired with an end, so that none lasts."""
    for some in batched(row.id for row in left):
        Membership.objects.filter(record_id__in=some).update(retired_at=now, valid_to=F("valid_from"))
        rows = SourceRecord.objects.filter(pk__in=some)
        rows.update(state=RecordState.UNDONE, person_id=None, household_id=None, pid_index="")


def _move_rows(moved: Sequence[MovedRow]) -> None:
    for row in moved:
        SourceRecord.objects.filter(pk=row.id).update(person_id=row.person, state=row.state)
        if row.person:
            Membership.objects.filter(record_id=row.id).update(person_id=row.person)


def repaint(portraits: Mapping[UUID, Portrait]) -> None:
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
    placed = [(row.person, row.household) for row in seen] + [(row.person, row.household) for row in changes.left]
    people |= {person for person, _ in placed if person}
    households = {household for _, household in placed if household}
    households |= set(moved.values_list("household_id", flat=True))
    people -= {person.id for person in changes.people}
    households -= {household.id for household in changes.households}
    end_stays(people, households)


def end_stays(people: Collection[UUID], households: Collection[UUID]) -> None:
    """Recompute the ends of every stay of these people and in these households, from all that is known of either.

    Those who turned out to be one count as one, by whichever of their identities they were met."""
    touched = _memberships(everyone(Person, people), everyone(Household, households))
    around = _memberships(
        everyone(Person, {row.person_id for row in touched}), everyone(Household, {row.household_id for row in touched})
    )
    persons = survivors_of(Person, {row.person_id for row in around})
    homes = survivors_of(Household, {row.household_id for row in around})
    stays, beside = ([_stay(row, persons, homes) for row in rows] for rows in (touched, around))
    answers = ends(
        stays,
        person_dates=dates_of(beside, by="person"),
        household_dates=dates_of(beside, by="household"),
        departed=_departed({row.person_id for row in around}, persons, homes),
    )
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


def _stay(membership: Membership, persons: Mapping[UUID, UUID], homes: Mapping[UUID, UUID]) -> Stay:
    return Stay(
        membership.pk,
        persons.get(membership.person_id, membership.person_id),
        homes.get(membership.household_id, membership.household_id),
        membership.valid_from,
        from_survey=membership.record_id is not None,
    )


def _departed(people: Collection[UUID], persons: Mapping[UUID, UUID], homes: Mapping[UUID, UUID]) -> list[Departed]:
    return [
        Departed(persons.get(person, person), None if died else homes.get(household, household), on)
        for some in batched(people)
        for person, household, died, on in Departure.objects.filter(person_id__in=some).values_list(
            "person_id", "household_id", "died", "gone_on"
        )
    ]


def _forget(people: Collection[UUID], now: datetime) -> None:
    """Remove people of whom no row speaks any more; one of whom something else speaks, as a retired stay, is retired."""
    Person.objects.filter(pk__in=people, records=None, memberships=None, survivor=None, absorbed=None).delete()
    _retire_people(people, now)


def _retire_people(people: Collection[UUID], now: datetime) -> None:
    """Take people, and their numbers, out of the picture unless a row or a visit still speaks of them."""
    for some in batched(people):
        spoken_of = SourceRecord.objects.filter(person_id__in=some).values_list("person_id", flat=True)
        met = Membership.objects.filter(person_id__in=some, record__isnull=True).values_list("person_id", flat=True)
        silent = set(some) - set(spoken_of) - set(met)
        Identifier.objects.filter(person_id__in=silent).update(retired_at=now)
        Person.objects.filter(pk__in=silent).update(retired_at=now)


def _retire_households(households: Collection[UUID], now: datetime) -> None:
    """Take households out of the picture unless a row still stands in them, or a visit found them."""
    for some in batched(households):
        standing = SourceRecord.objects.filter(household_id__in=some).values_list("household_id", flat=True)
        silent = Household.objects.filter(pk__in=set(some) - set(standing), visit_id=None, decision_id=None)
        silent.update(retired_at=now)
