"""The open clause as the editor draws it: rows with what may be chosen in each, brackets in brackets, the gaps beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext

from samutphok.insights.domain.sentences import OPERATOR_WORDS
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.rules import FactType
from samutphok.kernel.vocabulary import Vocabulary
from samutphok.targeting.domain.conditions import DEEPEST, OPERATORS, Formula, Group, Node, Row
from samutphok.targeting.domain.drafts import ClauseDraft, Draft, offered
from samutphok.targeting.domain.gaps import Gap
from samutphok.targeting.domain.knowledge import knowledge_of
from samutphok.web.definition_words import KNOWN


@dataclass(frozen=True, slots=True)
class FactChoice:
    """A fact in the picker, marked by how far registers know it."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class OperatorChoice:
    """A comparison in the picker."""

    value: str
    label: Bilingual
    chosen: bool


@dataclass(frozen=True, slots=True)
class PartDrawn:
    """One part of a condition. kind: row, formula or group; path: of its fields; parts: of a group, each drawn."""

    kind: str
    path: str
    gap: Bilingual | None = None
    fact: str = ""
    operators: tuple[OperatorChoice, ...] = ()
    value: str = ""
    valued: bool = False
    hint: str = ""
    every: bool = True
    negated: bool = False
    nests: bool = False
    parts: tuple["PartDrawn", ...] = ()


def drawn(clause: ClauseDraft, draft: Draft, words: Vocabulary, gaps: Iterable[Gap]) -> PartDrawn | None:
    """The clause's condition as a tree to draw; None where it is a text that cannot be read."""
    if isinstance(clause.condition, str):
        return None
    wrong = {f"t.{gap.row}": gap.text for gap in gaps if gap.place == clause.id and gap.row}
    return _drawn(clause.condition, "t", draft, words, wrong)


def fact_groups(draft: Draft, words: Vocabulary) -> list[tuple[str, list[tuple[str, str]]]]:
    """The facts to choose from, by whom they are of; each with the mark of how far registers know it."""
    language = get_language() or "th"
    named: dict[str, list[tuple[str, str]]] = {}
    for name in offered(words, draft.unit):
        mark = KNOWN[knowledge_of(name).known].mark
        label = f"{mark} {words.label(name).in_language(language)}"
        subject = "survey" if name.startswith("bmn") else words.facts[name].subject
        named.setdefault(subject, []).append((name, label))
    titles = {
        "person": pgettext("facts", "Of a person"),
        "household": pgettext("facts", "Of the family"),
        "survey": pgettext("facts", "Survey indicators (1 passed, 0 failed)"),
    }
    return [(titles[subject], named[subject]) for subject in titles if subject in named]


def fact_table(draft: Draft, words: Vocabulary) -> list[dict[str, Any]]:
    """All facts with type and how far they are known, as experts read them."""
    return [
        {"name": name, "type": kind.value, "label": words.label(name), "knowledge": knowledge_of(name)}
        for name, kind in sorted(offered(words, draft.unit).items())
    ]


def _drawn(node: Node, path: str, draft: Draft, words: Vocabulary, wrong: Mapping[str, Bilingual]) -> PartDrawn:
    if isinstance(node, Formula):
        return PartDrawn("formula", path, wrong.get(path), value=node.text)
    if isinstance(node, Row):
        return _row(node, path, draft, words, wrong.get(path))
    return _group(node, path, draft, words, wrong)


def _group(node: Group, path: str, draft: Draft, words: Vocabulary, wrong: Mapping[str, Bilingual]) -> PartDrawn:
    return PartDrawn(
        "group",
        path,
        wrong.get(path),
        every=node.every,
        negated=node.negated,
        nests=path.count(".") + 1 < DEEPEST,
        parts=tuple(_drawn(part, f"{path}.{place}", draft, words, wrong) for place, part in enumerate(node.parts)),
    )


def _row(row: Row, path: str, draft: Draft, words: Vocabulary, gap: Bilingual | None) -> PartDrawn:
    kind = offered(words, draft.unit).get(row.fact)
    operators = OPERATORS[kind] if kind is not None else ()
    return PartDrawn(
        "row",
        path,
        gap,
        fact=row.fact,
        operators=tuple(OperatorChoice(one.value, OPERATOR_WORDS[one], one is row.operator) for one in operators),
        value=row.value,
        valued=kind is not None and kind is not FactType.BOOL,
        hint=_hint(kind),
    )


def _hint(kind: FactType | None) -> str:
    if kind is FactType.DATE:
        return pgettext("value", "day, such as 1 May 2563")
    return pgettext("value", "number") if kind is not None and kind.is_numeric else pgettext("value", "text")
