"""How homes and programmes are written on a page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language, gettext

from samutphok.homes.domain.stays import StayState
from samutphok.kernel.dates import buddhist_year
from samutphok.kernel.errors import Bilingual
from samutphok.partners.queries import agency_label, agency_short
from samutphok.programmes.domain.progress import Flows
from samutphok.programmes.domain.rounds import Owed, Owing
from samutphok.programmes.domain.rules import ProgrammeRules
from samutphok.programmes.domain.views import LineView
from samutphok.web import banklang_words as words
from samutphok.web.words import Sign

register = template.Library()


@register.filter
def word_of(code: str, found: Mapping[str, Bilingual]) -> str:
    """A code of a policy in words; the code where the policy of today no longer has it."""
    text = found.get(code)
    return text.in_language(get_language() or "th") if text else code


@register.simple_tag
def stay_sign(state: StayState) -> Sign:
    """Where a stay stands."""
    return words.STATES[StayState(state)]


@register.filter
def stay_act(name: str) -> str:
    """What was done with a stay."""
    return str(words.ACTS.get(name, name))


@register.filter
def stay_due(what: str) -> str:
    """What is due."""
    return str(words.DUE.get(what, what))


@register.filter
def level_word(level: int) -> str:
    """A level of a programme's baseline."""
    return str(words.LEVELS[level])


@register.filter
def number_word(what: str) -> str:
    """What one of our own numbers counts."""
    return str(words.NUMBERS.get(what, what))


@register.simple_tag
def owing_sign(standing: Owing) -> Sign:
    """Where a report stands."""
    return words.OWING[standing]


@register.filter
def agency_named(code: str) -> str:
    """An agency by its full name; the area's own office where no agency is named."""
    return agency_label(code).in_language(get_language() or "th") if code else gettext("The area's own office")


@register.filter
def agency_brief(code: str) -> str:
    """An agency as it is called in a table."""
    return agency_short(code).in_language(get_language() or "th") if code else gettext("The area's own office")


@register.simple_tag
def flow_count(flows: Flows, was: int, now: int) -> int:
    """Families that went from one level to another."""
    return flows.cells.get((was, now), 0)


@register.filter
def at_entry(flows: Flows, level: int) -> int:
    """Families at a level when they entered."""
    return flows.was(level)


@register.filter
def at_present(flows: Flows, level: int) -> int:
    """Families at a level now."""
    return flows.now(level)


@register.filter
def of_all(count: int, total: int) -> float:
    """A count as a part of the total, 0 where there is none."""
    return count / total if total else 0.0


@register.filter
def book_word(kind: str) -> str:
    """A part of a programme's book, or of a province's plan."""
    return str(words.BOOKS[kind])


@register.filter
def of_key(found: Mapping[Any, Any] | str, key: object) -> object:
    """What a mapping holds under a key, or under the key as text; None without a mapping."""
    if not isinstance(found, Mapping):
        return None
    return found[key] if key in found else found.get(str(key))


@register.simple_tag
def kept_report(kept: Mapping[str, Any] | str, one: Owed) -> object:
    """What was typed into the report of a round and could not be kept; None where nothing was."""
    return kept.get(f"{one.area_id}{one.period.end.isoformat()}") if isinstance(kept, Mapping) else None


@register.filter
def about_word(line: LineView, rules: ProgrammeRules) -> str:
    """What a line of the book is about."""
    return word_of(line.code, rules.codes_of(line.kind))


@register.filter
def codes_of(rules: ProgrammeRules, kind: str) -> Mapping[str, Bilingual]:
    """What a line of a kind may be about."""
    return rules.codes_of(kind)


@register.filter
def iso(text: str) -> date | None:
    """A day kept as ISO text."""
    return date.fromisoformat(text) if text else None


@register.filter
def typed_day(value: date | str | None) -> str:
    """A day as offices type it, ready to be changed: 23/11/2569; as 2026-11-23 on English pages. What was typed stays."""
    if not isinstance(value, date):
        return value or ""
    thai = (get_language() or "th").startswith("th")
    return f"{value.day}/{value.month}/{buddhist_year(value)}" if thai else value.isoformat()
