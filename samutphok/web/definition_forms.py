"""What the pages of local definitions take from their forms: the head, the numbers, and the one clause that lies open.

A condition's rows come as fields named by their path: `t.0_fact`, `t.0_op`, `t.0_value`; a group of them as `t.1_join`.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.kernel.dates import format_date
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.vocabulary import Vocabulary
from samutphok.targeting.domain.approval import LocalDefinitionView
from samutphok.targeting.domain.conditions import DEEPEST, OPERATORS, Formula, Group, Node, Operator, Row
from samutphok.targeting.domain.drafts import ClauseDraft, Draft, NumberDraft, offered
from samutphok.targeting.domain.editing import from_text
from samutphok.targeting.domain.gaps import MOST_NUMBERS, MOST_ROWS
from samutphok.targeting.domain.rulesets import Unit
from samutphok.web.forms import AREA_CODE, AddressForm
from samutphok.web.imports import OfficeDateField

LONGEST_RULE, LONGEST_TEXT, LONGEST_VALUE, LONGEST_LINE = 4000, 1000, 200, 300
MOST_PARTS = MOST_ROWS + 10
LARGEST_FILE = 200_000  # bytes of a definition's YAML
_DAY = _("For example 15 September 2569.")
_CLAUSE_ID = re.compile(r"[a-z0-9_-]{1,60}")


class BeginForm(AddressForm):
    """A new draft: for which area, copied from which definition, or read from a file."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE)
    copy_of = forms.SlugField(label=_("Start from"), required=False, max_length=60)
    file = forms.FileField(label=_("Definition file (YAML)"), required=False)

    def clean_file(self) -> Any:
        """The file, if it is no larger than a definition can be."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large for a definition."))
        return file


class HeadForm(forms.Form):
    """Who decided what, from when, and how clauses join."""

    label_th = forms.CharField(label=_("Name of the definition (Thai)"), required=False, max_length=LONGEST_LINE)
    label_en = forms.CharField(label=_("Name (English)"), required=False, max_length=LONGEST_LINE)
    committee_th = forms.CharField(label=_("Committee"), required=False, max_length=LONGEST_LINE)
    resolution = forms.CharField(
        label=_("Resolution no."), required=False, max_length=60, help_text=_("For example 3/2569.")
    )
    resolved_on = OfficeDateField(label=_("Resolved on"), required=False, help_text=_DAY)
    valid_from = OfficeDateField(label=_("In force from"), required=False, help_text=_DAY)
    valid_to = OfficeDateField(label=_("Last day"), required=False, help_text=_("Empty: until a new version."))
    unit = forms.ChoiceField(
        label=_("It counts"),
        choices=[
            (Unit.PERSON.value, pgettext_lazy("unit", "persons: each member is judged")),
            (Unit.HOUSEHOLD.value, pgettext_lazy("unit", "families: each as one")),
        ],
    )
    match = forms.ChoiceField(
        label=_("How clauses join"),
        choices=[("any", _("any one clause is enough (OR)")), ("all", _("all clauses must hold (AND)"))],
    )
    reading_th = forms.CharField(
        label=_("How the text was read"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("Where the resolution does not say AND or OR: who read it so, and why."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StepForm(AddressForm):
    """An act on a definition as it was seen: its version, for an approval its fingerprint, and a note."""

    move = forms.CharField(max_length=20)
    version = forms.IntegerField(min_value=0)
    sha256 = forms.CharField(required=False, max_length=64)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000)


class ChangeForm(AddressForm):
    """Which families of a comparison: of one clause or of all, and the page."""

    clause = forms.IntegerField(label=_("Clause"), required=False, min_value=0, max_value=60)
    page = forms.IntegerField(label=_("Page"), required=False, min_value=1, max_value=1_000_000)


def head_of(draft: Draft) -> HeadForm:
    """The head's form with what the draft says."""
    return HeadForm(
        initial={
            "label_th": draft.label.th,
            "label_en": draft.label.en,
            "committee_th": draft.committee.th,
            "resolution": draft.resolution,
            "resolved_on": _as_written(draft.resolved_on),
            "valid_from": _as_written(draft.valid_from),
            "valid_to": _as_written(draft.valid_to),
            "unit": draft.unit.value,
            "match": "all" if draft.every else "any",
            "reading_th": draft.reading.th,
        }
    )


def read_draft(data: Mapping[str, str], head: HeadForm, before: Draft, words: Vocabulary) -> Draft:
    """The draft with what was sent: the head, the numbers and the clause that lay open; all else as it was before."""
    said = head.cleaned_data
    draft = replace(
        before,
        label=Bilingual(said["label_th"], said["label_en"]),
        committee=_in_thai(said["committee_th"], before.committee),
        resolution=said["resolution"],
        resolved_on=said["resolved_on"],
        valid_from=said["valid_from"],
        valid_to=said["valid_to"],
        unit=Unit(said["unit"]),
        every=said["match"] == "all",
        reading=_in_thai(said["reading_th"], before.reading),
        numbers=tuple(_numbers(data, before)),
    )
    clauses = tuple(_sent(clause, data, draft, words) for clause in before.clauses)
    return replace(draft, clauses=clauses)


def open_clause(data: Mapping[str, str], found: LocalDefinitionView) -> str:
    """The id of the clause that lies open, '' for none."""
    asked = data.get("open", "")
    return asked if any(clause.id == asked for clause in found.draft.clauses) else ""


def _sent(clause: ClauseDraft, data: Mapping[str, str], draft: Draft, words: Vocabulary) -> ClauseDraft:
    if clause.id != data.get("open") or not _CLAUSE_ID.fullmatch(clause.id):
        return clause
    text = Bilingual(_line(data, "text_th", LONGEST_TEXT), _line(data, "text_en", LONGEST_TEXT))
    reading = _in_thai(_line(data, "clause_reading_th", LONGEST_TEXT), clause.reading)
    said = replace(clause, text=text, reading=reading)
    if clause.sealed:
        return said
    if "rule" in data:
        return replace(said, condition=from_text(_rule(data), draft, words))
    if "t_join" in data:
        return replace(said, condition=_group(data, "t", draft, words, 1))
    return said


def _rule(data: Mapping[str, str]) -> str:
    """The rule's text; a longer one than any rule may be is refused, not cut."""
    text = data["rule"]
    if len(text) > LONGEST_RULE:
        raise InvalidInput(
            problem=Bilingual("ข้อความของกฎยาวเกินไป จึงไม่ได้บันทึก", "The rule's text is too long and was not saved."),
            remedy=Bilingual(
                f"เขียนไม่เกิน {LONGEST_RULE} ตัวอักษร หรือแยกเป็นหลายข้อ",
                f"Keep it under {LONGEST_RULE} characters, or split it.",
            ),
        )
    return text.replace("\r\n", "\n").replace("\x00", "")


def _group(data: Mapping[str, str], path: str, draft: Draft, words: Vocabulary, level: int) -> Group:
    parts: list[Node] = []
    for place in range(MOST_PARTS):
        here = f"{path}.{place}"
        if f"{here}_join" in data and level <= DEEPEST:
            parts.append(_group(data, here, draft, words, level + 1))
        elif f"{here}_formula" in data:
            parts.append(Formula(_line(data, f"{here}_formula", LONGEST_RULE)))
        elif f"{here}_fact" in data:
            parts.append(_row(data, here, draft, words))
        else:
            break
    return Group(data.get(f"{path}_join") != "any", tuple(parts), f"{path}_not" in data and level > 1)


def _row(data: Mapping[str, str], path: str, draft: Draft, words: Vocabulary) -> Row:
    """A row as sent; a comparison that does not fit the chosen fact gives way to the fact's first."""
    facts = offered(words, draft.unit)
    fact, asked = data.get(f"{path}_fact", ""), data.get(f"{path}_op", "")
    kind = facts.get(fact)
    if kind is None:
        return Row()
    operator = Operator(asked) if asked in [one.value for one in OPERATORS[kind]] else OPERATORS[kind][0]
    return Row(fact, operator, _line(data, f"{path}_value", LONGEST_VALUE))


def _numbers(data: Mapping[str, str], before: Draft) -> list[NumberDraft]:
    found: list[NumberDraft] = []
    for place in range(MOST_NUMBERS + 1):
        if f"n{place}_name" not in data:
            break
        name, was = _line(data, f"n{place}_name", 40), _line(data, f"n{place}_was", 40)
        known = next((one for one in before.numbers if one.name == was), None)
        unit = _in_thai(_line(data, f"n{place}_unit", 80), known.unit if known else Bilingual("", ""))
        begins = known.valid_from if known else None
        found.append(
            NumberDraft(
                name, _line(data, f"n{place}_value", 30), unit, begins, _line(data, f"n{place}_source", LONGEST_LINE)
            )
        )
    return found


def _line(data: Mapping[str, str], name: str, longest: int) -> str:
    return " ".join(data.get(name, "").replace("\x00", "").split())[:longest]


def _in_thai(said: str, before: Bilingual) -> Bilingual:
    """The Thai text; the English one stays as long as it is a translation of it."""
    return before if said == before.th else Bilingual(said, "")


def _as_written(day: date | None) -> str:
    return format_date(day, "th") if day else ""
