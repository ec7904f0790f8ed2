"""Counts made up from the project's small table of rounded rates, for whoever has no published counts."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samutphok.areas.domain import AreaKind, catalogue
from samutphok.kernel.policies import load_policy
from samutphok.synthetic.cells import MEMBERSHIP, Cells, fitted, sums, usual
from samutphok.synthetic.counts import DIMENSIONS, INDICATORS, Counts, Integers
from samutphok.synthetic.errors import UnknownProvince
from samutphok.synthetic.indicators import OF_DIMENSION
from samutphok.synthetic.streams import Purpose, stream

_UNEVEN_SIZES, _UNEVEN_RATES = 0.6, 0.35  # spread of tambons: standard deviation of the logarithm
_MOST_POOR = 0.5
Reals = NDArray[np.float64]


def provinces() -> tuple[str, ...]:
    """The provinces (2 digits, ascending) that the table knows."""
    return tuple(sorted(_table()["provinces"]))


def estimated(province: str, *, seed: int) -> tuple[Counts, Cells]:
    """Counts of the tambons of a province that are in force today, near its rates, and the cells that make them up.

    Households and persons of the province are those of the table; everything else differs from tambon to tambon.
    Raises UnknownProvince.
    """
    if province not in _table()["provinces"]:
        raise UnknownProvince.of(province)
    rates = _table()["provinces"][province]
    random = stream(seed, Purpose.RATES, int(province))
    tambons = _tambons(province)
    households, persons = _households(rates, len(tambons), random)
    table = _cells(rates, households, persons, random)
    poverty = sums(table)
    assessed, failed = _indicators(persons, poverty)
    counts = Counts(
        tambons=tambons,
        totals=table.sum(axis=1),
        poverty=poverty,
        assessed=assessed,
        failed=failed,
        elderly=_share(persons, rates["elderly"] / 100),
        disabled=_share(persons, rates["disabled"] / 100),
    )
    return counts, Cells(table=table, repaired=np.zeros(len(tambons), dtype=bool))


@cache
def _table() -> Mapping[str, Any]:
    with as_file(files("samutphok.policy") / "rates" / "tpmap-2561.yaml") as path:
        return load_policy("rates", path).raw


def _tambons(province: str) -> tuple[str, ...]:
    listed = (area for area in catalogue() if area.kind is AreaKind.TAMBON and area.valid_to is None)
    return tuple(sorted(area.code for area in listed if area.code.startswith(province)))


def _households(rates: Mapping[str, Any], tambons: int, random: np.random.Generator) -> tuple[Integers, Integers]:
    """(T) Households, and persons."""
    weights = np.exp(random.normal(0, _UNEVEN_SIZES, tambons))
    households = _split(rates["households"], weights)
    further = _split(round(rates["households"] * (rates["size"] - 1)), households * _uneven(households, random, 0.1))
    return households, households + further


def _cells(rates: Mapping[str, Any], households: Integers, persons: Integers, random: np.random.Generator) -> Integers:
    """(T, 32, 4) Households, persons, registered, validated by set of failed dimensions, each a part of the one before."""
    by_set = _persons_by_set(rates, persons, random)
    size = np.maximum(_by_set("size_of_poor_households") * rates["size"], 1.0)
    homes = np.minimum(np.maximum(_share(by_set, 1 / size), by_set > 0), by_set)
    by_set = np.column_stack([persons - by_set.sum(axis=1), by_set])
    homes = np.column_stack([households - homes.sum(axis=1), homes])
    card = rates["registered"] / 100 * np.append(1.0, _by_set("registered_among_poor"))
    registered = _share(by_set, card * _uneven(persons, random)[:, None])
    valid = rates["validated"] / 100 * np.append(1.0, _by_set("validated_among_registered_poor"))
    validated = _share(registered, valid * _uneven(persons, random, 0.05)[:, None])
    return np.stack([homes, by_set, registered, validated], axis=2)


def _persons_by_set(rates: Mapping[str, Any], persons: Integers, random: np.random.Generator) -> Integers:
    """(T, 31) Poor persons by set of failed dimensions."""
    tambons = len(persons)
    union = persons * np.minimum(rates["poor"] / 100 * _uneven(persons, random), _MOST_POOR)
    shares = np.array(rates["by_dimension"]) / 100 * np.exp(random.normal(0, _UNEVEN_RATES, (tambons, len(DIMENSIONS))))
    possible = np.minimum(shares / np.minimum(shares.sum(axis=1, keepdims=True), 1), 1)
    smooth = fitted(usual(tambons), np.column_stack([possible, np.ones(tambons)]) * union[:, None])
    return np.stack([_split(round(total), row) for total, row in zip(union, smooth, strict=True)])


def _by_set(name: str) -> Reals:
    """(31) A relative rate of the table for each set of failed dimensions: the mean of its dimensions'."""
    dimensions = MEMBERSHIP[: len(DIMENSIONS)]
    return np.array(_table()[name][: len(DIMENSIONS)]) @ dimensions / dimensions.sum(axis=0)


def _indicators(persons: Integers, poverty: Integers) -> tuple[Integers, Integers]:
    """(T, 31) persons assessed (all of them) and failed; those of a dimension relative to its poor."""
    of_dimension = {number: place for place, numbers in enumerate(OF_DIMENSION.values()) for number in numbers}
    assessed = np.repeat(persons[:, None], INDICATORS, axis=1)
    failed = assessed.copy()
    for number, per_cent in _table()["failed_pct"].items():
        base = poverty[:, 1, of_dimension[number]] if number in of_dimension else persons
        failed[:, number - 1] = _share(base, per_cent / 100)
    return assessed, failed


def _share(whole: Integers, share: Reals | float) -> Integers:
    return np.rint(whole * np.minimum(share, 1.0)).astype(np.int64)


def _uneven(weights: Integers, random: np.random.Generator, spread: float = _UNEVEN_RATES) -> Reals:
    """(T) Factors around 1, one for each tambon; their weighted mean is 1."""
    factors = np.exp(random.normal(0, spread, len(weights)))
    return factors * weights.sum() / (factors @ weights)


def _split(total: int, weights: Reals) -> Integers:
    """Whole numbers in the proportion of the weights that add up to the total (largest remainders)."""
    exact = total * weights / weights.sum()
    parts = np.floor(exact).astype(np.int64)
    order = np.argsort(parts - exact, kind="stable")[: total - int(parts.sum())]
    parts[order] += 1
    return parts
