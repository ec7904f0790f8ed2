"""What is being done with a family, as its prints tell it: the plan of the open case, referrals, and help given."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samutphok.cases.domain.case import CaseView, StepSeen
from samutphok.cases.domain.course import StepState
from samutphok.insights.domain.family_help import FamilyWork, Given, Next, NextKind, Referred
from samutphok.kernel.dates import fiscal_year
from samutphok.partners.queries import agency_label
from samutphok.web import case_words
from samutphok.web.documents.breaking import Name
from samutphok.web.help_words import NEXT, REFERRED
from samutphok.web.templatetags.cases import agreed_word
from samutphok.web.templatetags.desk import day, said

MOST_GIVEN = 12  # entries of the ledger on a sheet; older ones are counted
# What the office owes an agency is no news to the family, and a step stands in the plan with its day.
_TOLD = (NextKind.APPOINTMENT, NextKind.ANSWER)


def coming_lines(work: FamilyWork | None) -> list[str]:
    """Appointments and answers that are awaited, each in one line, the earliest first."""
    if work is None:
        return []
    agencies = {one.line.id: one.line.agency for one in work.line.referred}
    return [_coming(one, agencies) for one in work.line.next if one.kind in _TOLD]


def _coming(one: Next, agencies: Mapping[UUID, str]) -> str:
    agency = agencies.get(one.link) if one.link else None
    return f"{day(one.day)}: {NEXT[one.kind]} {said(agency_label(agency) if agency else one.label)}"


def plan_of(work: FamilyWork | None) -> dict[str, Any] | None:
    """The plan in force of an open case: goals, problems with their steps, agreement; None where nothing is planned."""
    case = work.plan if work else None
    if case is None or not case.plan_version:
        return None
    return {
        "title": _("Plan made with the family"),
        "about": " · ".join(_about(case)),
        "goals_title": _("What the family wants, in its own words"),
        "goals": [one.text for one in case.plan.goals],
        "heads": [_("What is done"), _("Who"), _("By when"), _("Result")],
        "groups": [{"title": title, "steps": [_step(one) for one in steps]} for title, steps in _groups(case) if steps],
        "none": _("No step yet"),
        "agreed": _agreed(case),
    }


def _about(case: CaseView) -> Iterable[str]:
    yield _("Case %(number)s") % {"number": case.summary.number}
    if case.summary.worker:
        yield _("case worker %(name)s") % {"name": case.summary.worker}
    yield _("Version %(version)s") % {"version": case.plan_version}


def _groups(case: CaseView) -> Iterable[tuple[str, list[StepSeen]]]:
    """Steps by problem; what was dropped from the plan is no promise and stays out."""
    steps = [one for one in case.steps if one.state is not StepState.DROPPED]
    known = {one.key for one in case.plan.problems}
    for problem in case.plan.problems:
        words = (case_words.problem_word(problem.code), problem.text)
        about = [one for one in steps if one.step.problem == problem.key]
        yield ": ".join(part for part in words if part), about
    yield _("Other steps"), [one for one in steps if one.step.problem not in known]


def _step(one: StepSeen) -> list[str]:
    who = case_words.responsible_word(one.step.responsible)
    due = day(one.step.due_on) if one.step.due_on else ""
    return [one.step.text, who, due, "" if one.state is StepState.OPEN else str(case_words.STEP_STATES[one.state].word)]


def _agreed(case: CaseView) -> str:
    found = case.agreement
    if found is None or case.agreed_version != case.plan_version:
        return _("The family has not agreed to this version yet.")
    return _("The family agreed: %(how)s · %(day)s") % {"how": agreed_word(found), "day": day(found.at)}


def referred_of(work: FamilyWork | None) -> dict[str, Any] | None:
    """The referrals: agency by its full name, problem, how each stands, appointment; None without any."""
    if work is None or not work.line.referred:
        return None
    return {"title": _("Referred to agencies"), "rows": [_referral(one) for one in work.line.referred]}


def _referral(one: Referred) -> list[str]:
    line = one.line
    when = _("appointment %(day)s") % {"day": day(line.appointment_at)} if line.appointment_at and one.open else ""
    stands = " · ".join(part for part in (str(REFERRED[line.state].word), when) if part)
    return [said(agency_label(line.agency)), said(one.problem), stands, Name(line.number)]


def given_of(work: FamilyWork | None) -> dict[str, Any] | None:
    """Entries of the ledger that stand, the newest first, with the sum of each fiscal year; None without any."""
    if work is None or not work.standing:
        return None
    given = sorted(work.standing, key=lambda one: one.gift.given_on, reverse=True)
    older = len(given) - MOST_GIVEN
    more = ngettext("and %(count)s older entry", "and %(count)s older entries", older) % {"count": older}
    return {
        "title": _("Help given, as this office has recorded it"),
        "totals": [_total(year, baht) for year, baht in _by_year(given) if baht],
        "rows": [[said(one.kind), said(one.giver), worth(one), day(one.gift.given_on)] for one in given[:MOST_GIVEN]],
        "more": more if older > 0 else "",
    }


def worth(one: Given) -> str:
    """What an entry is worth: baht, or how much of a thing."""
    gift = one.gift
    if gift.baht:
        return _("%(amount)s baht") % {"amount": floatformat(gift.baht, "0g")}
    return f"{floatformat(gift.quantity)} {gift.unit}".strip()


def _total(year: int, baht: Decimal) -> str:
    amount = floatformat(baht, "0g")
    return pgettext("given", "Fiscal year %(year)s: %(amount)s baht") % {"year": year, "amount": amount}


def _by_year(given: Iterable[Given]) -> list[tuple[int, Decimal]]:
    sums: dict[int, Decimal] = {}
    for one in given:
        year = fiscal_year(one.gift.given_on)
        sums[year] = sums.get(year, Decimal(0)) + one.gift.baht
    return sorted(sums.items(), reverse=True)
