"""Likely pairs by Splink, on DuckDB or Spark: the same model, the same expressions, the same answers."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_level_library as levels
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison

from samutphok.foundation.warehouse import connect
from samutphok.linkage.domain.likelihood import LEVELS, LinkModel, prior
from samutphok.linkage.errors import TooManyPairs

MOST_PAIRS = 1_000_000_000
LEAST = 0.001  # probability under which a pair is not told at all
_LEFT, _RIGHT = "a_left", "b_right"  # Splink orders its inputs by name

# The condition of each level that Splink's library does not have; both engines read it.
_YEAR_ONLY = "(birth_l IS NULL OR birth_r IS NULL) AND birth_year_l = birth_year_r"
_ONE_YEAR_OFF = (
    "substr(birth_l, 5) = substr(birth_r, 5) AND abs(cast(birth_year_l AS int) - cast(birth_year_r AS int)) = 1"
)
_Creator = Any  # Splink's creators share no public type


@dataclass(frozen=True, slots=True)
class Engine:
    """Where Splink works; `rows` fetches a query's result."""

    api: Any
    rows: Callable[[str], pa.Table]


def duckdb_engine(*, memory_limit: str, scratch: Path) -> Engine:
    """DuckDB in memory, spilling under `scratch`."""
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": memory_limit,
            "temp_directory": str(scratch),
            "preserve_insertion_order": False,
        }
    )
    return Engine(DuckDBAPI(connection), lambda query: connection.sql(query).to_arrow_table())


def spark_engine(*, memory_limit: str) -> Engine:
    """The process's Spark, with Splink's functions for strings. Raises InvalidInput where Spark is not installed."""
    backend: Any = connect("spark", memory_limit=memory_limit)
    from splink import SparkAPI  # once it is known that Spark is there

    session = backend._session
    api = SparkAPI(spark_session=session, break_lineage_method="persist", num_partitions_on_repartition=4)
    return Engine(api, lambda query: pa.Table.from_pandas(session.sql(query).toPandas(), preserve_index=False))


def likely_pairs(left: pa.Table, right: pa.Table, *, model: LinkModel, engine: Engine) -> pa.Table:
    """Every pair that a blocking rule names and that is not hopeless.

    left, right: the compared columns of `read_identities`, with `row` numbered from 0. Grain: a pair; keys: `left_row`,
    `right_row`. Beside them `bits`, `probability`, `corroborated`. Raises TooManyPairs before any pair is made.
    """
    inputs = registered(left, right, engine)
    _count(engine, inputs, model)
    linker = Linker(inputs, settings(model, left.num_rows, right.num_rows), log_level=logging.ERROR)
    scored = linker.inference.predict(threshold_match_probability=LEAST)
    return engine.rows(_told(scored.physical_name))


def levels_of_pairs(
    left: pa.Table, right: pa.Table, *, model: LinkModel, engine: Engine, least_bits: float
) -> pa.Table:
    """The levels of every pair that a blocking rule names and that is worth `least_bits` by its levels alone.

    Columns as in `likely_pairs`. Grain: a pair; keys: `left_row`, `right_row`; beside them `levels`, a digit a part in the
    order of LEVELS, '-' where one side is silent. No frequency is used, so what is kept of a pair follows from its two
    sides and from nothing else. Raises TooManyPairs.
    """
    inputs = registered(left, right, engine)
    _count(engine, inputs, model)
    chosen = settings(model, 1, 1, frequencies=False)
    linker = Linker(inputs, chosen, log_level=logging.ERROR)
    scored = linker.inference.predict(threshold_match_weight=least_bits)
    return engine.rows(f"SELECT row_l AS left_row, row_r AS right_row, {_DIGITS} AS levels FROM {scored.physical_name}")  # noqa: S608 -- a table's name that Splink made


# A part's level as a digit, the best 0: Splink counts from the last, which is 0, and calls silence -1.
_DIGITS = " || ".join(
    f"CASE WHEN gamma_{part} < 0 THEN '-' ELSE cast({len(named) - 1} - gamma_{part} AS varchar) END"
    for part, named in LEVELS.items()
)


def registered(left: pa.Table, right: pa.Table, engine: Engine) -> list[Any]:
    """Both tables as Splink knows them."""
    return [engine.api.register(table, dataset_display_name=name) for table, name in ((left, _LEFT), (right, _RIGHT))]


def settings(model: LinkModel, left: int, right: int, *, frequencies: bool = True) -> SettingsCreator:
    """The model in Splink's words, for files of so many people; without frequencies and prior, the levels' weights alone."""
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row",
        probability_two_random_records_match=prior(model, left, right) if frequencies else 0.5,
        comparisons=[_comparison(model, part, frequencies=frequencies) for part in LEVELS],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in model.blocking],
        retain_matching_columns=True,  # so that the level of each part is told
        retain_intermediate_calculation_columns=False,
    )


def _told(scored: str) -> str:
    """Grain: a pair; keys: left_row, right_row. The first levels of names and the first of numbers name the person."""
    alike = len(LEVELS["first_name"]) - 1
    return f"""
        SELECT row_l AS left_row, row_r AS right_row, match_weight AS bits, match_probability AS probability,
               coalesce(gamma_first_name BETWEEN 1 AND {alike}, false) OR coalesce(gamma_pid = 1, false) AS corroborated
        FROM {scored}
    """  # noqa: S608 -- a table's name that Splink made


def _count(engine: Engine, inputs: Sequence[Any], model: LinkModel) -> None:
    """Refuses rules that would make more pairs than a machine should try; counted on the rows' groups, not on pairs."""
    left, right = (one.physical_name for one in inputs)
    total = 0
    for rule in model.blocking:
        keys = ", ".join(rule)
        groups = [_groups(table, rule) for table in (left, right)]
        counted = engine.rows(
            f"SELECT sum(cast(a.n AS double) * b.n) AS n FROM ({groups[0]}) a JOIN ({groups[1]}) b USING ({keys})"  # noqa: S608 -- columns of a fixed list
        )
        pairs = int(counted["n"][0].as_py() or 0)
        total += pairs
        if total > MOST_PAIRS:
            raise TooManyPairs(rule, pairs, MOST_PAIRS)


def _groups(table: str, rule: tuple[str, ...]) -> str:
    """Grain: a value of the rule's columns, with how many rows have it; rows that lack one of them have none."""
    keys, known = ", ".join(rule), " AND ".join(f"{key} IS NOT NULL" for key in rule)
    return f"SELECT {keys}, count(*) AS n FROM {table} WHERE {known} GROUP BY {keys}"  # noqa: S608 -- columns of a fixed list


def _comparison(model: LinkModel, part: str, *, frequencies: bool) -> CustomComparison:
    """One part with its levels: what is unknown, the named ones in their order with their probabilities, the rest."""
    unknown, *named = _CREATORS[part](frequencies)
    told = [
        level.configure(m_probability=given.m, u_probability=given.u)
        for level, given in zip(named, model.levels[part], strict=True)
    ]
    return CustomComparison(output_column_name=part, comparison_levels=[unknown, *told])


def _names(column: str, frequencies: bool) -> list[_Creator]:
    letters = f"{column}_letters"
    close = levels.And(levels.JaroWinklerLevel(letters, 0.92), levels.DamerauLevenshteinLevel(letters, 1))
    return [
        levels.NullLevel(column),
        levels.ExactMatchLevel(column, term_frequency_adjustments=frequencies),
        levels.ExactMatchLevel(f"{column}_sound"),
        close,
        levels.ElseLevel(),
    ]


def _births(frequencies: bool) -> list[_Creator]:
    return [
        levels.NullLevel("birth_year"),
        levels.ExactMatchLevel("birth", term_frequency_adjustments=frequencies),
        levels.CustomLevel(_YEAR_ONLY, "year only"),
        levels.CustomLevel(_ONE_YEAR_OFF, "one year off"),
        levels.ElseLevel(),
    ]


def _areas(frequencies: bool) -> list[_Creator]:
    return [
        levels.NullLevel("province"),
        levels.ExactMatchLevel("tambon", term_frequency_adjustments=frequencies),
        levels.ExactMatchLevel("province"),
        levels.ElseLevel(),
    ]


def _same_or_other(column: str) -> Callable[[bool], list[_Creator]]:
    return lambda _: [levels.NullLevel(column), levels.ExactMatchLevel(column), levels.ElseLevel()]


_CREATORS: dict[str, Callable[[bool], list[_Creator]]] = {
    "first_name": lambda frequencies: _names("first", frequencies),
    "last_name": lambda frequencies: _names("last", frequencies),
    "birth": _births,
    "sex": _same_or_other("sex"),
    "area": _areas,
    "pid": _same_or_other("pid"),
}
