"""How far a visit has come, and how many volunteers a village should have. These tables are the rule.

A row: what was asked, what visits were made since, and where it stands on 23 November 2026.
"""

from datetime import date

import pytest

from samutphok.fieldwork.domain.progress import Progress, Purpose, Standing, Task, VisitMade, progress, standing
from samutphok.fieldwork.domain.rules import read_rules
from samutphok.fieldwork.domain.shortage import missing, strength, strength_of
from samutphok.fieldwork.domain.volunteers import Certificate, certificate, months_later
from samutphok.kernel.policies import load_policy

TODAY = date(2026, 11, 23)
RULES = read_rules(load_policy("targets", "fieldwork-2569"))

# purpose, every how many days, first due, visits (day and outcome), stands, next due
ROWS = [
    ("visit", None, "2026-11-30", "", "due", "2026-11-30"),
    ("visit", None, "2026-12-01", "", "later", "2026-12-01"),
    ("visit", None, "2026-11-23", "", "due", "2026-11-23"),
    ("visit", None, "2026-11-22", "", "overdue", "2026-11-22"),
    ("visit", None, "2026-11-22", "2026-11-20 visited", "visited", None),
    ("visit", None, "2026-11-22", "2026-11-20 unreachable", "overdue", "2026-11-22"),
    ("visit", None, "2026-11-22", "2026-11-18 unreachable, 2026-11-19 wrong_family, 2026-11-20 unreachable", "unreachable",
     "2026-11-22"),
    ("visit", None, "2026-11-22", "2026-11-18 unreachable, 2026-11-19 unreachable, 2026-11-20 visited", "visited", None),
    ("visit", None, "2026-11-22", "2026-11-20 refused", "refused", None),
    ("visit", None, "2026-11-22", "2026-11-20 refused, 2026-11-21 visited", "visited", None),
    ("visit", None, "2026-11-22", "2026-11-20 moved_away", "moved", None),
    ("visit", None, "2026-11-22", "2026-10-31 visited", "overdue", "2026-11-22"),  # before it was asked
    ("companion", 30, "2026-11-10", "2026-11-08 visited", "visited", "2026-12-08"),
    ("companion", 7, "2026-11-05", "2026-11-04 visited", "overdue", "2026-11-11"),
    ("companion", 7, "2026-11-05", "2026-11-04 visited, 2026-11-18 visited", "due", "2026-11-25"),
    ("companion", 7, "2026-11-05", "2026-11-04 visited, 2026-11-18 refused", "refused", None),
]  # fmt: skip


def asked(purpose: str, rhythm: int | None, due: str) -> Task:
    return Task(Purpose(purpose), date(2026, 11, 1), date.fromisoformat(due), rhythm, account_id="own")


def made(text: str, by: str = "own") -> list[VisitMade]:
    return [VisitMade(date.fromisoformat(one.split()[0]), one.split()[1], by) for one in text.split(", ") if one]


def stands(found: Progress) -> Standing:
    return standing(found, today=TODAY, due_soon=RULES.due_soon, unreachable_after=RULES.unreachable_after)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}: {row[3] or 'no visit'} -> {row[4]}")
def test_visits_bring_a_task_to_where_it_stands(row: tuple[str, int | None, str, str, str, str | None]) -> None:
    purpose, rhythm, due, visits, expected, next_due = row
    found = progress(asked(purpose, rhythm, due), made(visits))
    assert stands(found) == expected
    assert (found.due_on.isoformat() if found.due_on else None) == next_due


@pytest.mark.parametrize(
    ("purpose", "counts"), [("visit", True), ("joint", True), ("companion", False), ("verify", False)]
)
def test_a_companion_and_a_second_asking_are_somebodys_own(purpose: str, counts: bool) -> None:
    found = progress(asked(purpose, None, "2026-11-22"), made("2026-11-20 visited", by="somebody else"))
    assert (found.met == 1) == counts


# households of a village, volunteers it should have
TARGETS = [(0, 0), (1, 1), (15, 1), (16, 2), (30, 2), (31, 3), (149, 10)]


@pytest.mark.parametrize(("households", "target"), TARGETS)
def test_a_village_should_have_one_volunteer_to_fifteen_households(households: int, target: int) -> None:
    assert RULES.target(households) == target


def test_too_many_in_one_village_do_not_help_another() -> None:
    villages = {
        "83030301": strength(RULES, households=15, volunteers=6, certified=5),
        "83030302": strength(RULES, households=45, volunteers=1, certified=1),
    }
    assert (strength_of(villages.values()).certified, strength_of(villages.values()).target) == (6, 4)
    assert missing(villages) == 2


def test_without_a_list_there_is_no_target_and_no_gap() -> None:
    alone = strength(RULES, households=None, volunteers=2, certified=0)
    assert (alone.target, alone.short, strength_of([alone]).target) == (None, 0, None)


# a certificate that holds until, and what it is on 23 November 2026
CERTIFICATES = [
    (None, Certificate.NONE),
    (date(2026, 11, 22), Certificate.LAPSED),
    (date(2026, 11, 23), Certificate.ENDING),
    (date(2027, 1, 22), Certificate.ENDING),
    (date(2027, 1, 23), Certificate.VALID),
]


@pytest.mark.parametrize(("until", "expected"), CERTIFICATES)
def test_a_certificate_holds_with_its_last_day(until: date | None, expected: Certificate) -> None:
    assert certificate(until, TODAY) is expected


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 23), 24, date(2028, 11, 23)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
