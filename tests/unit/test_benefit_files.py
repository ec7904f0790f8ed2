"""A benefit's file that is not right is refused by file and line, before anybody is asked anything."""

from datetime import date
from pathlib import Path

import pytest

from samutphok.entitlements.domain.benefits import Benefit, read_benefit
from samutphok.entitlements.domain.vocabulary import rights_vocabulary
from samutphok.entitlements.errors import BenefitNotFound
from samutphok.entitlements.queries import benefits, chosen
from samutphok.kernel.policies import PolicyError, load_policy

GOOD = """\
name: test
label: {th: ทดสอบ, en: Test}
status: law
valid_from: 2020-01-01
valid_to: null
source: an act
unit: person
agency: {th: กรม, en: Department}
discretionary: false
per: baht_per_month
up_to: false
documents: []
claim: {th: ที่นี่, en: here}
numbers:
  limit:
    values:
      - {from: 2020-01-01, to: 2022-12-31, value: 60}
      - {from: 2023-01-01, value: 65}
terms:
  old: age >= limit
versions:
  - from: 2020-01-01
    to: 2021-12-31
    value:
      clauses:
        - {id: age, text: {th: ก, en: a}, when: old}
      amount: 600
  - from: 2022-01-01
    source: an amendment
    value:
      clauses:
        - {id: age, text: {th: ก, en: a}, when: old}
      amount: limit * 10
"""


def read(folder: Path, text: str) -> Benefit:
    path = folder / "test.yaml"
    path.write_text(text, encoding="utf-8")
    return read_benefit(load_policy("benefits", path), rights_vocabulary())


def test_a_benefit_is_read_with_its_versions_and_numbers(tmp_path: Path) -> None:
    benefit = read(tmp_path, GOOD)
    rules = {day: benefit.on(day) for day in (date(2020, 1, 1), date(2022, 1, 1), date(2023, 1, 1))}
    assert benefit.on(date(2019, 12, 31)) is None
    assert [one.numbers["limit"] for one in rules.values() if one] == [60, 60, 65]
    assert [one.valid_from for one in rules.values() if one] == list(rules)
    assert [one.source.en for one in rules.values() if one] == ["an act", "an amendment", "an amendment"]


@pytest.mark.parametrize(
    ("was", "becomes", "line", "says"),
    [
        ("from: 2022-01-01", "from: 2022-01-02", 28, "a gap before this period"),
        ("to: 2021-12-31", "to: 2022-06-30", 28, "overlaps the one before"),
        ("from: 2023-01-01, value", "from: 2023-02-01, value", 18, "a gap before this period"),
        ("value: 65", "value: -1", 18, "zero or more"),
        ("value: 65", "value: many", 18, "zero or more"),
        ("old: age >= limit", "old: older || age >= limit\n  older: old", 20, "in a circle: old > older > old"),
        ("old: age >= limit", "old: old || age >= limit", 20, "in a circle: old > old"),
        ("when: old}\n      amount: 600", "when: height > 2}\n      amount: 600", 26, "the fact 'height' is not known"),
        ("when: old}\n      amount: 600", "when: age}\n      amount: 600", 26, "must be true or false"),
        ("amount: 600", "amount: old", 27, "the amount must be a number"),
        ("amount: 600", "ammount: 600", 25, "is missing"),
        ("unit: person", "unit: dog", 7, "Use one of: person, household"),
        ("status: law", "status: rumour", 3, "Use one of: law, scenario"),
        ("per: baht_per_month", "per: week", 10, "its per is not right"),
        ("discretionary: false", "discretionary: perhaps", 9, "must be true or false"),
        ("agency: {th: กรม, en: Department}", "agency: {th: กรม}", 8, "'agency.en' is missing"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_line(
    tmp_path: Path, was: str, becomes: str, line: int, says: str
) -> None:
    assert was in GOOD
    with pytest.raises(PolicyError) as refusal:
        read(tmp_path, GOOD.replace(was, becomes, 1))
    assert says in f"{refusal.value.problem.en} {refusal.value.remedy.en}"
    assert (refusal.value.file, refusal.value.line) == ("test.yaml", line)


def test_only_what_is_law_is_asked_unless_scenarios_are_wanted() -> None:
    law, every = {one.name for one in chosen()}, {one.name for one in chosen(scenarios=True)}
    assert every - law == {"elderly-allowance-2567"}
    assert every == {one.name for one in benefits()}


def test_a_benefit_nobody_knows_is_named_with_those_there_are() -> None:
    with pytest.raises(BenefitNotFound, match=r"no benefit 'x'.*elderly-allowance"):
        chosen(["x"])


def test_every_benefit_says_who_where_and_by_which_law_in_both_languages() -> None:
    for one in benefits():
        texts = [
            one.label,
            one.agency,
            one.claim,
            one.source,
            *one.documents,
            *one.also,
            *([one.note] if one.note else []),
        ]
        texts += [clause.text for _, clauses, _ in one.versions for clause in clauses]
        assert all(text.th.strip() and text.en.strip() for text in texts), one.name


def test_only_the_hiv_allowance_is_sealed() -> None:
    assert [one.name for one in benefits() if one.sealed] == ["hiv-allowance"]
