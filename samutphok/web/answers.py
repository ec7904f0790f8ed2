"""Answers of visits as people read them: a choice by the form's own words, a flag as yes or no, dates in the Buddhist era."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import get_language, pgettext

from samutphok.access.domain import Viewer
from samutphok.forms.queries import published_names, schema_of
from samutphok.kernel.dates import PartialDate
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.logbook.domain.catalogue import FactKind
from samutphok.logbook.domain.difference import chosen
from samutphok.logbook.queries import catalogue
from samutphok.web.templatetags.desk import UNKNOWN, day, number

Choices = Mapping[tuple[str, str], Bilingual]  # by fact and value

_DIGITS = 6  # of a coordinate: a tenth of a metre


def choices_of(*, viewer: Viewer) -> Choices:
    """What the choices of every fact are called in the forms that the viewer's phones get; one query."""
    found: dict[tuple[str, str], Bilingual] = {}
    for form_id, version, sha256 in published_names(viewer=viewer):
        found |= _choices(form_id, version, sha256)
    return found


def answer_words(fact: str, value: str, choices: Choices) -> str:
    """One answer in the reader's language; a dash where there is none, and what nobody has words for as it was given."""
    if not value:
        return UNKNOWN
    known = catalogue().get(fact)
    match known.kind if known else FactKind.TEXT:
        case FactKind.FLAG:
            return _flag(fact, value)
        case FactKind.CHOICE:
            return ", ".join(choice_words(fact, one, choices) for one in chosen(value))
        case FactKind.NUMBER:
            return _number(value)
        case FactKind.DATE:
            return _day(value)
        case FactKind.PLACE:
            return " ".join(part[: part.find(".") + 1 + _DIGITS] if "." in part else part for part in value.split()[:2])
    return value


def choice_words(fact: str, value: str, choices: Choices) -> str:
    """What one choice is called."""
    found = choices.get((fact, value))
    return found.in_language(get_language() or "th") if found else value


@lru_cache(maxsize=64)
def _choices(form_id: str, version: str, _sha256: str) -> Choices:
    """By content: a version never changes, and another database of the same process has its own."""
    questions = schema_of(form_id=form_id, version=version).questions
    return {
        (question.fact, choice.value): choice.label
        for question in questions
        if question.fact
        for choice in question.choices
    }


def _flag(fact: str, value: str) -> str:
    passed = fact.startswith("bmn")
    if value == "1":
        return pgettext("indicator", "passed") if passed else pgettext("answer", "yes")
    if value == "0":
        return pgettext("indicator", "not passed") if passed else pgettext("answer", "no")
    return value


def _number(value: str) -> str:
    try:
        return number(float(value))
    except ValueError:
        return value


def _day(value: str) -> str:
    try:
        return str(day(PartialDate.from_iso(value)))
    except InvalidInput:
        return value
