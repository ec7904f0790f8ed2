"""Why: a rule's clauses with what was read for each, in plain words."""

from collections.abc import Iterable, Mapping

from samutphok.insights.domain.readings import Clause, Reading, Verdict
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.rules import Value, facts_used
from samutphok.kernel.vocabulary import Vocabulary
from samutphok.targeting.domain.rulesets import Assumption, ClauseOutcome, Definition, LevelAssessment, Levels
from samutphok.targeting.domain.rulesets import Clause as RuleClause

BOUNDS = ("dependants_at_least", "dependants_at_most")
NO_LEVEL = Bilingual("ไม่อยู่ในระดับใด (รายได้ไม่น้อย)", "No level: not of low income")
OPEN_LEVEL = Bilingual("ยังระบุระดับไม่ได้", "Level still open")
IN, OUT = Bilingual("เข้านิยาม", "Meets the definition"), Bilingual("ไม่เข้านิยาม", "Does not meet the definition")
OPEN = Bilingual("ยังตอบไม่ได้จากทะเบียน", "Not decided by the registers")


def verdict_of(value: object) -> Verdict:
    """Three-valued logic as a page writes it."""
    if value is None:
        return Verdict.UNKNOWN
    return Verdict.MET if value else Verdict.NOT_MET


def level_reading(
    levels: Levels, found: LevelAssessment, facts: Mapping[str, Value | None], words: Vocabulary
) -> Reading:
    """The level with each clause, what was read for it and what is missing."""
    label = next((row.label for row in levels.rows if row.level == found.level), None)
    return Reading(
        name=levels.name,
        label=levels.label,
        outcome=label or (OPEN_LEVEL if found.is_open else NO_LEVEL),
        verdict=Verdict.MET if label else Verdict.UNKNOWN if found.is_open else Verdict.NOT_MET,
        clauses=tuple(_clause(one, facts, words) for one in found.clauses),
        source=levels.source,
        valid_from=levels.valid_from,
    )


def household_definition(
    definition: Definition,
    outcomes: Iterable[ClauseOutcome],
    facts: Mapping[str, Value | None],
    words: Vocabulary,
    met: bool,
) -> Reading:
    """A definition that judges the household, clause by clause."""
    clauses = tuple(_clause(one, facts, words) for one in outcomes)
    return _reading(definition, clauses, met)


def person_definition(
    definition: Definition, met: Iterable[str], unknown: Iterable[str], persons: int, words: Vocabulary
) -> Reading:
    """A definition that judges each member: a clause is met when any member meets it, open when any may."""
    holding, open_ones = frozenset(met), frozenset(unknown)
    clauses = tuple(
        Clause(
            text=clause.text,
            verdict=Verdict.MET
            if clause.id in holding
            else Verdict.UNKNOWN
            if clause.id in open_ones
            else Verdict.NOT_MET,
            found=clause.reading or Bilingual("", ""),
            missing=_to_ask(clause, words) if clause.id in open_ones - holding else (),
        )
        for clause in definition.open_clauses()
    )
    reading = _reading(definition, clauses, persons > 0)
    if not persons:
        return reading
    outcome = Bilingual(f"{IN.th} {persons} คน", f"{persons} member(s) meet the definition")
    return Reading(reading.name, reading.label, outcome, reading.verdict, clauses, reading.source, reading.valid_from)


def assumption_words(one: Assumption, words: Vocabulary) -> Bilingual:
    """A fact that is taken as given, and why."""
    label = words.label(one.fact)
    return Bilingual(f"{label.th}: {one.because.th}", f"{label.en}: {one.because.en}")


def _reading(definition: Definition, clauses: tuple[Clause, ...], met: bool) -> Reading:
    verdicts = [clause.verdict for clause in clauses]
    decided = met or Verdict.UNKNOWN not in verdicts or (definition.every and Verdict.NOT_MET in verdicts)
    return Reading(
        name=definition.name,
        label=definition.label,
        outcome=IN if met else OUT if decided else OPEN,
        verdict=Verdict.MET if met else Verdict.NOT_MET if decided else Verdict.UNKNOWN,
        clauses=clauses,
        source=definition.source,
        valid_from=definition.valid_from,
    )


def _clause(one: ClauseOutcome, facts: Mapping[str, Value | None], words: Vocabulary) -> Clause:
    return Clause(
        text=one.clause.text,
        verdict=verdict_of(one.outcome.value),
        found=_found(one.clause, facts, words),
        missing=tuple(words.label(name) for name in sorted(one.outcome.missing)),
    )


def _found(clause: RuleClause, facts: Mapping[str, Value | None], words: Vocabulary) -> Bilingual:
    """The facts that the clause reads and somebody has stated, with their values; bounds only where the number is open."""
    names = [name for name in sorted(facts_used(clause.rule)) if facts.get(name) is not None]
    if "dependants" in names:
        names = [name for name in names if name not in BOUNDS]
    said = [(words.label(name), facts[name], name) for name in names]
    return Bilingual(
        " · ".join(f"{label.th}: {_value(value, name).th}" for label, value, name in said),
        " · ".join(f"{label.en}: {_value(value, name).en}" for label, value, name in said),
    )


def _value(value: object, name: str) -> Bilingual:
    if name.startswith("bmn"):
        return Bilingual("ผ่าน", "passed") if value == 1 else Bilingual("ไม่ผ่าน", "failed")
    if isinstance(value, bool):
        return Bilingual("ใช่", "yes") if value else Bilingual("ไม่ใช่", "no")
    text = f"{value:,.0f}" if isinstance(value, int | float) else str(value)
    return Bilingual(text, text)


def _to_ask(clause: RuleClause, words: Vocabulary) -> tuple[Bilingual, ...]:
    """What somebody would have to ask about the members: the clause's facts about a person."""
    asked = sorted(
        name for name in facts_used(clause.rule) if name in words.facts and words.facts[name].subject == "person"
    )
    return tuple(words.label(name) for name in asked if name not in ("age", "dependant"))
