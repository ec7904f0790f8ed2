"""Levels of a household, as the programme has them. The highest match wins; what is missing is named.

A dependant is a child under 18, a person of 60 or over, disabled or bedridden; each person counts once.
"""

import pytest

from samutphok.kernel.policies import load_policy
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.domain.rulesets import assess_level, dependant_kinds, read_levels

LEVELS = read_levels(load_policy("levels", "programme-2564"), load_vocabulary())
UNKNOWN = None


def household(
    income: float | None, least: int, most: int, house_fails: bool | None = False
) -> dict[str, bool | int | float | str | None]:
    house = UNKNOWN if house_fails is None else 0 if house_fails else 1
    return {
        "income_per_person": income,
        "dependants": least if least == most else UNKNOWN,
        "dependants_at_least": least,
        "dependants_at_most": most,
        "bmn8": house,
        "bmn11": house,
    }


@pytest.mark.parametrize(
    ("income", "dependants", "housing_problem", "level"),
    [
        (100_000, 0, False, 0),  # low income only: the ceiling itself is still low
        (100_001, 0, False, None),  # not of low income: no level
        (100_001, 5, True, None),  # however many dependants
        (50_000, 0, True, 1),  # low income and a housing problem
        (50_000, 1, False, 2),  # one or two dependants ...
        (50_000, 2, True, 2),  # ... with or without a housing problem
        (50_000, 3, False, 3),  # more than two
        (50_000, 9, True, 3),
    ],
)
def test_level_follows_from_income_dependants_and_housing(
    income: float, dependants: int, housing_problem: bool, level: int | None
) -> None:
    found = assess_level(LEVELS, household(income, dependants, dependants, housing_problem))
    assert (found.level, found.missing) == (level, frozenset())


@pytest.mark.parametrize(
    ("least", "most", "level", "missing"),
    [
        (3, 5, 3, set()),  # three for certain: the others change nothing
        (1, 2, 2, set()),  # two at the most: level 2 either way
        (2, 3, None, {"dependants"}),  # one member of unknown age decides between 2 and 3
        (0, 1, None, {"dependants"}),
    ],
)
def test_an_unknown_member_leaves_the_level_open_only_when_it_decides(
    least: int, most: int, level: int | None, missing: set[str]
) -> None:
    found = assess_level(LEVELS, household(50_000, least, most))
    assert (found.level, found.missing) == (level, missing)


def test_unknown_income_leaves_the_level_open_and_says_so() -> None:
    found = assess_level(LEVELS, household(UNKNOWN, 3, 3))
    assert found.is_open
    assert found.missing == {"income_per_person"}


def test_unknown_housing_is_named_only_where_level_1_hangs_on_it() -> None:
    assert assess_level(LEVELS, household(50_000, 0, 0, None)).missing == {"bmn8", "bmn11"}
    assert assess_level(LEVELS, household(50_000, 1, 1, None)).level == 2


@pytest.mark.parametrize(
    ("age", "disabled", "kinds"),
    [
        (17, None, {"child"}),
        (18, None, set()),
        (59, None, set()),
        (60, None, {"elderly"}),
        (70, True, {"elderly", "disabled"}),  # two reasons, still one dependant
        (30, True, {"disabled"}),
    ],
)
def test_who_is_a_dependant(age: int, disabled: bool | None, kinds: set[str]) -> None:
    answers = dependant_kinds(LEVELS, {"age": age, "disabled": disabled})
    assert {kind.id for kind, answer in answers if answer} == kinds


def test_a_member_of_unknown_age_may_be_a_dependant() -> None:
    answers = {kind.id: answer for kind, answer in dependant_kinds(LEVELS, {"age": UNKNOWN})}
    assert answers == {"child": None, "elderly": None, "disabled": False, "bedridden": False}


def test_what_no_register_says_is_assumed_with_a_reason() -> None:
    assumed = {one.fact: (one.value, one.because.en) for one in LEVELS.assumed}
    assert assumed["bedridden"] == (False, "no register says; to be asked on the visit")
