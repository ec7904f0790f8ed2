"""Frozen needs: a Parquet file of the warehouse, named by its SHA-256 and never changed."""

from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import numpy as np
import pyarrow as pa
from django.conf import settings
from pyarrow import parquet

from samutphok.allocation.domain.inputs import Inputs
from samutphok.allocation.domain.rules import FACTS
from samutphok.foundation.warehouse import settle, sha256_of


def freeze(inputs: Inputs) -> str:
    """Writes the needs down and returns the file's name; the same needs are one file."""
    table = pa.table(
        {
            "household": pa.array(inputs.household, pa.string()),
            "area": pa.array(inputs.area, pa.string()),
            "offer": pa.array(inputs.offer, pa.int64()),
            "ref": pa.array(inputs.ref, pa.string()),
            "lot": pa.array(inputs.lot, pa.float64()),
            **{name: pa.array(inputs.facts[name], pa.float64()) for name in FACTS},
        }
    )
    written = _folder() / f".{uuid4()}.part"
    try:
        parquet.write_table(table, written)
        name = sha256_of(written)
        settle(written, _folder() / f"{name}.parquet")
    finally:
        written.unlink(missing_ok=True)
    return name


def thaw(name: str) -> Inputs:
    """The needs of a file. Raises FileNotFoundError."""
    table = parquet.read_table(_folder() / f"{name}.parquet")
    facts: Mapping[str, np.ndarray] = {one: table[one].to_numpy() for one in FACTS}
    return Inputs(
        household=tuple(table["household"].to_pylist()),
        area=tuple(table["area"].to_pylist()),
        offer=table["offer"].to_numpy(),
        ref=tuple(table["ref"].to_pylist()),
        lot=table["lot"].to_numpy(),
        facts=facts,
    )


def _folder() -> Path:
    folder = Path(settings.WAREHOUSE) / "shares"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
