"""Multidimensional poverty of an area: how many are poor, how poor they are, and both in one number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PovertyIndex:
    """The sums behind an Alkire-Foster measure of one area.

    persons: all persons; poor: those whose score reaches the measure's cut-off.
    scores: the scores of the poor added up, each between 0 and 1: so many persons deprived of everything.
    by_dimension: the same sum by dimension, in TPMAP's order; the parts add up to `scores`.
    """

    persons: int
    poor: int
    scores: float
    by_dimension: tuple[float, ...]

    @property
    def headcount(self) -> float | None:
        """H: the share of persons who are poor."""
        return self.poor / self.persons if self.persons else None

    @property
    def intensity(self) -> float | None:
        """A: the mean score of the poor, the share of all weighted deprivations that a poor person has."""
        return self.scores / self.poor if self.poor else None

    @property
    def mpi(self) -> float | None:
        """M0 = H x A."""
        return self.scores / self.persons if self.persons else None

    @property
    def contributions(self) -> tuple[float, ...] | None:
        """Each dimension's part of M0; they add up to 1. None without a poor person."""
        whole = sum(self.by_dimension)
        return tuple(part / whole for part in self.by_dimension) if whole else None
