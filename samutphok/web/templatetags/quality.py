"""How shares of quality are written and drawn: number and word always stand beside colour and line."""

from collections.abc import Mapping
from datetime import date
from math import floor

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from samutphok.quality.domain.figures import Ask, Count, RegisterQuality, Standing, stands
from samutphok.quality.domain.measures import Limits, Measure, RegisterRules
from samutphok.web.quality_words import MEASURES, STANDINGS, column_word, request_word
from samutphok.web.templatetags.desk import UNKNOWN
from samutphok.web.words import Sign

register = template.Library()
_WIDE, _HIGH, _EDGE = 120, 32, 4


@register.filter
def share(value: float | None) -> str:
    """A share in percent with one decimal, cut and not rounded: 99.96 % is never shown as all."""
    return UNKNOWN if value is None else f"{floor(value * 1000 + 1e-9) / 10:.1f} %"


@register.simple_tag
def measure_word(measure: Measure) -> str:
    """A measure as people call it."""
    return str(MEASURES[measure])


@register.simple_tag
def standing_of(counts: Mapping[Measure, Count], measure: Measure, limits: Mapping[Measure, Limits]) -> Sign:
    """The word and icon of a measure's count."""
    return STANDINGS[stands(counts.get(measure, Count()), limits[measure])]


@register.simple_tag
def standing_sign(count: Count, measure: Measure, limits: Mapping[Measure, Limits]) -> Sign:
    """The word and icon of one count."""
    return STANDINGS[stands(count, limits[measure])]


@register.simple_tag
def asked_sign(ask: Ask) -> Sign:
    """The word and icon of what the sender is asked for."""
    return STANDINGS[Standing(ask.standing)]


@register.simple_tag
def count_of(counts: Mapping[Measure, Count], measure: Measure) -> Count:
    """A measure's count; nothing asked when there is none."""
    return counts.get(measure, Count())


@register.simple_tag
def about(register_name: str, column: str) -> str:
    """What a figure is about."""
    return column_word(register_name, column)


@register.simple_tag
def wanted(rules: RegisterRules, ask: Ask) -> str:
    """What the sender is asked for."""
    return request_word(rules, ask)


@register.simple_tag
def trend(quality: RegisterQuality, measure: Measure) -> SafeString:
    """A small line, delivery by delivery; the words beside it say the same to whoever does not see it. '' for one delivery."""
    points = [(day, value) for day, value in quality.trend(measure) if value is not None]
    if len(points) < 2:
        return mark_safe("")
    said = ngettext(
        "%(first)s at first, %(last)s now, %(n)s delivery",
        "%(first)s at first, %(last)s now, %(n)s deliveries",
        len(points),
    ) % {"first": share(points[0][1]), "last": share(points[-1][1]), "n": len(points)}
    places = _places(points)
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    end_x, end_y = places[-1]
    return format_html(
        '<svg class="quality-trend" viewBox="0 0 {} {}" role="img" aria-label="{}"><polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="3"/></svg>',
        _WIDE,
        _HIGH,
        said,
        drawn,
        f"{end_x:.1f}",
        f"{end_y:.1f}",
    )


def _places(points: list[tuple[date, float]]) -> list[tuple[float, float]]:
    """Days across, shares up, from the lowest (90 % or less) to all."""
    first, last = points[0][0].toordinal(), points[-1][0].toordinal()
    lowest = min(0.9, *(value for _, value in points))
    wide, high = _WIDE - 2 * _EDGE, _HIGH - 2 * _EDGE
    return [
        (
            _EDGE + wide * (day.toordinal() - first) / (last - first),
            _EDGE + high * (1 - (value - lowest) / (1 - lowest)),
        )
        for day, value in points
    ]
