"""How what is put to a conference is written: the named fields of a family, and steps in one line."""

from collections.abc import Iterable
from typing import Any

from samutphok.cases.domain.conference import ConferenceView, FamilyPut
from samutphok.cases.domain.plan import Step, plan_from_json
from samutphok.cases.queries import rules_on
from samutphok.web import case_words as words
from samutphok.web.templatetags.desk import day


def told_rows(one: FamilyPut, found: ConferenceView) -> list[tuple[str, str]]:
    """The named fields of a family in words, each with its label; empty ones are left out."""
    labels = rules_on(found.on).fields
    return [
        (labels[name].in_language(words.language()), _told(name, value))
        for name, value in one.told.items()
        if name in labels and value not in (None, [], "")
    ]


def step_line(one: Step) -> str:
    """A step in one line: what, who, until when."""
    due = f" · {day(one.due_on)}" if one.due_on else ""
    return f"{one.text} ({words.responsible_word(one.responsible)}{due})"


def _told(name: str, value: Any) -> str:
    if name == "problems":
        return _joined(
            " ".join(part for part in (words.problem_word(one["code"]), one["text"]) if part) for one in value
        )
    if name == "steps":
        return _joined(step_line(one) for one in plan_from_json({"steps": value}).steps)
    return _joined(str(one) for one in value) if isinstance(value, list) else str(value)


def _joined(lines: Iterable[str]) -> str:
    return " · ".join(lines)
