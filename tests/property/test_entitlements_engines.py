"""Rights of random households: the interpreter, family by family, and the compiled form over the register agree."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from samutphok.entitlements.domain.household import read_household
from samutphok.entitlements.domain.vocabulary import HOUSEHOLD, PERSON, rights_vocabulary
from samutphok.entitlements.files import persons_file
from samutphok.entitlements.queries import chosen, household_answers
from samutphok.kernel.rules import FactType

WORDS = rights_vocabulary()
AS_FOUND = {"deadline": None, "phases": [Phase.explicit, Phase.generate], "suppress_health_check": list(HealthCheck)}
ARROW = {FactType.BOOL: pa.bool_(), FactType.INT: pa.int64(), FactType.NUMBER: pa.float64(), FactType.TEXT: pa.string()}
DAYS = st.sampled_from([date(2026, 11, 23), date(2026, 10, 1), date(2026, 9, 30), date(2023, 8, 11), date(2020, 10, 1)])
AMONG = [benefit for benefit in chosen(scenarios=True) if not benefit.sealed]
READ = {"school_level": ["primary", "upper_secondary", "none"]}


def values(name: str, type_: FactType) -> st.SearchStrategy[Any]:
    """A fact's value near the places where rules turn, or none."""
    known: dict[FactType, st.SearchStrategy[Any]] = {
        FactType.BOOL: st.booleans(),
        FactType.INT: st.sampled_from([0, 1, 2, 3, 5, 6, 11, 12, 20]),
        FactType.NUMBER: st.sampled_from([0.0, 35_999.0, 36_000.0, 36_000.5, 100_000.0, 100_000.01, 5e6]),
        FactType.TEXT: st.sampled_from(READ.get(name, ["a", "b"])),
    }
    return st.none() | known[type_]


def dates(on: date) -> st.SearchStrategy[str | None]:
    """Birth dates near birthdays that matter, whole or with parts unknown, and none."""
    near = st.builds(
        lambda years, days: date.fromordinal(on.replace(year=on.year - years).toordinal() + days),
        st.sampled_from([0, 5, 6, 17, 18, 59, 60, 69, 70, 79, 80, 89, 90, 100]),
        st.sampled_from([-60, -1, 0, 1, 45]),
    ).filter(lambda day: day <= on)
    whole = near | st.dates(date(on.year - 110, 1, 1), on)
    return st.none() | whole.map(str) | whole.map(lambda day: str(day)[:7]) | whole.map(lambda day: str(day)[:4])


@st.composite
def registers(draw: Any) -> tuple[date, list[tuple[dict[str, Any], list[dict[str, Any]]]]]:
    """A day, and households with their members."""
    on = draw(DAYS)
    shapes = {
        subject: st.fixed_dictionaries(
            {fact.name: values(fact.name, fact.type) for fact in WORDS.askable(subject) if fact.name != "birth_date"}
        )
        for subject in (PERSON, HOUSEHOLD)
    }
    person = st.tuples(
        shapes[PERSON], dates(on), dates(on), st.sampled_from([None, "TH", "ไทย", "MM", ""]), st.booleans()
    )

    def member(drawn: tuple[dict[str, Any], str | None, str | None, str | None, bool]) -> dict[str, Any]:
        facts, birth, death, nationality, dead = drawn
        died = death if dead and death and (birth is None or birth <= death[: len(birth)]) else None
        return facts | {"birth_date": birth, "death_date": died, "nationality": nationality}

    members = st.lists(person.map(member), min_size=1, max_size=3)
    return on, draw(st.lists(st.tuples(shapes[HOUSEHOLD], members), min_size=1, max_size=4))


def written(folder: Path, families: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> Path:
    """The families as a register; a household's fact stands in the row of its first member alone."""
    rows = [
        {"household_id": str(home), "person_id": f"{home}-{place}"} | member | (facts if place == 0 else {})
        for home, (facts, members) in enumerate(families)
        for place, member in enumerate(members)
    ]
    fields = [("household_id", pa.string()), ("person_id", pa.string()), ("nationality", pa.string())]
    fields += [("birth_date", pa.string()), ("death_date", pa.string())]
    for subject in (PERSON, HOUSEHOLD):
        fields += [(fact.name, ARROW[fact.type]) for fact in WORDS.askable(subject) if fact.name != "birth_date"]
    path = folder / "persons.parquet"
    parquet.write_table(pa.Table.from_pylist(rows, schema=pa.schema(fields)), path)
    return path


def check(engine: str, on: date, families: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> None:
    expected = {
        (str(home), None if said.person_id is None else f"{home}-{said.person_id}", said.answer.benefit.name): (
            said.answer.outcome.value,
            said.answer.amount,
        )
        for home, (facts, members) in enumerate(families)
        for said in household_answers(
            read_household(
                {"household": facts, "persons": [one | {"person_id": n} for n, one in enumerate(members)]},
                file="f",
                on=on,
                vocabulary=WORDS,
            ),
            among=AMONG,
            on=on,
        )
    }
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name), Path(name) / "rights.parquet"
        found = persons_file(written(folder, families), out=out, among=AMONG, on=on, engine=engine, memory_limit="1GB")
        rows = parquet.read_table(out).to_pylist()
    assert found.rows == len(rows) == len(expected)
    assert {
        (row["household_id"], row["person_id"], row["benefit"]): (row["outcome"], row["amount"]) for row in rows
    } == expected


@settings(max_examples=25, **AS_FOUND)
@given(drawn=registers())
def test_duckdb_answers_as_the_interpreter_does(drawn):
    check("duckdb", *drawn)


@pytest.mark.spark
@settings(max_examples=2, **AS_FOUND)
@given(drawn=registers())
def test_spark_answers_as_the_interpreter_does(spark_engine, drawn):
    check(spark_engine, *drawn)
