"""The cases of every benefit: samutphok/policy/benefits/cases, a file a benefit, which policy staff read and add to."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samutphok.entitlements.domain.household import read_household
from samutphok.entitlements.domain.vocabulary import rights_vocabulary
from samutphok.entitlements.queries import benefits, chosen, household_answers
from samutphok.kernel.yaml_lines import read_yaml

FOLDER = Path(__file__).parents[2] / "samutphok" / "policy" / "benefits" / "cases"
FILES = {path.stem: read_yaml(path.read_text(encoding="utf-8")).content for path in sorted(FOLDER.glob("*.yaml"))}
CASES = [(name, case) for name, file in FILES.items() for case in file["cases"]]


def household_of(case: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """The base of the file with the case's own facts over it."""
    content: dict[str, Any] = {"household": base.get("household", {}) | case.get("household", {})}
    if "person" in base:
        content["persons"] = [base["person"] | case.get("person", {})]
    else:
        content["persons"] = case.get("persons", base.get("persons", []))
    return content


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}: {case['case']}" for name, case in CASES])
def test_case(name: str, case: dict[str, Any]) -> None:
    words, on = rights_vocabulary(), case["on"]
    family = read_household(household_of(case, FILES[name].get("base", {})), file=name, on=on, vocabulary=words)
    answers = household_answers(family, among=chosen([name]), on=on)
    if case["expect"] == "none":
        assert answers == ()
        return
    [said] = [one.answer for one in answers]
    assert said.outcome == case["expect"]
    assert said.amount == case.get("amount")
    assert list(words.given(said.missing)) == case.get("missing", [])


def test_every_benefit_has_at_least_ten_cases() -> None:
    assert {benefit.name for benefit in benefits()} == set(FILES)
    assert {name: len(file["cases"]) for name, file in FILES.items() if len(file["cases"]) < 10} == {}


def test_the_cases_of_a_benefit_know_every_answer_it_can_give() -> None:
    """Each file has a yes, a no, an unknown where a fact is missing, and a day on which the benefit did not exist."""
    for name, file in FILES.items():
        seen = {case["expect"] for case in file["cases"]}
        assert {"not", "unknown", "none"} <= seen, name
        assert seen & {"eligible", "may_apply"}, name


def test_every_case_is_dated() -> None:
    assert all(isinstance(case["on"], date) for _, case in CASES)
