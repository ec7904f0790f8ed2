"""What became of people, where few tell: shares drawn towards the mean of all (empirical Bayes, Beta-binomial).

Of n people who chose an occupation x are in work. With x of n alone, one success of one would outrank forty of fifty. So each
share is taken as drawn from a Beta distribution around the mean of all: its estimate is (x + m*s) / (n + s), where m is
that mean and s, in people, is how much the occupations are alike. s is the value under which what was seen is likeliest, out
of a fixed row of values; while fewer than `enough` people have a result, or of one occupation only, the policy's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import lgamma

STRENGTHS: tuple[float, ...] = (1, 2, 3, 5, 8, 13, 20, 32, 50, 80, 130, 200, 400)


@dataclass(frozen=True, slots=True)
class Tally:
    """Of `asked` people with a result, `in_work` are in work. Raises ValueError where that cannot be."""

    in_work: int
    asked: int

    def __post_init__(self) -> None:
        if not 0 <= self.in_work <= self.asked:
            raise ValueError("not so many people")


@dataclass(frozen=True, slots=True)
class Prior:
    """What holds before anything is known of an occupation: the mean of all and its weight in people."""

    mean: float
    strength: float

    def share(self, seen: Tally) -> float:
        """The estimate of the share in work, between what was seen and the mean of all."""
        return (seen.in_work + self.mean * self.strength) / (seen.asked + self.strength)


def prior_of(seen: Mapping[str, Tally], *, strength: float, enough: int) -> Prior:
    """The mean of all and the strength that makes what was seen likeliest (the larger of two that are equally likely).

    The mean has one success and one failure added, so that nobody's chance is called 0 or 1.
    """
    told = [one for one in seen.values() if one.asked]
    people, in_work = sum(one.asked for one in told), sum(one.in_work for one in told)
    mean = (in_work + 1) / (people + 2)
    if people < enough or len(told) < 2:
        return Prior(mean, strength)
    best = max(STRENGTHS, key=lambda s: (round(likelihood(told, mean=mean, strength=s), 9), s))
    return Prior(mean, best)


def likelihood(seen: list[Tally], *, mean: float, strength: float) -> float:
    """The logarithm of how likely the tallies are, up to what does not depend on mean and strength."""
    a, b = mean * strength, (1 - mean) * strength
    return sum(_log_beta(one.in_work + a, one.asked - one.in_work + b) - _log_beta(a, b) for one in seen)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
