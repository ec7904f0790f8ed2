"""What follows from the visits to a household, made anew from all of them: members, version, conflicts, contradictions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from samutphok.logbook.domain.contradictions import Contradicting, RegisterSays, contradictions
from samutphok.logbook.domain.members import Introduced, States, gone_by_door, met_at_door
from samutphok.logbook.domain.merge import FIRST_VERSION, FactKey, FactState, Logbook, facts_of
from samutphok.logbook.models import Conflict, Contradiction, HouseholdNow, Visit
from samutphok.logbook.queries.visits import logbook_of
from samutphok.registry.actions import door
from samutphok.registry.domain.door import SaidOfMembers
from samutphok.registry.domain.identity import Identity
from samutphok.registry.domain.views import RowView

READER = "logbook"  # who closes a conflict that a later visit ended


def visits_of(household_id: UUID) -> list[Visit]:
    """All visits and decisions of a household, in the server's order."""
    return list(Visit.objects.filter(household=household_id).order_by("received_at", "id"))


def refresh(household_id: UUID, *, now: datetime) -> None:
    """Makes everything that follows from the visits to a household anew; doing it again changes nothing.

    To be called inside the transaction that added a visit, or by a rebuilding one.
    """
    rows = visits_of(household_id)
    area_code = door.standing_area(household_id)
    if area_code is None:
        return
    book = logbook_of(rows)
    states = facts_of(book)
    days = {row.id: row.visited_on for row in rows}
    in_force = {one.id for one in book.in_force}
    _say_of_members(household_id, area_code, [row for row in rows if row.id in in_force], states, now)
    _note_now(household_id, [row for row in rows if row.id in in_force], book)
    _keep_conflict(household_id, states, now)
    registers = _registers(household_id, states)
    _keep_contradictions(household_id, contradictions(states, registers, days=days), now)


def _say_of_members(household: UUID, area_code: str, rows: Sequence[Visit], states: States, now: datetime) -> None:
    said = SaidOfMembers(
        household=household,
        area_code=area_code,
        met=met_at_door(_introduced(rows), states),
        gone=gone_by_door(states, {row.id: row.visited_on for row in rows}),
    )
    door.say_of_members(said, now=now)


def _introduced(rows: Iterable[Visit]) -> Iterable[Introduced]:
    for row in rows:
        answers = row.said().answers
        for subject in row.new_people:
            change = answers.get(FactKey(subject, "member_change"), "")
            on = answers.get(FactKey(subject, "member_change_on"), "")
            yield Introduced(row.id, row.visited_on, subject, change, _day(on))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _note_now(household: UUID, rows: Sequence[Visit], book: Logbook) -> None:
    visits = [row for row in rows if row.met != Visit.Met.DECISION]
    last = max(visits, key=lambda row: (row.visited_on, row.received_at), default=None)
    noted = (answer for row in reversed(visits) for _, fact, answer in row.answers if fact == "place")
    place = next(filter(None, map(_place, noted)), None)
    HouseholdNow.objects.update_or_create(
        household_id=household,
        defaults={
            "version": book.version if rows else FIRST_VERSION,
            "visits": len(visits),
            "last_visit_id": last.id if last else None,
            "last_on": last.visited_on if last else None,
            "last_outcome": last.outcome if last else "",
            "last_by": last.said_by if last else "",
            "latitude": place[0] if place else None,
            "longitude": place[1] if place else None,
        },
    )


def _place(geopoint: str) -> tuple[float, float] | None:
    """Degrees out of 'lat lon altitude accuracy'."""
    try:
        latitude, longitude = map(float, geopoint.split()[:2])
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _keep_conflict(household: UUID, states: States, now: datetime) -> None:
    contested = [
        [key.subject, key.fact, [[str(one.visit.id), one.value] for one in state.standing]]
        for key, state in sorted(states.items())
        if state.contested
    ]
    standing = Conflict.objects.filter(household=household, closed_at=None).first()
    if standing is None:
        if contested:
            Conflict.objects.create(household_id=household, facts=contested, opened_at=now)
    elif not contested:
        standing.closed_at, standing.closed_by = now, READER
        standing.save(update_fields=["closed_at", "closed_by"])
    elif standing.facts != contested:
        standing.facts, standing.edition = contested, standing.edition + 1
        standing.save(update_fields=["facts", "edition"])


def _registers(household: UUID, states: Mapping[FactKey, FactState]) -> RegisterSays:
    rows = door.rows_of_members(household)
    identities: dict[UUID, tuple[Identity, RowView]] = {}
    for row, identity in rows:
        if identity.first_name:
            identities.setdefault(row.person_id, (identity, row))
    numbers = {value for key, state in states.items() if key.fact == "pid" for value in state.values}
    holders = {index: person for index, (person, _) in door.people_with_numbers(numbers).items()}
    return RegisterSays([row for row, _ in rows], identities, holders)


def _keep_contradictions(household: UUID, found: Iterable[Contradicting], now: datetime) -> None:
    wanted = {_place_of(one): one for one in found}
    standing = Contradiction.objects.filter(household=household, closed_at=None)
    kept = {
        (row.person_id, row.kind, row.fact, row.said, row.register, row.register_as_of, row.register_value): row.pk
        for row in standing
    }
    over = [key for place, key in kept.items() if place not in wanted]
    Contradiction.objects.filter(pk__in=over).update(closed_at=now)
    Contradiction.objects.bulk_create(
        Contradiction(
            household_id=household,
            person_id=one.person,
            kind=one.kind.value,
            fact=one.fact,
            said=one.said,
            visit_id=one.visit,
            register=one.register,
            register_as_of=one.as_of,
            register_value=one.register_value,
            opened_at=now,
        )
        for place, one in wanted.items()
        if place not in kept
    )


def _place_of(one: Contradicting) -> tuple[object, ...]:
    return (one.person, one.kind.value, one.fact, one.said, one.register, one.as_of, one.register_value)
