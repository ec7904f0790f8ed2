"""A family's plan on paper: to talk it over, to sign, and to keep at home."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from samutphok.areas.domain import AreaView
from samutphok.cases.domain.case import CaseView, StepSeen
from samutphok.cases.domain.plan import Difficulty
from samutphok.web import case_words as words
from samutphok.web.documents.breaking import Name
from samutphok.web.documents.typesetting import typeset
from samutphok.web.templatetags.cases import agreed_word
from samutphok.web.templatetags.desk import day, moment
from samutphok.web.templatetags.office import area_word


def plan_pdf(case: CaseView, places: dict[str, AreaView], *, language: str, now: datetime) -> bytes:
    """The plan in force with room for signatures, on A4."""
    with override(language):
        value = _content(case, places, now)
    return typeset("case_plan.typ", value, language=language)


def _content(case: CaseView, places: dict[str, AreaView], now: datetime) -> dict[str, Any]:
    plan, steps = case.plan, {one.step.key: one for one in case.steps}
    groups: list[tuple[Difficulty | None, list[StepSeen]]] = [
        (one, [steps[step.key] for step in plan.steps_of(one.key)]) for one in plan.problems
    ]
    if other := [steps[step.key] for step in plan.steps_of(None)]:
        groups.append((None, other))
    return {
        "title": _("Plan made with the family"),
        "family": Name(case.summary.family or _("Family found at the door")),
        "place": area_word(case.summary.area_code, places),
        "number": _("Case %(number)s") % {"number": case.summary.number},
        "version": _("Version %(version)s") % {"version": case.plan_version} + f" · {words.STATES[case.state].word}",
        "private": _("Personal data: keep it safe, use it only to help this family."),
        "printed": _("printed %(moment)s") % {"moment": moment(now)},
        "goals": {"title": _("What the family wants, in its own words"), "rows": [one.text for one in plan.goals]},
        "strengths": {"title": _("What the family can build on"), "rows": [one.text for one in plan.strengths]},
        "heads": [
            _("What is done"),
            pgettext("plan", "Responsible"),
            pgettext("plan", "Due day"),
            pgettext("plan", "What shows that it worked"),
            pgettext("step", "Stands"),
        ],
        "none": _("No step yet"),
        "problems": [_group(problem, found) for problem, found in groups],
        "agreement": _agreement(case),
    }


def _group(problem: Difficulty | None, steps: list[StepSeen]) -> dict[str, Any]:
    if problem is None:
        title, text = _("Other steps"), ""
    else:
        title = words.problem_word(problem.code) or problem.text
        text = problem.text if problem.code else ""
    return {"title": title, "text": text, "steps": [_row(one) for one in steps]}


def _row(one: StepSeen) -> list[str]:
    who = words.responsible_word(one.step.responsible)
    due = day(one.step.due_on) if one.step.due_on else "–"
    return [one.step.text, who, due, one.step.indicator or "–", str(words.STEP_STATES[one.state].word)]


def _agreement(case: CaseView) -> dict[str, Any]:
    found = case.agreement
    if found is not None and case.agreed_version == case.plan_version:
        told = f"{agreed_word(found)} · {day(found.at)}"
    else:
        told = _("We have read this plan together. Each does their part, and says so when something has to change.")
    signers = [_("For the family"), _("Case worker"), _("Witness")]
    return {"title": _("Agreed"), "words": told, "signers": signers, "day": _("Day")}
