"""Rights of random families: the interpreter that runs in the browser and the server's own say the same, word for word."""

import json
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from test_entitlements_engines import AS_FOUND, registers

from samutphok.entitlements.domain.answers import Answer
from samutphok.entitlements.domain.household import read_household
from samutphok.entitlements.domain.vocabulary import rights_vocabulary
from samutphok.entitlements.queries import chosen, household_answers, sheet

SCRIPTS = Path(__file__).resolve().parents[2] / "samutphok" / "web" / "assets" / "rights"
WORDS = rights_vocabulary()
ASK = f"""
import {{ createInterface }} from "node:readline";
import {{ familyAnswers }} from "{SCRIPTS.as_uri()}/answers.js";
import {{ nextQuestion, withAssumptions }} from "{SCRIPTS.as_uri()}/questions.js";
const plain = ({{ subject, benefit, outcome, amount, missing, reasons }}) =>
  [subject, benefit.name, outcome, amount, missing, reasons.map((one) => [one.clause.id, one.met, [...one.missing].sort()])];
for await (const line of createInterface({{ input: process.stdin }})) {{
  const {{ sheet, family: told, skipped, spare }} = JSON.parse(line);
  const family = spare ? withAssumptions(sheet, told) : told;
  const answers = familyAnswers(sheet, family);
  const next = nextQuestion(sheet, answers, {{ skipped: new Set(skipped ?? []) }});
  console.log(JSON.stringify({{ answers: answers.map(plain), next: next && [next.question.fact, next.persons] }}));
}}
"""


class Browser:
    """The page's scripts, asked line by line."""

    def __init__(self) -> None:
        command = ["node", "--input-type=module", "--eval", ASK]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, **question: Any) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def browser():
    asked = Browser()
    yield asked
    assert asked.process.stdin
    asked.process.stdin.close()
    assert asked.process.wait(timeout=20) == 0


def told(facts: Mapping[str, Any], members: list[dict[str, Any]]) -> dict[str, Any]:
    """The family as the page holds it: what is worked out is left to the page."""

    def person(place: int, member: dict[str, Any]) -> dict[str, Any]:
        stated = {
            name: value for name, value in member.items() if name not in ("birth_date", "death_date", "nationality")
        }
        nationality = member.get("nationality")
        thai = {"nationality_thai": nationality in ("TH", "ไทย")} if nationality else {}
        dates = {name: member.get(name) for name in ("birth_date", "death_date")}
        return {"id": str(place), **dates, "facts": {**stated, **thai}}

    return {"facts": dict(facts), "persons": [person(place, one) for place, one in enumerate(members, start=1)]}


def by_server(on: date, facts: dict[str, Any], members: list[dict[str, Any]]) -> list[Any]:
    """The server's answers, benefit by benefit as the page has them."""
    family = {"household": facts, "persons": members}
    household = read_household(family, file="-", on=on, vocabulary=WORDS)
    answered = household_answers(household, among=chosen(), on=on)
    names = [benefit.name for benefit in chosen()]
    return sorted(
        ([one.person_id, *plain(one.answer)] for one in answered), key=lambda row: (names.index(row[1]), row[0] or "")
    )


def plain(said: Answer) -> list[Any]:
    reasons = [[one.clause.id, one.met, sorted(one.missing)] for one in said.reasons]
    return [said.benefit.name, str(said.outcome), said.amount, sorted(said.missing), reasons]


@settings(max_examples=60, **AS_FOUND)
@given(registers())
def test_browser_and_server_give_every_family_the_same_answers(
    browser: Browser, drawn: tuple[date, list[tuple[dict[str, Any], list[dict[str, Any]]]]]
) -> None:
    on, families = drawn
    for facts, members in families:
        answers = browser.ask(sheet=sheet(on=on, language="th"), family=told(facts, members))["answers"]
        assert answers == by_server(on, facts, members)


TODAY = date(2026, 11, 23)


def ask_until_done(browser: Browser, family: dict[str, Any], say: Any) -> tuple[list[str], list[Any]]:
    """The facts asked for, one after the other, and the answers when nothing more is asked."""
    asked: list[str] = []
    skipped: list[str] = []
    for _ in range(200):
        said = browser.ask(sheet=sheet(on=TODAY, language="th"), family=family, skipped=skipped, spare=True)
        if said["next"] is None:
            return asked, said["answers"]
        fact, persons = said["next"]
        asked.append(fact)
        value = say(fact)
        for person in persons or [None]:
            if value is None:
                skipped.append(fact if person is None else f"{fact}/{person}")
            elif person is None:
                family["facts"][fact] = value
            else:
                next(one for one in family["persons"] if one["id"] == person)["facts"][fact] = value
    raise AssertionError("the questions have no end")


def alone(birth: str) -> dict[str, Any]:
    return {"facts": {}, "persons": [{"id": "1", "birth_date": birth, "death_date": None, "facts": {}}]}


def outcomes(answers: list[Any]) -> dict[str, str]:
    return {name: outcome for _, name, outcome, *_ in answers}


def test_questions_end_with_every_benefit_decided_when_each_is_answered(browser: Browser) -> None:
    kinds = {one["fact"]: one["kind"] for one in sheet(on=TODAY, language="th")["questions"]}
    values = {"yes_no": True, "choice": "primary", "count": 1}
    _, answers = ask_until_done(browser, alone("1950"), lambda fact: values.get(kinds[fact], 50_000))
    open_ones = {name for name, outcome in outcomes(answers).items() if outcome == "unknown"}
    assert open_ones <= {benefit.name for benefit in chosen() if benefit.sealed}


def test_nothing_is_asked_that_decides_nothing_any_more(browser: Browser) -> None:
    asked, answers = ask_until_done(
        browser, alone("2024-05-01"), {"nationality_thai": False, "income_per_person": 20_000}.get
    )
    assert "thai_parent" not in asked  # the child support grant is a no already
    assert "state_pension" not in asked  # nobody of two years draws one
    assert outcomes(answers)["child-support-grant"] == "not"


def test_whoever_knows_nothing_is_asked_each_thing_once_and_gets_an_end(browser: Browser) -> None:
    asked, answers = ask_until_done(browser, alone("1950"), lambda _fact: None)
    assert len(asked) == len(set(asked))
    assert outcomes(answers)["elderly-allowance"] == "unknown"


def test_a_benefit_that_hangs_on_what_nobody_knows_asks_nothing_more(browser: Browser) -> None:
    asked, _ = ask_until_done(browser, alone("2024-05-01"), {"nationality_thai": True}.get)
    assert "thai_parent" not in asked  # the family's income is not known, so it would settle nothing


def test_a_sealed_question_is_never_asked_unbidden(browser: Browser) -> None:
    asked, _ = ask_until_done(browser, alone("1980"), lambda fact: 1 if fact == "income_per_person" else None)
    assert "hiv" not in asked


def test_nobody_of_seventy_is_asked_for_a_school_class(browser: Browser) -> None:
    asked, answers = ask_until_done(browser, alone("1950"), lambda fact: {"income_per_person": 20_000}.get(fact))
    assert not {"school_level", "foster_care"} & set(asked)
    assert outcomes(answers)["eef-conditional-grant"] == "not"
