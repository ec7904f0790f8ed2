"""A register as written, with the truth of who stands in each row."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from samutphok.synthetic.ages import Flags
from samutphok.synthetic.counts import Integers


@dataclass(frozen=True, slots=True)
class Written:
    """`table`: the rows under their headers. `persons` (rows): the place of each row's person among the people."""

    table: pa.Table
    persons: Integers


def spoilt(
    table: pa.Table, may_be: Flags, share: float, cells: Mapping[str, str | None], random: np.random.Generator
) -> pa.Table:
    """The table with a share of the rows in `may_be` made unusable: one of `cells` (column -> text) is put in each.

    Where any row may be spoilt, each of `cells` occurs at least once.
    """
    places = np.flatnonzero(may_be)
    chosen = random.permutation(places)[: max(len(cells), round(len(places) * share))]
    for turn, (column, text) in enumerate(cells.items()):
        bad = np.zeros(table.num_rows, dtype=bool)
        bad[chosen[turn :: len(cells)]] = True
        values = pc.if_else(pa.array(bad), pa.scalar(text, pa.string()), table[column].combine_chunks())
        table = table.set_column(table.schema.get_field_index(column), column, values)
    return table
