"""Words and marks on the pages of local definitions."""

from collections.abc import Iterable, Mapping

from django import template

from samutphok.insights.domain.definitions import ClauseShown
from samutphok.targeting.domain.approval import Standing
from samutphok.targeting.domain.knowledge import Known
from samutphok.targeting.domain.reach import Reached
from samutphok.web.definition_words import KNOWN, STANDINGS, KnownSign
from samutphok.web.words import Sign

register = template.Library()


@register.simple_tag
def standing_sign(standing: Standing) -> Sign:
    """How a definition stands, in a word with its icon."""
    return STANDINGS[standing]


@register.simple_tag
def known_sign(known: Known) -> KnownSign:
    """How far registers know a fact."""
    return KNOWN[known]


@register.simple_tag
def clause_number(place: str, clauses: Iterable[ClauseShown]) -> int:
    """The number of the clause that a gap is in; 0 for a gap elsewhere."""
    return next((clause.number for clause in clauses if clause.id == place), 0)


@register.simple_tag
def clause_reached(reached: Mapping[str, Reached], clause: str) -> Reached | None:
    """The numbers of a clause; None where it was not counted."""
    return reached.get(clause)
