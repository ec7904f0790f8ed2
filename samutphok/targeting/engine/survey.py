"""Staged registers that come in several batches, read as one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from samutphok.foundation.warehouse import connect

_ROW_BITS = 40  # a row's number and its batch's place share one number, which for the first batch is the row's own
_PROVINCE = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A batch's staged Parquet, read but for rows inside the areas `without`, of which a newer batch speaks."""

    path: Path
    without: tuple[str, ...] = ()


def joined(backend: Any, parts: Sequence[Part]) -> ir.Table:
    """The rows of all parts; `row_number` tells the part too, see `place_of` and `row_of`. Columns are those of the first."""
    tables = [_read(backend, part, place) for place, part in enumerate(parts)]
    return reduce(lambda one, other: one.union(other.select(one.columns)), tables)


def place_of(number: int) -> int:
    """Which part a joined row is from, from 0."""
    return number >> _ROW_BITS


def row_of(number: int) -> int:
    """The row's number in its own batch."""
    return number & ((1 << _ROW_BITS) - 1)


def joined_number(place: int, row: int) -> int:
    """The number of a row of a part among the joined ones."""
    return (place << _ROW_BITS) | row


def extents(path: Path) -> tuple[str, ...]:
    """For each province of a staged file the smallest area that holds all its rows there, in code order."""
    table = connect().read_parquet(path)
    known = table.filter(table.area_code.notnull() & (table.area_code != ""))
    found = known.group_by(province=known.area_code.substr(0, _PROVINCE)).agg(
        first=known.area_code.min(), last=known.area_code.max()
    )
    return tuple(sorted(_common(row["first"], row["last"]) for row in found.to_pyarrow().to_pylist()))


def _common(first: str, last: str) -> str:
    shared = next((place for place, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[: shared // 2 * 2]


def _read(backend: Any, part: Part, place: int) -> ir.Table:
    table = backend.read_parquet(part.path)
    for area in part.without:
        table = table.filter(~table.area_code.startswith(area).fill_null(False))
    return table.mutate(row_number=table.row_number.cast("int64") + joined_number(place, 0)) if place else table
