"""What the pages of cases take from the address bar and from their forms."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.cases.actions import AgreedBy, Agreement, Closing, ContactKind, StepTold, Witness
from samutphok.cases.domain.course import StepState
from samutphok.cases.domain.listing import CaseFilter, CaseStanding, Whose
from samutphok.logbook.domain.document import MOST_BYTES
from samutphok.web import case_words as words
from samutphok.web.drawings import MOST_DRAWN, drawn_bytes
from samutphok.web.forms import AREA_CODE, AddressForm, PageForm
from samutphok.web.imports import OfficeDateField


class CasesForm(PageForm):
    """The state of a list of cases."""

    whose = forms.ChoiceField(required=False, choices=[(one.value, word) for one, word in words.WHOSE.items()])
    standing = forms.ChoiceField(
        label=pgettext_lazy("cases", "Which"),
        required=False,
        choices=[("", ""), *((one.value, word) for one, word in words.STANDING_FILTERS.items())],
    )
    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    worker = forms.CharField(label=pgettext_lazy("case", "Case worker"), required=False, max_length=60)
    q = forms.CharField(label=_("Case number"), required=False, max_length=20)

    def wanted(self) -> CaseFilter:
        """The filter that the address states."""
        data = self.read()
        return CaseFilter(
            whose=Whose(data["whose"] or Whose.MINE),
            standing=CaseStanding(data["standing"]) if data["standing"] else None,
            area="" if data["area"] == "TH" else data["area"],
            worker=data["worker"],
            text=data["q"].strip(),
            page=data["page"] or 1,
        )


class TeamForm(AddressForm):
    """Which area the supervisor looks at."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)


class NewCaseForm(AddressForm):
    """From where a case is opened."""

    household = forms.UUIDField(required=False)
    request = forms.UUIDField(required=False)
    back = forms.CharField(required=False, max_length=200)


class OpeningForm(forms.Form):
    """Why a case is opened."""

    because = forms.CharField(
        label=_("Why is a case opened for this family?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In the words of the family or of whoever found it. Nothing of violence, HIV or trafficking here."),
    )
    problems = forms.MultipleChoiceField(label=_("Problems found"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, codes: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        problems = self.fields["problems"]
        if isinstance(problems, forms.MultipleChoiceField):
            problems.choices = codes


class ActForm(AddressForm):
    """An act that is kept once, however often it is sent."""

    act_id = forms.UUIDField(required=False)


class StepForm(ActForm):
    """What became of a step."""

    step = forms.UUIDField()
    state = forms.ChoiceField(label=_("What became of it"), choices=[(one.value, one.value) for one in StepState])
    on = OfficeDateField(label=_("Day"))
    said = forms.CharField(label=_("What shows it, or why not"), max_length=2_000)

    def told(self) -> StepTold:
        """What the action takes; raises InvalidInput."""
        data = self.read()
        return StepTold(data["step"], StepState(data["state"]), data["on"], data["said"])


class ContactForm(ActForm):
    """A contact with the family."""

    kind = forms.ChoiceField(label=_("How"), choices=[(one.value, word) for one, word in words.CONTACTS.items()])
    on = OfficeDateField(label=_("Day"))
    said = forms.CharField(label=_("What was said"), max_length=2_000)

    def contact_kind(self) -> ContactKind:
        """How somebody was in touch."""
        return ContactKind(self.read()["kind"])


class SaidForm(ActForm):
    """A note, or a reason."""

    said = forms.CharField(label=pgettext_lazy("case", "Words"), max_length=2_000)


class AgreementForm(forms.Form):
    """How the family agreed to its plan."""

    act_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    how = forms.ChoiceField(
        label=_("How did the family agree?"),
        choices=[(one.value, word) for one, word in words.AGREED.items()],
        widget=forms.RadioSelect,
    )
    who = forms.CharField(
        label=_("Who agreed for the family"), max_length=120, help_text=_("For example: the mother, the grandfather")
    )
    drawn = forms.CharField(required=False, max_length=MOST_DRAWN, widget=forms.HiddenInput)
    paper = forms.FileField(label=_("Photograph of the signed paper"), required=False)
    witness = forms.ChoiceField(
        label=_("Witness, by role"),
        required=False,
        choices=[("", "–"), *((one.value, word) for one, word in words.WITNESSES.items())],
    )

    def clean_drawn(self) -> bytes:
        """The bytes of the drawing, empty for none."""
        return drawn_bytes(self.cleaned_data["drawn"])

    def clean(self) -> dict[str, object]:
        """Each way asks for its own proof."""
        data = super().clean() or self.cleaned_data
        how = data.get("how")
        if how == AgreedBy.SIGNED and not data.get("drawn") and "drawn" not in self.errors:
            self.add_error("how", _("Nobody has signed yet. Let the family sign in the box, or choose another way."))
        if how == AgreedBy.PAPER and not data.get("paper"):
            self.add_error("paper", _("Choose the photograph of the signed paper."))
        if how == AgreedBy.SPOKEN and not data.get("witness"):
            self.add_error("witness", _("Choose who witnessed it, by role."))
        return data

    def clean_paper(self) -> object:
        """A photograph that is not too large."""
        file = self.cleaned_data["paper"]
        if file and file.size > MOST_BYTES:
            raise ValidationError(_("The file is too large."))
        return file

    def agreement(self) -> Agreement:
        """What the action takes."""
        data = self.cleaned_data
        how = AgreedBy(data["how"])
        picture = data["paper"].read() if how is AgreedBy.PAPER else data["drawn"] if how is AgreedBy.SIGNED else b""
        witness = Witness(data["witness"]) if data["witness"] and how is AgreedBy.SPOKEN else None
        return Agreement(data["version"], how, data["who"], witness, picture)


class ClosingForm(forms.Form):
    """How a case ends. Reasons of what is open stand in fields 'left-<id>'."""

    act_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("How does the case end?"), widget=forms.RadioSelect)
    because = forms.CharField(
        label=_("Reason, in words that whoever comes later understands"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, outcomes: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        outcome = self.fields["outcome"]
        if isinstance(outcome, forms.ChoiceField):
            outcome.choices = outcomes

    def closing(self, sent: QueryDict) -> Closing:
        """What the action takes."""
        data = self.cleaned_data
        return Closing(data["outcome"], data["because"], reasons(sent))


def reasons(sent: QueryDict) -> dict[UUID, str]:
    """Why each open item is left, of the fields 'left-<id>'; what is no id is passed over."""
    found = {}
    for name in sent:
        key = _uuid(name.removeprefix("left-")) if name.startswith("left-") else None
        if key is not None:
            found[key] = str(sent[name])
    return found


class HandForm(AddressForm):
    """To whom cases are given, and why."""

    to = forms.CharField(label=_("Give to"), required=False, max_length=60)
    because = forms.CharField(label=_("Reason"), required=False, max_length=1_000)
    all_of = forms.CharField(required=False, max_length=60)
    desk = forms.BooleanField(required=False)


def marked(sent: QueryDict) -> list[UUID]:
    """The cases that somebody has marked, each once."""
    found = (_uuid(text) for text in sent.getlist("case")[:501])
    return list(dict.fromkeys(one for one in found if one))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
