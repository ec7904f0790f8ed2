"""A local definition while it is written: what its authors have typed so far, and the policy file it becomes.

A draft may have gaps; `frozen` writes one without gaps as the bytes of a policy file, always the same way, so that an
approved definition is named by its SHA-256 like any other rule.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from samutphok.kernel.dates import format_date
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.kernel.rules import Expr, FactType, RuleError, facts_used, parse
from samutphok.kernel.rules.writing import write_rule
from samutphok.kernel.vocabulary import Vocabulary
from samutphok.kernel.yaml_lines import write_yaml
from samutphok.targeting.domain.conditions import Group, Terms, condition_of, plain_number, written
from samutphok.targeting.domain.rulesets import HIGHEST, Unit, read_definition

NUMBER_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
NO_TEXT = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class NumberDraft:
    """A number that clauses name, such as an income limit, with the law or resolution that sets it."""

    name: str
    value: str
    unit: Bilingual
    valid_from: date | None
    source: str


@dataclass(frozen=True, slots=True)
class ClauseDraft:
    """One clause. condition: as picked, or the rule's text where that cannot be read yet.

    sealed: reads a fact of the highest sensitivity; kept as the source has it, counted and edited nowhere.
    """

    id: str
    text: Bilingual
    reading: Bilingual
    condition: Group | str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What a committee's definition says so far. every: all clauses must hold, else any one of them."""

    area: str
    label: Bilingual = NO_TEXT
    committee: Bilingual = NO_TEXT
    resolution: str = ""
    resolved_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    unit: Unit = Unit.PERSON
    every: bool = False
    reading: Bilingual = NO_TEXT
    numbers: tuple[NumberDraft, ...] = ()
    clauses: tuple[ClauseDraft, ...] = ()

    def terms(self, vocabulary: Vocabulary) -> Terms:
        """What its conditions may name: facts that are not sealed, and its numbers."""
        return Terms(offered(vocabulary, self.unit), frozenset(one.name for one in self.numbers))


def offered(vocabulary: Vocabulary, unit: Unit) -> dict[str, FactType]:
    """The facts that a local definition may read; those of the highest sensitivity are not among them."""
    subjects = (Unit.PERSON, Unit.HOUSEHOLD) if unit is Unit.PERSON else (Unit.HOUSEHOLD,)
    types = {name: kind for subject in subjects for name, kind in vocabulary.types(subject).items()}
    return {name: kind for name, kind in types.items() if vocabulary.sensitivity(name) != HIGHEST}


def rule_of(clause: ClauseDraft, draft: Draft, vocabulary: Vocabulary) -> Expr | None:
    """The clause's rule; None while its condition has gaps. Raises RuleError, with the place, for a text that is wrong."""
    terms = draft.terms(vocabulary)
    text = clause.condition if isinstance(clause.condition, str) else written(clause.condition, terms)
    if not text or not text.strip():
        return None
    types = terms.types()
    return parse(text, {**_all_types(vocabulary, draft.unit), **types} if clause.sealed else types)


def draft_of(file: PolicyFile, *, area: str, vocabulary: Vocabulary) -> Draft:
    """A definition's file as a draft for an area: to copy from, or to read in. Raises PolicyError for a bad file.

    The copy has its own resolution and dates to come; clauses on sealed facts are carried along as they are.
    """
    definition = read_definition(file, vocabulary)
    numbers = tuple(_number_of(file, name) for name in definition.numbers)
    terms = Terms(offered(vocabulary, definition.unit), frozenset(definition.numbers))
    return Draft(
        area=area,
        label=definition.label,
        committee=_said(file.raw.get("committee")) or definition.source,
        unit=definition.unit,
        every=definition.every,
        reading=definition.reading,
        numbers=numbers,
        clauses=tuple(
            ClauseDraft(
                id=clause.id,
                text=clause.text,
                reading=clause.reading or NO_TEXT,
                condition=write_rule(clause.rule)
                if clause.sensitivity == HIGHEST
                else condition_of(clause.rule, terms),
                sealed=clause.sensitivity == HIGHEST,
            )
            for clause in definition.clauses
        ),
    )


def frozen(draft: Draft, *, name: str, family: str, vocabulary: Vocabulary) -> bytes:
    """The draft as the bytes of a policy file: the same draft, the same bytes. The draft has no gaps (`gaps_in`)."""
    source = source_of(draft)
    content: dict[str, object] = {
        "name": name,
        "family": family,
        "label": _both(draft.label),
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
        "source": _both(source),
        "committee": _both(draft.committee),
        "resolution": {"number": draft.resolution, "date": draft.resolved_on},
        "unit": draft.unit.value,
        "area": draft.area,
        "match": "all" if draft.every else "any",
        "reading": _both(draft.reading if _filled(draft.reading).th else reading_of(draft.every)),
        "numbers": {
            one.name: {
                "value": _value(one.value),
                "unit": _both(one.unit),
                "valid_from": one.valid_from or draft.valid_from,
                "source": one.source,
            }
            for one in draft.numbers
        },
        "clauses": [_clause_content(clause, draft, vocabulary) for clause in draft.clauses],
    }
    return write_yaml(content).encode()


def source_of(draft: Draft) -> Bilingual:
    """The committee with its resolution, as pages and lists cite it."""
    committee, day = _filled(draft.committee), draft.resolved_on
    if day is None:
        return committee
    return Bilingual(
        f"{committee.th} มติที่ {draft.resolution} วันที่ {format_date(day, 'th')}",
        f"{committee.en}, resolution {draft.resolution} of {format_date(day, 'en')}",
    )


def reading_of(every: bool) -> Bilingual:
    """How clauses join, where the source does not say so in words of its own."""
    if every:
        return Bilingual("ต้องเข้าทุกข้อ (และ)", "All clauses must hold (AND).")
    return Bilingual("เข้าข้อใดข้อหนึ่งก็เพียงพอ (หรือ)", "Meeting any one clause is enough (OR).")


def countable(draft: Draft, *, name: str, vocabulary: Vocabulary, worded: bool = False) -> bytes | None:
    """What of a draft can be counted already, as a policy file: its clauses without gaps, those on sealed facts left out.

    None when no clause is ready. Without `worded` the texts are left out too, so that the same rules give the same bytes.
    """
    ready = tuple(clause for clause in draft.clauses if not clause.sealed and _is_ready(clause, draft, vocabulary))
    if not ready:
        return None
    whole = Draft(
        area=draft.area,
        valid_from=date(2000, 1, 1),  # a day that no count depends on
        unit=draft.unit,
        every=draft.every,
        numbers=tuple(_bare(one) for one in draft.numbers if _value(one.value) is not None),
        clauses=tuple(replace(clause, text=NO_TEXT, reading=NO_TEXT) for clause in ready),
    )
    if worded:
        whole = replace(whole, label=draft.label, committee=draft.committee, clauses=ready)
    return frozen(whole, name=name, family=name, vocabulary=vocabulary)


def _bare(one: NumberDraft) -> NumberDraft:
    return NumberDraft(one.name, one.value, NO_TEXT, None, "")


def _is_ready(clause: ClauseDraft, draft: Draft, vocabulary: Vocabulary) -> bool:
    try:
        rule = rule_of(clause, draft, vocabulary)
    except RuleError:
        return False
    valued = {one.name for one in draft.numbers if _value(one.value) is not None}
    named = {one.name for one in draft.numbers}
    return rule is not None and rule.type is FactType.BOOL and facts_used(rule) & named <= valued


def _clause_content(clause: ClauseDraft, draft: Draft, vocabulary: Vocabulary) -> dict[str, object]:
    rule = rule_of(clause, draft, vocabulary)
    content: dict[str, object] = {"id": clause.id, "text": _both(clause.text)}
    if clause.reading.th or clause.reading.en:
        content["reading"] = _both(clause.reading)
    return {**content, "when": write_rule(rule) if rule is not None else ""}


def _number_of(file: PolicyFile, name: str) -> NumberDraft:
    entry: Mapping[str, Any] = file.get("numbers", name)
    value, begins = entry["value"], entry.get("valid_from")
    return NumberDraft(
        name=name,
        value=f"{value:g}" if isinstance(value, float) else str(value),
        unit=_said(entry.get("unit")) or NO_TEXT,
        valid_from=begins if isinstance(begins, date) else None,
        source=str(entry.get("source", "")),
    )


def _said(stated: object) -> Bilingual | None:
    return Bilingual(str(stated.get("th", "")), str(stated.get("en", ""))) if isinstance(stated, Mapping) else None


def _filled(text: Bilingual) -> Bilingual:
    """Each language, or the other where only one was written: committees write Thai."""
    return Bilingual(text.th or text.en, text.en or text.th)


def _both(text: Bilingual) -> dict[str, str]:
    filled = _filled(text)
    return {"th": filled.th, "en": filled.en}


def _value(text: str) -> int | float | None:
    """The number as typed; None for what is none."""
    plain = plain_number(text)
    if plain is None:
        return None
    return float(plain) if "." in plain else int(plain)


def _all_types(vocabulary: Vocabulary, unit: Unit) -> dict[str, FactType]:
    types = vocabulary.types(Unit.HOUSEHOLD)
    return {**types, **vocabulary.types(Unit.PERSON)} if unit is Unit.PERSON else types
