"""What the pages of fieldwork take from the address bar and from their forms."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.areas.domain import AreaView
from samutphok.fieldwork.domain.board import AssignmentFilter
from samutphok.fieldwork.domain.giving import MOST_AT_ONCE, Giving, NewVolunteer
from samutphok.fieldwork.domain.joint import Part, PartWanted
from samutphok.fieldwork.domain.people import VolunteerFilter, VolunteerStanding
from samutphok.fieldwork.domain.progress import Purpose, Standing
from samutphok.fieldwork.domain.volunteers import VolunteerKind
from samutphok.web import fieldwork_words as words
from samutphok.web.forms import AREA_CODE, AddressForm, PageForm
from samutphok.web.imports import OfficeDateField

Choices = Callable[[], list[tuple[str, Any]]]
_GIVEN = (Purpose.VISIT, Purpose.COMPANION, Purpose.VERIFY)  # joint visits are planned, not given out
MOST_BYTES = 5 << 20


def _or_all(named: Mapping[Any, Any], word: Any) -> list[tuple[str, Any]]:
    return [("", word), *((one.value, getattr(sign, "word", sign)) for one, sign in named.items())]


class BoardForm(AddressForm):
    """Which area the board is of."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)


class VisitsForm(PageForm):
    """The state of the list of assignments."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    standing = forms.ChoiceField(
        label=pgettext_lazy("visit", "Stands"),
        required=False,
        choices=_or_all(words.STANDINGS, pgettext_lazy("visits", "All")),
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"), required=False, choices=_or_all(words.PURPOSES, pgettext_lazy("visits", "All"))
    )
    volunteer = forms.UUIDField(label=_("Volunteer"), required=False)
    alone = forms.BooleanField(label=_("Volunteer has stopped"), required=False)

    def wanted(self, area: str) -> AssignmentFilter:
        """The filter that the address states, in this area unless it names another."""
        data = self.read()
        return AssignmentFilter(
            area=data["area"] or area,
            standing=Standing(data["standing"]) if data["standing"] else None,
            purpose=Purpose(data["purpose"]) if data["purpose"] else None,
            volunteer_id=data["volunteer"],
            alone=data["alone"],
            page=data["page"] or 1,
        )


class AssignForm(PageForm):
    """The state of the list of families that nobody goes to yet."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    purpose = forms.ChoiceField(
        label=_("Purpose"), required=False, choices=[(one.value, words.PURPOSES[one].word) for one in _GIVEN]
    )
    level = forms.TypedChoiceField(
        label=_("Level"), required=False, coerce=int, empty_value=None, choices=[("", ""), *((n, n) for n in range(4))]
    )

    def purpose_meant(self) -> Purpose:
        """For what families are to be given out; a visit unless said."""
        return Purpose(self.read()["purpose"] or Purpose.VISIT)


class VolunteersForm(PageForm):
    """The state of the list of volunteers."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=pgettext_lazy("volunteer", "Kind"),
        required=False,
        choices=_or_all(words.KINDS, pgettext_lazy("volunteers", "All")),
    )
    standing = forms.ChoiceField(
        label=_("Certificate"),
        required=False,
        choices=_or_all(words.VOLUNTEER_STANDINGS, pgettext_lazy("volunteers", "All active")),
    )

    def wanted(self, area: str) -> VolunteerFilter:
        """The filter that the address states, in this area unless it names another."""
        data = self.read()
        return VolunteerFilter(
            area=data["area"] or area,
            text=data["q"].strip(),
            kind=VolunteerKind(data["kind"]) if data["kind"] else None,
            standing=VolunteerStanding(data["standing"]) if data["standing"] else None,
            page=data["page"] or 1,
        )


class GivingForm(AddressForm):
    """Families given out for a purpose; who gets which stands in one field a family, 'to_<household>'."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=[(one.value, words.PURPOSES[one].word) for one in _GIVEN])
    rhythm = forms.IntegerField(label=_("Every how many days"), required=False, min_value=1, max_value=365)
    due_on = OfficeDateField(label=_("Due day"), required=False)

    def giving(self, sent: QueryDict) -> Giving:
        """What the action takes; families without a volunteer are left out. Raises InvalidInput."""
        data = self.read()
        return Giving(handed(sent), Purpose(data["purpose"]), data["rhythm"], data["due_on"])


def handed(sent: QueryDict) -> dict[UUID, UUID]:
    """Who gets what, of the fields 'to_<id>'; what is no id is passed over."""
    pairs = ((_uuid(name.removeprefix("to_")), _uuid(str(sent[name]))) for name in sent if name.startswith("to_"))
    return {what: to for what, to in pairs if what and to}


def marked(sent: QueryDict) -> list[UUID]:
    """The rows that somebody has marked, each once, in their order; at most as many as are given out at once and one more."""
    found = (_uuid(text) for text in sent.getlist("household")[: MOST_AT_ONCE + 1])
    return list(dict.fromkeys(one for one in found if one))


class VolunteerForm(forms.Form):
    """A new volunteer."""

    name = forms.CharField(label=_("First and last name"), max_length=200)
    kind = forms.TypedChoiceField(
        label=pgettext_lazy("volunteer", "Kind"),
        coerce=VolunteerKind,
        choices=[(one.value, word) for one, word in words.KINDS.items()],
    )
    villages = forms.MultipleChoiceField(
        label=_("Villages or communities"),
        help_text=_("Where this volunteer goes to families."),
        widget=forms.CheckboxSelectMultiple,
    )
    phone = forms.CharField(
        label=_("Phone number"), max_length=30, required=False, help_text=_("Kept sealed. Each look at it is recorded.")
    )

    def __init__(self, *args: Any, villages: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        field = self.fields["villages"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = villages

    def volunteer(self) -> NewVolunteer:
        """What the action takes; only of a valid form."""
        data = self.cleaned_data
        return NewVolunteer(data["name"], tuple(data["villages"]), data["kind"], data["phone"])


class PhoneForm(AddressForm):
    """A volunteer's new phone number."""

    phone = forms.CharField(label=_("Phone number"), max_length=30, required=False)


class ReasonForm(AddressForm):
    """Why something ends."""

    because = forms.CharField(label=_("Reason"), max_length=200, required=False)


class SheetForm(forms.Form):
    """A sheet of volunteers for one tambon."""

    area = forms.ChoiceField(label=pgettext_lazy("volunteer", "Tambon"))
    file = forms.FileField(
        label=_("Sheet of volunteers"),
        help_text=_("CSV or XLSX, at most 1,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx", "data-drop": ""}),
    )

    def __init__(self, *args: Any, tambons: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = tambons


class TrainingForm(forms.Form):
    """A training session and who took part."""

    title = forms.CharField(label=_("What it was about"), max_length=200)
    held_on = OfficeDateField(label=_("Day"), help_text=_("For example 23/11/2569"))
    months = forms.IntegerField(label=_("The certificate holds for so many months"), min_value=0, max_value=120)


class JointForm(forms.Form):
    """A joint visit: the day, and for each part who fills it ('agency:labour', 'volunteer:<id>')."""

    planned_on = OfficeDateField(label=_("Day of the visit"), help_text=_("For example 23/11/2569"))

    def __init__(self, *args: Any, sides: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        for part, word in words.PARTS.items():
            self.fields[part.value] = forms.ChoiceField(
                label=str(word), required=False, choices=[("", _("nobody")), *sides]
            )

    def parts(self) -> list[PartWanted]:
        """The parts that somebody fills; only of a valid form."""
        found = []
        for part in Part:
            kind, _sign, name = self.cleaned_data[part.value].partition(":")
            if kind:
                found.append(
                    PartWanted(part, agency=name) if kind == "agency" else PartWanted(part, volunteer_id=UUID(name))
                )
        return found


class NoteForm(AddressForm):
    """What one found in one's own part."""

    part = forms.UUIDField()
    note = forms.CharField(label=_("What you found"), max_length=4000, required=False)


class CloseForm(AddressForm):
    """Whether a joint visit took place."""

    held = forms.ChoiceField(choices=[("yes", ""), ("no", "")])


def named_places(found: Sequence[AreaView], language: str) -> list[tuple[str, str]]:
    """Places as a form offers them."""
    return [(place.code, place.title(language)) for place in found]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
