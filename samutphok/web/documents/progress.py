"""A programme's progress on paper, for those in charge."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from samutphok.programmes.domain.progress import LEVELS
from samutphok.programmes.domain.rules import ProgrammeRules
from samutphok.programmes.domain.views import Progress
from samutphok.web import banklang_words as words
from samutphok.web.documents.typesetting import typeset
from samutphok.web.programme_told import told_of
from samutphok.web.templatetags.banklang import agency_brief, agency_named, word_of
from samutphok.web.templatetags.desk import day, number

MOST_LINES = 40


def progress_pdf(found: Progress, rules: ProgrammeRules, *, language: str) -> bytes:
    """The PDF, A4."""
    with override(language):
        value = _value(found, rules, language)
    return typeset("progress.typ", value, language=language)


def _value(found: Progress, rules: ProgrammeRules, language: str) -> dict[str, Any]:
    one, flows = found.programme, found.flows
    named = {each.area.id: each.area.label.in_language(language) for each in found.areas}
    partners = ", ".join(each.label.in_language(language) for each in one.partners)
    strategies = " · ".join(word_of(code, rules.strategies) for code in one.strategies)
    return {
        "title": one.name.in_language(language),
        "above": word_of(one.type, rules.types),
        "purpose": one.purpose.in_language(language),
        "facts": [
            [_("Objective of the 20-year strategy (B.E. 2561–2580)"), strategies],
            [_("Partners"), partners + _not_named(one.not_named)],
            [_("Source"), one.source.in_language(language)],
            *told_of(found),
            [_("As of"), day(found.read_on or found.today)],
        ],
        "stats": [
            [_("Families"), number(flows.total)],
            [_("Better"), number(flows.better)],
            [_("Same"), number(flows.same)],
            [_("Worse"), number(flows.worse)],
            [_("Out of every level"), number(flows.out)],
        ],
        "flow_title": _("From entry to now"),
        "flow_head": [_("At entry / now"), *(str(words.LEVELS[level]) for level in LEVELS), _("Together")],
        "flows": [
            [
                str(words.LEVELS[was]),
                *(number(flows.cells.get((was, now), 0)) for now in LEVELS),
                number(flows.was(was)),
            ]
            for was in LEVELS
        ],
        "area_title": _("By area and agency"),
        "area_head": [
            _("Area"),
            _("Agency"),
            _("Families"),
            _("Better"),
            _("Worse"),
            _("Obstacles"),
            _("Results"),
            _("Late"),
        ],
        "areas": [
            [
                each.area.label.in_language(language),
                agency_brief(each.area.agency),
                number(each.flows.total),
                number(each.flows.better),
                number(each.flows.worse),
                number(each.obstacles),
                number(each.results),
                number(each.late),
            ]
            for each in found.areas
        ],
        "books": [
            {
                "title": title,
                "lines": [
                    [f"{named.get(line.area_id, '')} · {agency_named(line.agency)}", line.said, _tail(line, rules)]
                    for line in found.of(kind)[:MOST_LINES]
                ],
            }
            for kind, title in (("obstacle", _("Obstacles")), ("activity", _("Activities")), ("result", _("Results")))
        ],
        "nothing": _("Nothing yet"),
        "rounded": "" if found.exact else _("Every count is rounded to the nearest five."),
        "page_word": _("page"),
    }


def _tail(line: Any, rules: ProgrammeRules) -> str:
    about = [word_of(line.code, rules.codes_of(line.kind)), day(line.on)]
    if line.evidence:
        about.append(_("Evidence") + ": " + word_of(line.evidence, rules.evidence))
    if line.settled_on:
        about.append(_("Settled") + f" {day(line.settled_on)}: {line.settled_how}")
    return " · ".join(about)


def _not_named(count: int) -> str:
    return (", " + _("%(count)s not named") % {"count": count}) if count else ""
