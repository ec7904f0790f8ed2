"""A family's page in words and rows, as its prints share them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samutphok.insights.domain.family import DimensionReading, FamilyPage, HelpReceived, Member, Reading, Verdict
from samutphok.insights.domain.next_steps import Step, StepKind
from samutphok.web.documents.breaking import Name
from samutphok.web.documents.typesetting import Code
from samutphok.web.templatetags.desk import day, evidence, number, said
from samutphok.web.templatetags.visits import member_change, outcome_word
from samutphok.web.words import DIMENSIONS, VERDICTS


def place_of(page: FamilyPage) -> str:
    """The place from the village up to the province."""
    return " · ".join(said(place.name) for place in (page.place, *reversed(page.path[1:])))


def house_of(page: FamilyPage) -> str:
    """The house code and the family's number in it."""
    return _("House %(house)s, family %(family_no)s") % {"house": page.house_code, "family_no": page.family_no}


def age_of(member: Member) -> str:
    """The age in years, a range where the birth date has unknown parts, empty without one."""
    if not member.age:
        return ""
    low, high = member.age.low, member.age.high
    return f"{low}" if low == high else f"{low}–{high}"


def member_row(member: Member) -> list[str]:
    """Name, age, birth, masked number, and why the person needs others."""
    why = ", ".join(said(reason) for reason in member.dependant)
    return [Name(member.name), age_of(member), day(member.birth), member.pid or _("none"), why]


def level_of(page: FamilyPage) -> str:
    """The level in words."""
    return said(page.level.reading.outcome) if page.level else _("not assessed")


def change_of(page: FamilyPage) -> str:
    """The level on the list before, empty on the first."""
    if page.before is None:
        return ""
    return _("by the registers of %(day)s: %(outcome)s") % {
        "day": day(page.before.cut),
        "outcome": said(page.before.outcome),
    }


def income_of(page: FamilyPage) -> str:
    """The income a person a year, in baht."""
    if page.income_per_person is None:
        return _("not known")
    return _("%(amount)s baht") % {"amount": number(page.income_per_person)}


def dimension_row(reading: DimensionReading) -> dict[str, Any]:
    """A dimension, its outcome and its problems with who and where it is written."""
    outcome = {
        Verdict.MET: ngettext("%(count)s problem", "%(count)s problems", len(reading.problems))
        % {"count": len(reading.problems)},
        Verdict.NOT_MET: _("no problem found"),
        Verdict.UNKNOWN: _("not assessed"),
    }[reading.verdict]
    problems = [
        {
            "text": _("Indicator %(number)s not met: %(text)s")
            % {"number": problem.number, "text": said(problem.text)},
            "who": Name(problem.who) if problem.who else _("the household"),
            "source": evidence(problem.evidence),
        }
        for problem in reading.problems
    ]
    return {
        "label": str(DIMENSIONS[reading.dimension].word),
        "verdict": Code(reading.verdict.value),
        "outcome": outcome,
        "problems": problems,
    }


def rule_of(title: str, reading: Reading) -> dict[str, Any]:
    """A rule set with its clauses, what was read for each, and its source."""
    clauses = []
    for clause in reading.clauses:
        missing = ", ".join(said(fact) for fact in clause.missing)
        note = _("To know it, we need: %(facts)s") % {"facts": missing} if missing else said(clause.found)
        clauses.append([said(clause.text), str(VERDICTS[clause.verdict].word), note])
    source = _("Source: %(source)s · in force from %(day)s") % {
        "source": said(reading.source),
        "day": day(reading.valid_from),
    }
    return {"title": title, "outcome": said(reading.outcome), "clauses": clauses, "source": source}


def rules_of(page: FamilyPage) -> list[dict[str, Any]]:
    """The level and the definitions, each with its reasons."""
    readings = [(_("Level: why"), page.level.reading)] if page.level else []
    readings += [(said(reading.label), reading) for reading in page.definitions]
    return [rule_of(title, reading) for title, reading in readings]


def help_row(help: HelpReceived) -> list[str]:
    """Kind, for whom, amount, day, giver and where it is written."""
    amount = ""
    if help.amount is not None:
        words = _("%(amount)s baht a month") if help.monthly else _("%(amount)s baht")
        amount = words % {"amount": number(help.amount)}
    given = day(help.given_on) if help.given_on else ""
    return [said(help.kind), Name(help.who), amount, given, help.agency, evidence(help.evidence)]


def totals_of(page: FamilyPage) -> list[str]:
    """Allowances a month, and payments year by year."""
    told = [_("Allowances a month: %(amount)s baht") % {"amount": number(page.monthly)}] if page.monthly else []
    for one in page.help_by_year:
        year = day(one.year) if one.year else _("without a day")
        told.append(_("Payments %(year)s: %(amount)s baht") % {"year": year, "amount": number(one.baht)})
    return told


def register_row(seen: Any) -> list[str]:
    """A register, how many of its rows are the family's, and its cut."""
    count = ngettext("%(count)s row", "%(count)s rows", seen.rows) % {"count": seen.rows}
    as_of = pgettext("register", "as of %(day)s") % {"day": day(seen.as_of)} if seen.as_of else _("never received")
    return [said(seen.label), count if seen.rows else _("no row"), as_of]


def review_line(notice: Any) -> str:
    """A row that waits for a decision, and why."""
    told = _("A row of %(register)s may be %(who)s and waits for a decision") % {
        "register": said(notice.register),
        "who": notice.who,
    }
    return f"{told}: {', '.join(said(reason) for reason in notice.reasons)}"


_STEPS = {
    StepKind.DECIDE: lambda: _("A row of %(label)s may be %(who)s: decide"),
    StepKind.CARD_EXPIRED: lambda: _("%(label)s of %(who)s expired on %(day)s"),
    StepKind.CARD_EXPIRES: lambda: _("%(label)s of %(who)s expires on %(day)s"),
    StepKind.ASK_FOR_LEVEL: lambda: _("To know the level, ask: %(facts)s"),
    StepKind.ASK_FOR_DEFINITION: lambda: _("To decide “%(label)s”, ask: %(facts)s"),
    StepKind.NO_ALLOWANCE: lambda: _("Ask whether %(who)s (60 or over) claims the elderly allowance"),
    StepKind.VISIT: lambda: _("The newest survey is of %(day)s: visit and ask again"),
    StepKind.NEVER_SURVEYED: lambda: _("No survey knows the members of today: visit and ask"),
    StepKind.NEVER_LISTED: lambda: _("The family is on no list in force: a list has to be drawn for this area"),
    StepKind.CONFIRM: lambda: _("Ask at the door: %(facts)s"),
}


def step_line(step: Step) -> str:
    """A next step in one line."""
    return _STEPS[step.kind]() % {
        "label": said(step.label) if step.label else "",
        "who": step.who,
        "day": day(step.day),
        "facts": ", ".join(said(fact) for fact in step.facts),
    }


def visit_rows(page: FamilyPage) -> list[list[str]]:
    """The last visit in a few lines, what it is about and what was said; empty when nobody has visited."""
    visits = page.visits
    if visits.last is None:
        return []
    last = visits.last
    who = [outcome_word(last.outcome), last.speaker, *(member_change(change) for change in last.changes)]
    rows = [[day(last.day), " · ".join(part for part in who if part)]]
    rows += [[said(one.fact.label), one.said.value] for one in visits.last_words]
    if visits.after:
        label = _("After the visit of %(day)s") % {"day": day(visits.after.as_of)}
        rows.append([label, said(visits.after.reading.outcome)])
    return rows + [_felt(*pair) for pair in _feelings(page) if pair[1] is not None]


def _feelings(page: FamilyPage) -> list[tuple[str, float | None]]:
    if not page.visits.feelings:
        return []
    felt = page.visits.feelings[-1]
    return [(_("Satisfaction"), felt.satisfaction), (_("Sense of security"), felt.security)]


def _felt(label: str, value: float | None) -> list[str]:
    return [label, _("%(value)s of 10") % {"value": number(round(value or 0.0, 1))}]
