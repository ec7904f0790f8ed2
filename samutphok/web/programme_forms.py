"""What the pages of programmes take from their forms."""

import re
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samutphok.kernel.errors import Bilingual
from samutphok.programmes.domain.asking import NewLine, NewPoint, NewProgramme
from samutphok.programmes.domain.rules import AreaWanted, PartnerWanted
from samutphok.web.forms import AREA_CODE, AddressForm, PageForm
from samutphok.web.imports import OfficeDateField

MOST_ENTERED = 1_000
_NUMBERS = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class NewProgrammeForm(forms.Form):
    """A programme that the desk writes; areas as codes, one a line or parted by commas."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name of the programme"), max_length=200)
    type = forms.ChoiceField(label=_("Type of programme"))
    purpose = forms.CharField(label=_("Purpose"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    strategies = forms.MultipleChoiceField(
        label=_("Objective of the 20-year strategy"), widget=forms.CheckboxSelectMultiple, required=False
    )
    since = OfficeDateField(label=_("Begins on"), help_text=_("For example 23/11/2569"))
    until = OfficeDateField(label=_("Ends on"), required=False)
    report_every = forms.ChoiceField(label=_("A report is due"))
    areas = forms.CharField(
        label=_("Codes of the areas"), max_length=2_000, help_text=_("Parted by commas: 8301, 8302")
    )

    def __init__(self, *args: Any, words: dict[str, list[tuple[str, str]]], **named: Any) -> None:
        super().__init__(*args, **named)
        for name, choices in words.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def codes(self) -> list[str]:
        """The codes of the areas, each once; only of a valid form."""
        return list(dict.fromkeys(self.cleaned_data["areas"].replace(",", " ").split()))

    def programme(self, named: dict[str, Bilingual]) -> NewProgramme:
        """What the action takes. named: the areas' names by code."""
        data = self.cleaned_data
        return NewProgramme(
            type=data["type"],
            name=data["name"],
            purpose=data["purpose"],
            strategies=tuple(data["strategies"]),
            since=data["since"],
            until=data["until"],
            report_every=data["report_every"],
            areas=tuple(AreaWanted(code, named.get(code, Bilingual(code, code))) for code in self.codes()),
            id=data["id"] or uuid4(),
        )


class LineForm(AddressForm):
    """A line of the book."""

    id = forms.UUIDField(required=False)
    kind = forms.CharField(max_length=8)
    area = forms.UUIDField(label=_("Area"))
    code = forms.CharField(label=_("About"), max_length=20)
    said = forms.CharField(label=_("What happened"), max_length=1_000)
    on = OfficeDateField(label=_("Day"), required=False)
    reached = forms.IntegerField(label=_("Families reached"), min_value=0, max_value=1_000_000, required=False)
    evidence = forms.CharField(max_length=10, required=False)
    evidence_id = forms.CharField(label=_("Number of the evidence"), max_length=500, required=False)
    number = forms.CharField(max_length=20, required=False)

    def clean_evidence_id(self) -> UUID | None:
        """The number itself, or the last one in an address that was pasted."""
        text = self.cleaned_data["evidence_id"]
        found = _NUMBERS.findall(text)
        if text.strip() and not found:
            raise forms.ValidationError(_("There is no number in it."))
        return UUID(found[-1]) if found else None

    def line(self, today: Any, numbers: dict[str, dict[str, Any]]) -> NewLine:
        """What the action takes. numbers: our own numbers of the area, for evidence by number."""
        data = self.read()
        return NewLine(
            kind=data["kind"],
            area_id=data["area"],
            code=data["code"],
            said=data["said"],
            on=data["on"] or today,
            reached=data["reached"] or 0,
            evidence=data["evidence"],
            evidence_id=data["evidence_id"] if data["kind"] == "result" and data["evidence"] != "number" else None,
            evidence_said=numbers.get(data["number"], {}) if data["evidence"] == "number" else {},
            id=data["id"] or uuid4(),
        )


class ReportForm(AddressForm):
    """A report of a round."""

    area = forms.UUIDField(label=_("Area"))
    agency = forms.CharField(max_length=60, required=False)
    day = forms.DateField(label=_("Round"))
    said = forms.CharField(label=_("What was done"), max_length=8_000)
    following = forms.CharField(label=_("What comes next"), max_length=8_000, required=False)


class EnterForm(AddressForm):
    """Which families enter, and how they were chosen."""

    area = forms.UUIDField(label=_("Area"))
    way = forms.ChoiceField(choices=[(one, "") for one in ("list", "worklist", "file", "logbook")])
    level = forms.TypedChoiceField(
        label=_("Level"), required=False, coerce=int, empty_value=None, choices=[("", ""), *((n, n) for n in range(4))]
    )
    most = forms.IntegerField(label=_("At most"), min_value=1, max_value=MOST_ENTERED, required=False)
    picked = forms.UUIDField(label=_("Worklist"), required=False)


class FamiliesForm(PageForm):
    """The state of the list of target families."""

    area = forms.UUIDField(required=False)
    level = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[("", ""), *((n, n) for n in range(-2, 4))]
    )


class HowForm(AddressForm):
    """One row and a word about how or why."""

    row = forms.UUIDField()
    how = forms.CharField(label=_("How"), max_length=500)


class PartnerForm(AddressForm):
    """A partner named, or an area added."""

    what = forms.ChoiceField(choices=[("partner", ""), ("area", "")])
    agency = forms.CharField(max_length=60, required=False)
    role = forms.CharField(max_length=20, required=False)
    code = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)

    def partner(self, label: Bilingual) -> PartnerWanted:
        """What the action takes."""
        return PartnerWanted(self.cleaned_data["agency"], label, self.cleaned_data["role"])


class PointForm(AddressForm):
    """A point of a province's plan."""

    id = forms.UUIDField(required=False)
    kind = forms.CharField(max_length=10)
    title = forms.CharField(label=_("In one line"), max_length=300)
    said = forms.CharField(max_length=2_000, required=False)
    agency = forms.CharField(max_length=60, required=False)
    answers = forms.UUIDField(label=_("Which point it answers"), required=False)
    programme = forms.UUIDField(required=False)
    starts_on = OfficeDateField(label=_("Begins on"), required=False)
    ends_on = OfficeDateField(label=_("Ends on"), required=False)

    def point(self, area_code: str, sent: QueryDict) -> NewPoint:
        """What the action takes."""
        data = self.read()
        return NewPoint(
            kind=data["kind"],
            area_code=area_code,
            title=data["title"],
            said=data["said"],
            agency=data["agency"],
            answers=data["answers"],
            programme_id=data["programme"],
            numbers=tuple(sent.getlist("numbers")[:10]),
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            id=data["id"] or uuid4(),
        )


def uuid_of(text: str) -> UUID | None:
    """A UUID, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
