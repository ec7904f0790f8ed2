"""Small counts in TPMAP's form, for tests of the synthetic registers."""

from collections.abc import Mapping, Sequence

import numpy as np

from samutphok.synthetic.counts import INDICATORS, Counts

Chain = Sequence[int]  # households, persons, registered, validated


def counts_of(tambons: Mapping[str, tuple[Chain, Sequence[Chain]]]) -> Counts:
    """Counts of tambons: code -> totals, and six chains (the five dimensions, then any of them)."""
    codes = tuple(sorted(tambons))
    totals = np.array([tambons[code][0] for code in codes], dtype=np.int64)
    poverty = np.array([np.array(tambons[code][1]).T for code in codes], dtype=np.int64)
    persons = totals[:, 1]
    return Counts(
        tambons=codes,
        totals=totals,
        poverty=poverty,
        assessed=np.repeat(persons[:, None], INDICATORS, axis=1),
        failed=np.repeat(persons[:, None] // 5, INDICATORS, axis=1),
        elderly=persons // 5,
        disabled=persons // 50,
    )


# Twelve households in one village of Phuket: four of them are poor, one in two dimensions.
NONE = (0, 0, 0, 0)
SMALL = counts_of(
    {
        "830101": (
            (12, 30, 9, 7),
            [(1, 3, 2, 1), (1, 2, 1, 1), (2, 7, 2, 1), (1, 2, 2, 1), NONE, (4, 11, 5, 3)],
        )
    }
)
