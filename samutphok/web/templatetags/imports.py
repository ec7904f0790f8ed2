"""How a batch in work is told on a page."""

from datetime import timedelta

from django import template

from samutphok.web.import_words import span

register = template.Library()
_ICONS = {"done": "circle-check", "now": "refresh", "stopped": "alert-triangle", "later": "circle-dashed"}


@register.simple_tag
def time_left(left: tuple[timedelta, timedelta]) -> str:
    """The rest of a phase as a range."""
    return span(left)


@register.simple_tag
def phase_icon(state: str) -> str:
    """The icon of a phase."""
    return _ICONS[state]
