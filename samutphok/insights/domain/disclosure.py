"""Statistical disclosure control: what may be shown of counts to whoever may not see the families behind them."""

from dataclasses import fields, replace

from samutphok.insights.domain.area import AreaNumbers, Share

BASE = 5  # counts are shown as multiples of this; one or two people are shown as none


def disclose(numbers: AreaNumbers) -> AreaNumbers:
    """The area's counts, each rounded to the nearest multiple of five.

    Every cell is rounded by itself, totals too, so that no small count is shown and none comes back by subtracting one
    published table from another: the difference of two rounded counts is again a multiple of five, and is off by up to
    four either way. The same count is always shown the same way.
    """
    return replace(numbers, **{field.name: rounded(getattr(numbers, field.name)) for field in fields(numbers)})


def disclose_share(share: Share) -> Share:
    """A share made of rounded counts."""
    return Share(rounded(share.count), rounded(share.of))


def rounded(count: int) -> int:
    """The nearest multiple of five; counts are whole, so there is never a tie."""
    return (count + BASE // 2) // BASE * BASE
