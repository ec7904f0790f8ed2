"""How triage and the watch are written on a page."""

from collections.abc import Mapping
from uuid import UUID

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from samutphok.areas.domain import AreaView
from samutphok.insights.domain.family_help import NextKind
from samutphok.insights.domain.timeline import Did, EventKind
from samutphok.watch.domain.rhythms import Contact, WatchReason
from samutphok.watch.domain.watching import WatchEnd, WatchRow, WatchState
from samutphok.web import help_words
from samutphok.web import watch_words as words
from samutphok.web.words import Sign

register = template.Library()

_NEW = {
    "born": gettext_lazy("a child was born"),
    "joined": gettext_lazy("somebody moved in"),
    "bedridden": gettext_lazy("somebody is bedridden now"),
    "work": gettext_lazy("somebody who had work has none now"),
    "bmn20": gettext_lazy("the survey finds no work"),
}
_BY = {
    "visit": pgettext_lazy("by", "a visit"),
    "register": pgettext_lazy("by", "a register"),
    "list": pgettext_lazy("by", "the drawn list"),
    "lists": pgettext_lazy("by", "the drawn list"),
    "requests": pgettext_lazy("by", "requests"),
}


@register.simple_tag
def way_to(route: str) -> str:
    """The address of a route without an id; '' where this installation has none."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


@register.simple_tag
def referred_sign(state: str) -> Sign:
    """How a referral stands, for the family's page."""
    return help_words.REFERRED[state]


@register.filter
def place_line(code: str, places: Mapping[str, AreaView]) -> str:
    """Where a family lives: its village and its tambon, from names already read."""
    language = get_language() or "th"
    known = (places.get(code[:length]) for length in (8, 6) if len(code) >= length)
    return " ".join(one.title(language) for one in known if one) or code


@register.filter
def next_word(kind: NextKind) -> str:
    """What comes next."""
    return str(help_words.NEXT[kind])


@register.filter
def did_word(did: Did) -> str:
    """What was done with a family."""
    return str(help_words.DID[did])


@register.filter
def work_icon(kind: EventKind) -> str:
    """The icon of something done with a family."""
    return help_words.WORK_ICONS[kind]


@register.simple_tag
def watch_icon(reason: WatchReason) -> str:
    """The icon of a reason for watching."""
    return words.REASON_ICONS[reason]


@register.simple_tag
def watch_sign(state: WatchState) -> Sign:
    """Where a household stands on the watch list."""
    return words.STATES[state]


@register.simple_tag
def contact_sign(standing: Contact) -> Sign:
    """How a family that is followed stands."""
    return words.STANDINGS[standing]


@register.filter
def sign_said(row: WatchRow) -> str:
    """What the sign says beyond its reason, in words; '' for nothing."""
    if row.reason is WatchReason.LEVEL_WORSE and ">" in row.said:
        before, now = (_("none") if part == "-1" else part for part in row.said.split(">"))
        return _("from level %(before)s to %(now)s") % {"before": before, "now": now}
    if row.reason is WatchReason.REPEATED_REQUESTS:
        return _("%(times)s times") % {"times": row.said}
    if row.reason is WatchReason.FEELINGS_FELL:
        return _("by %(points)s points of ten") % {"points": row.said}
    named = words.BENEFITS.get(row.said) or _NEW.get(row.said)
    return str(named) if named else ""


@register.filter
def sign_by(row: WatchRow) -> str:
    """On whose word a sign rests."""
    kind = row.by.partition(":")[0]
    return str(_BY.get(kind, ""))


@register.filter
def end_word(end: str) -> str:
    """How a watching ended."""
    return str(words.ENDS[WatchEnd(end)]) if end in set(WatchEnd) else ""


@register.simple_tag
def way_to_one(route: str, key: UUID) -> str:
    """The address of a route with one id; '' where this installation has none."""
    try:
        return reverse(route, args=[key])
    except NoReverseMatch:
        return ""
