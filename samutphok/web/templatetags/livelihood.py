"""How work and courses are written on a page."""

from django import template
from django.utils.translation import get_language

from samutphok.livelihoods.domain.catalogue import Catalogue
from samutphok.livelihoods.domain.matching import Obstacle
from samutphok.livelihoods.domain.paths import PathState
from samutphok.web import livelihood_words as words
from samutphok.web.words import Sign

register = template.Library()

_ABOUT = {"reach": "reach", "money": "money", "schooling": "schooling", "soon": "first_income", "course": "learn"}


@register.filter
def hundred(share: float) -> int:
    """A share as so many of a hundred."""
    return round(share * 100)


@register.simple_tag
def way_sign(state: str) -> Sign:
    """Where a way into work stands."""
    return words.STATES[PathState(state)]


@register.filter
def way_act(name: str) -> str:
    """What was done on a way into work."""
    return str(words.ACTS.get(name, name))


@register.filter
def speaks_for(code: str) -> str:
    """Why an occupation stands where it does."""
    return str(words.FOR.get(code, code))


@register.filter
def stands_against(one: Obstacle, catalogue: Catalogue) -> str:
    """What stands in the way, with what it is about."""
    said = str(words.AGAINST.get(one.code, one.code))
    known = {"asks": catalogue.asks, "place": catalogue.places}
    scale = known.get(one.code) or catalogue.scales.get(_ABOUT.get(one.code, ""), {})
    about = scale.get(one.about)
    return f"{said} {about.in_language(get_language() or 'th')}" if about else said


@register.filter
def occupation_in(code: str, catalogue: Catalogue) -> str:
    """An occupation's name; its code where today's catalogue no longer has it."""
    one = catalogue.occupations.get(code)
    return one.label.in_language(get_language() or "th") if one else code
