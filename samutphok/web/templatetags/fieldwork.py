"""How fieldwork is written on a page."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from samutphok.areas.domain import AreaView
from samutphok.fieldwork.domain.joint import JointState, Part
from samutphok.fieldwork.domain.progress import Purpose, Standing
from samutphok.fieldwork.domain.recruits import Fault
from samutphok.fieldwork.domain.volunteers import Certificate, VolunteerKind
from samutphok.web import fieldwork_words as words
from samutphok.web.words import Sign

register = template.Library()


@register.simple_tag
def standing_sign(standing: Standing) -> Sign:
    """Where a visit stands."""
    return words.STANDINGS[standing]


@register.simple_tag
def purpose_sign(purpose: Purpose) -> Sign:
    """Why somebody goes to a family."""
    return words.PURPOSES[purpose]


@register.simple_tag
def certificate_sign(found: Certificate) -> Sign:
    """Whether somebody is certified."""
    return words.CERTIFICATES[found]


@register.simple_tag
def joint_sign(state: JointState) -> Sign:
    """How a joint visit stands."""
    return words.JOINT_STATES[state]


@register.filter
def kind_word(kind: VolunteerKind) -> str:
    """Whose volunteer somebody is, in short."""
    return str(words.KINDS_SHORT[kind])


@register.filter
def kind_words(kind: VolunteerKind) -> str:
    """Whose volunteer somebody is."""
    return str(words.KINDS[kind])


@register.filter
def part_word(part: Part) -> str:
    """A part of the form."""
    return str(words.PARTS[part])


@register.filter
def agency_word(code: str) -> str:
    """An agency as people call it."""
    return words.agency_word(code)


@register.filter
def fault_words(fault: Fault) -> str:
    """What is wrong with a row of a sheet."""
    return str(words.FAULTS[fault])


@register.filter
def visit_outcome(outcome: str) -> str:
    """How a visit ended; the form's own word where this desk has none."""
    return str(words.OUTCOMES.get(outcome, outcome))


@register.filter
def area_short(code: str, places: Mapping[str, AreaView]) -> str:
    """An area's name without its kind; its code when no name is known."""
    found = places.get(code)
    return found.name(get_language() or "th") if found else code
