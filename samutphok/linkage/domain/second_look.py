"""A second person answers the same question without knowing the first answer; how far the two agree."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from samutphok.linkage.domain.accuracy import Rate, wilson
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.domain.review_policy import SecondLookPolicy

_Z = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Table:
    """Pairs of words by first and second person: both 'same', only the first, only the second, neither."""

    both: int = 0
    first_only: int = 0
    second_only: int = 0
    neither: int = 0

    @property
    def pairs(self) -> int:
        """How many questions two people have answered."""
        return self.both + self.first_only + self.second_only + self.neither

    @property
    def agreed(self) -> int:
        """Those on which they said the same."""
        return self.both + self.neither


def asked_again(*, probability: float | None, draw: float, policy: SecondLookPolicy) -> bool:
    """Whether a question that somebody has decided is answered again. draw: a number from 0 to 1 that nobody can foresee."""
    confusing = probability is not None and policy.confusing_from <= probability <= policy.confusing_to
    return draw < (policy.confusing_share if confusing else policy.share)


def tabled(words: Iterable[tuple[Ruling, Ruling]]) -> Table:
    """The table of first and second words."""
    counted = {(one, other): 0 for one in Ruling for other in Ruling}
    for pair in words:
        counted[pair] += 1
    same, different = Ruling.SAME, Ruling.DIFFERENT
    return Table(
        both=counted[same, same],
        first_only=counted[same, different],
        second_only=counted[different, same],
        neither=counted[different, different],
    )


def agreement(table: Table) -> Rate:
    """The share on which both said the same, with Wilson's interval."""
    return wilson(table.agreed, table.pairs)


def kappa(table: Table) -> Rate:
    """Cohen's kappa: agreement beyond chance, 1 for all, 0 for no more than chance (Cohen 1960), with the large-sample 95 %
    interval of Fleiss, Cohen and Everitt (1969).

    value None, from -1 to 1, where it does not exist: no pairs, or both people always gave one and the same word.
    """
    of = table.pairs
    if of == 0:
        return Rate(None, -1.0, 1.0)
    first, second = (table.both + table.first_only) / of, (table.both + table.second_only) / of
    seen, chance = table.agreed / of, first * second + (1 - first) * (1 - second)
    if chance >= 1:
        return Rate(None, -1.0, 1.0)
    value = (seen - chance) / (1 - chance)
    reach = _Z * math.sqrt(max(0.0, _variance(table, first, second, chance, value)))
    return Rate(value, max(-1.0, value - reach), min(1.0, value + reach))


def _variance(table: Table, first: float, second: float, chance: float, value: float) -> float:
    of, left = table.pairs, 1 - value
    agreeing = (table.both / of) * (1 - (first + second) * left) ** 2
    agreeing += (table.neither / of) * (1 - (2 - first - second) * left) ** 2
    # each disagreeing cell with the chance of the second's row word and the first's column word
    parting = (table.first_only / of) * (second + 1 - first) ** 2 + (table.second_only / of) * (first + 1 - second) ** 2
    total = agreeing + left**2 * parting - (value - chance * left) ** 2
    return float(total / (of * (1 - chance) ** 2))


def final_word(first: Ruling, second: Ruling, third: Ruling | None) -> Ruling | None:
    """What holds: the word of both, else the third person's; None while that is awaited."""
    return first if first is second else third
