"""A rule has one meaning: the interpreter, DuckDB and Spark answer alike on random rules and facts with gaps."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rule_generator import FACTS, facts, rule

from samutphok.foundation.rules_ibis import compile_rule
from samutphok.foundation.warehouse import connect, write_parquet
from samutphok.kernel.rules import FactType, evaluate, parse

ARROW = {
    FactType.BOOL: pa.bool_(),
    FactType.INT: pa.int64(),
    FactType.NUMBER: pa.float64(),
    FactType.TEXT: pa.string(),
    FactType.DATE: pa.date32(),
}
ROWS = 120
SCHEMA = pa.schema([("row", pa.int64()), *((name, ARROW[type_]) for name, type_ in FACTS.items())])


@pytest.fixture(scope="module")
def duckdb() -> Iterator[ibis.BaseBackend]:
    backend = connect("duckdb", memory_limit="500MB", threads=1)
    yield backend
    backend.disconnect()


def disagreements(backend: ibis.BaseBackend, folder: Path, *, seed: int, rules: int, depth: int) -> list[str]:
    """Rules with the rows on which the engine answers otherwise than the interpreter."""
    random = Random(seed)
    people = [{"row": number, **facts(random)} for number in range(ROWS)]
    texts = [rule(random, random.choice(list(FactType)), depth) for _ in range(rules)]
    parsed = [parse(text, FACTS) for text in texts]
    path = folder / f"facts-{seed}.parquet"
    pq.write_table(pa.Table.from_pylist(people, schema=SCHEMA), path)
    table = backend.read_parquet(path)
    columns = {name: table[name] for name in FACTS}
    compiled = {f"r{number}": compile_rule(expr, columns) for number, expr in enumerate(parsed)}
    unknown = {f"u{name}": value.isnull() for name, value in compiled.items() if value.type().is_boolean()}
    write_parquet(table.select("row", **compiled, **unknown), path.with_suffix(".answers"))
    answers = pq.read_table(path.with_suffix(".answers")).sort_by("row").to_pylist()
    return [
        f"{text}\n  {person}\n  engine {answer[f'r{number}']!r}, interpreter {expected!r}"
        for person, answer in zip(people, answers, strict=True)
        for number, (text, expr) in enumerate(zip(texts, parsed, strict=True))
        if not same(answer[f"r{number}"], expected := evaluate(expr, person).value)
        or answer.get(f"ur{number}", expected is None) is not (expected is None)
    ]


def same(answer: object, expected: object) -> bool:
    return type(answer) is type(expected) and answer == expected


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],  # a seed has nothing to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_duckdb_answers_as_the_interpreter_does(duckdb: ibis.BaseBackend, tmp_path: Path, seed: int) -> None:
    assert disagreements(duckdb, tmp_path, seed=seed, rules=20, depth=4) == []


@pytest.mark.spark
def test_spark_answers_as_the_interpreter_does(spark_engine: str, tmp_path: Path) -> None:
    backend = connect(spark_engine, memory_limit="1GB", threads=2, scratch=tmp_path)
    assert disagreements(backend, tmp_path, seed=2564, rules=50, depth=3) == []


def test_random_rules_reach_every_answer(tmp_path: Path) -> None:
    """The generator itself: the rules are not all unknown, nor all of one value."""
    random = Random(1)
    answers = [evaluate(parse(rule(random), FACTS), facts(random)).value for _ in range(400)]
    assert min(answers.count(value) for value in (True, False, None)) > 60
