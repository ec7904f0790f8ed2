"""Statistical disclosure control: what may be shown of counts to whoever may not see the families behind them."""

from dataclasses import fields
from math import floor
from typing import Any

from samutphok.insights.domain.area import AreaNumbers, Share
from samutphok.insights.domain.index import PovertyIndex
from samutphok.kernel.rounding import BASE as BASE
from samutphok.kernel.rounding import rounded as rounded


def disclose(numbers: AreaNumbers) -> AreaNumbers:
    """The area's counts, each rounded to the nearest multiple of five.

    Every cell is rounded by itself, totals too, so that no small count is shown and none comes back by subtracting one
    published table from another: the difference of two rounded counts is again a multiple of five, and is off by up to
    four either way. The same count is always shown the same way.
    """
    shown: dict[str, Any] = {field.name: _rounded_if_counted(getattr(numbers, field.name)) for field in fields(numbers)}
    return AreaNumbers(**shown)


def disclose_share(share: Share) -> Share:
    """A share made of rounded counts."""
    return Share(rounded(share.count), rounded(share.of))


def disclose_index(index: PovertyIndex) -> PovertyIndex:
    """The index made of rounded sums: H, A and M0 then tell no more than the rounded counts beside them.

    From an exact A of a few persons their number could be read: five ninths are no mean of two persons.
    """
    return PovertyIndex(
        persons=rounded(index.persons),
        poor=rounded(index.poor),
        scores=_rounded_sum(index.scores),
        by_dimension=tuple(map(_rounded_sum, index.by_dimension)),
    )


def _rounded_if_counted(count: int | None) -> int | None:
    return None if count is None else rounded(count)


def _rounded_sum(amount: float) -> float:
    return float(floor(amount / BASE + 0.5) * BASE)
