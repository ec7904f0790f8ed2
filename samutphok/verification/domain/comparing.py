"""The first answers beside the second: which kinds of data agree, by who or what had them first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as hidden
from typing import Any

from samutphok.verification.domain.rules import DataKind

VISIT, LIST, SURVEY = "visit", "list", "bmn_survey"
FIELDS: Mapping[str, DataKind] = {
    "met": DataKind.INTERVIEW,  # the family remembers the first interview
    "members": DataKind.MEMBERS,
    "children": DataKind.IDENTITY,  # under 18, by the birth years on the list
    "elderly": DataKind.IDENTITY,  # over 60
    "income": DataKind.INCOME,
    "poverty": DataKind.INCOME,  # which side of 38,000 baht a person
    "house": DataKind.HOUSING,
    "help": DataKind.RECEIPT,
    "disabled": DataKind.HEALTH,
    "cards": DataKind.RECEIPT,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the office's registers have of a family. born: birth years of its members, None where unknown."""

    members: int
    born: tuple[int | None, ...]
    income: float | None = None
    poverty: str = ""
    house: str = ""
    disabled: int | None = None
    cards: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One kind of data: what the source had, what was found now."""

    field: str
    data: DataKind
    source: str
    before: str = hidden(repr=False)
    after: str = hidden(repr=False)
    agrees: bool = hidden(kw_only=True)


Told = Mapping[str, Mapping[str, Any]]


def compared(first: Told, second: Told, known: Known, *, year: int, income_apart: float) -> tuple[Compared, ...]:
    """Everything that both sides tell of; what one of them leaves out is not compared. year: of the second interview."""
    found = [*_with_visit(first, second, income_apart), *_with_registers(second, known, year, income_apart)]
    return tuple(sorted(found, key=lambda one: (list(FIELDS).index(one.field), one.source)))


def alike(one: str, other: str, apart: float) -> bool:
    """Whether two amounts told from memory are one: no further apart than this share of the larger."""
    try:
        low, high = sorted((float(one), float(other)))
    except ValueError:
        return one == other
    return high - low <= apart * abs(high)


def _with_visit(first: Told, second: Told, apart: float) -> Iterator[Compared]:
    recalled = str(second.get("form", {}).get("recalled", ""))
    if recalled in ("yes", "no"):
        yield _of("met", VISIT, "yes", recalled, recalled == "yes")
    names = {"members": "members_said", "poverty": "bmn22", "house": "bmn8", "help": "help_received"}
    for name, fact in names.items():
        before, after = _text(first, fact), _text(second, fact)
        if before and after:
            same = set(before.split()) == set(after.split())
            yield _of(name, VISIT, before, after, same)
    before, after = _text(first, "income_per_person"), _text(second, "income_per_person")
    if before and after:
        yield _of("income", VISIT, before, after, alike(before, after, apart))


def _with_registers(second: Told, known: Known, year: int, apart: float) -> Iterator[Compared]:
    said = _text(second, "members_said")
    if said:
        yield _of("members", LIST, str(known.members), said, said == str(known.members))
    income = _text(second, "income_per_person")
    if income and known.income is not None:
        yield _of("income", SURVEY, f"{known.income:.0f}", income, alike(str(known.income), income, apart))
    for name, fact, before in (("poverty", "bmn22", known.poverty), ("house", "bmn8", known.house)):
        after = _text(second, fact)
        if before and after:
            yield _of(name, SURVEY, before, after, before == after)
    yield from _of_counts(second, known, year)


def _of_counts(second: Told, known: Known, year: int) -> Iterator[Compared]:
    form = second.get("form", {})
    # of a birth year alone nobody knows on which side of a birthday the day lies: both counts are right
    spans = {"children": ("under_18", 17, 18, False), "elderly": ("over_60", 60, 61, True)}
    for name, (key, first_age, next_age, older) in spans.items():
        after = _whole(form.get(key))
        if after is None or any(one is None for one in known.born):
            continue
        ages = [year - one for one in known.born if one is not None]
        few = sum(age > first_age if older else age <= first_age for age in ages)
        many = sum(age >= first_age if older else age <= next_age for age in ages)
        shown = str(few) if few == many else f"{few}-{many}"
        yield _of(name, LIST, shown, str(after), min(few, many) <= after <= max(few, many))
    for name, key, source, before in (
        ("disabled", "disabled_people", "disability", known.disabled),
        ("cards", "card_holders", "state_welfare", known.cards),
    ):
        after = _whole(form.get(key))
        if after is not None and before is not None:
            yield _of(name, source, str(before), str(after), before == after)


def _of(name: str, source: str, before: str, after: str, agrees: bool) -> Compared:
    return Compared(name, FIELDS[name], source, before[:120], after[:120], agrees=agrees)


def _text(told: Told, fact: str) -> str:
    return str(told.get("of", {}).get(fact, ""))


def _whole(value: Any) -> int | None:
    text = str(value if value is not None else "")
    return int(text) if text.isascii() and text.isdigit() else None
