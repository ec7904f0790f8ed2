"""The catalogue of occupations, and how few results are read, as a policy officer would check them."""

from datetime import date
from pathlib import Path

import pytest

from samutphok.kernel.policies import PolicyError, load_policy, read_policy
from samutphok.livelihoods.domain.catalogue import read_catalogue
from samutphok.livelihoods.domain.matching import Here, Situation, match
from samutphok.livelihoods.domain.outcomes import Prior, Tally
from samutphok.livelihoods.domain.paths import PATHS, due_after, months_later
from samutphok.partners.queries import organization

CATALOGUE = read_catalogue(load_policy("occupations", "occupations-2564"))


def test_thirty_occupations_and_every_course_has_a_teacher() -> None:
    assert len(CATALOGUE.occupations) >= 25
    for course in CATALOGUE.courses.values():
        assert organization(code=course.agency, on=date(2026, 11, 23)), course.code
    taught = {code for course in CATALOGUE.courses.values() for code in course.leads_to}
    needs = {one.code for one in CATALOGUE.occupations.values() if one.learn in ("weeks", "months")}
    assert needs - taught == set()


def test_an_unknown_code_is_named_with_its_line() -> None:
    text = "name: a\nvalid_from: 2021-01-01\nsource: x\n"
    with pytest.raises(PolicyError):
        read_catalogue(read_policy(text.encode(), shown="a.yaml"))


@pytest.mark.parametrize(
    ("in_work", "asked", "share"),
    [(0, 0, 60), (1, 1, 62), (0, 1, 57), (7, 9, 66), (40, 50, 74), (9, 10, 70)],
)
def test_few_results_are_drawn_towards_the_mean(in_work: int, asked: int, share: int) -> None:
    """Mean of all 60 in 100, weight 20 people."""
    assert round(Prior(0.6, 20).share(Tally(in_work, asked)) * 100) == share


@pytest.mark.parametrize(
    ("occupation", "who", "age", "code", "ways"),
    [
        ("hotel", Situation(hard=frozenset({"stand"})), 40, "asks", ("seat", "breaks")),
        ("hotel", Situation(care="full"), 40, "care", ("child_care", "short_hours")),
        ("hotel", Situation(reach="home"), 40, "reach", ("transport", "near_intake")),
        ("vegetables", Situation(), 70, "place", ("shared_land", "start_small")),
        ("sewing", Situation(money="none"), 40, "money", ("fund", "group")),
        ("guard", Situation(schooling="none"), 40, "schooling", ("school", "no_papers")),
        ("poultry", Situation(soon="weeks"), 40, "soon", ("bridge", "side_work")),
        ("hotel", Situation(), 14, "under_15", ("learn_now",)),
    ],
)
def test_an_obstacle_names_what_removes_it(
    occupation: str, who: Situation, age: int, code: str, ways: tuple[str, ...]
) -> None:
    found = match(CATALOGUE, CATALOGUE.occupations[occupation], who, age=age, here=Here())
    assert next(one.removed_by for one in found.obstacles if one.code == code) == ways


def test_a_course_with_child_care_halves_that_obstacle() -> None:
    one, who = CATALOGUE.occupations["hotel"], Situation(care="full")
    without = match(CATALOGUE, one, who, age=30, here=Here())
    there = match(CATALOGUE, one, who, age=30, here=Here(offered=frozenset({"child_care"})))
    assert there.points - without.points == 5


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ((), (3, date(2026, 2, 28))),
        ((3,), (6, date(2026, 5, 30))),
        ((3, 6), (12, date(2026, 11, 30))),
        ((3, 6, 12), None),
    ],
)
def test_results_are_due_after_three_six_and_twelve_months(asked: tuple[int, ...], due: object) -> None:
    assert due_after(date(2025, 11, 30), asked, (3, 6, 12)) == due
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_the_diagram_in_the_documents_is_the_table() -> None:
    assert PATHS.diagram() in Path("docs/livelihoods.md").read_text(encoding="utf-8")
