"""From the baseline to now: how many families went from which level to which.

Levels are 3 (most fragile) to 0; NONE stands for 'no level' (not low income: strong), UNKNOWN for what nobody knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from samutphok.kernel.rounding import rounded

UNKNOWN, NONE = -2, -1
LEVELS = (3, 2, 1, 0, NONE, UNKNOWN)
FEWEST = 5  # families behind a mean


@dataclass(frozen=True, slots=True)
class Flows:
    """Families by level at entry and now."""

    cells: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All families."""
        return sum(self.cells.values())

    @property
    def better(self) -> int:
        """Families at a lower level than at entry, or out of it."""
        return sum(many for (was, now), many in self.cells.items() if UNKNOWN not in (was, now) and now < was)

    @property
    def worse(self) -> int:
        """Families at a higher level than at entry."""
        return sum(many for (was, now), many in self.cells.items() if UNKNOWN not in (was, now) and now > was)

    @property
    def same(self) -> int:
        """Families at the level of their entry."""
        return sum(many for (was, now), many in self.cells.items() if UNKNOWN not in (was, now) and now == was)

    @property
    def unknown(self) -> int:
        """Families of whom one of the two is not known."""
        return self.total - self.better - self.worse - self.same

    @property
    def out(self) -> int:
        """Families that had a level and have none any more."""
        return sum(many for (was, now), many in self.cells.items() if was >= 0 and now == NONE)

    def was(self, level: int) -> int:
        """Families at that level when they entered."""
        return sum(many for (begin, _), many in self.cells.items() if begin == level)

    def now(self, level: int) -> int:
        """Families at that level now."""
        return sum(many for (_, end), many in self.cells.items() if end == level)


@dataclass(frozen=True, slots=True)
class HelpGiven:
    """Help on record: what it is worth, how many gifts, to how many families."""

    baht: Decimal = Decimal(0)
    gifts: int = 0
    families: int = 0

    def __add__(self, other: "HelpGiven") -> "HelpGiven":
        return HelpGiven(self.baht + other.baht, self.gifts + other.gifts, self.families + other.families)


@dataclass(frozen=True, slots=True)
class Happiness:
    """Life satisfaction, 0 to 10, of the families that were asked at entry and since: sums, and how many families."""

    then: float = 0.0
    now: float = 0.0
    families: int = 0

    def __add__(self, other: "Happiness") -> "Happiness":
        return Happiness(self.then + other.then, self.now + other.now, self.families + other.families)

    @property
    def mean_then(self) -> float | None:
        """The mean at entry; None where fewer than five families were asked twice."""
        return self.then / self.families if self.families >= FEWEST else None

    @property
    def mean_now(self) -> float | None:
        """The mean now, of the same families."""
        return self.now / self.families if self.families >= FEWEST else None


def added(flows: Iterable[Flows]) -> Flows:
    """Flows of several areas together."""
    cells: dict[tuple[int, int], int] = {}
    for one in flows:
        for key, many in one.cells.items():
            cells[key] = cells.get(key, 0) + many
    return Flows(cells)


def disclosed(flows: Flows) -> Flows:
    """The same with every cell rounded by itself, for whoever may not list the families (ADR 6)."""
    return Flows({key: many for key, count in flows.cells.items() if (many := rounded(count))})
