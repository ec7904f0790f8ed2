"""Words and numbers of data checks in templates."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from samutphok.kernel.dates import format_date
from samutphok.verification.domain.estimates import Rate
from samutphok.verification.domain.rules import Limit, Owner, Severity
from samutphok.verification.domain.views import FindingLine
from samutphok.verification.queries.rules import checks_on
from samutphok.web import verification_words as words
from samutphok.web.templatetags.desk import number, percent, register_title
from samutphok.web.words import Sign

register = template.Library()
BE = 543


@register.simple_tag
def severity_sign(severity: int) -> Sign:
    """The word of a severity."""
    return words.SEVERITIES[Severity(severity)]


@register.simple_tag
def finding_sign(state: str) -> Sign:
    """The word of a finding's state."""
    return words.STATES[state]  # type: ignore[index]


@register.simple_tag
def check_act_sign(name: str) -> Sign:
    """The word of an act on a finding."""
    return words.ACTS[name]  # type: ignore[index]


@register.filter
def owner_word(owner: str) -> str:
    """Who can mend."""
    return str(words.OWNERS[Owner(owner)])


@register.filter
def answer_word(answer: str) -> str:
    """Why a finding stands."""
    return str(words.ANSWERS.get(answer, ""))  # type: ignore[call-overload]


@register.filter
def data_word(data: str) -> str:
    """A kind of data."""
    return str(words.KINDS[data])  # type: ignore[index]


@register.filter
def compared_word(name: str) -> str:
    """What was compared."""
    return str(words.FIELDS.get(name, name))


@register.filter
def source_word(name: str) -> str:
    """Who or what had it first."""
    if name in words.SOURCES:
        return str(words.SOURCES[name])
    title = register_title(name)
    return title.in_language(get_language() or "th")


@register.simple_tag
def excluded_sign(kind: str) -> Sign:
    """How somebody on no list came to notice."""
    return words.EXCLUDED[kind]


@register.filter
def shown_evidence(line: FindingLine) -> list[tuple[str, str]]:
    """What a finding rests on, in words: (fact, value)."""
    if line.rule is None:
        return []
    known = checks_on(timezone.localdate()).facts[line.rule.of]
    language = get_language() or "th"
    return [
        (known[name].label.in_language(language), _value(name, value))
        for name, value in line.evidence.items()
        if name in known
    ]


@register.filter
def limit_said(limit: Limit) -> str:
    """A number of a rule with its unit."""
    return f"{number(limit.value)} {limit.unit.in_language(get_language() or 'th')}"


@register.filter
def rate_said(found: Rate | None) -> str:
    """A rate as it may be told: a number where it is precise, else that too few were asked."""
    if found is None:
        return _("not asked")
    return percent(found.share) if found.precise else _("too few")


@register.filter
def interval_said(found: Rate | None) -> str:
    """The interval of a rate."""
    return "" if found is None else f"{percent(found.low)}–{percent(found.high)}"


@register.simple_tag
def interval_bar(found: Rate | None) -> SafeString:
    """The interval as a drawn line with the rate on it, from 0 to 100 percent; the numbers stand beside it as text."""
    if found is None:
        return SafeString("")
    left, width = 100 * found.low, max(100 * (found.high - found.low), 1)
    return format_html(
        '<svg class="interval{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="interval-all" x="0" y="3" width="100" height="2"/>'
        '<rect class="interval-span" x="{}" y="2" width="{}" height="4"/>'
        '<rect class="interval-share" x="{}" y="0" width="1.5" height="8"/></svg>',
        "" if found.precise else " is-rough",
        f"{left:.1f}",
        f"{width:.1f}",
        f"{min(100 * found.share, 98.5):.1f}",
    )


@register.filter
def cell_of(cells: Mapping[str, Any], name: str) -> Any:
    """The cell of one field, None where there is none."""
    return cells.get(name)


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return pgettext("check", "yes") if value else pgettext("check", "no")
    if name.endswith("_year") and isinstance(value, int):
        return str(value + BE) if (get_language() or "th").startswith("th") else str(value)
    if isinstance(value, str) and len(value) == 10 and value[4] == "-":
        return format_date(date.fromisoformat(value), get_language() or "th")
    return number(value) if isinstance(value, int | float) else str(value)
