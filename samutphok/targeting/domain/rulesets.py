"""Levels and local definitions: clauses in words and as rules, read from dated policy files.

The clauses of a definition never mix sensitivities: a clause is as sensitive as the most sensitive fact it reads, as
`policy/facts` has it. Clauses of the highest sensitivity are left out of everything drawn for an area; only a case team
assesses them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyError, PolicyFile
from samutphok.kernel.rules import Expr, FactType, Outcome, Value, evaluate, facts_used
from samutphok.kernel.vocabulary import Vocabulary

Facts = Mapping[str, Value | None]
HIGHEST = "S3"


class Unit(StrEnum):
    """Whom a rule set judges."""

    PERSON = "person"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition. text: as the source has it; reading: how its words are joined, where the source is silent."""

    id: str
    text: Bilingual
    reading: Bilingual | None
    rule: Expr
    sensitivity: str


@dataclass(frozen=True, slots=True)
class Assumption:
    """The value of a fact that nobody has stated yet, and why it is taken."""

    fact: str
    value: Value
    because: Bilingual


@dataclass(frozen=True, slots=True)
class DependantKind:
    """Why a person needs the help of others."""

    id: str
    label: Bilingual
    rule: Expr


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level of the decision table and the clauses that must all hold."""

    level: int
    label: Bilingual
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """The decision table of household levels, the highest first, with its kinds of dependant and its assumptions."""

    name: str
    label: Bilingual
    source: Bilingual
    valid_from: date
    numbers: Mapping[str, float]
    dependant: tuple[DependantKind, ...]
    assumed: tuple[Assumption, ...]
    clauses: tuple[Clause, ...]
    rows: tuple[LevelRow, ...]

    def with_assumptions(self, facts: Facts) -> dict[str, Value | None]:
        """The facts, with an assumed value wherever one is missing."""
        assumed = {one.fact: one.value for one in self.assumed if facts.get(one.fact) is None}
        return {**facts, **assumed}


@dataclass(frozen=True, slots=True)
class Definition:
    """Who counts as vulnerable, by the programme or by a local committee. `every`: all clauses must hold, else any."""

    name: str
    label: Bilingual
    source: Bilingual
    valid_from: date
    unit: Unit
    area: str
    every: bool
    reading: Bilingual
    numbers: Mapping[str, float]
    clauses: tuple[Clause, ...]

    def open_clauses(self) -> tuple[Clause, ...]:
        """The clauses that lists, counts and pages may apply: all but the most sensitive."""
        return tuple(clause for clause in self.clauses if clause.sensitivity != HIGHEST)


@dataclass(frozen=True, slots=True)
class ClauseOutcome:
    """What a clause says of somebody; `outcome.value` is True, False or None for unknown."""

    clause: Clause
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class LevelAssessment:
    """The level (None: no level, or open), the facts that leave it open, and every clause's outcome."""

    level: int | None
    missing: frozenset[str]
    clauses: tuple[ClauseOutcome, ...]

    @property
    def is_open(self) -> bool:
        """Whether missing facts leave the level undecided, as against a household that simply has none."""
        return self.level is None and bool(self.missing)


def assess_level(levels: Levels, facts: Facts) -> LevelAssessment:
    """The highest level whose clauses all hold; open when a higher one cannot be excluded (Kleene's logic)."""
    known = {**facts, **levels.numbers}
    outcomes = {clause.id: ClauseOutcome(clause, evaluate(clause.rule, known)) for clause in levels.clauses}
    everything = tuple(outcomes.values())
    for row in levels.rows:
        needed = [outcomes[clause].outcome for clause in row.clauses]
        if any(outcome.value is False for outcome in needed):
            continue
        missing = frozenset().union(*(outcome.missing for outcome in needed if outcome.value is None))
        return LevelAssessment(None if missing else row.level, missing, everything)
    return LevelAssessment(None, frozenset(), everything)


def assess_definition(definition: Definition, facts: Facts) -> tuple[ClauseOutcome, ...]:
    """What each clause that may be applied says of the person or household with these facts."""
    known = {**facts, **definition.numbers}
    return tuple(ClauseOutcome(clause, evaluate(clause.rule, known)) for clause in definition.open_clauses())


def meets(definition: Definition, values: Iterable[bool | None]) -> bool | None:
    """The definition's answer from its clauses' answers: True, False, or None when missing facts leave it open."""
    answers = list(values)
    if definition.every:
        return False if False in answers else None if None in answers else True
    return True if True in answers else None if None in answers else False


def dependant_kinds(levels: Levels, facts: Facts) -> tuple[tuple[DependantKind, bool | None], ...]:
    """Each kind of dependant with whether the person is one; facts are completed with the levels' assumptions."""
    known = {**levels.with_assumptions(facts), **levels.numbers}
    return tuple((kind, _truth(evaluate(kind.rule, known))) for kind in levels.dependant)


def _truth(outcome: Outcome) -> bool | None:
    return outcome.value if isinstance(outcome.value, bool) else None


def read_levels(file: PolicyFile, vocabulary: Vocabulary) -> Levels:
    """The levels of a policy file; raises PolicyError, which names file, line and remedy."""
    household, person = (_types(file, vocabulary, unit) for unit in (Unit.HOUSEHOLD, Unit.PERSON))
    clauses = _clauses(file, household, vocabulary)
    rows = tuple(_level_row(file, place, {clause.id for clause in clauses}) for place in _places(file, "levels"))
    return Levels(
        name=file.name,
        label=_text(file, "label"),
        source=file.source,
        valid_from=file.valid_from,
        numbers=_numbers(file),
        dependant=tuple(
            DependantKind(
                id=str(file.get("dependant", place, "id")),
                label=_text(file, "dependant", place, "label"),
                rule=file.rule("dependant", place, "when", facts=person),
            )
            for place in _places(file, "dependant")
        ),
        assumed=tuple(
            Assumption(fact, file.get("assumed", fact, "value"), _text(file, "assumed", fact, "because"))
            for fact in file.raw.get("assumed", {})
        ),
        clauses=clauses,
        rows=tuple(sorted(rows, key=lambda row: row.level, reverse=True)),
    )


def read_definition(file: PolicyFile, vocabulary: Vocabulary) -> Definition:
    """The definition of a policy file; raises PolicyError, which names file, line and remedy."""
    unit, match = file.get("unit"), file.get("match")
    if unit not in list(Unit) or match not in ("all", "any"):
        raise file.error(
            ("unit",) if unit not in list(Unit) else ("match",),
            Bilingual("unit หรือ match ไม่ถูกต้อง", "its unit or match is not right."),
            Bilingual(
                "unit: person หรือ household; match: all หรือ any", "unit: person or household; match: all or any."
            ),
        )
    types = _types(file, vocabulary, Unit.HOUSEHOLD)
    if unit == Unit.PERSON:
        types |= vocabulary.types(Unit.PERSON)
    return Definition(
        name=file.name,
        label=_text(file, "label"),
        source=file.source,
        valid_from=file.valid_from,
        unit=Unit(unit),
        area=str(file.get("area")),
        every=match == "all",
        reading=_text(file, "reading"),
        numbers=_numbers(file),
        clauses=_clauses(file, types, vocabulary),
    )


def _types(file: PolicyFile, vocabulary: Vocabulary, unit: Unit) -> dict[str, FactType]:
    return {**vocabulary.types(unit), **dict.fromkeys(_numbers(file), FactType.NUMBER)}


def _clauses(file: PolicyFile, types: Mapping[str, FactType], vocabulary: Vocabulary) -> tuple[Clause, ...]:
    return tuple(_clause(file, place, types, vocabulary) for place in _places(file, "clauses"))


def _clause(file: PolicyFile, place: int, types: Mapping[str, FactType], vocabulary: Vocabulary) -> Clause:
    rule = file.rule("clauses", place, "when", facts=types)
    return Clause(
        id=str(file.get("clauses", place, "id")),
        text=_text(file, "clauses", place, "text"),
        reading=_text(file, "clauses", place, "reading") if "reading" in file.get("clauses", place) else None,
        rule=rule,
        sensitivity=max((vocabulary.sensitivity(fact) for fact in facts_used(rule)), default="S1"),
    )


def _level_row(file: PolicyFile, place: int, clauses: frozenset[str] | set[str]) -> LevelRow:
    needed = tuple(file.get("levels", place, "all"))
    if unknown := sorted(set(needed) - clauses):
        raise file.error(
            ("levels", place, "all"),
            Bilingual(f"ไม่มีเงื่อนไข '{unknown[0]}'", f"there is no clause '{unknown[0]}'."),
            Bilingual("ใช้ id ของเงื่อนไขใน clauses", "Use the id of one of the clauses."),
        )
    return LevelRow(int(file.get("levels", place, "level")), _text(file, "levels", place, "label"), needed)


def _places(file: PolicyFile, key: str) -> range:
    listed = file.get(key)
    if not isinstance(listed, list):
        raise file.error(
            (key,),
            Bilingual(f"'{key}' ต้องเป็นรายการ", f"'{key}' is no list."),
            Bilingual("เขียนแต่ละรายการหลังเครื่องหมาย -", "Write each entry after a dash."),
        )
    return range(len(listed))


def _numbers(file: PolicyFile) -> dict[str, float]:
    named = file.raw.get("numbers", {})
    if not isinstance(named, dict):
        raise _no_number(file, "numbers")
    return {name: _number(file, name) for name in named}


def _number(file: PolicyFile, name: str) -> float:
    value = file.get("numbers", name, "value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise _no_number(file, "numbers", name, "value")
    return float(value)


def _no_number(file: PolicyFile, *path: str) -> PolicyError:
    return file.error(
        path,
        Bilingual("ตรงนี้ต้องเป็นตัวเลขที่มีชื่อ", "this is no named number."),
        Bilingual("เขียน value เป็นตัวเลขล้วน เช่น 38000", "Write its value as a plain number, such as 38000."),
    )


def _text(file: PolicyFile, *path: str | int) -> Bilingual:
    return Bilingual(str(file.get(*path, "th")), str(file.get(*path, "en")))
