"""From rows that arrive and rows that are known to the changes that make both true: pure, and the same in every order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from samutphok.linkage.domain.agreement import Reason
from samutphok.linkage.domain.decision import Claim, New, Ruling, decide
from samutphok.linkage.domain.settlement import Place, Settlement, settle
from samutphok.registry.domain.changes import (
    SURVEYS,
    Changes,
    HouseholdKey,
    KnownRow,
    LeftRow,
    MovedRow,
    NewHousehold,
    NewPerson,
    NewRow,
    Number,
)
from samutphok.registry.domain.identity import Identity, Reading, portrait

ATTACHED, IN_REVIEW, UNLINKED = "attached", "review", "unlinked"


@dataclass(frozen=True, slots=True)
class Cut:
    """Where rows come from: the batch, the SHA-256 of its staged file, its register, and the day of the register's cut."""

    batch_id: UUID
    sha256: str
    register: str
    as_of: date

    @property
    def digest(self) -> str:
        """Names the staged file; two receipts of equal rows stay apart."""
        return f"{self.sha256}:{self.batch_id}"

    @property
    def is_survey(self) -> bool:
        return self.register in SURVEYS


@dataclass(frozen=True, slots=True)
class Arrival:
    """A staged row. `pid` only when valid; `house` for a row of a survey, which met the whole family."""

    row_number: int
    identity: Identity = field(repr=False)
    area_code: str
    values: Mapping[str, Any] = field(repr=False)
    pid: str | None = field(default=None, repr=False)
    pid_index: str = ""
    g_code: Number | None = None
    house: HouseholdKey | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask about a row: is it this person, although these things speak against it?"""

    person: UUID
    reasons: frozenset[Reason]


@dataclass(frozen=True, slots=True)
class Plan:
    """The registry's changes, the rows now in doubt, and the known rows (ids) about which nothing is open any more."""

    changes: Changes
    questions: Mapping[Place, Question]
    settled: frozenset[int]


@dataclass(frozen=True, slots=True)
class Placement:
    state: str
    person: UUID | None


class Planner:
    """Plans one chunk of one batch against everything known of its citizen numbers and houses."""

    def __init__(
        self,
        cut: Cut,
        *,
        rulings: Mapping[int, Ruling],
        houses: Mapping[HouseholdKey, UUID],
        new_id: Callable[[], UUID],
    ) -> None:
        self.cut = cut
        self.rulings = rulings
        self.houses = dict(houses)
        self.new_id = new_id
        self.households: list[NewHousehold] = []
        self.people: list[NewPerson] = []
        self.rows: list[NewRow] = []
        self.moved: list[MovedRow] = []
        self.portraits: dict[UUID, Any] = {}
        self.shared: dict[UUID, str] = {}
        self.gone: set[UUID] = set()
        self.left: list[LeftRow] = []
        self.questions: dict[Place, Question] = {}
        self.settled: set[int] = set()

    def plan(self, arrivals: Sequence[Arrival], known: Iterable[KnownRow]) -> Plan:
        """Place every arrival, and every known row whose place that changes."""
        arriving: dict[str, list[Arrival]] = defaultdict(list)
        knowing: dict[str, list[KnownRow]] = defaultdict(list)
        for row in known:
            knowing[row.pid_index].append(row)
            arriving.setdefault(row.pid_index, [])
        for arrival in arrivals:
            if arrival.pid_index:
                arriving[arrival.pid_index].append(arrival)
            else:
                self._place_without_number(arrival)
        for index, rows in arriving.items():
            self._place_number(index, rows, knowing[index])
        return self._finished()

    def release(self, rows: Iterable[KnownRow], beside: Iterable[KnownRow], *, holders: Mapping[str, UUID]) -> Plan:
        """Take `rows` out of the picture and place those `beside` them, which carry the same numbers, as if they had never
        come. holders: who holds each number now, by its index; they keep it while any row of the number is theirs."""
        leaving: dict[str, list[KnownRow]] = defaultdict(list)
        staying: dict[str, list[KnownRow]] = defaultdict(list)
        for row in rows:
            leaving[row.pid_index].append(row)
            self.left.append(LeftRow(row.id, row.person, row.household))
        for row in beside:
            staying[row.pid_index].append(row)
        self.gone |= {row.person for row in leaving.pop("", ()) if row.person}
        for index, left in leaving.items():
            self._place_number(index, (), staying[index], left=left, held_by=holders.get(index))
        return self._finished()

    def _finished(self) -> Plan:
        changes = Changes(
            households=self.households,
            people=self.people,
            rows=self.rows,
            moved=self.moved,
            portraits=self.portraits,
            shared=self.shared,
            gone=frozenset() if self.left else frozenset(self.gone),
            left=self.left,
            retired=frozenset(self.gone) if self.left else frozenset(),
        )
        return Plan(changes, self.questions, frozenset(self.settled))

    def _place_without_number(self, arrival: Arrival) -> None:
        if decide(self._claim(arrival), ()) != New():
            self._keep(arrival, Placement(UNLINKED, None))
            return
        person = self.new_id()
        numbers = (arrival.g_code,) if arrival.g_code else ()
        self.people.append(NewPerson(person, portrait([self._reading(arrival)]), numbers))
        self._keep(arrival, Placement(ATTACHED, person))

    def _place_number(
        self,
        index: str,
        arrivals: Sequence[Arrival],
        known: Sequence[KnownRow],
        *,
        left: Sequence[KnownRow] = (),
        held_by: UUID | None = None,
    ) -> None:
        """Settle one citizen number and note what differs from how its rows stand now, those that have `left` included."""
        by_place = {row.place: row for row in known}
        claims = [self._known_claim(row) for row in known] + [self._claim(arrival) for arrival in arrivals]
        settlement = settle(claims)
        surveys = {claim.place for claim in claims if claim.from_survey}
        holder = held_by or self._holder(settlement, by_place) or self.new_id()
        placements = self._placements(settlement, holder, by_place, surveys)
        for row in known:
            self._move(row, placements[row.place])
        for arrival in arrivals:
            self._keep(arrival, placements[self._place(arrival)])
        for place, reasons in settlement.reviews.items():
            self.questions[place] = Question(holder, reasons)
        pid = next((arrival.pid for arrival in arrivals if arrival.pid), None)
        before = _readings((*known, *left))
        after = _placed(placements, by_place, {self._place(a): self._reading(a) for a in arrivals})
        self._people(before, after, pid_of=(holder, index, pid))
        attached = {placement.person for placement in placements.values() if placement.state == ATTACHED}
        self.shared |= {person: index for person in attached if person and person != holder}

    def _holder(self, settlement: Settlement, known: Mapping[Place, KnownRow]) -> UUID | None:
        """Who holds the number now: the person of the attached rows that belong to no sharer."""
        sharers = {known[place].person for place in settlement.sharers if place in known}
        holders = (row.person for row in known.values() if row.state == ATTACHED and row.person not in sharers)
        return next(holders, None)

    def _placements(
        self, settlement: Settlement, holder: UUID, known: Mapping[Place, KnownRow], surveys: set[Place]
    ) -> dict[Place, Placement]:
        placements = {place: Placement(ATTACHED, holder) for place in settlement.holder}
        for root, places in settlement.sharers.items():
            person = self._own_person(known.get(root), holder, ATTACHED, IN_REVIEW)
            placements |= {place: Placement(ATTACHED, person) for place in places}
        for place in settlement.reviews:
            # A survey met this human being, so they stand in their household while the question is open.
            own = self._own_person(known.get(place), holder, IN_REVIEW) if place in surveys else None
            placements[place] = Placement(IN_REVIEW, own)
        return placements

    def _own_person(self, row: KnownRow | None, holder: UUID, *states: str) -> UUID:
        """The person a row already has to itself, in one of these states; else a new one."""
        kept = row is not None and row.state in states and row.person != holder
        return row.person if kept and row and row.person else self.new_id()

    def _people(
        self,
        before: Mapping[UUID, list[Reading]],
        after: Mapping[UUID, list[Reading]],
        *,
        pid_of: tuple[UUID, str, str | None],
    ) -> None:
        """New people, changed portraits, people whose rows all went to others; `pid_of`: holder, index and number."""
        holder, index, pid = pid_of
        for person, readings in after.items():
            shown = portrait(readings)
            if person in before:
                if shown != portrait(before[person]):
                    self.portraits[person] = shown
                continue
            numbers = (Number("pid", pid, index, self.cut.as_of),) if person == holder and pid is not None else ()
            self.people.append(NewPerson(person, shown, numbers))
        self.gone |= before.keys() - after.keys()

    def _move(self, row: KnownRow, placement: Placement) -> None:
        if (row.state, row.person) != (placement.state, placement.person):
            self.moved.append(MovedRow(row.id, placement.state, placement.person, row.person))
        if row.state == IN_REVIEW and placement.state != IN_REVIEW:
            self.settled.add(row.id)

    def _keep(self, arrival: Arrival, placement: Placement) -> None:
        self.rows.append(
            NewRow(
                batch_id=self.cut.batch_id,
                row_number=arrival.row_number,
                register=self.cut.register,
                as_of=self.cut.as_of,
                pid_index=arrival.pid_index,
                area_code=arrival.area_code,
                state=placement.state,
                person=placement.person,
                household=self._household(arrival.house),
                values=arrival.values,
            )
        )

    def _household(self, key: HouseholdKey | None) -> UUID | None:
        if key is None:
            return None
        found = self.houses.get(key) if key.house_code else None
        if found is None:
            found = self.new_id()
            self.households.append(NewHousehold(found, key))
            self.houses[key] = found
        return found

    def _place(self, arrival: Arrival) -> Place:
        return (self.cut.digest, arrival.row_number)

    def _reading(self, arrival: Arrival) -> Reading:
        return Reading(arrival.identity, arrival.area_code, self.cut.as_of, self.cut.is_survey, self._place(arrival))

    def _claim(self, arrival: Arrival) -> Claim:
        return Claim(
            place=self._place(arrival),
            identity=arrival.identity,
            as_of=self.cut.as_of,
            register=self.cut.register,
            from_survey=self.cut.is_survey,
            has_pid=bool(arrival.pid_index),
        )

    def _known_claim(self, row: KnownRow) -> Claim:
        return Claim(
            place=row.place,
            identity=row.identity,
            as_of=row.as_of,
            register=row.register,
            from_survey=row.register in SURVEYS,
            ruling=self.rulings.get(row.id),
        )


def _readings(known: Iterable[KnownRow]) -> dict[UUID, list[Reading]]:
    """What the rows say of each person they stand with."""
    readings: dict[UUID, list[Reading]] = defaultdict(list)
    for row in known:
        if row.person:
            readings[row.person].append(row.reading())
    return readings


def _placed(
    placements: Mapping[Place, Placement], known: Mapping[Place, KnownRow], arriving: Mapping[Place, Reading]
) -> dict[UUID, list[Reading]]:
    """What the rows say of each person, placed anew."""
    readings: dict[UUID, list[Reading]] = defaultdict(list)
    for place, placement in placements.items():
        if placement.person:
            readings[placement.person].append(known[place].reading() if place in known else arriving[place])
    return readings
