"""An area's Alkire-Foster counts as drawn: whole numbers that add up, from which H, A and M0 of any area follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from samutphok.kernel.dates import buddhist_year
from samutphok.kernel.errors import Bilingual
from samutphok.targeting.domain.lists import AppliedRule, ReadSource


@dataclass(frozen=True, slots=True)
class Weighted:
    """An indicator of the measure as it was when the list was drawn."""

    name: str
    dimension: str
    weight: float


@dataclass(frozen=True, slots=True)
class ScoreListView:
    """One drawing of an area by an Alkire-Foster measure: poor is whose weighted deprivations reach `k`."""

    id: UUID
    area_prefix: str
    measure: str
    label: Bilingual
    source: Bilingual
    rule: AppliedRule
    k: float
    indicators: tuple[Weighted, ...]
    sources: tuple[ReadSource, ...]
    data_cut: date
    drawn_at: datetime
    current: bool

    @property
    def year(self) -> int:
        """The year of the data cut, Buddhist era."""
        return buddhist_year(self.data_cut)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions, each once, in the order of their first indicators."""
        return tuple(dict.fromkeys(one.dimension for one in self.indicators))


@dataclass(frozen=True, slots=True)
class ScoreTally:
    """One area: households and persons, the poor among them, and the poor's deprivations by dimension.

    scores: by dimension the sum of weight x poor persons deprived, over its indicators; their sum is that of the poor's scores.
    """

    area_code: str
    households: int
    poor_households: int
    persons: int
    poor: int
    scores: Mapping[str, float]

    @property
    def headcount(self) -> float | None:
        """H: the share of persons who are poor; None without persons."""
        return self.poor / self.persons if self.persons else None

    @property
    def intensity(self) -> float | None:
        """A: the mean score of the poor; None without any."""
        return sum(self.scores.values()) / self.poor if self.poor else None

    @property
    def mpi(self) -> float | None:
        """M0 = H x A; None without persons."""
        return sum(self.scores.values()) / self.persons if self.persons else None

    @property
    def contributions(self) -> Mapping[str, float] | None:
        """Each dimension's share of M0, adding up to 1; None where nobody is poor."""
        total = sum(self.scores.values())
        return {name: score / total for name, score in self.scores.items()} if total else None


@dataclass(frozen=True, slots=True)
class ScoreAsked:
    """An area whose scores are wanted. parent: the code above, None for the country; drawn: the lists that speak of it."""

    code: str
    parent: str | None
    drawn: tuple[ScoreListView, ...]


@dataclass(frozen=True, slots=True)
class ScoreTallies:
    """An area, the areas one level down in code order, and the area above where a list covers it."""

    here: ScoreTally
    below: tuple[ScoreTally, ...]
    above: ScoreTally | None


class ScoreRow(Protocol):
    """An area's counts as stored: `censored` holds the poor persons deprived in each indicator."""

    @property
    def households(self) -> int: ...
    @property
    def poor_households(self) -> int: ...
    @property
    def persons(self) -> int: ...
    @property
    def poor(self) -> int: ...
    @property
    def censored(self) -> Sequence[int]: ...


def score_tally(area_code: str, rows: Sequence[ScoreRow], indicators: Sequence[Weighted]) -> ScoreTally:
    """Adds up rows that share no person."""
    scores = dict.fromkeys((one.dimension for one in indicators), 0.0)
    for place, one in enumerate(indicators):
        scores[one.dimension] += one.weight * sum(row.censored[place] for row in rows)
    return ScoreTally(
        area_code=area_code,
        households=sum(row.households for row in rows),
        poor_households=sum(row.poor_households for row in rows),
        persons=sum(row.persons for row in rows),
        poor=sum(row.poor for row in rows),
        scores=scores,
    )
