"""What the pages about work take from their forms and addresses."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samutphok.livelihoods.domain.asking import Doing, NewIntake, Wanted
from samutphok.livelihoods.domain.matching import Situation
from samutphok.web.forms import AREA_CODE, AddressForm, PageForm
from samutphok.web.imports import OfficeDateField

IN_WORK = {"yes": True, "no": False, "not_reached": None}


class WantedForm(AddressForm):
    """Filters of the list of occupations."""

    field = forms.CharField(label=_("Kind of work"), max_length=20, required=False)
    learn = forms.CharField(label=_("Time to learn"), max_length=20, required=False)
    at_home = forms.BooleanField(label=_("Can be done at home"), required=False)
    seat = forms.BooleanField(label=_("A course has a seat free"), required=False)

    def wanted(self) -> Wanted:
        """The filters."""
        return Wanted(**self.read())


class DueForm(PageForm):
    """Which ways are listed, and the page."""

    what = forms.ChoiceField(required=False, choices=[(one, one) for one in ("", "due", "training", "chosen", "all")])


class IntakeForm(forms.Form):
    """A course held once; its own id makes a double click one intake."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    course = forms.CharField(label=_("Course"), max_length=40)
    serves = forms.RegexField(label=_("Code of the area whose people may come"), regex=AREA_CODE, max_length=16)
    place = forms.CharField(label=_("Where it is held"), max_length=200)
    starts_on = OfficeDateField(label=_("Begins on"))
    apply_by = OfficeDateField(label=_("Seats are taken until"), required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=2_000)
    hours = forms.IntegerField(label=_("Hours"), min_value=1, max_value=2_000, required=False)

    def intake(self, sent: QueryDict) -> NewIntake:
        """What the action takes; only of a valid form."""
        data = dict(self.cleaned_data)
        return NewIntake(**data | {"id": data["id"] or uuid4(), "offers": tuple(sent.getlist("offers"))})


class ChangeForm(AddressForm):
    """Another number of seats, or the end of an intake."""

    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=2_000, required=False)
    close = forms.BooleanField(required=False)


class DemandForm(AddressForm):
    """How much an occupation is wanted, as of a day, by a source."""

    area = forms.RegexField(label=_("Province"), regex=r"^[0-9]{2}$")
    level = forms.CharField(label=_("How much it is wanted"), max_length=10)
    as_of = OfficeDateField(label=_("As of"))
    source = forms.CharField(label=_("Source"), max_length=200)


class ChooseForm(forms.Form):
    """What somebody chose, agreed with them."""

    id = forms.UUIDField(required=False)
    occupation = forms.CharField(max_length=40)
    income_before = forms.CharField(label=_("Income now"), max_length=20)
    agreed = forms.BooleanField(label=_("Chosen together with them"))


class PathForm(AddressForm):
    """An act upon a way into work, with the version that was read."""

    act = forms.CharField(max_length=40)
    act_id = forms.UUIDField(required=False)
    version = forms.IntegerField(required=False)
    on = OfficeDateField(label=_("Day"), required=False)
    intake = forms.UUIDField(required=False)
    in_work = forms.ChoiceField(required=False, choices=[(one, one) for one in IN_WORK])
    income = forms.CharField(max_length=20, required=False)

    def doing(self) -> Doing:
        """The act; only of a valid form."""
        data = self.read()
        said: dict[str, Any] = {"intake": data["intake"]} if data["intake"] else {}
        if data["act"] in ("follow_up", "last_follow_up"):
            said = {"in_work": IN_WORK.get(data["in_work"], "unsaid"), "income": data["income"]}
        key: UUID = data["act_id"] or uuid4()
        return Doing(data["act"], said, data["on"], key, data["version"])


def situation_of(sent: QueryDict) -> Situation:
    """What somebody said of themselves; codes are judged by the action."""
    many = {name: frozenset(sent.getlist(name)) for name in ("hard", "has", "knows", "wants")}
    one = {name: sent.get(name, "") for name in ("schooling", "care", "reach", "money", "soon")}
    return Situation(**one, **many)  # type: ignore[arg-type]
