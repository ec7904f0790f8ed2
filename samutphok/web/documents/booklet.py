"""The family logbook as a booklet: A5, pages in fours, with ruled pages for the plan, the visits and the consent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from samutphok.insights.domain.family import FamilyPage
from samutphok.insights.domain.family_help import FamilyWork
from samutphok.insights.domain.next_steps import next_steps
from samutphok.web.documents.breaking import Name
from samutphok.web.documents.helping import coming_lines, given_of, plan_of, referred_of
from samutphok.web.documents.telling import (
    age_of,
    change_of,
    dimension_row,
    help_row,
    house_of,
    income_of,
    level_of,
    place_of,
    review_line,
    rules_of,
    step_line,
    totals_of,
    visit_rows,
)
from samutphok.web.documents.typesetting import typeset
from samutphok.web.templatetags.desk import day, moment, number, said

Work = Mapping[UUID, FamilyWork | None]


def booklets_pdf(
    pages: Sequence[FamilyPage], *, language: str, now: datetime, work: Work | None = None, thai_digits: bool = False
) -> bytes:
    """The booklets of families one after another; each has a number of pages that four divides, so each can be folded.

    work: by household, its plan, referrals and help given; nothing is printed of those it leaves out.
    """
    with override(language):
        value = {"words": _words(), "books": [_book(page, (work or {}).get(page.household_id), now) for page in pages]}
    return typeset("booklet.typ", value, language=language, thai_digits=thai_digits)


def _book(page: FamilyPage, work: FamilyWork | None, now: datetime) -> dict[str, Any]:
    book: dict[str, Any] = {
        "family": Name(page.name),
        "place": place_of(page),
        "house": house_of(page),
        "printed": _("printed %(moment)s") % {"moment": moment(now)},
        "members": [_member(member) for member in page.members],
        "reviews": [review_line(notice) for notice in page.reviews],
        "visit": visit_rows(page),
        "facts": [],
        "next": [],
        "dimensions": [],
        "rules": [],
        "help": None,
        "basis": "",
        "plan": None,
        "referred": None,
        "given": None,
    }
    return book | _assessment(page, work, now) if page.full else book


def _member(member: Any) -> dict[str, Any]:
    sex = {"F": _("female"), "M": _("male")}.get(member.sex or "", "")
    born = _("born %(day)s") % {"day": day(member.birth)} if member.birth else _("birth date not known")
    return {
        "name": Name(member.name),
        "age": age_of(member),
        "about": " · ".join(part for part in (sex, born) if part),
        "number": member.pid or _("no citizen number"),
        "why": ", ".join(said(reason) for reason in member.dependant),
    }


def _assessment(page: FamilyPage, work: FamilyWork | None, now: datetime) -> dict[str, Any]:
    """What only viewers cleared for poverty and health print."""
    basis = _("registers as of %(day)s") % {"day": day(page.measure.as_of)} if page.measure else ""
    return {
        "facts": [
            [_("Level"), level_of(page), change_of(page)],
            [_("Income a person a year"), income_of(page), ""],
            [_("Members who need others' help"), number(len(page.dependants)), ""],
            [_("Target-poor members"), number(page.target_poor if page.measure else None), ""],
        ],
        "next": [*coming_lines(work), *(step_line(step) for step in next_steps(page, as_of=timezone.localdate(now)))],
        "dimensions": [dimension_row(row) for row in page.dimensions],
        "rules": rules_of(page),
        "help": {"rows": [help_row(help) for help in page.help], "totals": totals_of(page)},
        "basis": basis,
        "plan": plan_of(work),
        "referred": referred_of(work),
        "given": given_of(work),
    }


def _words() -> dict[str, Any]:
    """What every booklet says."""
    return {
        "title": _("Family logbook"),
        "motto": _("From fragile to strong, and no one is left behind"),
        "book": _("Book no."),
        "keeper": _("Kept by"),
        "companion": _("Companion of the family"),
        "phone": _("Telephone"),
        "private": _("Personal data: keep it safe, use it only to help this family."),
        "hotline": _("Social-assistance hotline 1300, day and night, free of charge"),
        "short": _("In short"),
        "next": _("What comes next"),
        "members": _("Who lives here"),
        "visit": _("The last visit"),
        "changes": _("Changes in the family (births, deaths, moves)"),
        "years": _("years"),
        "dimensions": _("Problems in five dimensions"),
        "seen": _("Seen at the door"),
        "rules": _("Why this level"),
        "help": _("Help already received"),
        "more_help": _("Further help, written by hand"),
        "no_help": _("No register received so far names this family. Help from elsewhere may not be known here."),
        **_written_by_hand(),
    }


def _written_by_hand() -> dict[str, Any]:
    """The headings of the ruled pages."""
    consent = [
        _("I have been told who keeps this logbook, what it is for, and that my family may see and correct it."),
        _("I agree that the offices that help my family may see what they need of it for that help."),
        _(
            "I may withdraw this at any time, at the office or at 1300, and my family keeps every right to state welfare."
        ),
        _("For a child or a person under guardianship the guardian signs; the child has been heard."),
    ]
    return {
        "plan": _("Plan with the family"),
        "plan_heads": [_("What we want to reach"), _("What is done"), _("Who"), _("By when"), _("Result")],
        "visit": _("Visit"),
        "visit_lines": [_("Day"), _("Visitors"), _("Met")],
        "visit_saw": _("What we saw and heard"),
        "visit_agreed": _("What we agreed"),
        "visit_next": _("Next visit"),
        "signature": _("Signature"),
        "notes": _("Notes"),
        "consent": _("Consent of the family"),
        "consent_lines": consent,
        "agree": _("agree"),
        "disagree": _("do not agree"),
        "signed": [_("For the family"), _("Officer"), _("Witness")],
        "name": _("Name in full"),
        "date": _("Date"),
    }
