"""Classes of a map: natural breaks (Fisher's exact method), stated in the legend."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_CLASSES = 5
_TONES = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of the map: shares from `low` to `high` (both occur), and how many areas are in it.

    tone: which of the five colours it takes, so that few classes lie as far apart as many.
    """

    number: int
    tone: int
    low: float
    high: float
    areas: int


def natural_classes(values: Sequence[float], *, most: int = MOST_CLASSES) -> tuple[MapClass, ...]:
    """Classes, lowest first, that keep the squared deviations from the class means smallest; equal values stay together.

    At most `most` classes, fewer when there are fewer different values. Source: W. D. Fisher, 'On grouping for maximum
    homogeneity', JASA 53 (1958), known among map makers as Jenks. Takes len(values)**2 * most steps: for one screen.
    """
    ordered = np.sort(np.array(values, dtype=np.float64))
    wanted = min(most, len(set(values)))
    if not wanted:
        return ()
    starts = _best_starts(ordered, wanted)
    ends = [*starts[1:], len(ordered)]
    spans = zip(starts, ends, strict=True)
    return tuple(
        MapClass(n, _TONES[wanted][n - 1], float(ordered[a]), float(ordered[b - 1]), b - a)
        for n, (a, b) in enumerate(spans, start=1)
    )


def class_of(value: float, classes: Sequence[MapClass]) -> MapClass:
    """The class that holds a value of the map."""
    return next(found for found in classes if value <= found.high)


def fit_of(values: Sequence[float], classes: Sequence[MapClass]) -> float:
    """How much of the values' spread lies between the classes and not within them, 0 to 1; 1 when all are alike."""
    numbers = np.array(values, dtype=np.float64)
    parts = [numbers[(numbers >= found.low) & (numbers <= found.high)] for found in classes]
    whole = float(((numbers - numbers.mean()) ** 2).sum())
    within = sum(float(((part - part.mean()) ** 2).sum()) for part in parts)
    return 1 - within / whole if whole else 1.0


def _best_starts(ordered: Numbers, wanted: int) -> list[int]:
    """Where each class begins: the cheapest way to part the first `end` values into k classes, built up from k = 1."""
    cost = _costs(ordered)
    best, chosen = cost[0], []
    for _ in range(1, wanted):
        prices = best[:, None] + cost  # [start, end]: the values before `start` as well as can be, the rest one class
        starts = prices.argmin(axis=0)
        chosen.append(starts)
        best = prices[starts, np.arange(len(starts))]
    found, end = [], len(ordered)
    for starts in reversed(chosen):
        end = int(starts[end])
        found.append(end)
    return [0, *found[::-1]]


def _costs(ordered: Numbers) -> Numbers:
    """[start, end]: squared deviations of values[start:end] from their mean; endless where no class may be so.

    A class is never empty and never begins between equal values.
    """
    places = np.arange(len(ordered) + 1)
    sums, squares = (np.concatenate(([0.0], np.cumsum(part))) for part in (ordered, ordered**2))
    size = places[None, :] - places[:, None]
    total = sums[None, :] - sums[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = squares[None, :] - squares[:, None] - total**2 / size
    may_start = np.concatenate(([True], ordered[1:] != ordered[:-1], [False]))
    return np.where((size > 0) & may_start[:, None], cost, np.inf)
