"""Visits to a family in words."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samutphok.insights.domain.family_visits import MemberChange
from samutphok.logbook.domain.record import Answer
from samutphok.web.fieldwork_words import OUTCOMES
from samutphok.web.templatetags.desk import UNKNOWN, bar, day, number

register = template.Library()
MOST_FELT = 10.0


@register.simple_tag
def outcome_word(outcome: str) -> str:
    """How a visit ended; one that its form does not say is a visit."""
    return str(OUTCOMES.get(outcome, pgettext("outcome of a visit", "visited")))


@register.simple_tag
def side_word(answer: Answer) -> str:
    """Passed, failed or not asked."""
    if answer is Answer.UNKNOWN:
        return pgettext("indicator", "not asked")
    return pgettext("indicator", "passed") if answer is Answer.PASSED else pgettext("indicator", "not passed")


@register.simple_tag
def feeling(value: float | None) -> SafeString | str:
    """A mean of 0 to 10 with its bar; a dash where nobody answered."""
    if value is None:
        return UNKNOWN
    return format_html("{}<span>{}</span>", bar(value, MOST_FELT), number(round(value, 1)))


@register.simple_tag
def member_change(change: MemberChange) -> str:
    """Who came or went, and when if the form says so."""
    words = {
        "born": _("%(who)s was born"),
        "joined": _("%(who)s joined the family"),
        "moved_out": _("%(who)s moved out"),
        "died": _("%(who)s died"),
        "met": _("%(who)s lives here and is in no register"),
    }
    told = words[change.kind] % {"who": change.who or _("a member")}
    return f"{told} ({_day(change.on)})" if change.on else told


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
