"""Linkage is settled by what the rows say, never by the order in which files arrive."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from samutphok.kernel.dates import PartialDate
from samutphok.linkage.domain.agreement import conflicts
from samutphok.linkage.domain.plan import Arrival, Cut, Planner
from samutphok.linkage.domain.settlement import Place
from samutphok.registry.domain.changes import HouseholdKey, KnownRow
from samutphok.registry.domain.identity import Identity
from samutphok.registry.domain.spelling import edit_distance

IDENTITIES = st.builds(
    Identity,
    first_name=st.sampled_from(["สมศรี", "สมศรา", "มาลี"]),
    last_name=st.sampled_from(["ทองคำ", "แก้วมณี", ""]),
    sex=st.sampled_from(["F", "M", None]),
    birth=st.sampled_from([None, PartialDate(1957), PartialDate(1957, 3, 14)]),
)


@st.composite
def batches(draw: st.DrawFn) -> list[tuple[Cut, list[Arrival]]]:
    """A few files of a few registers about two citizen numbers, some rows without a number."""
    cuts = []
    for number in range(draw(st.integers(1, 4))):
        register = draw(st.sampled_from(["bmn_survey", "bmn_survey", "state_welfare"]))
        cut = Cut(UUID(int=number), f"file-{number}", register, date(2018 + draw(st.integers(0, 2)), 1, 1))
        rows = draw(st.lists(st.tuples(IDENTITIES, st.sampled_from(["a", "a", "b", ""])), max_size=4))
        cuts.append((cut, [arrival(cut, place, *row) for place, row in enumerate(rows, start=1)]))
    return cuts


def arrival(cut: Cut, row_number: int, identity: Identity, pid: str) -> Arrival:
    house = HouseholdKey("83010101", "83010000001", "1") if cut.is_survey else None
    return Arrival(row_number, identity, "83010101", {}, pid or None, pid, house=house)


@dataclass
class Office:
    """The registry in plain dictionaries: carries out plans, one chunk after another."""

    rows: dict[Place, KnownRow] = field(default_factory=dict)
    people: set[UUID] = field(default_factory=set)
    questions: set[Place] = field(default_factory=set)
    holders: dict[str, UUID] = field(default_factory=dict)
    ids: "count[int]" = field(default_factory=lambda: count(1))

    def attach(self, cut: Cut, arrivals: list[Arrival]) -> None:
        indexes = {one.pid_index for one in arrivals if one.pid_index}
        known = [row for row in self.rows.values() if row.pid_index in indexes]
        planner = Planner(cut, rulings={}, houses={}, new_id=lambda: UUID(int=next(self.ids)))
        plan = planner.plan(arrivals, known)
        by_id = {row.id: row for row in known}
        for moved in plan.changes.moved:
            self._put(by_id[moved.id], moved.state, moved.person)
        identities = {one.row_number: one.identity for one in arrivals}
        for new in plan.changes.rows:
            place = (cut.digest, new.row_number)
            who = identities[new.row_number]
            row = KnownRow(
                next(self.ids), place, new.pid_index, cut.register, cut.as_of, new.area_code, "", None, None, who
            )
            self._put(row, new.state, new.person)
        for person in plan.changes.people:
            assert person.id not in self.people
            self.people.add(person.id)
            for number in person.numbers:
                assert number.index not in self.holders, "one number, two holders"
                self.holders[number.index] = person.id
        self.people -= plan.changes.gone
        self.questions -= {by_id[row].place for row in plan.settled}
        self.questions |= set(plan.questions)

    def _put(self, row: KnownRow, state: str, person: UUID | None) -> None:
        self.rows[row.place] = KnownRow(
            row.id,
            row.place,
            row.pid_index,
            row.register,
            row.as_of,
            row.area_code,
            state,
            person,
            row.household,
            row.identity,
        )

    def clusters(self) -> set[tuple[frozenset[Place], frozenset[str]]]:
        """Which rows are together and how they stand; people have no other identity that could be compared."""
        groups: dict[object, list[KnownRow]] = {}
        for row in self.rows.values():
            groups.setdefault(row.person or row.place, []).append(row)
        return {
            (frozenset(row.place for row in rows), frozenset(row.state for row in rows)) for rows in groups.values()
        }


def office_after(files: list[tuple[Cut, list[Arrival]]], chunk: int = 1000) -> Office:
    office = Office()
    for cut, arrivals in files:
        for start in range(0, len(arrivals), chunk):
            office.attach(cut, arrivals[start : start + chunk])
    return office


@settings(max_examples=300)
@given(files=batches(), order=st.randoms(use_true_random=False), chunk=st.integers(1, 3))
def test_the_order_of_files_and_the_size_of_chunks_change_no_link(files, order, chunk) -> None:
    shuffled = list(files)
    order.shuffle(shuffled)
    one, other = office_after(files), office_after(shuffled, chunk)
    assert one.clusters() == other.clusters()
    assert one.questions == other.questions


@settings(max_examples=300)
@given(files=batches())
def test_nobody_is_lost_and_nobody_is_joined_in_silence(files) -> None:
    office = office_after(files)
    assert set(office.rows) == {(cut.digest, one.row_number) for cut, rows in files for one in rows}
    assert office.people == {row.person for row in office.rows.values() if row.person}
    for row in office.rows.values():
        if row.register == "bmn_survey":
            assert row.person is not None, "a survey met this human being"
        for other in office.rows.values():
            if row.person and row.person == other.person:
                assert not conflicts(row.identity, other.identity)
                surveys = {row.register, other.register} == {"bmn_survey"} and row.as_of == other.as_of
                assert row.place == other.place or not surveys


@given(files=batches())
def test_a_row_waits_for_a_decision_exactly_when_its_state_says_so(files) -> None:
    office = office_after(files)
    assert office.questions == {place for place, row in office.rows.items() if row.state == "review"}
    for index, holder in office.holders.items():
        assert any(row.person == holder and row.pid_index == index for row in office.rows.values())


@given(one=IDENTITIES, other=IDENTITIES)
def test_agreement_does_not_depend_on_which_row_came_first(one, other) -> None:
    assert conflicts(one, other) == conflicts(other, one)
    assert not conflicts(one, one)


WORDS = st.text(alphabet="กขคงา", max_size=7)


@given(one=WORDS, other=WORDS, limit=st.integers(0, 4))
def test_edit_distance_agrees_with_the_textbook(one: str, other: str, limit: int) -> None:
    table = {(-1, -1): 0}
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not i or not j:
                table[i, j] = i + j
                continue
            steps = [
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (one[i - 1] != other[j - 1]),
            ]
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                steps.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(steps)
    textbook = table[len(one), len(other)]
    assert edit_distance(one, other, limit=limit) == (textbook if textbook <= limit else None)
