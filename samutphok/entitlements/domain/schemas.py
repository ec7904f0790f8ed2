"""What goes into the questions about rights and what comes out, as JSON Schema (draft 2020-12), for docs/schemas."""

from typing import Any

from samutphok.entitlements.domain.answers import Outcomes
from samutphok.entitlements.domain.benefits import Per, Status
from samutphok.entitlements.domain.household import DATES, MOST_PERSONS
from samutphok.entitlements.domain.vocabulary import AREA, HOUSEHOLD, PERSON, RightsVocabulary
from samutphok.kernel.rules import FactType

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = {FactType.BOOL: "boolean", FactType.INT: "integer", FactType.NUMBER: "number", FactType.TEXT: "string"}
_ID = {"type": ["string", "integer", "null"]}
_DAY = {"type": ["string", "null"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_PERSON = {
    "person_id": _ID,
    "birth_date": {**_DAY, "description": "Date of birth, CE; month and day may be unknown"},
    "death_date": {**_DAY, "description": "Date of death, CE"},
    "nationality": {
        "type": ["string", "null"],
        "description": "TH for Thai; any other text is another nationality, or none",
    },
    "nationality_thai": {"type": ["boolean", "null"], "description": "Has Thai nationality, where no text is at hand"},
}
_HOME = {"household_id": _ID, AREA: {"type": ["string", "null"], "pattern": r"^(TH|\d{2}|\d{4}|\d{6}|\d{8})?$"}}
_BOTH = {
    "type": "object",
    "properties": {"th": {"type": "string"}, "en": {"type": "string"}},
    "required": ["th", "en"],
    "additionalProperties": False,
}


def schemas(vocabulary: RightsVocabulary) -> dict[str, dict[str, Any]]:
    """The schemas by name: household (a file of --household), person (a row of --persons), answers (what is printed)."""
    return {
        "household": {
            "$schema": _DRAFT,
            "title": "A household that asks for its rights",
            "description": "Every fact may be left out or null: it is then unknown, never false. persons may be [].",
            "type": "object",
            "properties": {
                "household": _object(_HOME | _facts(vocabulary, HOUSEHOLD)),
                "persons": {
                    "type": "array",
                    "maxItems": MOST_PERSONS,
                    "items": _object(_PERSON | _facts(vocabulary, PERSON)),
                },
            },
            "required": ["persons"],
            "additionalProperties": False,
        },
        "person": {
            "$schema": _DRAFT,
            "title": "A row of a register that asks for rights",
            "description": "The same facts as columns. A household's fact on which its rows disagree is unknown.",
            "type": "object",
            "properties": _PERSON | _HOME | _facts(vocabulary, PERSON) | _facts(vocabulary, HOUSEHOLD),
            "required": ["household_id", "person_id"],
        },
        "answers": _answers(),
    }


def _answers() -> dict[str, Any]:
    names = {"type": "array", "items": {"type": "string"}}
    reason = {
        "clause": {"type": "string"},
        "met": {"type": ["boolean", "null"]},
        "text": _BOTH,
        "found": {"type": "object", "description": "The facts that the clause read"},
        "missing": {**names, "description": "The facts that would decide it"},
    }
    answer = {
        "person_id": {"type": ["string", "null"], "description": "null: the answer is the household's"},
        "benefit": {"type": "string"},
        "label": _BOTH,
        "status": {"enum": [status.value for status in Status]},
        "outcome": {"enum": [outcome.value for outcome in Outcomes]},
        "amount": {"type": ["number", "null"], "minimum": 0},
        "unit": {"enum": [per.value for per in Per]},
        "up_to": {"type": "boolean", "description": "The amount is a ceiling"},
        "missing": {**names, "description": "The facts that would settle the outcome, or else the amount"},
        "reasons": {"type": "array", "items": _closed(reason)},
        "agency": _BOTH,
        "claim": _BOTH,
        "documents": {"type": "array", "items": _BOTH},
        "also": {"type": "array", "items": _BOTH},
        "note": {"anyOf": [_BOTH, {"type": "null"}]},
        "source": _BOTH,
        "valid_from": {"type": "string", "format": "date"},
    }
    return {"$schema": _DRAFT, "title": "The answers of benefits", "type": "array", "items": _closed(answer)}


def _facts(vocabulary: RightsVocabulary, subject: str) -> dict[str, Any]:
    return {
        fact.name: {"type": [_TYPES[fact.type], "null"], "description": fact.label.en}
        | ({"minimum": 0} if fact.type.is_numeric else {})
        for fact in vocabulary.askable(subject)
        if fact.name not in DATES
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
