"""Whom a definition reaches: the live count, the drawn list and plain Python give the same families and persons."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_drawn_list import AS_OF, INDICATORS, PERSON, RULES, SLOW, WORDS, People, person_facts, spread, write

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import read_policy
from samutphok.targeting.domain.conditions import OPERATORS, VALUELESS, Group, Node, Operator, Row
from samutphok.targeting.domain.drafts import NO_TEXT, ClauseDraft, Draft, countable, offered
from samutphok.targeting.domain.knowledge import BY_REGISTERS
from samutphok.targeting.domain.reach import CHANGES, NO, OPEN, YES, Change, changes_in, reach_in
from samutphok.targeting.domain.rulesets import Definition, Unit, assess_definition, meets, read_definition
from samutphok.targeting.engine import office, reach
from samutphok.targeting.engine.survey import Part

MEMORY = "500MB"
KEPT = frozenset(name for name in WORDS.types("household") if name.startswith("bmn"))


def rows(unit: Unit) -> st.SearchStrategy[Node]:
    """Rows over facts that some register or nobody knows; 'employed' is left to its own test."""
    facts = {name: kind for name, kind in offered(WORDS, unit).items() if kind.value in ("bool", "int", "number")}

    @st.composite
    def row(draw: st.DrawFn) -> Row:
        fact = draw(st.sampled_from(sorted(facts)))
        operator = draw(st.sampled_from([one for one in OPERATORS[facts[fact]] if one is not Operator.ONE_OF]))
        value = "" if operator in VALUELESS else draw(st.sampled_from(["0", "1", "2", "60", "38000"]))
        return Row(fact, operator, value)

    return row()


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    unit = draw(st.sampled_from(list(Unit)))
    grouped = st.builds(Group, st.booleans(), st.lists(rows(unit), min_size=1, max_size=3).map(tuple), st.booleans())
    condition = st.builds(Group, st.booleans(), st.lists(rows(unit) | grouped, min_size=1, max_size=3).map(tuple))
    clauses = draw(st.lists(condition, min_size=1, max_size=3))
    draft = Draft(
        area="83",
        label=Bilingual("ทดสอบ", ""),
        valid_from=date(2021, 1, 1),
        unit=unit,
        every=draw(st.booleans()),
        clauses=tuple(ClauseDraft(f"c{place}", NO_TEXT, NO_TEXT, one) for place, one in enumerate(clauses)),
    )
    raw = countable(draft, name="tried", vocabulary=WORDS)
    assert raw is not None
    return read_definition(read_policy(raw, shown="tried.yaml"), WORDS)


def registers(people: People, folder: Path) -> office.Registers:
    write(people, folder)
    survey, welfare, disabled, helped = (
        (Part(folder / f"{name}.parquet"),) for name in ("survey", "welfare", "disabled", "in_help")
    )
    return office.Registers(survey, welfare, disabled, helped)


def homes(people: People) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each family's facts, and those of its members with the family's beside them."""
    families: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for place, one in enumerate(people):
        families[(one["area"], one["house"], one["family"]) if one["house"] else place].append(one)
    return [home(members) for members in families.values()]


def home(members: list[dict[str, Any]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    validated = [one["has_pid"] and one["registered"] == 1 for one in members]
    persons = [person_facts(one, valid) for one, valid in zip(members, validated, strict=True)]
    needing = [facts["dependant"] for facts in persons]
    least, unsure = needing.count(True), needing.count(None)
    incomes = [one["income"] for one in members if one["income"] is not None]
    family = {
        "area": members[0]["area"],
        "members": len(members),
        "income_per_person": max(incomes, default=None),
        "dependants": None if unsure else least,
        "dependants_at_least": least,
        "dependants_at_most": least + unsure,
        **{name: spread(members, int(name[3:])) for name in INDICATORS},
    }
    own = [
        {
            **family,
            **facts,
            "lives_alone": len(members) == 1,
            "welfare_card": valid or None,
            "employed": facts["has_income"],
        }
        for facts, valid in zip(persons, validated, strict=True)
    ]
    return family, own


def answer(definition: Definition, facts: dict[str, Any]) -> bool | None:
    return meets(definition, [one.outcome.value for one in assess_definition(definition, facts)])


def expected(definition: Definition, people: People) -> Counter[str]:
    """Families and persons who meet and who are open, in plain Python."""
    found: Counter[str] = Counter()
    for family, own in homes(people):
        if definition.unit is Unit.HOUSEHOLD:
            said = [answer(definition, family)]
            weights = [family["members"]]
        else:
            said, weights = [answer(definition, one) for one in own], [1] * len(own)
        found["families"] += True in said
        found["open_families"] += True not in said and None in said
        found["persons"] += sum(weight for one, weight in zip(said, weights, strict=True) if one is True)
        found["open_persons"] += sum(weight for one, weight in zip(said, weights, strict=True) if one is None)
    return found


def family_answers(definition: Definition, people: People) -> list[int]:
    found = []
    for family, own in homes(people):
        said = [answer(definition, one) for one in ([family] if definition.unit is Unit.HOUSEHOLD else own)]
        found.append(YES if True in said else OPEN if None in said else NO)
    return found


@settings(SLOW, max_examples=8)
@given(people=st.lists(PERSON, min_size=1, max_size=30), definition=definitions())
def test_the_live_count_is_the_drawing_s_count_and_plain_python_s(
    people: People, definition: Definition, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("reach")
    staged = registers(people, folder)
    rules = office.Rules(RULES.measure, RULES.levels, (), KEPT)
    reach.prepare(staged, rules, as_of=AS_OF, prefix="83", folder=folder / "facts", memory=MEMORY)
    counted = reach.count(folder / "facts", definition, prefix="83", memory=MEMORY)
    clauses = [clause.id for clause in definition.clauses]
    total = reach_in("83", counted, clauses)
    found = {name: getattr(total.reached, name) for name in ("families", "persons", "open_families", "open_persons")}
    assert found == {name: expected(definition, people)[name] for name in found}
    assert (total.families, total.persons) == (len(homes(people)), len(people))
    parts = [reach_in(area, counted, clauses) for area in {row["area_code"] for row in counted}]
    assert sum(part.reached.families for part in parts) == total.reached.families

    drawn = office.draw(
        staged,
        office.Rules(RULES.measure, RULES.levels, (definition,)),
        as_of=AS_OF,
        prefix="83",
        scratch=folder,
        memory=MEMORY,
    )
    bits = drawn.counted_by_filter()
    assert sum(row["households"] for row in bits if row["area_code"] == "83" and row["met"]) == total.reached.families


@settings(SLOW, max_examples=8)
@given(people=st.lists(PERSON, min_size=1, max_size=30), before=definitions(), after=definitions())
def test_who_enters_and_leaves_is_what_plain_python_finds(
    people: People, before: Definition, after: Definition, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("compared")
    rules = office.Rules(RULES.measure, RULES.levels, (), KEPT)
    reach.prepare(registers(people, folder), rules, as_of=AS_OF, prefix="83", folder=folder / "facts", memory=MEMORY)
    path = folder / "compared.parquet"
    reach.compare(folder / "facts", before, after, prefix="83", path=path, memory=MEMORY)
    pairs = Counter(zip(family_answers(before, people), family_answers(after, people), strict=True))
    for change in changes_in(reach.counted(path), before, after):
        assert change.families == sum(pairs[pair] for pair in CHANGES[change.change])
        assert all(0 < families <= change.families for families in change.clauses.values())
        if change.change is Change.ENTERS and not after.every and change.families:
            assert sum(change.clauses.values()) >= change.families  # each entered by some clause


def test_a_fact_said_to_be_known_is_in_the_registers_and_no_other(tmp_path: Path) -> None:
    person = {
        "has_pid": True,
        "house": "83010000001",
        "family": "1",
        "area": "83010101",
        "birth": "1950",
        "income": 20_000.0,
        "fails": set(),
        "silent": set(),
        "registered": 1,
        "disabled": True,
        "in_help": True,
    }
    rules = office.Rules(RULES.measure, RULES.levels, (), KEPT)
    reach.prepare(
        registers([person], tmp_path), rules, as_of=AS_OF, prefix="", folder=tmp_path / "facts", memory=MEMORY
    )
    (row,) = pq.read_table(tmp_path / "facts" / reach.MEMBERS).to_pylist()
    known = {name for name, value in row.items() if name in WORDS.facts and value is not None}
    assert known == {*BY_REGISTERS, *KEPT}
    assert not {"name", "pid", "house_code", "first_name"} & set(row)
