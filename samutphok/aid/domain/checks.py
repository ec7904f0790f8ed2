"""What is looked at before help is given: each finding with its reason, a warning or a block."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from samutphok.aid.domain.kinds import AidRules, HelpKind
from samutphok.kernel.dates import fiscal_year
from samutphok.kernel.errors import Bilingual


class Finding(StrEnum):
    """What a check may find."""

    GIVEN_BEFORE = "given_before"  # the same kind, by anybody, not long ago
    IN_REGISTERS = "in_registers"  # a register tells of the same help this fiscal year
    OVER_CEILING = "over_ceiling"  # more than the rule allows at a time
    TIMES_USED_UP = "times_used_up"  # as often as the rule allows in a fiscal year
    ACCOUNT_SHARED = "account_shared"  # the bank account is another family's too
    PERSON_DEAD = "person_dead"
    PERSON_MOVED = "person_moved"
    NOT_OF_FAMILY = "not_of_family"
    BUDGET_SHORT = "budget_short"


class Weight(StrEnum):
    """Whether a finding can be passed over with a reason."""

    WARNING = "warning"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. text: what was found, in a sentence; source: of the limit, where there is one."""

    finding: Finding
    weight: Weight
    text: Bilingual
    source: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """Help that the family has already: from the ledger or from a register."""

    kind: str
    label: Bilingual
    day: date | None
    giver: str
    register: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """Ceiling (satang a time) and times in a fiscal year, as they hold on the day; None: no such limit."""

    ceiling: int | None = None
    times: int | None = None
    source: Bilingual | None = None


class Whereabouts(StrEnum):
    """What the registers and the door say of the person who is to receive."""

    HERE = "here"
    MOVED = "moved"
    DEAD = "dead"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when help of a kind is to be given. planned: it can still be refused; otherwise it has happened,
    and the ledger keeps what is true: limits then warn."""

    kind: HelpKind
    satang: int
    given_on: date
    planned: bool
    before: tuple[Before, ...] = ()
    limit: Limit = Limit()
    whereabouts: Whereabouts = Whereabouts.HERE
    families_of_account: frozenset[UUID] = frozenset()
    budget_left: int | None = None


def look(facts: Facts, rules: AidRules) -> tuple[Check, ...]:
    """Everything that speaks against giving, the blocks first; nothing: give."""
    found = [*_person(facts), *_limits(facts), *_earlier(facts, rules), *_account(facts), *_budget(facts)]
    return tuple(sorted(found, key=lambda one: one.weight is not Weight.BLOCK))


def blocked(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The findings that no reason passes over."""
    return tuple(one for one in checks if one.weight is Weight.BLOCK)


def _person(facts: Facts) -> Iterable[Check]:
    if facts.whereabouts is Whereabouts.STRANGER:
        yield Check(
            Finding.NOT_OF_FAMILY,
            Weight.BLOCK,
            Bilingual("ผู้รับไม่ได้เป็นสมาชิกของครอบครัวนี้", "The receiver does not belong to this family."),
        )
    if facts.whereabouts is Whereabouts.DEAD and not facts.kind.dead:
        yield Check(Finding.PERSON_DEAD, Weight.BLOCK, Bilingual("ผู้รับเสียชีวิตแล้วตามที่บันทึกไว้", "The receiver has died."))
    if facts.whereabouts is Whereabouts.MOVED:
        yield Check(
            Finding.PERSON_MOVED,
            Weight.WARNING,
            Bilingual("ผู้รับย้ายออกจากครอบครัวนี้แล้วตามที่บันทึกไว้", "The receiver has moved out of this family."),
        )


def _limits(facts: Facts) -> Iterable[Check]:
    weight = Weight.BLOCK if facts.planned else Weight.WARNING
    ceiling, times = facts.limit.ceiling, facts.limit.times
    if ceiling is not None and facts.satang > ceiling:
        most = f"{ceiling // 100:,}"
        yield Check(
            Finding.OVER_CEILING,
            weight,
            Bilingual(f"เกินเพดาน {most} บาทต่อครั้ง", f"More than the ceiling of {most} baht a time."),
            facts.limit.source,
        )
    used = sum(_counts(one, facts) for one in facts.before)
    if times is not None and used >= times:
        year = fiscal_year(facts.given_on)
        yield Check(
            Finding.TIMES_USED_UP,
            weight,
            Bilingual(
                f"ปีงบประมาณ {year} ได้รับแล้ว {used} ครั้ง เกณฑ์ให้ได้ไม่เกิน {times} ครั้ง",
                f"Given {used} times in fiscal year {year}; the rule allows {times}.",
            ),
            facts.limit.source,
        )


def _counts(one: Before, facts: Facts) -> bool:
    same_year = one.day is not None and fiscal_year(one.day) == fiscal_year(facts.given_on)
    return one.kind == facts.kind.id and not one.register and same_year


def _earlier(facts: Facts, rules: AidRules) -> Iterable[Check]:
    for one in facts.before:
        if one.register:
            if one.day is not None and fiscal_year(one.day) == fiscal_year(facts.given_on):
                yield _given(Finding.IN_REGISTERS, one, _thai_day(one.day), one.day.isoformat())
        elif one.kind == facts.kind.id and one.day is not None and _near(one.day, facts, rules):
            yield _given(Finding.GIVEN_BEFORE, one, _thai_day(one.day), one.day.isoformat())


def _near(day: date, facts: Facts, rules: AidRules) -> bool:
    return abs(facts.given_on - day) <= rules.asked_again


def _given(finding: Finding, one: Before, th: str, en: str) -> Check:
    by_th, by_en = (f" จาก {one.giver}", f" by {one.giver}") if one.giver else ("", "")
    return Check(
        finding,
        Weight.WARNING,
        Bilingual(f"ได้รับ{one.label.th}แล้วเมื่อ {th}{by_th}", f"{one.label.en} was given on {en}{by_en}."),
    )


def _thai_day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


def _account(facts: Facts) -> Iterable[Check]:
    if facts.families_of_account:
        count = len(facts.families_of_account)
        yield Check(
            Finding.ACCOUNT_SHARED,
            Weight.WARNING,
            Bilingual(
                f"เลขบัญชีนี้ใช้รับเงินของอีก {count} ครอบครัว",
                f"This bank account takes in money for {count} other families.",
            ),
        )


def _budget(facts: Facts) -> Iterable[Check]:
    if facts.budget_left is not None and facts.satang > facts.budget_left:
        left = f"{facts.budget_left / 100:,.2f}" if facts.budget_left % 100 else f"{facts.budget_left // 100:,}"
        yield Check(
            Finding.BUDGET_SHORT,
            Weight.BLOCK,
            Bilingual(f"งบประมาณรายการนี้เหลือ {left} บาท ไม่พอจ่าย", f"Only {left} baht are left in this budget line."),
        )
