"""Counts as they are shown to whoever may not see what is behind them (ADR 6)."""

BASE = 5  # counts are shown as multiples of this; one or two are shown as none


def rounded(count: int) -> int:
    """The nearest multiple of five; counts are whole, so there is never a tie."""
    return (count + BASE // 2) // BASE * BASE
