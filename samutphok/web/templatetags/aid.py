"""How help given is written on a page."""

from decimal import Decimal
from uuid import uuid4

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samutphok.aid.domain.application import State, Step
from samutphok.aid.domain.kinds import Form, HelpKind, SourceKind
from samutphok.aid.domain.ledger import EvidenceKind
from samutphok.aid.domain.needs import PledgeState
from samutphok.aid.queries import rules_on
from samutphok.areas.domain import AreaView
from samutphok.partners.queries import agency_short
from samutphok.web import aid_words as words
from samutphok.web.templatetags.office import area_word
from samutphok.web.words import Sign

register = template.Library()


def kind_named(kind: str) -> HelpKind | None:
    """A kind of help by its id, as it is known today."""
    return rules_on(timezone.localdate()).kinds.get(kind)


@register.filter
def kind_word(kind: str) -> str:
    """What a kind of help is called; its id when nobody knows it any more."""
    found = kind_named(kind)
    return found.label.in_language(get_language() or "th") if found else kind


@register.filter
def unit_word(kind: str) -> str:
    """In what a kind of help is counted."""
    found = kind_named(kind)
    return found.unit.in_language(get_language() or "th") if found else ""


@register.filter
def amount(value: Decimal | None) -> str:
    """'3,000' or '450.50': a quantity, or baht without their word."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


@register.filter
def baht(value: Decimal | None) -> str:
    """'3,000 baht'; a dash for nothing known."""
    return "–" if value is None else _("%(amount)s baht") % {"amount": amount(value)}


@register.filter
def giver_word(giver: str, source: SourceKind | str) -> str:
    """Who gave: an agency that delivered on a referral stands in the ledger by its code, others as they were written."""
    known = source == SourceKind.AGENCY and giver.isascii()
    return agency_short(giver).in_language(get_language() or "th") if known else giver


@register.filter
def source_word(source: SourceKind | str) -> str:
    """Out of whose pocket."""
    return str(words.SOURCES[SourceKind(source)]) if source in set(SourceKind) else str(source)


@register.filter
def form_word(form: Form | str) -> str:
    """What help is made of."""
    return str(words.FORMS[Form(form)])


@register.filter
def evidence_word(kind: EvidenceKind | str) -> str:
    """By what one knows."""
    return str(words.EVIDENCE[EvidenceKind(kind)])


@register.simple_tag
def aid_state(state: State) -> Sign:
    """How an application stands."""
    return words.STATES[State(state)]


@register.simple_tag
def pledge_state(state: PledgeState) -> Sign:
    """How a promise stands."""
    return words.PLEDGES[PledgeState(state)]


@register.filter
def step_done(step: str) -> str:
    """What was done with an application."""
    return str(words.STEPS[Step(step)]) if step in set(Step) else step


@register.filter
def place_word(code: str, places: dict[str, AreaView]) -> str:
    """A place; of a village also its tambon: there is a 'Moo 2' in every tambon."""
    tambon = places.get(code[:6]) if len(code) > 6 else None
    return f"{area_word(code, places)} {tambon.title(get_language() or 'th')}" if tambon else area_word(code, places)


@register.simple_tag
def new_act() -> str:
    """The id of an act that a form may do once."""
    return str(uuid4())
