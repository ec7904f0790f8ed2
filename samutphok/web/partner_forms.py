"""What the pages of partners take from the address bar and from their forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.partners.domain.browsing import ServicesWanted
from samutphok.partners.domain.entries import OFFICE_WORDS, SERVICE_WORDS
from samutphok.web.forms import AREA_CODE, AddressForm, PageForm
from samutphok.web.partner_words import CAPACITIES, FIELDS, LEVELS

CODE = r"^[a-z0-9][a-z0-9_-]{0,59}$"
_LINES = {"rows": 3}


class PlaceForm(AddressForm):
    """Of which area a page speaks."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)


class BrowseForm(PageForm, PlaceForm):
    """The filters of the list of services."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    problem = forms.RegexField(label=_("Problem"), regex=r"^[a-z_]{1,40}$", required=False)
    agency = forms.RegexField(label=pgettext_lazy("partners", "Agency"), regex=CODE, required=False)
    room = forms.BooleanField(label=_("Has room"), required=False)
    urgent = forms.BooleanField(label=_("For urgent need"), required=False)

    def wanted(self) -> ServicesWanted:
        """The filters as the query takes them."""
        data = self.read()
        return ServicesWanted(
            text=data["q"],
            problem=data["problem"],
            agency=data["agency"],
            room=data["room"],
            urgent=data["urgent"],
            page=data["page"] or 1,
        )


class VersionForm(forms.Form):
    """A change of an entry of one area, with the version that it read."""

    area = forms.RegexField(regex=AREA_CODE, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def words(self) -> dict[str, Any]:
        """What was written, without area and version."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("area", "version")}


class OfficeForm(VersionForm):
    """Whom to write to and whom to call at an office."""

    head = forms.CharField(label=FIELDS["head"], required=False, max_length=OFFICE_WORDS["head"])
    phone = forms.CharField(label=FIELDS["phone"], required=False, max_length=OFFICE_WORDS["phone"])
    email = forms.CharField(
        label=FIELDS["email"], required=False, max_length=OFFICE_WORDS["email"], widget=forms.EmailInput
    )
    line_id = forms.CharField(label=FIELDS["line_id"], required=False, max_length=OFFICE_WORDS["line_id"])
    address = forms.CharField(
        label=FIELDS["address"],
        required=False,
        max_length=OFFICE_WORDS["address"],
        widget=forms.Textarea({"rows": 2}),
    )
    hours = forms.CharField(label=FIELDS["hours"], required=False, max_length=OFFICE_WORDS["hours"])
    note = forms.CharField(label=FIELDS["note"], required=False, max_length=OFFICE_WORDS["note"])


class ServiceForm(VersionForm):
    """How a service is in this area; what is left empty stays as the directory has it."""

    what = forms.CharField(
        label=FIELDS["what"], required=False, max_length=SERVICE_WORDS["what"], widget=forms.Textarea(_LINES)
    )
    who = forms.CharField(
        label=FIELDS["who"], required=False, max_length=SERVICE_WORDS["who"], widget=forms.Textarea(_LINES)
    )
    documents = forms.CharField(
        label=FIELDS["documents"],
        required=False,
        max_length=SERVICE_WORDS["documents"],
        widget=forms.Textarea(_LINES),
        help_text=_("One paper a line."),
    )
    how = forms.CharField(
        label=FIELDS["how"], required=False, max_length=SERVICE_WORDS["how"], widget=forms.Textarea(_LINES)
    )
    hours = forms.CharField(label=FIELDS["hours"], required=False, max_length=SERVICE_WORDS["hours"])
    cost = forms.CharField(label=FIELDS["cost"], required=False, max_length=SERVICE_WORDS["cost"])
    days = forms.CharField(
        label=FIELDS["days"],
        required=False,
        max_length=SERVICE_WORDS["days"],
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    phone = forms.CharField(label=FIELDS["phone"], required=False, max_length=SERVICE_WORDS["phone"])
    capacity = forms.ChoiceField(
        label=FIELDS["capacity"],
        required=False,
        choices=[("", _("As the directory has it")), *((one.value, word) for one, word in CAPACITIES.items())],
    )
    closed = forms.BooleanField(label=_("This service is closed here"), required=False)

    def words(self) -> dict[str, Any]:
        """What was written; a closed service is told by a word."""
        words = super().words()
        return words | {"closed": "yes" if words["closed"] else ""}


class NewServiceForm(ServiceForm):
    """A service that only this area has."""

    field_order = ("th", "en", "agency", "problems", "level")

    def __init__(self, *args: Any, problems: list[tuple[str, Any]], agencies: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["problems"].choices = problems  # type: ignore[attr-defined]
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]
        del self.fields["closed"], self.fields["version"]

    th = forms.CharField(label=_("Name of the service"), max_length=200)
    en = forms.CharField(label=FIELDS["en"], required=False, max_length=200)
    agency = forms.ChoiceField(label=FIELDS["agency"])
    problems = forms.MultipleChoiceField(label=FIELDS["problems"], widget=forms.CheckboxSelectMultiple)
    level = forms.ChoiceField(label=FIELDS["level"], choices=[(one.value, sign.word) for one, sign in LEVELS.items()])

    def words(self) -> dict[str, Any]:
        """What was written, without the area."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("area", "agency")}


class NewPartnerForm(forms.Form):
    """A fund, foundation, firm or group of the place."""

    area = forms.RegexField(regex=AREA_CODE, required=False, widget=forms.HiddenInput)
    th = forms.CharField(label=_("Name of the fund, foundation, firm or group"), max_length=200)
    en = forms.CharField(label=FIELDS["en"], required=False, max_length=200)
    phone = forms.CharField(label=FIELDS["phone"], required=False, max_length=60)
    note = forms.CharField(label=FIELDS["note"], required=False, max_length=400)


class PlacesForm(forms.Form):
    """How many places are free; empty: nobody counts them."""

    area = forms.RegexField(regex=AREA_CODE, required=False, widget=forms.HiddenInput({"id": "places_area"}))
    free = forms.IntegerField(label=FIELDS["free"], required=False, min_value=0, max_value=100_000)
