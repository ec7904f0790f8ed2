"""Benefits as their files have them: who may claim, how much, from whom, by which law, and since when.

Whatever changes carries its days: the conditions stand in `versions`, the numbers they read in `numbers`. Asked about a day,
a benefit gives the `Rules` of that day; of a day on which it did not exist, none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from samutphok.entitlements.domain.vocabulary import HOUSEHOLD, PERSON, RightsVocabulary
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import Period, PolicyFile
from samutphok.kernel.rules import Expr, FactType, facts_used, with_terms

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SEALED = "S3"


class Status(StrEnum):
    """Whether a benefit is law, or only a proposal that may be tried as a scenario."""

    LAW = "law"
    SCENARIO = "scenario"


class Per(StrEnum):
    """How often an amount is paid; the words are those of the output's `unit`."""

    MONTH = "baht_per_month"
    YEAR = "baht_per_year"
    TIME = "baht_per_time"
    ONCE = "baht_once"
    KIND = "in_kind"  # a service or a thing, no money


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of a benefit, in the words of its law and as a rule."""

    id: str
    text: Bilingual
    rule: Expr
    sealed: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """A benefit on one day: all clauses must hold. amount: a rule that gives baht; None for help in kind.

    valid_from: the day since which exactly this has held: of the conditions, or of the latest number they read.
    source: the law of the version, or else of the benefit. numbers: the values of the day, which the rules read by name.
    """

    clauses: tuple[Clause, ...]
    amount: Expr | None
    numbers: Mapping[str, float]
    valid_from: date
    source: Bilingual


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit through time.

    unit: whom it is for, 'person' or 'household'. discretionary: the agency decides, so the answer is 'may apply'.
    up_to: the amount is a ceiling. also: what comes with it. documents, claim: what to bring, and where. note: what is to be
    checked before the answer is relied on. sealed: it reads facts that only a named case team may know, so it is in no
    list, count or file of registers.
    """

    name: str
    label: Bilingual
    status: Status
    unit: str
    agency: Bilingual
    discretionary: bool
    per: Per
    up_to: bool
    also: tuple[Bilingual, ...]
    documents: tuple[Bilingual, ...]
    claim: Bilingual
    note: Bilingual | None
    source: Bilingual
    sha256: str
    sealed: bool
    versions: tuple[tuple[Period, tuple[Clause, ...], Expr | None], ...]
    numbers: Mapping[str, tuple[Period, ...]]
    valid_from: date
    valid_to: date | None

    def on(self, day: date) -> Rules | None:
        """The rules of that day; None when the benefit did not exist yet, or no longer."""
        held = next(
            ((period, clauses, amount) for period, clauses, amount in self.versions if period.holds_on(day)), None
        )
        if held is None or day < self.valid_from or (self.valid_to is not None and day > self.valid_to):
            return None
        period, clauses, amount = held
        standing = {name: next(one for one in values if one.holds_on(day)) for name, values in self.numbers.items()}
        read = frozenset().union(*(facts_used(rule) for rule in (*(clause.rule for clause in clauses), amount) if rule))
        dates = [one.valid_from for name, one in standing.items() if name in read]
        return Rules(
            clauses=clauses,
            amount=amount,
            numbers={name: float(one.value) for name, one in standing.items()},
            valid_from=max([period.valid_from, *dates]),
            source=period.source if period.source.en else self.source,
        )


def read_benefit(file: PolicyFile, vocabulary: RightsVocabulary) -> Benefit:
    """The benefit of a policy file; raises PolicyError, which names file, line and remedy.

    Refused are a gap or an overlap between periods, a number below zero, terms that explain each other in a circle, a
    fact nobody knows, and whatever is missing.
    """
    unit = _one_of(file, "unit", (PERSON, HOUSEHOLD))
    numbers = {name: _values(file, name) for name in file.raw.get("numbers", {})}
    reader = _Reader(file, {**vocabulary.types(unit), **dict.fromkeys(numbers, FactType.NUMBER)}, vocabulary)
    versions = tuple(reader.version(place, period) for place, period in enumerate(file.periods("versions")))
    return Benefit(
        name=file.name,
        label=_text(file, "label"),
        status=Status(_one_of(file, "status", tuple(Status))),
        unit=unit,
        agency=_text(file, "agency"),
        discretionary=_flag(file, "discretionary"),
        per=Per(_one_of(file, "per", tuple(Per))),
        up_to=_flag(file, "up_to"),
        also=_texts(file, "also") if "also" in file.raw else (),
        documents=_texts(file, "documents"),
        claim=_text(file, "claim"),
        note=_text(file, "note") if "note" in file.raw else None,
        source=file.source,
        sha256=file.sha256,
        sealed=any(clause.sealed for _, clauses, _ in versions for clause in clauses),
        versions=versions,
        numbers=numbers,
        valid_from=file.valid_from,
        valid_to=file.valid_to,
    )


class _Reader:
    """Reads the rules of one file: clauses and amounts, with the file's own terms written out."""

    def __init__(self, file: PolicyFile, facts: Mapping[str, FactType], vocabulary: RightsVocabulary) -> None:
        self._file, self._facts, self._vocabulary = file, dict(facts), vocabulary
        self._terms: dict[str, Expr] = {}
        for name in file.raw.get("terms", {}):
            self._resolve(name, ())

    def version(self, place: int, period: Period) -> tuple[Period, tuple[Clause, ...], Expr | None]:
        """The clauses and the amount of one version."""
        path = ("versions", place, "value")
        clauses = tuple(self._clause((*path, "clauses", n)) for n in range(len(self._file.get(*path, "clauses"))))
        amount = None if self._file.get("per") == Per.KIND else self._rule((*path, "amount"))
        if amount is not None and not amount.type.is_numeric:
            raise self._file.error(
                (*path, "amount"),
                Bilingual("amount ต้องเป็นจำนวนเงิน", "the amount must be a number."),
                Bilingual("เขียนตัวเลขหรือกฎที่ให้ตัวเลข", "Write a number, or a rule that gives one."),
            )
        return period, clauses, amount

    def _clause(self, path: tuple[str | int, ...]) -> Clause:
        rule = self._rule((*path, "when"))
        if rule.type is not FactType.BOOL:
            raise self._file.error(
                (*path, "when"),
                Bilingual("เงื่อนไขต้องเป็นจริงหรือเท็จ", "a condition must be true or false."),
                Bilingual("เขียนการเปรียบเทียบ เช่น age >= 60", "Write a comparison, such as age >= 60."),
            )
        sealed = any(self._vocabulary.words.sensitivity(fact) == _SEALED for fact in facts_used(rule))
        return Clause(str(self._file.get(*path, "id")), _text(self._file, *path, "text"), rule, sealed)

    def _rule(self, path: tuple[str | int, ...]) -> Expr:
        types = {**self._facts, **{name: term.type for name, term in self._terms.items()}}
        return with_terms(self._file.rule(*path, facts=types), self._terms)

    def _resolve(self, name: str, asked_by: tuple[str, ...]) -> None:
        """Reads a term after those that it reads itself."""
        if name in self._terms:
            return
        if name in asked_by:
            circle = " > ".join((*asked_by[asked_by.index(name) :], name))
            raise self._file.error(
                ("terms", name),
                Bilingual(f"คำนิยามวนเป็นวง: {circle}", f"terms explain each other in a circle: {circle}."),
                Bilingual("ให้คำหนึ่งในวงอ้างข้อมูลโดยตรง", "Let one of them read facts only."),
            )
        for other in _NAME.findall(str(self._file.get("terms", name))):
            if other in self._file.raw["terms"]:
                self._resolve(other, (*asked_by, name))
        self._terms[name] = self._rule(("terms", name))


def _values(file: PolicyFile, name: str) -> tuple[Period, ...]:
    """The dated values of one number of the law."""
    periods = file.periods("numbers", name, "values")
    for place, period in enumerate(periods):
        if isinstance(period.value, bool) or not isinstance(period.value, int | float) or period.value < 0:
            raise file.error(
                ("numbers", name, "values", place, "value"),
                Bilingual("ต้องเป็นตัวเลขที่ไม่ติดลบ", "this must be a number of zero or more."),
                Bilingual("แก้ค่าให้ตรงกับกฎหมาย", "Write the value as the law has it."),
            )
    return periods


def in_force(benefits: Sequence[Benefit], day: date) -> Iterator[tuple[Benefit, Rules]]:
    """The benefits that exist on a day, with the rules of that day."""
    for benefit in benefits:
        if (rules := benefit.on(day)) is not None:
            yield benefit, rules


def _one_of(file: PolicyFile, key: str, known: Sequence[str]) -> str:
    value = file.get(key)
    if value not in known:
        words = ", ".join(str(word) for word in known)
        raise file.error(
            (key,),
            Bilingual(f"{key} ไม่ถูกต้อง", f"its {key} is not right."),
            Bilingual(f"ใช้คำใดคำหนึ่ง: {words}", f"Use one of: {words}."),
        )
    return str(value)


def _flag(file: PolicyFile, key: str) -> bool:
    value: Any = file.get(key)
    if not isinstance(value, bool):
        raise file.error(
            (key,),
            Bilingual(f"{key} ต้องเป็น true หรือ false", f"{key} must be true or false."),
            Bilingual("เขียน true หรือ false", "Write true or false."),
        )
    return value


def _text(file: PolicyFile, *path: str | int) -> Bilingual:
    return Bilingual(str(file.get(*path, "th")), str(file.get(*path, "en")))


def _texts(file: PolicyFile, key: str) -> tuple[Bilingual, ...]:
    return tuple(_text(file, key, place) for place in range(len(file.get(key))))
