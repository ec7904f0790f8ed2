"""The rules of one day as a sheet of plain data, by which a browser answers without sending anything back."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from samutphok.entitlements.domain.benefits import Benefit, Clause, Rules
from samutphok.entitlements.domain.questions import Question
from samutphok.entitlements.domain.vocabulary import RightsVocabulary
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.rules import facts_used
from samutphok.kernel.rules.as_data import as_data

Sheet = dict[str, Any]


def rights_sheet(
    standing: Iterable[tuple[Benefit, Rules]],
    questions: Sequence[Question],
    vocabulary: RightsVocabulary,
    *,
    on: date,
    language: str,
) -> Sheet:
    """Benefits, questions and names of facts in one language, ready for JSON.

    `{on, benefits: [{name, label, unit, agency, discretionary, per, up_to, also, documents, claim, note, source, valid_from,
    sealed, numbers, clauses: [{id, text, when}], amount}], questions: [{fact, subject, kind, text, hint,
    options, sealed, only_if, otherwise}],
    facts: {name: label}}`; rules are in the form of `kernel.rules.as_data`.
    """
    rows = tuple(standing)
    read = sorted({name for _, rules in rows for rule in _rules(rules) for name in facts_used(rule)})
    return {
        "on": on.isoformat(),
        "benefits": [_benefit(benefit, rules, language) for benefit, rules in rows],
        "questions": [_question(question, language) for question in questions],
        "facts": {name: vocabulary.words.label(name).in_language(language) for name in read},
    }


def _rules(rules: Rules) -> Iterable[Any]:
    return (rule for rule in (*(clause.rule for clause in rules.clauses), rules.amount) if rule is not None)


def _benefit(benefit: Benefit, rules: Rules, language: str) -> Sheet:
    def said(words: Bilingual) -> str:
        return words.in_language(language)

    return {
        "name": benefit.name,
        "label": said(benefit.label),
        "unit": benefit.unit,
        "agency": said(benefit.agency),
        "discretionary": benefit.discretionary,
        "per": str(benefit.per),
        "up_to": benefit.up_to,
        "also": [said(words) for words in benefit.also],
        "documents": [said(words) for words in benefit.documents],
        "claim": said(benefit.claim),
        "note": said(benefit.note) if benefit.note else "",
        "source": said(rules.source),
        "valid_from": rules.valid_from.isoformat(),
        "sealed": benefit.sealed,
        "numbers": dict(rules.numbers),
        "clauses": [_clause(clause, language) for clause in rules.clauses],
        "amount": as_data(rules.amount) if rules.amount is not None else None,
    }


def _clause(clause: Clause, language: str) -> Sheet:
    return {"id": clause.id, "text": clause.text.in_language(language), "when": as_data(clause.rule)}


def _question(question: Question, language: str) -> Sheet:
    return {
        "fact": question.fact,
        "subject": question.subject,
        "kind": str(question.kind),
        "text": question.text.in_language(language),
        "hint": question.hint.in_language(language) if question.hint else "",
        "options": {value: words.in_language(language) for value, words in question.options.items()},
        "sealed": question.sealed,
        "only_if": as_data(question.only_if) if question.only_if else None,
        "otherwise": question.otherwise,
    }
