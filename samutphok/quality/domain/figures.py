"""Counts of what is met, how they are judged, and what of them may be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from samutphok.kernel.rounding import rounded
from samutphok.quality.domain.measures import Limits, Measure

LEVELS = (0, 2, 4, 6)  # digits of the areas for which figures are kept: country, province, amphoe, tambon


@dataclass(frozen=True, slots=True)
class Count:
    """How many answers were yes, of how many that were asked."""

    met: int = 0
    of: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.met + other.met, self.of + other.of)

    @property
    def unmet(self) -> int:
        """The answers that were no."""
        return self.of - self.met

    @property
    def share(self) -> float | None:
        """Yes of all; None when nothing was asked."""
        return self.met / self.of if self.of else None


class Standing(StrEnum):
    """How a share stands against its limits."""

    GOOD = "good"
    FAIR = "fair"  # to be mended
    POOR = "poor"
    NONE = "none"  # nothing was asked, or too little to be shown


def stands(count: Count, limits: Limits) -> Standing:
    """Where a count stands."""
    share = count.share
    if share is None:
        return Standing.NONE
    return Standing.GOOD if share >= limits.good else Standing.POOR if share < limits.poor else Standing.FAIR


def shown(count: Count, *, exact: bool) -> Count:
    """The count as the viewer may see it: what was unmet and what was asked each rounded to fives, unless exact (ADR 6)."""
    if exact:
        return count
    of, unmet = rounded(count.of), rounded(count.unmet)
    return Count(max(of - unmet, 0), of)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one register said on one day, of whatever files it came in: a count a measure, and rows."""

    as_of: date
    counts: Mapping[Measure, Count] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegisterQuality:
    """One register in an area: its deliveries, the oldest first. overdue: days since the next one should have been cut."""

    register: str
    deliveries: tuple[Delivery, ...]
    overdue: int

    @property
    def newest(self) -> Delivery:
        """The latest delivery."""
        return self.deliveries[-1]

    def trend(self, measure: Measure) -> tuple[tuple[date, float | None], ...]:
        """The share of one measure, delivery by delivery."""
        return tuple((one.as_of, one.counts.get(measure, Count()).share) for one in self.deliveries)


@dataclass(frozen=True, slots=True)
class ColumnFigure:
    """One question of one measure in the newest delivery, and the share that the delivery before had."""

    measure: Measure
    column: str
    count: Count
    before: float | None


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """An area inside, in the newest delivery."""

    area_code: str
    counts: Mapping[Measure, Count]


@dataclass(frozen=True, slots=True)
class BatchFigure:
    """A file that was measured. rows: accepted; it holds counts of the file, no cell of it."""

    as_of: date
    received_at: datetime
    rows: int
    days: int  # from cut to receipt


@dataclass(frozen=True, slots=True)
class Ask:
    """What the sender is asked to mend in the next delivery. count: unmet of asked; worst: areas with the most of them."""

    measure: Measure
    column: str
    count: Count
    standing: Standing
    worst: tuple[tuple[str, int], ...] = ()


def asks(
    figures: Iterable[ColumnFigure],
    worst: Mapping[tuple[Measure, str], tuple[tuple[str, int], ...]],
    limits: Mapping[Measure, Limits],
) -> tuple[Ask, ...]:
    """What is not good, the poor first, then by how many rows it is; nothing that too few rows say."""
    found = [
        Ask(one.measure, one.column, one.count, standing, worst.get((one.measure, one.column), ()))
        for one in figures
        if (standing := stands(one.count, limits[one.measure])) in (Standing.FAIR, Standing.POOR)
    ]
    order = (Standing.POOR, Standing.FAIR)
    return tuple(sorted(found, key=lambda one: (order.index(one.standing), -one.count.unmet, one.measure, one.column)))
