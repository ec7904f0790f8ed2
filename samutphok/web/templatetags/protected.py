"""Words of the closed compartment for its own templates."""

from django import template

from samutphok.web import protected_words as words
from samutphok.web.words import Sign

register = template.Library()


@register.filter
def kind_word(kind: str) -> str:
    """Why a matter is kept apart."""
    return str(words.KINDS.get(kind, kind))


@register.filter
def act_word(name: str) -> str:
    """What the team did."""
    return str(words.ACTS.get(name, name))


@register.filter
def reason_word(reason: str) -> str:
    """Why the glass was broken."""
    return str(words.REASONS.get(reason, reason))


@register.simple_tag
def matter_sign(state: str) -> Sign:
    """Where a matter stands."""
    return words.STATES[state]


@register.simple_tag
def glass_sign(standing: str) -> Sign:
    """Where a break-glass stands."""
    return words.STANDINGS[standing]


@register.simple_tag
def right_sign(outcome: str) -> Sign:
    """What a benefit says."""
    return words.OUTCOMES[outcome]
