"""The counts that a synthetic country has to give back, tambon by tambon."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from samutphok.synthetic.errors import ImpossibleOrder, UnknownProvince, UnreadableCounts
from samutphok.synthetic.streams import Purpose, stream

Integers = NDArray[np.int64]

INDICATORS = 31
TOTALS = ("households", "persons", "welfare_registered", "welfare_validated")
MEASURES = ("poor_households", "poor", "poor_and_registered", "target_poor")
DIMENSIONS = ("health", "living", "education", "income", "accessibility")
DIMENSION_SETS = ("10000", "01000", "00100", "00010", "00001", "11111")  # each dimension, then any of them


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of T tambons, rows in the order of `tambons` (6 digits each, ascending).

    `totals` (T, 4): TOTALS. `poverty` (T, 4, 6): MEASURES by DIMENSION_SETS, in households for the first and persons
    for the others. `assessed` and `failed` (T, 31): persons per BMN indicator, spread over households as TPMAP counts.
    `elderly`, `disabled` (T): persons. Overlapping dimensions must never be added up.
    """

    tambons: tuple[str, ...]
    totals: Integers
    poverty: Integers
    assessed: Integers
    failed: Integers
    elderly: Integers
    disabled: Integers

    def rows(self, chosen: NDArray[np.bool_]) -> "Counts":
        """The tambons where `chosen` (T) is true."""
        return Counts(
            tambons=tuple(code for code, keep in zip(self.tambons, chosen, strict=True) if keep),
            totals=self.totals[chosen],
            poverty=self.poverty[chosen],
            assessed=self.assessed[chosen],
            failed=self.failed[chosen],
            elderly=self.elderly[chosen],
            disabled=self.disabled[chosen],
        )

    def province(self, code: str) -> "Counts":
        """The tambons of one province (2 digits); raises UnknownProvince when there are none."""
        chosen = np.array([tambon.startswith(code) for tambon in self.tambons], dtype=bool)
        if len(code) != 2 or not chosen.any():
            raise UnknownProvince.of(code)
        return self.rows(chosen)


def drawn(counts: Counts, *, scale: float, seed: int) -> NDArray[np.bool_]:
    """(T) A share of the tambons (at least one), drawn by the seed; raises ImpossibleOrder."""
    if not 0 < scale <= 1:
        raise ImpossibleOrder.scale(scale)
    size = len(counts.tambons)
    order = stream(seed, Purpose.SAMPLE, int(counts.tambons[0][:2])).permutation(size)
    return np.isin(np.arange(size), order[: max(1, round(size * scale))])


def published(folder: Path, *, provinces: Sequence[str]) -> Counts:
    """TPMAP's published counts of BE 2561 from `population.parquet` and `target_poor.parquet` in `folder`.

    Of the tambons of `provinces` (2 digits each; empty for the whole country). Raises UnreadableCounts, UnknownProvince.
    """
    indicators = [f"bmn{n}_{what}" for what in ("assessed", "failed") for n in range(1, INDICATORS + 1)]
    population = _tambon_rows(
        folder / "population.parquet", [*TOTALS, "elderly", "disabled", *indicators], provinces
    ).sort_by("area_code")
    poverty = _tambon_rows(folder / "target_poor.parquet", ["dimensions", *MEASURES], provinces)
    tambons = tuple(population["area_code"].to_pylist())
    for code in provinces:
        if not any(tambon.startswith(code) for tambon in tambons):
            raise UnknownProvince.of(code)
    return Counts(
        tambons=tambons,
        totals=_matrix(population, TOTALS),
        poverty=np.stack([_of_set(poverty, dimensions, tambons) for dimensions in DIMENSION_SETS], axis=2),
        assessed=_matrix(population, indicators[:INDICATORS]),
        failed=_matrix(population, indicators[INDICATORS:]),
        elderly=_matrix(population, ["elderly"])[:, 0],
        disabled=_matrix(population, ["disabled"])[:, 0],
    )


def provinces_of(folder: Path) -> tuple[str, ...]:
    """The provinces (2 digits, ascending) that the published counts cover; raises UnreadableCounts."""
    tambons = _tambon_rows(folder / "population.parquet", [], ())["area_code"].to_pylist()
    return tuple(sorted({code[:2] for code in tambons}))


def _tambon_rows(path: Path, columns: list[str], provinces: Sequence[str]) -> pa.Table:
    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowInvalid) as problem:
        raise UnreadableCounts.missing_file(path) from problem
    wanted = ["level", "area_code", *columns]
    if missing := [name for name in wanted if name not in file.schema_arrow.names]:
        raise UnreadableCounts.missing_columns(path, missing)
    table = file.read(columns=wanted)
    keep = pc.equal(table["level"], "tambon")
    if provinces:
        of_province = pc.is_in(
            pc.utf8_slice_codeunits(table["area_code"], 0, 2), pa.array(list(provinces), pa.string())
        )
        keep = pc.and_(keep, of_province)
    return table.filter(keep)


def _matrix(table: pa.Table, columns: Sequence[str]) -> Integers:
    return np.column_stack([table[name].to_numpy().astype(np.int64) for name in columns])


def _of_set(poverty: pa.Table, dimensions: str, tambons: tuple[str, ...]) -> Integers:
    """(T, 4) MEASURES of one dimension set; a tambon without a row has none poor."""
    rows = poverty.filter(pc.equal(poverty["dimensions"], dimensions))
    place = {code: index for index, code in enumerate(tambons)}
    found = np.zeros((len(tambons), len(MEASURES)), dtype=np.int64)
    found[[place[code] for code in rows["area_code"].to_pylist()]] = _matrix(rows, MEASURES)
    return found
