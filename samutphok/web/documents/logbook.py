"""The printed family logbook: what the page shows, on A4, in the reader's language."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from samutphok.insights.domain.family import DimensionReading, FamilyPage, HelpReceived, Member, Reading, Verdict
from samutphok.web.documents.breaking import Name, pieces
from samutphok.web.templatetags.desk import day, evidence, moment, number, said
from samutphok.web.words import VERDICTS

TEMPLATE = Path(__file__).with_name("logbook.typ")
FONTS = Path(__file__).parents[1] / "static" / "built" / "documents"

# '23 พฤศจิกายน 2569' stays on one line.
_DATE, _HELD_DATE = re.compile(r"\b(\d{1,2}) ([ก-๙A-Za-z]+) (\d{4})\b"), "\\1\u00a0\\2\u00a0\\3"


def logbook_pdf(page: FamilyPage, *, language: str, now: datetime) -> bytes:
    """The logbook as PDF bytes, in Sarabun by file. Nothing is written to disk: the page goes in as a value."""
    with override(language):
        value = {"language": [language], **_broken(_content(page, now))}
    return bytes(
        typst.compile(
            str(TEMPLATE),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"page": json.dumps(value, ensure_ascii=False)},
        )
    )


def _broken(value: Any) -> Any:
    """The same value with every text cut where a line may break; keys stay."""
    if isinstance(value, str):
        return pieces(_DATE.sub(_HELD_DATE, value) if type(value) is str else value)
    if isinstance(value, dict):
        return {key: _broken(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_broken(inner) for inner in value]
    return value


def _content(page: FamilyPage, now: datetime) -> dict[str, Any]:
    content: dict[str, Any] = {
        "title": _("Family logbook"),
        "family": Name(page.name),
        "place": " · ".join(said(place.name) for place in (page.place, *reversed(page.path[1:]))),
        "house": _("House %(house)s, family %(family_no)s") % {"house": page.house_code, "family_no": page.family_no},
        "printed": _("printed %(moment)s") % {"moment": moment(now)},
        "private": _("Personal data: keep it safe, use it only to help this family."),
        "page": _("page"),
        "members": _members(page),
        "registers": _registers(page),
        "reviews": [_review(notice) for notice in page.reviews],
        "notes": _("Notes of the visit"),
        "summary": [],
        "dimensions": None,
        "rules": [],
        "help": None,
    }
    return content | _assessment(page) if page.full else content


def _assessment(page: FamilyPage) -> dict[str, Any]:
    """What only viewers cleared for poverty and health print."""
    readings = [(_("Level: why"), page.level.reading)] if page.level else []
    readings += [(said(reading.label), reading) for reading in page.definitions]
    return {
        "summary": _summary(page),
        "dimensions": {"title": _("Problems by dimension"), "rows": [_dimension(row) for row in page.dimensions]},
        "rules": [_rule(title, reading) for title, reading in readings],
        "help": {
            "title": _("Help already received"),
            "none": _("No register received so far names this family. Help from elsewhere may not be known here."),
            "rows": [_help(help) for help in page.help],
        },
    }


def _summary(page: FamilyPage) -> list[list[str]]:
    dependants = len(page.dependants)
    income = number(page.income_per_person)
    level = page.level
    return [
        [_("Level"), said(level.reading.outcome) if level else _("not assessed"), ""],
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
            _("%(amount)s baht") % {"amount": income} if page.income_per_person is not None else _("not known"),
            evidence(page.income_evidence) if page.income_evidence else "",
        ],
    ]


def _members(page: FamilyPage) -> dict[str, Any]:
    heads = [_("Name"), _("Age"), _("Born"), _("Citizen number"), _("Needs others' help")]
    heads = heads if page.full else heads[:-1]
    rows = [_member(member)[: len(heads)] for member in page.members]
    return {"title": _("Who lives here"), "heads": heads, "rows": rows}


def _member(member: Member) -> list[str]:
    age = ""
    if member.age:
        low, high = member.age.low, member.age.high
        age = f"{low}" if low == high else f"{low}–{high}"
    why = ", ".join(said(reason) for reason in member.dependant)
    return [Name(member.name), age, day(member.birth), member.pid or _("none"), why]


def _dimension(reading: DimensionReading) -> dict[str, Any]:
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
    return {"label": said(reading.label), "verdict": [reading.verdict.value], "outcome": outcome, "problems": problems}


def _rule(title: str, reading: Reading) -> dict[str, Any]:
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


def _help(help: HelpReceived) -> list[str]:
    amount = ""
    if help.amount is not None:
        words = _("%(amount)s baht a month") if help.monthly else _("%(amount)s baht")
        amount = words % {"amount": number(help.amount)}
    given = day(help.given_on) if help.given_on else ""
    return [said(help.kind), Name(help.who), amount, given, help.agency, evidence(help.evidence)]


def _registers(page: FamilyPage) -> dict[str, Any]:
    rows = []
    for seen in page.registers:
        count = ngettext("%(count)s row", "%(count)s rows", seen.rows) % {"count": seen.rows}
        as_of = pgettext("register", "as of %(day)s") % {"day": day(seen.as_of)} if seen.as_of else _("never received")
        rows.append([said(seen.label), count if seen.rows else _("no row"), as_of])
    return {"title": _("Registers that know this family"), "rows": rows}


def _review(notice: Any) -> str:
    told = _("A row of %(register)s may be %(who)s and waits for a decision") % {
        "register": said(notice.register),
        "who": notice.who,
    }
    return f"{told}: {', '.join(said(reason) for reason in notice.reasons)}"
