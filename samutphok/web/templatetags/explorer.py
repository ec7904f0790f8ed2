"""How the area explorer writes changes, differences and years."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from samutphok.insights.domain.choice import Cut
from samutphok.web.templatetags.desk import UNKNOWN, day
from samutphok.web.themes import Theme, decimals

register = template.Library()
register.filter("decimals", decimals)
MINUS = "\N{MINUS SIGN}"


@register.filter
def signed(difference: int | None) -> str:
    """A difference with its sign: '+1,234', '−56', '±0'."""
    if difference is None:
        return UNKNOWN
    return f"{_sign(difference)}{abs(difference):,}"


@register.filter
def points(difference: float | None) -> str:
    """A difference of two shares in percentage points, with its sign: '+0.42', '−1.3'."""
    if difference is None:
        return UNKNOWN
    hundred = round(difference * 100, 2)
    return f"{_sign(hundred)}{abs(hundred):.2f}"


@register.filter
def tpmap_year(year: int) -> str:
    """A year of the Buddhist era as the reader counts: '2561', in English 'BE 2561 (2018)'."""
    return str(year) if (get_language() or "th").startswith("th") else f"BE {year} ({year - 543})"


@register.filter
def cut_label(cut: Cut) -> str:
    """A year as the switch offers it; TPMAP's published ones say so."""
    year = tpmap_year(cut.year)
    return gettext("%(year)s · published by TPMAP") % {"year": year} if cut.published else year


@register.simple_tag
def change(now: int | None, before: int | None) -> str:
    """How a count changed since the cut before; nothing where either is not counted."""
    return "" if now is None or before is None else signed(now - before)


@register.simple_tag
def since(now: int | None, before: int | None, as_of: date) -> str:
    """The same with the day of that cut: '+12 since 1 January 2561'."""
    words = {"change": change(now, before), "day": day(as_of)}
    return gettext("%(change)s since %(day)s") % words if words["change"] else ""


@register.simple_tag
def themed(theme: Theme, value: float | None) -> str:
    """A value as its theme writes it."""
    return theme.said(value)


@register.simple_tag
def length(value: float | None, most: float) -> SafeString:
    """A short bar for a table of many rows, as long as `value` is of `most`; the number stands beside it."""
    share = min(100.0, 100 * (value or 0) / most) if most else 0.0
    return format_html('<progress class="length" max="100" value="{}" aria-hidden="true"></progress>', f"{share:.1f}")


def _sign(difference: float) -> str:
    if not difference:
        return "±"
    return "+" if difference > 0 else MINUS
