"""What the pages of case conferences take from their forms."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.cases.actions import Came
from samutphok.cases.domain.conference import Decided, NewConference, PutBefore
from samutphok.cases.domain.plan import Step
from samutphok.web.forms import AddressForm, PageForm
from samutphok.web.imports import OfficeDateField
from samutphok.web.plan_sheet import STEP, Row, plan_typed, sheet_sent

Choices = list[tuple[str, str]]


class ConferencesForm(PageForm):
    """The page of the list."""


class CallForm(forms.Form):
    """A conference to be called."""

    forum = forms.ChoiceField(label=_("Which body meets"))
    area = forms.ChoiceField(label=_("Area"))
    on = OfficeDateField(label=_("Day"))
    place = forms.CharField(label=pgettext_lazy("conference", "Place"), max_length=200, required=False)
    chair = forms.CharField(label=_("Chair: name and position"), max_length=200)
    secretaries = forms.CharField(
        label=_("Joint secretaries: names and positions"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    agencies = forms.MultipleChoiceField(
        label=_("Agencies invited"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, forums: Choices, areas: Choices, agencies: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, choices in (("forum", forums), ("area", areas), ("agencies", agencies)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def wanted(self) -> NewConference:
        """What the action takes."""
        data = self.cleaned_data
        return NewConference(
            data["forum"],
            data["area"],
            data["on"],
            data["place"],
            data["chair"],
            data["secretaries"],
            tuple(data["agencies"]),
        )


class PutForm(forms.Form):
    """A family put to a conference."""

    case = forms.UUIDField(widget=forms.HiddenInput)
    question = forms.CharField(
        label=_("What is asked of the conference"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    fields_told = forms.MultipleChoiceField(
        label=_("What the agencies may see of the family"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agencies = forms.MultipleChoiceField(
        label=_("To which agencies"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, told: Choices, agencies: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, choices in (("fields_told", told), ("agencies", agencies)):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = choices

    def put(self) -> PutBefore:
        """What the action takes."""
        data = self.cleaned_data
        return PutBefore(data["case"], data["question"], tuple(data["fields_told"]), tuple(data["agencies"]))


class DecideForm(AddressForm):
    """What was decided of a family; its steps stand in the rows of a plan."""

    act_id = forms.UUIDField(required=False)
    family = forms.UUIDField()
    said = forms.CharField(label=pgettext_lazy("conference", "Decision"), max_length=2_000)


class FamilyForm(AddressForm):
    """A family on the agenda."""

    family = forms.UUIDField()


class SignForm(AddressForm):
    """The chair's signature."""

    act_id = forms.UUIDField(required=False)
    signed_by = forms.CharField(label=_("Signed by"), max_length=200)
    signed_on = OfficeDateField(label=_("Day"))


def decided(sent: QueryDict, said: str) -> tuple[Decided, bool]:
    """The decision with its steps, and whether a row cannot be read."""
    sheet = sheet_sent(sent)
    steps: tuple[Step, ...] = plan_typed(sheet).steps
    return Decided(said, steps), sheet.wrong


@dataclass(frozen=True, slots=True)
class Deciding:
    """The form of one family's decision, empty or as it was typed. wrong: why it was not kept."""

    said: str = field(repr=False)
    rows: tuple[Row, ...]
    wrong: str = ""


def deciding(said: str = "") -> Deciding:
    """An empty form with room for two steps."""
    return Deciding(said, tuple(Row(STEP, uuid4(), {}) for _place in range(2)))


def deciding_again(sent: QueryDict, wrong: str) -> Deciding:
    """The form as it was sent, every word of it, with what is wrong."""
    rows = sheet_sent(sent).of(STEP) or deciding().rows
    return Deciding(sent.get("said", ""), rows, wrong)


def attendance(sent: QueryDict, agencies: tuple[str, ...]) -> tuple[Came, ...]:
    """Who came, agency by agency: fields 'came-<code>' and 'who-<code>'."""
    return tuple(Came(code, sent.get(f"came-{code}") == "yes", sent.get(f"who-{code}", "")) for code in agencies)


def act_of(sent: QueryDict) -> UUID:
    """The id of the act that the form carries."""
    try:
        return UUID(sent.get("act_id", ""))
    except ValueError:
        return uuid4()
