"""A drawn list against plain Python: the same families, masks, levels and clauses, whatever the registers hold."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samutphok.kernel.dates import PartialDate, age_on
from samutphok.kernel.identifiers import pid_check_digit
from samutphok.kernel.policies import load_policy
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.domain.rulesets import (
    Unit,
    assess_definition,
    assess_level,
    dependant_kinds,
    read_definition,
    read_levels,
)
from samutphok.targeting.domain.union import read_union_measure
from samutphok.targeting.engine import office
from samutphok.targeting.engine.survey import Part

AS_OF = date(2021, 6, 30)
# an example takes a second of DuckDB's time: shrinking one would take minutes
SLOW = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
WORDS = load_vocabulary()
RULES = office.Rules(
    read_union_measure(load_policy("measures", "tpmap-2561")),
    read_levels(load_policy("levels", "programme-2564"), WORDS),
    tuple(read_definition(load_policy("definitions", name), WORDS) for name in ("phuket-2564", "programme-2564")),
)
INDICATORS = [f"bmn{number}" for number in range(1, 32)]
BIRTHS = ("1950", "1961-06", "1961-06-30", "1961-07-01", "2003-06-30", "2003-07", "2019-12-01", "1985-02-03", None)


def number(place: int) -> str:
    first = f"199{place:09d}"
    return first + str(pid_check_digit(first))


PERSON = st.fixed_dictionaries(
    {
        "has_pid": st.booleans(),
        "house": st.sampled_from([None, "83010000001", "83010000002", "83010000003"]),
        "family": st.sampled_from(["1", "2"]),
        "area": st.sampled_from(["83010101", "83010102", "83020201"]),
        "birth": st.sampled_from(BIRTHS),
        "income": st.sampled_from([None, 20_000.0, 37_999.0, 38_000.0, 100_000.0, 100_001.0]),
        "fails": st.sets(st.sampled_from([1, 5, 8, 9, 11, 16, 20, 21, 22, 27, 28]), max_size=2),
        "silent": st.sets(st.sampled_from([8, 11, 20, 21, 27, 28]), max_size=4),
        "registered": st.sampled_from([None, 0, 1]),
        "disabled": st.booleans(),
        "in_help": st.booleans(),
    }
)
People = list[dict[str, Any]]


def survey_rows(people: People) -> list[dict[str, Any]]:
    return [
        {
            "row_number": place,
            "survey_row_id": str(place),
            "pid": number(place) if one["has_pid"] else None,
            "house_code": one["house"],
            "family_no": one["family"],
            "area_code": one["area"],
            "title": "นาง",
            "first_name": f"ก{place}",
            "last_name": "ข",
            "sex": "F",
            "birth_date": one["birth"],
            "income_per_person": one["income"],
            **{name: indicator(one, int(name[3:])) for name in INDICATORS},
        }
        for place, one in enumerate(people, start=1)
    ]


def indicator(one: dict[str, Any], wanted: int) -> int | None:
    return 0 if wanted in one["fails"] else None if wanted in one["silent"] else 1


def write(people: People, folder: Path) -> office.Registers:
    survey = pa.schema(
        [("row_number", pa.int64())]
        + [(name, pa.string()) for name in ("survey_row_id", "pid", "house_code", "family_no", "area_code")]
        + [(name, pa.string()) for name in ("title", "first_name", "last_name", "sex", "birth_date")]
        + [("income_per_person", pa.float64())]
        + [(name, pa.int8()) for name in INDICATORS]
    )
    pq.write_table(pa.Table.from_pylist(survey_rows(people), schema=survey), folder / "survey.parquet")
    welfare = [
        {"pid": number(place), "first_name": f"ก{place}", "last_name": "ข", "validated": one["registered"]}
        for place, one in enumerate(people, start=1)
        if one["registered"] is not None
    ]
    columns = [(name, pa.string()) for name in ("pid", "first_name", "last_name")] + [("validated", pa.int8())]
    pq.write_table(pa.Table.from_pylist(welfare, schema=pa.schema(columns)), folder / "welfare.parquet")
    for name in ("disabled", "in_help"):
        listed = [{"pid": number(place)} for place, one in enumerate(people, start=1) if one[name]]
        pq.write_table(
            pa.Table.from_pylist(listed, schema=pa.schema([("pid", pa.string())])), folder / f"{name}.parquet"
        )
    return office.Registers(
        *((Part(folder / f"{name}.parquet"),) for name in ("survey", "welfare", "disabled", "in_help")),
    )


def expected(people: People) -> dict[int, dict[str, Any]]:
    """Families by their first row number, in plain Python."""
    families: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(people, start=1):
        key = (one["area"], one["house"], one["family"]) if one["house"] else (place,)
        families[key].append(place)
    return {min(places): family(people, places) for places in families.values()}


def family(people: People, places: list[int]) -> dict[str, Any]:
    members = {place: people[place - 1] for place in places}
    fails = {number for one in members.values() for number in one["fails"]}
    mask = sum(
        1 << bit
        for bit, dimension in enumerate(RULES.measure.dimensions)
        if fails & {found.number for found in dimension.indicators}
    )
    validated = {place for place, one in members.items() if one["has_pid"] and one["registered"] == 1}
    persons = {place: person_facts(one, place in validated) for place, one in members.items()}
    needing = [facts["dependant"] for facts in persons.values()]
    least, unsure = needing.count(True), needing.count(None)
    facts = {
        "members": len(members),
        "income_per_person": max(
            (one["income"] for one in members.values() if one["income"] is not None), default=None
        ),
        "dependants": None if unsure else least,
        "dependants_at_least": least,
        "dependants_at_most": least + unsure,
        **{f"bmn{number}": spread(members.values(), number) for number in (8, 11)},
    }
    level = assess_level(RULES.levels, facts)
    return {
        "mask": mask,
        "target_poor": len(validated) if mask else 0,
        "registered": sum(one["has_pid"] and one["registered"] is not None for one in members.values()),
        **{name: facts[name] for name in ("members", "income_per_person", "dependants", "dependants_at_most")},
        "level": -1 if level.level is None else level.level,
        "level_open": level.is_open,
        "clauses": [clauses(definition, facts, persons.values()) for definition in RULES.definitions],
    }


def spread(members: Any, wanted: int) -> int | None:
    answers = [answer for one in members if (answer := indicator(one, wanted)) is not None]
    return min(answers, default=None)


def person_facts(one: dict[str, Any], validated: bool) -> dict[str, Any]:
    birth = PartialDate.from_iso(one["birth"]) if one["birth"] else None
    known = {
        "age": age_on(birth, AS_OF).high if birth else None,
        "disabled": True if one["disabled"] and one["has_pid"] else None,
    }
    kinds = [answer for _, answer in dependant_kinds(RULES.levels, known)]
    own = indicator(one, 20) if indicator(one, 20) is not None else indicator(one, 21)
    care = indicator(one, 28) if indicator(one, 28) is not None else indicator(one, 27)
    helped = validated or ((one["in_help"]) and one["has_pid"])
    return {
        **known,
        "dependant": True if True in kinds else None if None in kinds else False,
        "has_income": None if own is None else bool(own),
        "has_carer": None if care is None else bool(care),
        "reaches_state_welfare": False if {27, 28} & one["fails"] else True if helped else None,
    }


def clauses(definition: Any, facts: dict[str, Any], persons: Any) -> list[tuple[bool, bool]]:
    judged = (
        [facts]
        if definition.unit is Unit.HOUSEHOLD
        else [{**facts, **person, "lives_alone": facts["members"] == 1} for person in persons]
    )
    answers = [[one.outcome.value for one in assess_definition(definition, each)] for each in judged]
    return [(True in column, None in column) for column in zip(*answers, strict=True)]


def drawn(people: People, folder: Path) -> tuple[dict[int, dict[str, Any]], list[dict[str, Any]]]:
    tables = office.draw(write(people, folder), RULES, as_of=AS_OF, prefix="83", scratch=folder, memory="500MB")
    tables.write(folder / "families.parquet")
    rows = pq.read_table(folder / "families.parquet").to_pylist()
    names = ("mask", "target_poor", "registered", "members", "income_per_person", "dependants", "dependants_at_most")
    found = {
        row["row_number"]: {
            **{name: row[name] for name in (*names, "level", "level_open")},
            "clauses": [
                [
                    (row[office.met(place, clause)], row[office.unknown(place, clause)])
                    for clause in range(len(definition.open_clauses()))
                ]
                for place, definition in enumerate(RULES.definitions)
            ],
        }
        for row in rows
    }
    return found, tables.counted()


@settings(SLOW, max_examples=12)
@given(people=st.lists(PERSON, min_size=1, max_size=40))
def test_the_engine_finds_what_plain_python_finds(people: People, tmp_path_factory: pytest.TempPathFactory) -> None:
    found, _ = drawn(people, tmp_path_factory.mktemp("drawn"))
    assert found == expected(people)


@settings(SLOW, max_examples=6)
@given(people=st.lists(PERSON, min_size=1, max_size=40))
def test_counts_of_every_level_add_up_to_the_families(people: People, tmp_path_factory: pytest.TempPathFactory) -> None:
    found, counts = drawn(people, tmp_path_factory.mktemp("drawn"))
    for digits in (2, 4, 6, 8):
        level = [row for row in counts if len(row["area_code"]) == digits]
        assert sum(row["households"] for row in level) == len(found)
        assert sum(row["persons"] for row in level) == len(people)
        assert sum(row["validated"] for row in level if row["mask"]) == sum(
            one["target_poor"] for one in found.values()
        )


def test_drawing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    people = [
        {
            "has_pid": True,
            "house": f"8301000{place % 40:04d}",
            "family": "1",
            "area": "83010101",
            "birth": BIRTHS[place % len(BIRTHS)],
            "income": 30_000.0,
            "fails": {8} if place % 3 else set(),
            "silent": set(),
            "registered": place % 2,
            "disabled": False,
            "in_help": False,
        }
        for place in range(500)
    ]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        drawn(people, tmp_path / name)
    one, two = ((tmp_path / name / "families.parquet").read_bytes() for name in ("one", "two"))
    assert one == two
