"""What a new file of a register changes in a family's timeline. The tables are the rule; nothing is known of a database.

A row: the register, the cut's year, whom it speaks of, and what it says.
"""

from datetime import date
from uuid import UUID

import pytest

from samutphok.insights.domain.timeline import Drawing, Event, EventKind, Trend, redrawn, timeline
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.cuts import RegisterCut
from samutphok.logbook.domain.history import register_cuts
from samutphok.logbook.domain.indicators import Dimension, Indicator
from samutphok.registry.domain.views import RowView, Source

HOME, ELSEWHERE, BATCH = UUID(int=100), UUID(int=101), UUID(int=102)
GRANDMOTHER, CHILD, UNCLE = UUID(int=1), UUID(int=2), UUID(int=3)
NAMES = {GRANDMOTHER: "grandmother", CHILD: "child", UNCLE: "uncle"}
WORDS = Bilingual("", "")
WATER, SCHOOL = Indicator(9, "bmn9", WORDS, of_household=True), Indicator(16, "bmn16", WORDS, of_household=False)
DIMENSIONS = (Dimension("living", WORDS, (WATER,)), Dimension("education", WORDS, (SCHOOL,)))
SURVEY, WELFARE, CARDS, ALLOWANCE, AID = (
    "bmn_survey",
    "state_welfare",
    "disability",
    "elderly_allowance",
    "provincial_aid",
)
BLIND = {"disability_type": "การเห็น", "card_expires_on": "2027-05-01"}
MONEY = {"aid_kind": "เงินสงเคราะห์", "amount": 3000.0, "paid_on": "2019-03-09"}


def row(register: str, year: int, who: UUID, home: UUID | None = HOME, **values: object) -> RowView:
    return RowView(who, Source(register, date(year, 1, 1), BATCH, who.int), "attached", values, home)


def told(cut: RegisterCut) -> list[str]:
    """A cut's changes in a word each, with whom and how much."""
    lines = []
    for one in cut.changes:
        who = " ".join(NAMES[person] for person in one.people)
        numbers = [one.number, one.before, one.after]
        lines.append(
            " ".join([one.kind.value, *(f"{number:g}" for number in numbers if number is not None), who]).strip()
        )
    return lines


FIRST = (row(SURVEY, 2018, GRANDMOTHER, income_per_person=20_000.0, bmn9=0), row(SURVEY, 2018, CHILD, bmn9=1, bmn16=0))
TABLE = [
    (
        "the first survey tells whom it met and what fails",
        FIRST,
        ["met grandmother child", "income 20000", "began 9", "began 16 child"],
    ),
    (
        "the same again changes nothing",
        (*FIRST, row(SURVEY, 2019, GRANDMOTHER, income_per_person=20_000.0, bmn9=0), row(SURVEY, 2019, CHILD, bmn16=0)),
        [],
    ),
    (
        "a problem has ended when a survey says that it passes",
        (*FIRST, row(SURVEY, 2019, GRANDMOTHER, bmn9=1), row(SURVEY, 2019, CHILD, bmn16=1)),
        ["ended 9", "ended 16 child"],
    ),
    (
        "a question that was not asked ends nothing",
        (*FIRST, row(SURVEY, 2019, GRANDMOTHER), row(SURVEY, 2019, CHILD)),
        [],
    ),
    (
        "one failure counts for the household",
        (*FIRST, row(SURVEY, 2019, GRANDMOTHER, bmn9=1), row(SURVEY, 2019, CHILD, bmn9=0)),
        [],
    ),
    (
        "income is compared",
        (*FIRST, row(SURVEY, 2019, GRANDMOTHER, income_per_person=26_500.0), row(SURVEY, 2019, CHILD)),
        ["income 20000 26500"],
    ),
    (
        "who came and who is no longer met",
        (*FIRST, row(SURVEY, 2019, GRANDMOTHER), row(SURVEY, 2019, UNCLE)),
        ["joined uncle", "left child"],
    ),
    (
        "whoever left took the problem along, it did not end",
        (*FIRST, row(SURVEY, 2019, GRANDMOTHER, bmn9=0)),
        ["left child"],
    ),
    (
        "a survey of another home is not this family's",
        (
            row(SURVEY, 2017, UNCLE, ELSEWHERE, bmn9=0),
            *FIRST,
            row(SURVEY, 2019, GRANDMOTHER),
            row(SURVEY, 2019, CHILD),
            row(SURVEY, 2019, UNCLE),
        ),
        ["joined uncle"],
    ),
    ("registered is not validated", (row(WELFARE, 2018, UNCLE, None, validated=0),), ["registered uncle"]),
    (
        "validated later",
        (row(WELFARE, 2018, UNCLE, None, validated=0), row(WELFARE, 2019, UNCLE, None, validated=1)),
        ["validated uncle"],
    ),
    (
        "no longer validated",
        (row(WELFARE, 2018, UNCLE, None, validated=1), row(WELFARE, 2019, UNCLE, None, validated=0)),
        ["not_validated uncle"],
    ),
    (
        "a name that a later file lacks is missing, and nothing is said to be lost",
        (
            row(WELFARE, 2018, UNCLE, None, validated=1),
            row(WELFARE, 2018, CHILD, None),
            row(WELFARE, 2019, CHILD, None),
        ),
        ["missing uncle"],
    ),
    ("a disability card", (row(CARDS, 2018, UNCLE, None, **BLIND),), ["card uncle"]),
    (
        "a card that is renewed is told again",
        (
            row(CARDS, 2018, UNCLE, None, **BLIND),
            row(CARDS, 2019, UNCLE, None, **BLIND | {"card_expires_on": "2032-05-01"}),
        ),
        ["card uncle"],
    ),
    ("a card sent again is not", (row(CARDS, 2018, UNCLE, None, **BLIND), row(CARDS, 2019, UNCLE, None, **BLIND)), []),
    (
        "an allowance begins",
        (row(ALLOWANCE, 2018, GRANDMOTHER, None, monthly_amount=600.0),),
        ["allowance 600 grandmother"],
    ),
    (
        "an allowance rises",
        (
            row(ALLOWANCE, 2018, GRANDMOTHER, None, monthly_amount=600.0),
            row(ALLOWANCE, 2019, GRANDMOTHER, None, monthly_amount=700.0),
        ),
        ["allowance 600 700 grandmother"],
    ),
    (
        "a payment is told once, and is not missed later",
        (
            row(AID, 2019, UNCLE, None, **MONEY),
            row(AID, 2020, UNCLE, None, **MONEY),
            row(AID, 2020, CHILD, None, **MONEY),
        ),
        ["payment 3000 child"],
    ),
    (
        "a register of which nothing is known tells who is in it",
        (row("new_register", 2019, UNCLE, None),),
        ["listed uncle"],
    ),
]


@pytest.mark.parametrize(("rows", "changes"), [line[1:] for line in TABLE], ids=[line[0] for line in TABLE])
def test_the_newest_cut_tells_what_it_changed(rows: tuple[RowView, ...], changes: list[str]) -> None:
    newest = register_cuts(rows, household_id=HOME, dimensions=DIMENSIONS, labels={})[0]
    assert told(newest) == changes


@pytest.mark.parametrize("rows", [line[1] for line in TABLE], ids=[line[0] for line in TABLE])
def test_the_order_in_which_rows_are_read_changes_nothing(rows: tuple[RowView, ...]) -> None:
    there = register_cuts(rows, household_id=HOME, dimensions=DIMENSIONS, labels={})
    back = register_cuts(rows[::-1], household_id=HOME, dimensions=DIMENSIONS, labels={})
    assert there == back


def drawing(level: int | None, *, open: bool = False, met: str = "", day: int = 1) -> Drawing:
    definitions = tuple((name, Bilingual(name, name)) for name in met.split())
    return Drawing(date(2026, 1, day), date(2026, 1, day), WORDS, level, open, WORDS, definitions, 0)


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [
        (drawing(3), drawing(2), Trend.STRONGER),
        (drawing(0), drawing(None), Trend.STRONGER),  # no longer of low income
        (drawing(None), drawing(0), Trend.WEAKER),
        (drawing(1), drawing(3), Trend.WEAKER),
        (drawing(2), drawing(2), Trend.SAME),
        (drawing(None), drawing(None), Trend.SAME),
        (drawing(None, open=True), drawing(2), Trend.OPEN),  # what was not known cannot be compared
        (drawing(3), drawing(None, open=True), Trend.OPEN),
    ],
)
def test_from_fragile_to_strong(before: Drawing, now: Drawing, trend: Trend) -> None:
    newest, oldest = redrawn([now, before])
    assert (newest.trend, oldest.trend) == (trend, None)


def test_a_list_tells_which_definitions_the_family_came_to_meet_and_which_it_left() -> None:
    newest, oldest = redrawn([drawing(2, met="a c"), drawing(2, met="a b")])
    assert ([one.en for one in newest.entered], [one.en for one in newest.left]) == (["c"], ["b"])
    assert ([one.en for one in oldest.entered], oldest.left) == (["a", "b"], ())


def test_the_timeline_stands_by_year_the_newest_first_and_people_before_registers() -> None:
    days = [
        (2025, 3, EventKind.REGISTER),
        (2026, 5, EventKind.REGISTER),
        (2026, 5, EventKind.DRAWING),
        (2026, 9, EventKind.DOCUMENT),
    ]
    years = timeline(Event(date(year, month, 1), kind, WORDS) for year, month, kind in days)
    assert [(one.year.iso(), [event.kind for event in one.events]) for one in years] == [
        ("2026", [EventKind.DOCUMENT, EventKind.DRAWING, EventKind.REGISTER]),
        ("2025", [EventKind.REGISTER]),
    ]
