"""The Alkire-Foster measure: who is poor when deprivations are weighed, how many, how much, and by what.

With weights w (sum 1) and deprivations g, a unit's score is c = sum of w g; it is poor when c >= k. H is the share of the
poor, A their mean score, M0 (the MPI) = H * A. Source: Alkire and Foster, Counting and multidimensional poverty
measurement, Journal of Public Economics 95 (2011).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.targeting.domain.declarations import Declaration

CLOSE = 1e-9  # a score this near to k reaches it: thirds do not add up exactly
_ADD_UP = 1e-6

Matrix = NDArray[np.bool_]
Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WeightedIndicator:
    """An indicator of deprivation: a 0/1 column (1 is deprived), or a condition over columns (true is deprived).

    place: its position in the file's list, from 0.
    """

    name: str
    dimension: str
    weight: float
    place: int
    column: str | None
    condition: str | None


@dataclass(frozen=True, slots=True)
class AlkireFosterMeasure:
    """Weighted indicators and the cut-off k; the columns that hold the survey's design, where it has one.

    household: columns that name a row's household, so that a deprivation of one member counts for all; a row whose first
    of them is empty is a household of its own. Empty where rows are not to be spread.
    """

    name: str
    k: float
    unit: str
    indicators: tuple[WeightedIndicator, ...]
    weight_column: str | None
    psu: str | None
    strata: str | None
    household: tuple[str, ...] = ()

    @property
    def weights(self) -> Column:
        """The indicators' weights, in their order."""
        return np.array([indicator.weight for indicator in self.indicators])

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions, each once, in the order of their first indicators."""
        return tuple(dict.fromkeys(indicator.dimension for indicator in self.indicators))


@dataclass(frozen=True, slots=True)
class AlkireFoster:
    """H, A and M0; by indicator the uncensored (hd) and censored (hdk) headcounts; contributions to M0, each adding to 1.

    Without any poor unit A and the contributions are None.
    """

    headcount: float
    intensity: float | None
    mpi: float
    uncensored: Mapping[str, float]
    censored: Mapping[str, float]
    by_indicator: Mapping[str, float] | None
    by_dimension: Mapping[str, float] | None
    by_area: Mapping[str, float] | None


def read_alkire_foster(policy: PolicyFile) -> AlkireFosterMeasure:
    """An Alkire-Foster measure out of its file; raises PolicyError, which names file, line and remedy."""
    declared = Declaration(policy)
    indicators = tuple(_indicator(entry, place) for place, entry in enumerate(declared.each("indicators")))
    names = [indicator.name for indicator in indicators]
    if len(set(names)) < len(names):
        raise declared.wrong("indicators", "name each indicator once")
    total = sum(indicator.weight for indicator in indicators)
    if abs(total - 1) > _ADD_UP:
        raise policy.error(
            ("indicators",),
            Bilingual(f"น้ำหนัก (weight) รวมกันได้ {total:.6g} ไม่ใช่ 1", f"the weights add up to {total:.6g}, not to 1."),
            Bilingual("แก้ weight ของตัวชี้วัดให้รวมกันได้ 1", "Make each 'weight' such that they add up to 1."),
        )
    k = declared.number("k")
    if not 0 < k <= 1:
        raise declared.wrong("k", "more than 0 and at most 1")
    return AlkireFosterMeasure(
        name=policy.name,
        k=k,
        unit=declared.choice("unit", ("person", "household"), "person"),
        indicators=indicators,
        weight_column=declared.optional_text("weight_column"),
        psu=declared.optional_text("psu"),
        strata=declared.optional_text("strata"),
        household=declared.texts("household"),
    )


def scores(deprived: Matrix, measure: AlkireFosterMeasure) -> tuple[Column, Matrix]:
    """Each unit's deprivation score, and whether it is poor; `deprived` holds a row a unit and a column an indicator."""
    score = deprived @ measure.weights
    return score, score >= measure.k - CLOSE


def alkire_foster(
    deprived: Matrix,
    measure: AlkireFosterMeasure,
    *,
    weight: Column | None = None,
    areas: Sequence[str] | None = None,
) -> AlkireFoster:
    """The measure of a population, without its uncertainty; `weight` is each unit's, `areas` where each unit lives."""
    score, poor = scores(deprived, measure)
    weight = np.ones(len(score)) if weight is None else weight
    population, among_poor = weight.sum(), weight * poor
    censored_score = among_poor * score
    names = [indicator.name for indicator in measure.indicators]
    censored = among_poor @ deprived / population
    mpi = censored_score.sum() / population
    parts = measure.weights * censored
    by_area = _sums([] if areas is None else areas, censored_score / population)
    return AlkireFoster(
        headcount=float(among_poor.sum() / population),
        intensity=float(censored_score.sum() / among_poor.sum()) if mpi else None,
        mpi=float(mpi),
        uncensored=_by_name(names, weight @ deprived / population),
        censored=_by_name(names, censored),
        by_indicator=_by_name(names, parts / mpi) if mpi else None,
        by_dimension=_shares(_sums([indicator.dimension for indicator in measure.indicators], parts), mpi),
        by_area=_shares(by_area, mpi) if areas is not None else None,
    )


def _indicator(declared: Declaration, place: int) -> WeightedIndicator:
    column, condition = declared.optional_text("column"), declared.optional_text("condition")
    if (column is None) == (condition is None):
        raise declared.wrong("column", "a column of 0 and 1, or give a 'condition' instead; not both")
    weight = declared.number("weight")
    if not 0 <= weight <= 1:
        raise declared.wrong("weight", "between 0 and 1")
    return WeightedIndicator(declared.text("name"), declared.text("dimension"), weight, place, column, condition)


def _by_name(names: Sequence[str], values: Column) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}


def _sums(names: Sequence[str], values: Column) -> dict[str, float]:
    sums: dict[str, float] = {}
    for name, value in zip(names, values, strict=bool(names)):
        sums[name] = sums.get(name, 0.0) + float(value)
    return sums


def _shares(sums: Mapping[str, float], total: float) -> dict[str, float] | None:
    return {name: value / total for name, value in sums.items()} if total else None
