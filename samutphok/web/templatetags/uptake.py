"""What templates of rights not received say of facts, clauses and benefits."""

from datetime import date

from django import template
from django.utils.translation import get_language

from samutphok.entitlements.domain.vocabulary import rights_vocabulary
from samutphok.entitlements.queries import benefits
from samutphok.kernel.dates import format_month_year
from samutphok.uptake.domain.standing import Group
from samutphok.web.templatetags.desk import number
from samutphok.web.uptake_words import GROUPS, OUTCOMES

register = template.Library()


@register.filter
def fact_word(name: str) -> str:
    """A fact as its vocabulary names it."""
    fact = rights_vocabulary().words.facts.get(name)
    return fact.label.in_language(get_language() or "th") if fact else name


@register.filter
def benefit_word(name: str) -> str:
    """A benefit by its own name."""
    found = next((one for one in benefits() if one.name == name), None)
    return found.label.in_language(get_language() or "th") if found else name


@register.filter
def clause_word(clause: str, benefit: str) -> str:
    """A condition of a benefit in the words of its law."""
    found = next((one for one in benefits() if one.name == benefit), None)
    texts = {one.id: one.text for _, clauses, _ in (found.versions if found else ()) for one in clauses}
    return texts[clause].in_language(get_language() or "th") if clause in texts else clause


@register.filter
def group_word(group: Group) -> str:
    """A group as the page names it."""
    return str(GROUPS[group])


@register.filter
def finding_word(outcome: str) -> str:
    """How a finding was closed."""
    return next((str(word) for one, word in OUTCOMES.items() if one.value == outcome), "")


@register.filter
def month_word(month: date) -> str:
    """A month in words: 'พฤศจิกายน 2569'."""
    return format_month_year(month, get_language() or "th")


@register.filter
def rounded_number(value: float) -> str:
    """A mean or a forecast, as a whole number."""
    return number(round(value))
