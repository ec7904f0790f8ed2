"""Staged rows, read a chunk at a time from the immutable Parquet of a batch."""

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet

from samutphok.foundation.privacy import blind_index, seal
from samutphok.kernel.dates import PartialDate
from samutphok.kernel.identifiers import PidStatus, read_pid
from samutphok.linkage.domain.plan import Arrival, Cut
from samutphok.registry.domain.changes import HouseholdKey, Number
from samutphok.registry.domain.identity import Identity

CHUNK = 2_000  # rows of one transaction: as much as is done again after a kill
_NOT_FACTS = frozenset({"row_number", "pid", "pid_given", "area_code"})


def chunks(path: Path, cut: Cut) -> Iterator[list[Arrival]]:
    """The rows of a staged file in its order; memory holds one chunk."""
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=CHUNK):
            yield [as_arrival(row, cut) for row in batch.to_pylist()]


def as_arrival(row: dict[str, Any], cut: Cut) -> Arrival:
    """One staged row. A number that is not valid is kept sealed among the facts; the valid one is never among them."""
    pid = row.get("pid")
    given = row.get("pid_given")
    area = row["area_code"] or ""
    house = HouseholdKey(area, row.get("house_code") or "", row.get("family_no") or "") if cut.is_survey else None
    return Arrival(
        row_number=row["row_number"],
        identity=_identity(row),
        area_code=area,
        values=_facts(row) | ({"pid_given": seal(given)} if given else {}),
        pid=pid,
        pid_index=blind_index("pid", pid) if pid else "",
        g_code=_g_code(given, cut.as_of),
        house=house,
    )


def _identity(row: dict[str, Any]) -> Identity:
    birth = row.get("birth_date")
    return Identity(
        title=row.get("title") or "",
        first_name=row.get("first_name") or "",
        last_name=row.get("last_name") or "",
        sex=row.get("sex"),
        birth=PartialDate.from_iso(birth) if birth else None,
    )


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    """What the row says, without its silences, in JSON's types."""
    return {name: _plain(value) for name, value in row.items() if name not in _NOT_FACTS and value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _g_code(given: str | None, since: date) -> Number | None:
    reading = read_pid(given)
    if reading.status is not PidStatus.G_CODE or reading.value is None:
        return None
    return Number("g_code", reading.value, blind_index("g_code", reading.value), since)
