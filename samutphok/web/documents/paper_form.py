"""A form blank on paper, numbered as the desk shows it, to be written by hand and typed in later."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from samutphok.forms.domain.document import Heading, Line, Part
from samutphok.forms.domain.question import Question, QuestionKind
from samutphok.kernel.errors import Bilingual
from samutphok.web.documents.typesetting import Code, typeset
from samutphok.web.templatetags.desk import said

# How much room an answer gets, by the kind of question; choices and text are decided below.
_ROOM = {
    QuestionKind.INTEGER: "number",
    QuestionKind.DECIMAL: "number",
    QuestionKind.DATE: "date",
    QuestionKind.DATETIME: "date",
    QuestionKind.GEOPOINT: "place",
    QuestionKind.FILE: "file",
}
_ONE = frozenset({QuestionKind.SELECT_ONE, QuestionKind.BOOLEAN})
_BOXES = {"pid": (1, 4, 5, 2, 1), "house_code": (4, 6, 1)}  # digits as they stand on card and house book
_SCALE, _SHORT = 6, 3  # choices and their letters, from which and up to which they stand in one row
_TOO_MANY = 9  # choices that a phone shows as a list to pull down: on paper the answer is written
_LEFT_OPEN = "…"  # where the phone puts a name or a number into the text
COPIES, MOST_COPIES = 4, 12  # people for whom a form has room, by itself and at most
_BOLD = re.compile(r"\*\*|__")


@dataclass(frozen=True, slots=True)
class PaperSize:
    """The sheet. copies: how many people the parts that are asked of each have room for."""

    paper: str = "a4"
    copies: int = COPIES


def paper_form_pdf(*, title: str, version: str, parts: Sequence[Part], size: PaperSize, language: str) -> bytes:
    """The blank form as a PDF. parts: as the desk shows them, so that numbers and conditions are the same."""
    with override(language):
        value = {
            "title": title,
            "version": version,
            "paper": Code(size.paper),
            "words": _words(),
            "parts": [_part(part, size.copies) for part in parts],
        }
    return typeset("paper_form.typ", value, language=language)


def _part(part: Part, copies: int) -> dict[str, Any]:
    runs = groupby(part.lines, key=lambda line: line.question.repeat)
    return {
        "label": _told(part.heading.label),
        "when": _when(part.heading.when),
        "runs": [run for repeat, lines in runs for run in _run(list(lines), copies if repeat else 1)],
    }


def _run(lines: list[Line], copies: int) -> list[dict[str, Any]]:
    """Questions that stand together; what is asked of each person comes once for each, under that person's place."""
    items = _once_said([item for line in lines for item in (*map(_heading, _inside(line)), _item(line))])
    opening = next((_until_repeat(line) for line in lines if _until_repeat(line)), [])
    title = _told(opening[-1].label) if opening else ""
    return [
        {
            "person": _("%(title)s, no. %(place)s") % {"title": title, "place": place} if opening else "",
            "when": [_when(one.when) for one in opening if said(one.when)],
            "items": items,
        }
        for place in range(1, copies + 1)
    ]


def _until_repeat(line: Line) -> list[Heading]:
    """The headings that lead into the part that is asked of each person, that part's own as the last."""
    place = next((place for place, one in enumerate(line.headings, start=1) if one.repeats), 0)
    return list(line.headings[:place])


def _once_said(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A condition that several questions in a row share is said above the first, with their numbers."""
    said_once: list[dict[str, Any]] = []
    for when, run in groupby(items, key=lambda item: item.get("when", "") if "number" in item else ""):
        first, *others = run
        if when and others:
            numbers = {"first": first["number"], "last": others[-1]["number"], "condition": when}
            first = first | {"when": _("%(first)s to %(last)s: %(condition)s") % numbers}
            others = [other | {"when": ""} for other in others]
        said_once += [first, *others]
    return said_once


def _inside(line: Line) -> list[Heading]:
    """Headings that say something without the values that the phone puts in."""
    own = line.headings[len(_until_repeat(line)) :]
    return [one for one in own if said(one.label) and _LEFT_OPEN not in said(one.label)]


def _heading(heading: Heading) -> dict[str, Any]:
    return {"kind": Code("heading"), "label": _told(heading.label), "when": _when(heading.when)}


def _item(line: Line) -> dict[str, Any]:
    question = line.question
    named = _("this person") if question.repeat else "....."
    if not line.number:
        return {"kind": Code("note"), "lines": _told(question.label).replace(_LEFT_OPEN, named).split("•")}
    return {
        "kind": Code(_room(question)),
        "number": str(line.number),
        "label": _told(question.label).replace(_LEFT_OPEN, named),
        "hint": _told(question.hint),
        "when": _when(line.when),
        "required": question.required,
        "choices": [_told(choice.label) for choice in question.choices],
        "scale": len(question.choices) >= _SCALE and all(len(_told(one.label)) <= _SHORT for one in question.choices),
        "boxes": list(_BOXES.get(question.fact, ())),
        "lines": 3 if "multiline" in question.appearance else 1,
    }


def _room(question: Question) -> str:
    if question.choices and not ("minimal" in question.appearance and len(question.choices) > _TOO_MANY):
        return "one" if question.kind in _ONE else "many"
    if question.fact in _BOXES:
        return "digits"
    return _ROOM.get(question.kind, "text")


def _told(label: Bilingual) -> str:
    return _BOLD.sub("", said(label))


def _when(condition: Bilingual) -> str:
    words = said(condition)
    return _("Only when %(condition)s") % {"condition": words} if words else ""


def _words() -> dict[str, str]:
    """What every blank form says."""
    return {
        "blank": _("Blank form, to be written by hand"),
        "version": _("form version"),
        "family": _("Family of"),
        "name": _("Name"),
        "visitor": _("Visitor"),
        "typed": _("Typed in by"),
        "day": _("Day"),
        "month": _("Month"),
        "year": _("Year (B.E.)"),
        "latitude": _("Latitude"),
        "longitude": _("Longitude"),
        "taken": _("taken; added when this is typed in"),
        "one": _("choose one"),
        "many": _("choose all that fit"),
        "must": _("needs an answer"),
        "page": _("page"),
        "more": _("More people than there is room for? Take another sheet."),
        "private": _("Personal data: keep it safe, use it only to help this family."),
    }
