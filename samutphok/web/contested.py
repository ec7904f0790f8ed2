"""A conflict as its page shows it: the visits side by side, and each question with the answers to choose between."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from samutphok.intake.domain.register import registers
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.catalogue import FactKind
from samutphok.logbook.domain.contradictions import OTHERS_NUMBER
from samutphok.logbook.domain.difference import Piece, chosen, difference, pieces
from samutphok.logbook.domain.visits import Candidate, ConflictView, ContestedFact, ContradictionView
from samutphok.logbook.queries import catalogue
from samutphok.registry.domain.roll import FamilyRoll
from samutphok.web.answers import Choices, answer_words, choice_words

_SIDES = "กขคงจฉชซ"
_SAID_OF_FINDINGS: Mapping[str, Promise] = {
    OTHERS_NUMBER: pgettext_lazy("finding", "a number that the office knows as somebody else's"),
    "listed": pgettext_lazy("finding", "still in the register"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the visits that differ. letter: by which the page calls it."""

    visit_id: UUID
    letter: str
    by: str
    day: date
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. visit_id: by whose word it is chosen; sides: all visits that say so; parts: with marks."""

    visit_id: UUID
    sides: tuple[Side, ...]
    parts: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One fact about which the visits differ. name: of the field in the form; note: how the answers differ."""

    name: str
    label: Bilingual
    who: str
    options: tuple[Option, ...]
    note: Bilingual | None


@dataclass(frozen=True, slots=True)
class Contest:
    """A conflict, ready for its page."""

    found: ConflictView
    sides: tuple[Side, ...]
    questions: tuple[Question, ...]


def contest(found: ConflictView, names: Mapping[str, str], choices: Choices) -> Contest:
    """The conflict in words. names: of the visitors by account; choices: what the forms call them."""
    sides = _sides(found, names)
    return Contest(found, tuple(sides.values()), tuple(_question(fact, sides, choices) for fact in found.facts))


def _sides(found: ConflictView, names: Mapping[str, str]) -> dict[UUID, Side]:
    visits = {one.visit_id: one for fact in found.facts for one in fact.candidates}
    ordered = sorted(visits.values(), key=lambda one: (one.received_at, str(one.visit_id)))
    return {
        one.visit_id: Side(one.visit_id, _SIDES[place % len(_SIDES)], names.get(one.by, ""), one.day, one.received_at)
        for place, one in enumerate(ordered)
    }


def _question(fact: ContestedFact, sides: Mapping[UUID, Side], choices: Choices) -> Question:
    known = catalogue().get(fact.key.fact)
    kind = known.kind if known else FactKind.TEXT
    values = tuple(dict.fromkeys(one.value for one in fact.candidates))
    two = len(values) == 2
    return Question(
        name=f"{fact.key.subject}:{fact.key.fact}",
        label=fact.label,
        who=fact.who,
        options=tuple(_option(value, values, fact, kind, sides, choices) for value in values),
        note=difference(kind, *values) if two else None,
    )


def _option(
    value: str,
    values: Sequence[str],
    fact: ContestedFact,
    kind: FactKind,
    sides: Mapping[UUID, Side],
    choices: Choices,
) -> Option:
    saying: list[Candidate] = [one for one in fact.candidates if one.value == value]
    others = [other for other in values if other != value]
    if kind is FactKind.CHOICE:
        parts = _chosen_parts(fact.key.fact, value, others, choices)
    else:
        words = [answer_words(fact.key.fact, one, choices) for one in (value, *others)]
        parts = pieces(words[0], words[1:]) if kind in (FactKind.TEXT, FactKind.ID) else (Piece(words[0], True),)
    said = tuple(sorted((sides[one.visit_id] for one in saying), key=lambda side: side.received_at))
    return Option(said[0].visit_id, said, parts)


def _chosen_parts(fact: str, value: str, others: Sequence[str], choices: Choices) -> tuple[Piece, ...]:
    """Each choice by itself; marked are those that not every side chose."""
    everywhere = set(chosen(value)).intersection(*map(chosen, others))
    named = [Piece(choice_words(fact, one, choices), one not in everywhere) for one in chosen(value)]
    return tuple(part for one in named for part in (Piece(" · ", differs=False), one))[1:]


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction between a visit and a register, in words. family, who: names; who '' for the household itself."""

    found: ContradictionView
    family: str
    who: str
    register: Bilingual | None
    said: str
    listed: str


def findings(rows: Iterable[ContradictionView], roll: FamilyRoll, choices: Choices) -> tuple[Finding, ...]:
    """The contradictions with the names of family and member, each side's answer in words."""
    heads = {one.id: one.members[0].identity.full_name for one in roll.families if one.members}
    people = {one.person_id: one.identity.full_name for family in roll.families for one in family.members}
    return tuple(
        Finding(
            found=row,
            family=heads.get(row.household_id, ""),
            who=people.get(row.person_id, "") if row.person_id else "",
            register=registers()[row.register].title if row.register in registers() else None,
            said=_finding_words(row.fact, row.said, choices),
            listed=_finding_words(row.fact, row.register_value, choices),
        )
        for row in rows
    )


def _finding_words(fact: str, value: str, choices: Choices) -> str:
    """An answer, or what a finding says in place of one."""
    return str(_SAID_OF_FINDINGS[value]) if value in _SAID_OF_FINDINGS else answer_words(fact, value, choices)
