"""How differing answers are written on a page."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language, gettext

from samutphok.areas.domain import AreaView, lineage

register = template.Library()
_FROM_TAMBON = 6  # digits: whoever reads a list of a province needs village and tambon, not the province again


@register.simple_tag
def named(account: str, people: Mapping[str, str]) -> str:
    """The name behind an account; in words where there is none any more."""
    return people.get(account) or gettext("Somebody who has left")


@register.simple_tag
def place_words(code: str, places: Mapping[str, AreaView]) -> str:
    """Village and tambon of a family, from names already read; its code when none is known."""
    language = get_language() or "th"
    steps = [places[step] for step in reversed(lineage(code)) if step in places and places[step].level >= _FROM_TAMBON]
    return " · ".join(step.title(language) for step in steps) or code
