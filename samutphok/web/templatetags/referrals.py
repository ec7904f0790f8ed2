"""How referrals are written on a page."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from samutphok.kernel.errors import Bilingual
from samutphok.logbook.queries import known_problems
from samutphok.partners.queries import agency_label, agency_short
from samutphok.partners.queries.shipped import shipped_services
from samutphok.referrals.domain.referral import Mode
from samutphok.referrals.domain.table import ClockKind, Deed, Side, State
from samutphok.referrals.queries import rules_on, sharing_on
from samutphok.web import referral_words as words
from samutphok.web.words import Sign

register = template.Library()


def _told(text: Bilingual) -> str:
    return text.in_language(get_language() or "th")


@register.simple_tag
def referral_sign(state: State) -> Sign:
    """Where it stands."""
    return words.STATES[state]


@register.simple_tag
def deed_sign(deed: Deed) -> Sign:
    """What can be done."""
    return words.DOING[deed]


@register.filter
def done_word(deed: Deed) -> str:
    """What was done."""
    return str(words.DONE[deed])


@register.filter
def clock_word(kind: ClockKind) -> str:
    """What is waited for."""
    return str(words.CLOCKS[kind])


@register.filter
def side_word(side: Side | str) -> str:
    """Whose turn it is, or who did it; '' is the clock itself."""
    return str(words.SIDES[Side(side)]) if side else ""


@register.filter
def mode_word(mode: Mode) -> str:
    """Whether the agency takes it over."""
    return str(words.MODES[mode])


@register.filter
def referral_agency(code: str) -> str:
    """An agency by its full name."""
    return _told(agency_label(code))


@register.filter
def referral_agency_short(code: str) -> str:
    """An agency in short, as in a table."""
    return _told(agency_short(code))


@register.filter
def referral_problem(code: str) -> str:
    """A problem of the catalogue."""
    found = known_problems(day=timezone.localdate()).get(code)
    return _told(found.label) if found else code


@register.filter
def referral_service(code: str) -> str:
    """A service of the directory; its code where the operator added it."""
    found = shipped_services(timezone.localdate()).get(code)
    return _told(found.label) if found else code


@register.filter
def referral_purpose(code: str) -> str:
    """What it is for."""
    found = sharing_on(timezone.localdate()).purposes.get(code)
    return _told(found.label) if found else code


@register.filter
def referral_field(code: str) -> str:
    """A field that can be shared."""
    found = sharing_on(timezone.localdate()).fields.get(code)
    return _told(found.label) if found else code


@register.filter
def referral_reason(code: str) -> str:
    """Why it was refused, given back or closed."""
    rules = rules_on(timezone.localdate())
    found = rules.reasons.get(code) or rules.endings.get(code)
    return _told(found) if found else code


@register.filter
def referral_urgency(code: str) -> str:
    """How urgent it is."""
    return next((_told(label) for one, label in rules_on(timezone.localdate()).urgencies.items() if one == code), code)


@register.filter
def referral_moment(text: str) -> datetime | str:
    """A moment as an act keeps it."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text
