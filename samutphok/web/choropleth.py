"""Classes of a map: natural breaks (Fisher's exact method), stated in the legend."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_CLASSES = 5
_TONES = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


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
    homogeneity', JASA 53 (1958). Takes len(values)**2 * most steps, meant for the areas of one map.
    """
    ordered = sorted(values)
    wanted = min(most, len(set(ordered)))
    if not wanted:
        return ()
    starts = _best_starts(ordered, wanted)
    ends = [*starts[1:], len(ordered)]
    spans = zip(starts, ends, strict=True)
    return tuple(
        MapClass(n, _TONES[wanted][n - 1], ordered[a], ordered[b - 1], b - a) for n, (a, b) in enumerate(spans, start=1)
    )


def class_of(value: float, classes: Sequence[MapClass]) -> MapClass:
    """The class that holds a value of the map."""
    return next(found for found in classes if value <= found.high)


def _best_starts(ordered: Sequence[float], wanted: int) -> list[int]:
    """Where each class begins: the cheapest way to part the first `end` values into k classes, built up from k = 1."""
    size = len(ordered)
    sums, squares = [0.0], [0.0]
    for value in ordered:
        sums.append(sums[-1] + value)
        squares.append(squares[-1] + value * value)

    def cost(start: int, end: int) -> float:
        total = sums[end] - sums[start]
        return squares[end] - squares[start] - total * total / (end - start)

    may_start = [start == 0 or ordered[start] != ordered[start - 1] for start in range(size)]
    best = [0.0] + [cost(0, end) for end in range(1, size + 1)]
    chosen: list[list[int]] = [[0] * (size + 1)]
    for _ in range(1, wanted):
        before, best, starts = best, [float("inf")] * (size + 1), [0] * (size + 1)
        for end in range(2, size + 1):
            for start in range(1, end):
                if may_start[start] and (price := before[start] + cost(start, end)) < best[end]:
                    best[end], starts[end] = price, start
        chosen.append(starts)
    found, end = [], size
    for starts in reversed(chosen):
        end = starts[end]
        found.append(end)
    return found[::-1]
