"""Where a register says that people live: their village, only their tambon, or where they lived before."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from samutphok.synthetic.counts import Integers
from samutphok.synthetic.province import Province

_TAMBON_ONLY = 0.15
_ELSEWHERE = 0.04


def registered_places(province: Province, rows: Integers, random: np.random.Generator) -> pa.Array:
    """Area codes of people: villages (8 digits), for some the tambon (6); a few are registered in another tambon."""
    traits = province.people.traits
    elsewhere = random.random(len(rows)) < _ELSEWHERE
    tambon = np.where(elsewhere, random.integers(0, len(province.counts.tambons), len(rows)), traits.tambon[rows])
    village = np.where(elsewhere, 1, traits.village[rows])
    tambon_only = pa.array(random.random(len(rows)) < _TAMBON_ONLY)
    return pc.if_else(tambon_only, province.tambons(tambon), province.villages(tambon, village))
