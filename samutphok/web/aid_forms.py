"""What the pages of aid take from the address bar and from their forms."""

import re
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samutphok.aid.domain.application import NewApplication, State
from samutphok.aid.domain.handout import MOST_STROKES, Mark, NewHandout, Receipt
from samutphok.aid.domain.kinds import HelpKind
from samutphok.aid.domain.ledger import NewGift
from samutphok.aid.queries import LedgerFilter, rules_on
from samutphok.logbook.domain.document import MOST_BYTES
from samutphok.logbook.errors import too_large
from samutphok.web import aid_words as words
from samutphok.web.aid_proofs import ProofForm
from samutphok.web.forms import AREA_CODE, PageForm, told
from samutphok.web.imports import OfficeDateField

STROKES = r"^(?:M\d{1,4} \d{1,4}(?: L\d{1,4} \d{1,4})* ?)*$"


def kinds(**asked: Any) -> list[tuple[str, Any]]:
    """The kinds of help in the reader's language, of those for which all that is asked holds."""
    language = get_language() or "th"
    found = [kind for kind in rules_on(timezone.localdate()).kinds.values() if _fits(kind, asked)]
    return [(kind.id, kind.label.in_language(language)) for kind in found]


def _fits(kind: HelpKind, asked: dict[str, Any]) -> bool:
    return all(getattr(kind, name) == value for name, value in asked.items())


def people_kinds() -> list[tuple[str, Any]]:
    """Kinds of help that a family or somebody of it receives."""
    return kinds(to_people=True)


def cash_kinds() -> list[tuple[str, Any]]:
    """Kinds of cash aid."""
    return kinds(cash=True)


def shown_kinds() -> list[tuple[str, Any]]:
    """Kinds that private supporters are asked for."""
    return kinds(shown=True)


def sources() -> list[tuple[str, Any]]:
    """Sources of help."""
    return [(one.value, word) for one, word in words.SOURCES.items()]


class LedgerForm(PageForm):
    """The state of the list of help given."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    year = forms.IntegerField(label=pgettext_lazy("aid", "Fiscal year"), required=False, min_value=2500, max_value=2700)
    kind = forms.SlugField(label=pgettext_lazy("aid", "Kind of help"), required=False, max_length=40)
    source = forms.ChoiceField(label=pgettext_lazy("aid", "Source"), required=False, choices=[("", ""), *sources()])

    def wanted(self, year: int) -> LedgerFilter:
        """The filter that the address states; this fiscal year unless it names another."""
        data = self.read()
        area = "" if data["area"] in ("", "TH") else data["area"]
        return LedgerFilter(area, data["year"] or year, data["kind"], data["source"], data["page"] or 1)


class ApplicationsForm(PageForm):
    """The state of the list of applications."""

    state = forms.ChoiceField(
        label=pgettext_lazy("aid", "Stands"),
        required=False,
        choices=[("", ""), *((one.value, one.value) for one in State)],
    )
    late = forms.BooleanField(label=pgettext_lazy("aid", "Late"), required=False)


class ActForm(forms.Form):
    """A form that is one act, however often it is sent."""

    act_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class GiftForm(ProofForm, ActForm):
    """Help that a family was given."""

    kind = forms.ChoiceField(label=pgettext_lazy("aid", "Kind of help"), choices=people_kinds)
    person = forms.TypedChoiceField(
        label=pgettext_lazy("aid", "For whom"), required=False, coerce=UUID, empty_value=None
    )
    quantity = forms.DecimalField(
        label=pgettext_lazy("aid", "Quantity"), min_value=Decimal("0.01"), max_digits=9, decimal_places=2, initial=1
    )
    value_baht = forms.DecimalField(
        label=pgettext_lazy("aid", "Value in baht"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    source = forms.ChoiceField(label=pgettext_lazy("aid", "Where it comes from"), choices=sources)
    giver = forms.CharField(label=pgettext_lazy("aid", "Who gives"), required=False, max_length=200)
    budget_line = forms.TypedChoiceField(
        label=pgettext_lazy("aid", "Budget line"), required=False, coerce=UUID, empty_value=None
    )
    given_on = OfficeDateField(
        label=pgettext_lazy("aid", "Day"), help_text=_("For example 30/6/2561. Left empty it is today."), required=False
    )
    although = forms.CharField(
        label=pgettext_lazy("aid", "Reason to give all the same"), required=False, max_length=300
    )

    def __init__(self, *args: Any, people: Any = (), lines: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        person: Any = self.fields["person"]
        person.choices = [("", pgettext_lazy("aid", "The whole family")), *people]
        line: Any = self.fields["budget_line"]
        line.choices = [("", "–"), *lines]

    def gift(self, household_id: UUID) -> NewGift:
        """What the form says, of a valid form."""
        data = self.cleaned_data
        return NewGift(
            household_id=household_id,
            kind=data["kind"],
            person_id=data["person"],
            quantity=data["quantity"],
            value_baht=data["value_baht"],
            source=data["source"],
            giver=data["giver"],
            budget_line_id=data["budget_line"],
            given_on=data["given_on"] or timezone.localdate(),
            evidence=self.proofs(),
            although=data["although"],
            act_id=data["act_id"],
        )


class ReverseForm(ActForm):
    """Why an entry is taken back."""

    because = forms.CharField(label=pgettext_lazy("aid", "Reason"), max_length=300)


class ApplyForm(ActForm):
    """What is asked for a family."""

    kind = forms.ChoiceField(label=pgettext_lazy("aid", "Kind of help"), choices=cash_kinds)
    person = forms.TypedChoiceField(
        label=pgettext_lazy("aid", "For whom"), required=False, coerce=UUID, empty_value=None
    )
    baht = forms.DecimalField(label=pgettext_lazy("aid", "Amount in baht"), min_value=1, max_digits=9, decimal_places=2)
    because = forms.CharField(
        label=pgettext_lazy("aid", "What has happened"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    bank = forms.CharField(label=pgettext_lazy("aid", "Bank"), required=False, max_length=80)
    account = forms.CharField(
        label=pgettext_lazy("aid", "Account number"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=pgettext_lazy("aid", "Kept sealed; it leaves the system in the bank's file alone."),
    )
    holder = forms.CharField(label=pgettext_lazy("aid", "Name in the passbook"), required=False, max_length=200)

    def __init__(self, *args: Any, people: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        person: Any = self.fields["person"]
        person.choices = [("", pgettext_lazy("aid", "The whole family")), *people]

    def asked(self, household_id: UUID) -> NewApplication:
        """What the form says, of a valid form."""
        data = self.cleaned_data
        return NewApplication(
            household_id=household_id,
            kind=data["kind"],
            baht=data["baht"],
            because=data["because"],
            act_id=data["act_id"],
            person_id=data["person"],
            bank=data["bank"],
            account=data["account"],
            holder=data["holder"],
        )


class StepForm(ProofForm, ActForm):
    """One step of an application; a payment and an investigation may bring evidence."""

    step = forms.SlugField(max_length=20)
    version = forms.IntegerField(min_value=1)
    because = forms.CharField(required=False, max_length=300)
    although = forms.CharField(required=False, max_length=300)
    found = forms.CharField(required=False, max_length=3_500)
    visited_on = OfficeDateField(required=False)
    budget_line = forms.UUIDField(required=False)


class BudgetForm(forms.Form):
    """A new budget line."""

    area = forms.RegexField(label=_("Area"), regex=r"^\d{2}(\d{2}){0,3}$")
    code = forms.CharField(label=pgettext_lazy("aid", "Code"), max_length=40)
    label = forms.CharField(label=pgettext_lazy("aid", "What it is for"), max_length=200)
    baht = forms.DecimalField(
        label=pgettext_lazy("aid", "Amount in baht"), min_value=1, max_digits=12, decimal_places=2
    )


class BudgetChangeForm(forms.Form):
    """How much money a budget line holds from now on."""

    line = forms.UUIDField(widget=forms.HiddenInput)
    baht = forms.DecimalField(
        label=pgettext_lazy("aid", "Amount in baht"), min_value=1, max_digits=12, decimal_places=2
    )


class HandoutForm(ActForm):
    """A hand-out."""

    title = forms.CharField(label=pgettext_lazy("aid", "What the hand-out is called"), max_length=200)
    kind = forms.ChoiceField(label=pgettext_lazy("aid", "What is given"), choices=people_kinds)
    quantity = forms.DecimalField(
        label=pgettext_lazy("aid", "To each family"),
        min_value=Decimal("0.01"),
        max_digits=9,
        decimal_places=2,
        initial=1,
    )
    value_baht = forms.DecimalField(
        label=pgettext_lazy("aid", "Value for each family in baht"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
    )
    source = forms.ChoiceField(label=pgettext_lazy("aid", "Where it comes from"), choices=sources)
    giver = forms.CharField(label=pgettext_lazy("aid", "Who gives"), required=False, max_length=200)
    held_on = OfficeDateField(label=pgettext_lazy("aid", "Day"), required=False)
    place = forms.CharField(label=pgettext_lazy("aid", "Place"), required=False, max_length=200)
    area = forms.RegexField(label=_("Area"), regex=r"^\d{2}(\d{2}){0,3}$")
    level = forms.TypedChoiceField(
        label=pgettext_lazy("aid", "Invite families of the list"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", pgettext_lazy("aid", "of every level")), *((n, n) for n in (3, 2, 1, 0))],
    )
    most = forms.IntegerField(label=pgettext_lazy("aid", "At most"), min_value=1, max_value=800, initial=300)

    def handout(self, households: tuple[UUID, ...]) -> NewHandout:
        """What the form says, of a valid form."""
        data = self.cleaned_data
        return NewHandout(
            title=data["title"],
            area_code=data["area"],
            kind=data["kind"],
            held_on=data["held_on"] or timezone.localdate(),
            quantity=data["quantity"],
            value_baht=data["value_baht"],
            source=data["source"],
            giver=data["giver"],
            place=data["place"],
            act_id=data["act_id"],
            households=households,
        )


class TapForm(ActForm):
    """A family received."""

    guest = forms.UUIDField()
    mark = forms.ChoiceField(choices=[(one.value, one.value) for one in Mark])
    drawn = forms.CharField(required=False, max_length=MOST_STROKES)
    proxy = forms.CharField(required=False, max_length=200)
    photo = forms.FileField(required=False)

    def clean_photo(self) -> object:
        """Refuses a large picture before a byte of it is read."""
        photo = self.cleaned_data["photo"]
        if photo and photo.size > MOST_BYTES:
            raise forms.ValidationError(told(too_large(MOST_BYTES)))
        return photo

    def receipt(self) -> Receipt:
        """The tap, of a valid form; strokes that are none are left out."""
        data = self.cleaned_data
        drawn = data["drawn"] if re.fullmatch(STROKES, data["drawn"]) else ""
        mark = Mark(data["mark"])
        mark = Mark.PAPER if mark is Mark.SIGNATURE and not drawn else mark
        photograph = data["photo"].read() if data["photo"] else b""
        return Receipt(data["act_id"], data["guest"], mark, drawn, data["proxy"], photograph=photograph)


class TypedForm(forms.Form):
    """Numbers of the printed sheet: '1-20, 23 25'."""

    places = forms.RegexField(label=pgettext_lazy("aid", "Numbers that signed"), regex=r"^[\d\s,–-]{1,2000}$")

    def numbers(self) -> set[int]:
        """The numbers, of a valid form; a range that makes no sense adds none."""
        found: set[int] = set()
        for first, last in re.findall(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?", self.cleaned_data["places"]):
            found |= set(range(int(first), int(last or first) + 1))
        return found


class PartnerForm(ActForm):
    """A fund or a firm."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("aid", "Kind"),
        choices=[
            ("fund", pgettext_lazy("aid", "Community welfare fund")),
            ("firm", pgettext_lazy("aid", "Firm or organisation that gives")),
        ],
    )
    name = forms.CharField(label=pgettext_lazy("aid", "Name"), max_length=200)
    area = forms.RegexField(label=_("Area"), regex=r"^\d{2}(\d{2}){0,3}$")


class PartnerActForm(ActForm):
    """What a fund was given or told, or what a firm is honoured for."""

    partner = forms.UUIDField()
    act = forms.ChoiceField(choices=[(one, one) for one in ("contribute", "report", "honour")])
    baht = forms.DecimalField(required=False, min_value=0, max_digits=12, decimal_places=2)
    members = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
    note = forms.CharField(required=False, max_length=200)


class PledgeForm(ActForm):
    """What a supporter promises."""

    kind = forms.SlugField(max_length=40)
    area = forms.RegexField(regex=r"^\d{2}(\d{2})?$")
    quantity = forms.IntegerField(min_value=1, max_value=100_000)
    message = forms.CharField(required=False, max_length=300)


class NeedForm(ActForm):
    """What a family needs."""

    kind = forms.ChoiceField(label=pgettext_lazy("aid", "What is needed"), choices=shown_kinds)
    quantity = forms.IntegerField(label=pgettext_lazy("aid", "Quantity"), min_value=1, max_value=10_000, initial=1)


class PledgeActForm(ActForm):
    """What the office does with a promise."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("match", "unmatch", "deliver", "complete", "decline")])
    need = forms.UUIDField(required=False)
    match = forms.UUIDField(required=False)
    quantity = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    because = forms.CharField(required=False, max_length=300)
