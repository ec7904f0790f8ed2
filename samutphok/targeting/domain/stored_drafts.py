"""A draft as JSON and back: what the office database keeps of a definition while it is written."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from samutphok.kernel.errors import Bilingual
from samutphok.targeting.domain.conditions import Formula, Group, Node, Operator, Row
from samutphok.targeting.domain.drafts import ClauseDraft, Draft, NumberDraft
from samutphok.targeting.domain.rulesets import Unit

Stored = dict[str, Any]


def stored(draft: Draft) -> Stored:
    """The draft as JSON; the same draft gives the same."""
    return {
        "area": draft.area,
        "label": _both(draft.label),
        "committee": _both(draft.committee),
        "resolution": draft.resolution,
        "resolved_on": _iso(draft.resolved_on),
        "valid_from": _iso(draft.valid_from),
        "valid_to": _iso(draft.valid_to),
        "unit": draft.unit.value,
        "every": draft.every,
        "reading": _both(draft.reading),
        "numbers": [
            {
                "name": one.name,
                "value": one.value,
                "unit": _both(one.unit),
                "valid_from": _iso(one.valid_from),
                "source": one.source,
            }
            for one in draft.numbers
        ],
        "clauses": [
            {
                "id": one.id,
                "text": _both(one.text),
                "reading": _both(one.reading),
                "condition": one.condition if isinstance(one.condition, str) else _node(one.condition),
                "sealed": one.sealed,
            }
            for one in draft.clauses
        ],
    }


def restored(content: Mapping[str, Any]) -> Draft:
    """The draft that was stored."""
    return Draft(
        area=content["area"],
        label=_text(content["label"]),
        committee=_text(content["committee"]),
        resolution=content["resolution"],
        resolved_on=_day(content["resolved_on"]),
        valid_from=_day(content["valid_from"]),
        valid_to=_day(content["valid_to"]),
        unit=Unit(content["unit"]),
        every=content["every"],
        reading=_text(content["reading"]),
        numbers=tuple(
            NumberDraft(one["name"], one["value"], _text(one["unit"]), _day(one["valid_from"]), one["source"])
            for one in content["numbers"]
        ),
        clauses=tuple(_clause(one) for one in content["clauses"]),
    )


def _clause(one: Mapping[str, Any]) -> ClauseDraft:
    kept = one["condition"]
    condition = kept if isinstance(kept, str) else _group(kept)
    return ClauseDraft(one["id"], _text(one["text"]), _text(one["reading"]), condition, one["sealed"])


def _node(node: Node) -> Stored:
    if isinstance(node, Row):
        return {"fact": node.fact, "operator": node.operator.value, "value": node.value}
    if isinstance(node, Formula):
        return {"formula": node.text}
    return {"every": node.every, "negated": node.negated, "parts": [_node(part) for part in node.parts]}


def _read_node(kept: Mapping[str, Any]) -> Node:
    if "formula" in kept:
        return Formula(kept["formula"])
    if "fact" in kept:
        return Row(kept["fact"], Operator(kept["operator"]), kept["value"])
    return _group(kept)


def _group(kept: Mapping[str, Any]) -> Group:
    return Group(kept["every"], tuple(_read_node(part) for part in kept["parts"]), kept["negated"])


def _both(text: Bilingual) -> dict[str, str]:
    return {"th": text.th, "en": text.en}


def _text(kept: Mapping[str, str]) -> Bilingual:
    return Bilingual(kept["th"], kept["en"])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
