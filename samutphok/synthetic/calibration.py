"""How near the synthetic registers come to the counts they were made after."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samutphok.kernel.identifiers import COUNTRY
from samutphok.synthetic.counts import DIMENSION_SETS, MEASURES, TOTALS, Counts, Integers

# Every published count of an area, in one row: the totals, then each measure by dimension set.
CELLS = [(name, "") for name in TOTALS] + [(name, dimensions) for name in MEASURES for dimensions in DIMENSION_SETS]


@dataclass(frozen=True, slots=True)
class Difference:
    """A count that the people made do not give back; `dimensions` is empty for totals."""

    level: str
    area_code: str
    measure: str
    dimensions: str
    published: int
    made: int


@dataclass(slots=True)
class Calibration:
    """Published and made counts, gathered province by province.

    `contradictory`: tambons whose published counts no table of people holds, each with what contradicts what.
    """

    source: str
    contradictory: dict[str, list[str]] = field(default_factory=dict)
    _tambons: list[str] = field(default_factory=list)
    _published: list[NDArray[np.int64]] = field(default_factory=list)
    _made: list[NDArray[np.int64]] = field(default_factory=list)

    def add(self, counts: Counts, made: tuple[Integers, Integers], repaired: NDArray[np.bool_]) -> None:
        """One province: its counts, those `measured` in its people, and where the counts had to be repaired."""
        self._tambons += counts.tambons
        self._published.append(_in_a_row(counts.totals, counts.poverty))
        self._made.append(_in_a_row(*made))
        for row in np.flatnonzero(repaired):
            self.contradictory[counts.tambons[row]] = _contradictions(counts.poverty[row])

    @property
    def tambons(self) -> int:
        """How many tambons were made."""
        return len(self._tambons)

    def differences(self) -> list[Difference]:
        """Every count that is not given back, in the tambons, in their provinces and in the country."""
        return [
            found
            for level, prefix in (("tambon", 6), ("province", 2), ("country", 0))
            for found in self._at(level, prefix)
        ]

    def largest_per_cent(self, level: str) -> float:
        """The largest difference of any count of any area of a level, in per cent of the published count."""
        shares = [100 * abs(d.made - d.published) / max(d.published, 1) for d in self.differences() if d.level == level]
        return max(shares, default=0.0)

    def report(self) -> dict[str, Any]:
        """What `calibration.json` says."""
        differing = self.differences()
        return {
            "source": self.source,
            "tambons": self.tambons,
            "exact_tambons": self.tambons - len({d.area_code for d in differing if d.level == "tambon"}),
            "largest_difference_per_cent": {
                level: round(self.largest_per_cent(level), 4) for level in ("country", "province", "tambon")
            },
            "contradictory_tambons": self.contradictory,
            "differences": [
                {name: getattr(difference, name) for name in Difference.__dataclass_fields__}
                for difference in differing
            ],
        }

    def _at(self, level: str, prefix: int) -> Iterator[Difference]:
        codes = np.array([code[:prefix] or COUNTRY for code in self._tambons])
        published, made = np.vstack(self._published), np.vstack(self._made)
        areas, place = np.unique(codes, return_inverse=True)
        sums = [np.zeros((len(areas), len(CELLS)), dtype=np.int64) for _ in range(2)]
        for total, counts in zip(sums, (published, made), strict=True):
            np.add.at(total, place, counts)
        for area, cell in np.argwhere(sums[0] != sums[1]):
            measure, dimensions = CELLS[cell]
            counted = (int(total[area, cell]) for total in sums)
            yield Difference(level, str(areas[area]), measure, dimensions, *counted)


def _contradictions(poverty: Integers) -> list[str]:
    """What of a tambon's counts (4, 6) cannot be: as far as one cell shows it."""
    registered, target_poor = poverty[2], poverty[3]
    cells = [
        f"{dimensions}: {target_poor[place]} target-poor, {registered[place]} poor and registered"
        for place, dimensions in enumerate(DIMENSION_SETS)
        if target_poor[place] > registered[place]
    ]
    return cells or ["the target-poor of its dimensions overlap more than the poor and registered do"]


def _in_a_row(totals: Integers, poverty: Integers) -> Integers:
    return np.hstack([totals, poverty.reshape(len(poverty), -1)])
