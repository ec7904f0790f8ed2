"""One family on one sheet of A4."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from samutphok.insights.domain.family import FamilyPage
from samutphok.insights.domain.family_help import FamilyWork
from samutphok.insights.domain.next_steps import next_steps
from samutphok.web.documents.breaking import Name
from samutphok.web.documents.helping import coming_lines, given_of, plan_of, referred_of
from samutphok.web.documents.telling import (
    change_of,
    dimension_row,
    help_row,
    house_of,
    income_of,
    level_of,
    member_row,
    place_of,
    register_row,
    review_line,
    rules_of,
    step_line,
    totals_of,
    visit_rows,
)
from samutphok.web.documents.typesetting import typeset
from samutphok.web.templatetags.desk import evidence, moment, number, said


def logbook_pdf(page: FamilyPage, *, language: str, now: datetime, work: FamilyWork | None = None) -> bytes:
    """The family on one A4 sheet, in letters as large as it allows. work: its plan, referrals and help given."""
    with override(language):
        value = _content(page, work, now)
    return typeset("logbook.typ", value, language=language)


def _content(page: FamilyPage, work: FamilyWork | None, now: datetime) -> dict[str, Any]:
    heads = [_("Name"), _("Age"), _("Born"), _("Citizen number"), _("Needs others' help")]
    heads = heads if page.full else heads[:-1]
    content: dict[str, Any] = {
        "title": _("Family logbook"),
        "family": Name(page.name),
        "place": place_of(page),
        "house": house_of(page),
        "printed": _("printed %(moment)s") % {"moment": moment(now)},
        "private": _("Personal data: keep it safe, use it only to help this family."),
        "members": {
            "title": _("Who lives here"),
            "heads": heads,
            "rows": [member_row(member)[: len(heads)] for member in page.members],
        },
        "registers": {
            "title": _("Registers that know this family"),
            "rows": [register_row(one) for one in page.registers],
        },
        "reviews": [review_line(notice) for notice in page.reviews],
        "notes": _("Notes of the visit"),
        "summary": [],
        "visit": {"title": _("The last visit"), "rows": visit_rows(page)},
        "dimensions": None,
        "rules": [],
        "help": None,
        "next": None,
        "plan": None,
        "referred": None,
        "given": None,
    }
    return content | _assessment(page, work, now) if page.full else content


def _assessment(page: FamilyPage, work: FamilyWork | None, now: datetime) -> dict[str, Any]:
    """What only viewers cleared for poverty and health print."""
    steps = [step_line(step) for step in next_steps(page, as_of=timezone.localdate(now))]
    return {
        "summary": _summary(page),
        "dimensions": {"title": _("Problems by dimension"), "rows": [dimension_row(row) for row in page.dimensions]},
        "rules": rules_of(page),
        "help": {
            "title": _("Help already received"),
            "none": _("No register received so far names this family. Help from elsewhere may not be known here."),
            "rows": [help_row(help) for help in page.help],
            "totals": totals_of(page),
        },
        "next": {"title": _("What comes next"), "rows": [*coming_lines(work), *steps]},
        "plan": plan_of(work),
        "referred": referred_of(work),
        "given": given_of(work),
    }


def _summary(page: FamilyPage) -> list[list[str]]:
    dependants = len(page.dependants)
    return [
        [_("Level"), level_of(page), change_of(page)],
        [
            _("Members"),
            number(len(page.members)),
            ngettext("%(count)s dependant", "%(count)s dependants", dependants) % {"count": dependants},
        ],
        [
            _("Target-poor members"),
            number(page.target_poor if page.measure else None),
            said(page.measure.label) if page.measure else _("on no list"),
        ],
        [
            _("Income a person a year"),
            income_of(page),
            evidence(page.income_evidence) if page.income_evidence else "",
        ],
    ]
