"""Shares, kappa and names on the pages of decisions."""

from collections.abc import Mapping

from django import template

from samutphok.linkage.domain.accuracy import Rate

register = template.Library()


@register.filter
def as_rate(rate: Rate) -> str:
    """A share with its interval, in per cent."""
    return f"{100 * (rate.value or 0):.0f}% ({100 * rate.low:.0f}–{100 * rate.high:.0f})"


@register.filter
def as_kappa(rate: Rate) -> str:
    """Kappa with its interval; a dash where it does not exist."""
    return "–" if rate.value is None else f"{rate.value:.2f} ({rate.low:.2f}–{rate.high:.2f})"


@register.filter
def name_in(account: str, people: Mapping[str, str]) -> str:
    """The name of a colleague, '' for whoever has left."""
    return people.get(account, "")
