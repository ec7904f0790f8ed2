"""What comes next with a family, as far as the records themselves say it: what to decide, to ask, to renew.

Nothing here is advice on the family's case: plans are made by people. Each step follows from a fact on the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samutphok.insights.domain.family import FamilyPage, HelpReceived, Member, Reading, Verdict
from samutphok.kernel.errors import Bilingual

SOON = timedelta(days=90)
OLD_SURVEY = 2  # years after which a family should be asked again
OLD_AGE = 60
ALLOWANCE = "elderly_allowance"
SURVEY = "bmn_survey"


class StepKind(StrEnum):
    """What is to be done."""

    DECIDE = "decide"  # a register row waits for a decision
    CARD_EXPIRED = "card_expired"
    CARD_EXPIRES = "card_expires"
    ASK_FOR_LEVEL = "ask_for_level"
    ASK_FOR_DEFINITION = "ask_for_definition"
    NO_ALLOWANCE = "no_allowance"  # old enough, and not in the allowance register that was received
    VISIT = "visit"  # the newest survey is years old
    NEVER_SURVEYED = "never_surveyed"
    NEVER_LISTED = "never_listed"
    CONFIRM = "confirm"  # facts that were taken as given


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. facts: what to ask; label: of the card, definition or register; day: of the card or survey."""

    kind: StepKind
    who: str = ""
    label: Bilingual | None = None
    facts: tuple[Bilingual, ...] = ()
    day: date | None = None


def next_steps(page: FamilyPage, *, as_of: date) -> tuple[Step, ...]:
    """The steps, the most pressing first; none for a viewer who may not see poverty and health."""
    if not page.full:
        return ()
    decide = (Step(StepKind.DECIDE, one.who, one.register) for one in page.reviews)
    cards = sorted(_cards(page, as_of), key=lambda step: (step.kind is StepKind.CARD_EXPIRES, step.day))
    return (*decide, *cards, *_open(page), *_allowances(page), *_survey(page, as_of), *_confirm(page))


def _cards(page: FamilyPage, as_of: date) -> Iterator[Step]:
    for one in page.help:
        last = _last_day(one)
        if last and last < as_of:
            yield Step(StepKind.CARD_EXPIRED, one.who, one.kind, day=last)
        elif last and last <= as_of + SOON:
            yield Step(StepKind.CARD_EXPIRES, one.who, one.kind, day=last)


def _last_day(one: HelpReceived) -> date | None:
    return one.until.latest() if one.until else None


def _open(page: FamilyPage) -> Iterator[Step]:
    if page.level is None:
        yield Step(StepKind.NEVER_LISTED)
    elif page.level.reading.verdict is Verdict.UNKNOWN:
        yield Step(StepKind.ASK_FOR_LEVEL, facts=_missing(page.level.reading))
    for reading in page.definitions:
        if reading.verdict is Verdict.UNKNOWN:
            yield Step(StepKind.ASK_FOR_DEFINITION, label=reading.label, facts=_missing(reading))


def _missing(reading: Reading) -> tuple[Bilingual, ...]:
    return tuple(dict.fromkeys(fact for clause in reading.clauses for fact in clause.missing))


def _allowances(page: FamilyPage) -> Iterator[Step]:
    """Members of 60 and over whom the allowance register, received for the area, does not know."""
    if ALLOWANCE not in page.received:
        return
    paid = {one.person_id for one in page.help if one.evidence.register == ALLOWANCE}
    for member in page.members:
        if _surely_old(member) and member.person_id not in paid and not member.under_review:
            yield Step(StepKind.NO_ALLOWANCE, member.name)


def _surely_old(member: Member) -> bool:
    return member.age is not None and member.age.low >= OLD_AGE


def _survey(page: FamilyPage, as_of: date) -> Iterator[Step]:
    seen = next((one for one in page.registers if one.register == SURVEY and one.as_of), None)
    if seen is None or seen.as_of is None:
        yield Step(StepKind.NEVER_SURVEYED)
    elif (as_of - seen.as_of).days > OLD_SURVEY * 365:
        yield Step(StepKind.VISIT, label=seen.label, day=seen.as_of)


def _confirm(page: FamilyPage) -> Iterator[Step]:
    if page.level and page.level.assumed:
        yield Step(StepKind.CONFIRM, facts=page.level.assumed)
