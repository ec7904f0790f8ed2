"""How requests are written on a page."""

from datetime import datetime, timedelta

from django import template
from django.utils.translation import gettext, ngettext

from samutphok.requests.domain.asking import Channel, Outcome, Urgency
from samutphok.requests.domain.standing import State
from samutphok.requests.domain.telling import shown_check, shown_number
from samutphok.web import request_words as words
from samutphok.web.words import Sign

register = template.Library()


@register.simple_tag
def urgency_sign(urgency: Urgency) -> Sign:
    """How urgent a request is."""
    return words.URGENCIES[urgency]


@register.simple_tag
def channel_sign(channel: Channel) -> Sign:
    """By which way it came."""
    return words.CHANNELS[channel]


@register.simple_tag
def request_state(state: State) -> Sign:
    """Where it stands."""
    return words.STATES[state]


@register.simple_tag
def request_act(name: str) -> Sign:
    """What was done."""
    return words.ACTS[name]


@register.filter
def request_outcome(outcome: Outcome | str) -> str:
    """How it ended."""
    return str(words.OUTCOMES[Outcome(outcome)])


@register.filter
def request_number(number: str) -> str:
    """A request's number as it is read aloud."""
    return shown_number(number)


@register.filter
def check_number(check: str) -> str:
    """The code that goes with it, as it is read aloud."""
    return shown_check(check)


@register.filter
def span(length: timedelta | None) -> str:
    """A length of time in the unit that people would use."""
    if length is None:
        return "–"
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    return ngettext("%(count)s day", "%(count)s days", hours // 24) % {"count": hours // 24}


@register.simple_tag
def time_left(due_at: datetime | None, now: datetime) -> str:
    """How long until a clock runs out, or since when it has."""
    if due_at is None:
        return ""
    if due_at < now:
        return gettext("late by %(span)s") % {"span": span(now - due_at)}
    return gettext("%(span)s left") % {"span": span(due_at - now)}
