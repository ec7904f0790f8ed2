"""How cases are written on a page."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samutphok.cases.actions import AgreedBy, ContactKind, Witness
from samutphok.cases.domain.case import ActSeen, CaseView
from samutphok.cases.domain.conference import ConferenceState, ConferenceView, FamilyPut
from samutphok.cases.domain.course import CaseDone, CaseState, StepState
from samutphok.cases.domain.listing import CaseStanding
from samutphok.cases.domain.merge import Change
from samutphok.cases.domain.plan import Plan, Step
from samutphok.cases.domain.rules import Forum
from samutphok.referrals.domain.referral import ReferralLine
from samutphok.web import case_words as words
from samutphok.web.conference_words import step_line as conference_step
from samutphok.web.conference_words import told_rows as conference_rows
from samutphok.web.plan_sheet import Row, Sheet
from samutphok.web.templatetags.desk import day
from samutphok.web.words import Sign

register = template.Library()


@register.simple_tag
def case_sign(state: CaseState) -> Sign:
    """Where a case stands."""
    return words.STATES[CaseState(state)]


@register.simple_tag
def case_standing(standing: CaseStanding) -> Sign:
    """What stands out in a case."""
    return words.STANDINGS[standing]


@register.simple_tag
def step_sign(state: StepState) -> Sign:
    """Where a step stands."""
    return words.STEP_STATES[state]


@register.simple_tag
def act_sign(name: str) -> Sign:
    """What was done to a case."""
    return words.ACTS[name]


@register.simple_tag
def change_sign(change: Change) -> Sign:
    """What became of a part of the plan."""
    return words.CHANGES[change.kind]


@register.filter
def problem_word(code: str) -> str:
    """A problem of the catalogue in words."""
    return words.problem_word(code)


@register.filter
def responsible_word(who: str) -> str:
    """Who does a step."""
    return words.responsible_word(who)


@register.filter
def responsible_short(who: str) -> str:
    """Who does a step, as short as it is called."""
    return words.responsible_word(who, short=True)


@register.filter
def outcome_word(code: str) -> str:
    """How a case ended."""
    return words.outcome_word(code, timezone.localdate())


@register.filter
def iso_day(text: str) -> date | None:
    """A day of an act, kept as ISO text."""
    return date.fromisoformat(text) if text else None


@register.filter
def part_kind(change: Change) -> str:
    """What kind of part a change is of."""
    return str(words.PARTS[type(change.part).__name__])


@register.simple_tag
def field_change(change: Change, field: str, plan: Plan) -> dict[str, str]:
    """A field of a changed part: its name, what it was, what it is."""
    was, now = getattr(change.before, field, None), getattr(change.after, field, None)
    return {
        "name": str(words.FIELDS[field]),
        "was": field_words(field, was, plan),
        "now": field_words(field, now, plan),
    }


def field_words(field: str, value: Any, plan: Plan) -> str:
    """What stands in a field of a part, for people."""
    if value in (None, ""):
        return "–"
    if field == "responsible":
        return words.responsible_word(str(value))
    if field == "code":
        return words.problem_word(str(value))
    if field == "due_on":
        return day(value)
    if field == "problem":
        return _problem(value, plan)
    if field == "referral_id":
        return _("referred")
    return str(value)


@register.simple_tag
def act_line(act: ActSeen, case: CaseView) -> str:
    """What an act says beside its name: which version, which step, what kind of contact."""
    details = act.details
    match act.name:
        case CaseDone.PLAN:
            return _("Version %(version)s") % {"version": details.get("version", "")}
        case CaseDone.AGREE:
            return _agreed(act)
        case CaseDone.STEP:
            text = next((one.step.text for one in case.steps if str(one.step.key) == details.get("step")), "")
            return f"{words.STEP_STATES[StepState(details['state'])].word}: {text}".rstrip(": ")
        case CaseDone.CONTACT:
            return f"{words.CONTACTS[ContactKind(details['kind'])]} · {day(date.fromisoformat(details['on']))}"
        case CaseDone.CLOSE | CaseDone.ASK_CLOSING:
            return words.outcome_word(str(details.get("outcome", "")), timezone.localdate(act.at))
        case CaseDone.ASSIGN:
            return "" if details.get("to") else pgettext("case", "the desk of the area")
    return ""


@register.filter
def agreed_word(act: ActSeen) -> str:
    """How the family agreed."""
    return _agreed(act)


def _agreed(act: ActSeen) -> str:
    how = AgreedBy(act.details["how"])
    version = _("Version %(version)s") % {"version": act.details["version"]}
    told = f"{version} · {words.AGREED[how]}"
    witness = act.details.get("witness")
    return f"{told}: {words.WITNESSES[Witness(witness)]}" if witness else told


def _problem(key: UUID, plan: Plan) -> str:
    found = next((one for one in plan.problems if one.key == key), None)
    return (words.problem_word(found.code) or found.text) if found else "–"


@register.filter
def form_day(value: date | None) -> str:
    """A day as a form takes it: day, month and year of the Buddhist era."""
    return f"{value.day}/{value.month}/{value.year + 543}" if value else ""


@register.filter
def tenth(value: float | None) -> str:
    """A mean with one decimal; a dash for none."""
    return "–" if value is None else f"{value:.1f}"


@register.filter
def rows_of(sheet: Sheet, kind: str) -> tuple[Row, ...]:
    """The rows of one kind."""
    return sheet.of(kind)


@register.simple_tag
def row_field(row: Row, name: str) -> dict[str, Any]:
    """A field of a row as the form shows it; theirs: what somebody else wrote there, in words."""
    clash = next((one for one in row.clashes if one.name == name), None)
    return {
        "id": f"{row.kind}-{row.key}-{name}",
        "name": f"{row.kind}-{row.key}-{name}",
        "value": row.typed.get(name, ""),
        "error": row.errors.get(name, ""),
        "clash": clash is not None,
        "theirs": _typed_words(name, clash.theirs) if clash else "",
    }


def _typed_words(name: str, typed: str) -> str:
    if name == "responsible":
        return words.responsible_word(typed)
    return (words.problem_word(typed) if name == "code" else typed) or "–"


@register.simple_tag
def new_id() -> UUID:
    """An id for an act that the form on the page may ask for: sent twice, it is one act."""
    return uuid4()


@register.simple_tag
def conference_sign(state: ConferenceState) -> Sign:
    """Where a conference stands."""
    return words.CONFERENCES[ConferenceState(state)]


@register.filter
def forum_word(code: str, forums: Mapping[str, Forum]) -> str:
    """A body that meets, in words."""
    found = forums.get(code)
    return found.label.in_language(words.language()) if found else code


@register.filter
def agency_named(code: str) -> str:
    """An agency in words."""
    return words.responsible_word(f"agency:{code}")


@register.filter
def told_rows(one: FamilyPut, found: ConferenceView) -> list[tuple[str, str]]:
    """The named fields of a family with their labels."""
    return conference_rows(one, found)


@register.filter
def step_line(one: Step) -> str:
    """A step in one line."""
    return conference_step(one)


@register.filter
def still_open(referral: ReferralLine | None) -> bool:
    """Whether somebody's turn it is in a referral."""
    return referral is not None and referral.side is not None


@register.filter
def of(found: Mapping[Any, Any], key: Any) -> Any:
    """What stands under a key."""
    return found.get(key)
