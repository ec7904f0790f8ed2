"""What the pages of homes take from their forms."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samutphok.homes.domain.asking import Doing, Goal, NewActivity, NewGuest, NewSession
from samutphok.web.forms import AREA_CODE, AddressForm, PageForm
from samutphok.web.imports import OfficeDateField

GOALS = 4


class GuestForm(forms.Form):
    """Somebody who needs a place, as the desk writes them down; its own id makes a double click one request."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.CharField(max_length=20)
    because = forms.CharField(max_length=20)
    urgency = forms.CharField(max_length=20, required=False)
    called = forms.CharField(max_length=200, required=False)
    people = forms.IntegerField(min_value=1, max_value=20, required=False)
    emergency = forms.BooleanField(required=False)
    home = forms.UUIDField(required=False)
    person = forms.UUIDField(required=False)

    def guest(self, *, home_id: UUID | None = None, household_id: UUID | None = None) -> NewGuest:
        """What the action takes; only of a valid form."""
        data = self.cleaned_data
        return NewGuest(
            kind=data["kind"],
            because=data["because"],
            urgency=data["urgency"] or "normal",
            home_id=home_id or data["home"],
            household_id=household_id,
            person_id=data["person"],
            called=data["called"],
            people=data["people"] or 1,
            emergency=data["emergency"],
            id=data["id"] or uuid4(),
        )


class DoingForm(AddressForm):
    """An act upon a stay, with the version that was read."""

    act = forms.CharField(max_length=40)
    act_id = forms.UUIDField(required=False)
    version = forms.IntegerField(required=False)
    on = OfficeDateField(label=_("Day"), required=False)
    place = forms.UUIDField(required=False)
    urgency = forms.CharField(max_length=20, required=False)
    because = forms.CharField(max_length=20, required=False)
    to = forms.CharField(max_length=20, required=False)
    home = forms.UUIDField(required=False)
    until = OfficeDateField(label=_("Back on"), required=False)
    called = forms.CharField(max_length=200, required=False)
    progress = forms.CharField(max_length=20, required=False)
    note = forms.CharField(max_length=500, required=False)
    next_on = OfficeDateField(label=_("Next look"), required=False)
    agreed = forms.BooleanField(required=False)

    def doing(self) -> Doing:
        """The act; only of a valid form."""
        data = self.read()
        names = ("place", "urgency", "because", "to", "home", "until", "called")
        said: dict[str, Any] = {name: data[name] for name in names if data[name]}
        return Doing(data["act"], said, data["on"], data["act_id"] or uuid4(), data["version"])


class HomeForm(forms.Form):
    """A new home."""

    name = forms.CharField(label=_("Name"), max_length=160)
    area = forms.RegexField(label=_("Code of the tambon it stands in"), regex=AREA_CODE, max_length=16)
    serves = forms.RegexField(label=_("Code of the area whose people it receives"), regex=AREA_CODE, max_length=16)
    phone = forms.CharField(label=_("Phone number"), max_length=40, required=False)


class PlacesForm(AddressForm):
    """Places put in: one label a line."""

    kind = forms.CharField(label=_("Kind"), max_length=20)
    labels = forms.CharField(label=_("Names of the places"), max_length=6_000)
    holds = forms.IntegerField(label=_("People"), min_value=1, max_value=20, required=False)


class ClosingForm(AddressForm):
    """What is done with a place."""

    do = forms.ChoiceField(choices=[("close", ""), ("reopen", ""), ("remove", "")])
    place = forms.UUIDField()
    because = forms.CharField(max_length=20, required=False)
    since = OfficeDateField(label=_("From"), required=False)
    until = OfficeDateField(label=_("Opens again on"), required=False)


class AroundForm(AddressForm):
    """Something of the neighbourhood's book; `what` says which."""

    what = forms.ChoiceField(choices=[(one, "") for one in ("session", "knowledge", "member", "activity")])
    title = forms.CharField(label=_("Title"), max_length=200)
    topic = forms.CharField(max_length=20, required=False)
    kind = forms.CharField(max_length=20, required=False)
    text = forms.CharField(max_length=5_000, required=False)
    held_on = OfficeDateField(label=_("Day"), required=False)
    hours = forms.DecimalField(label=_("Hours"), min_value=0, max_value=100, required=False)
    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    reached = forms.IntegerField(label=_("People reached"), min_value=0, max_value=100_000, required=False)
    contact = forms.CharField(label=_("Contact"), max_length=100, required=False)

    def session(self, sent: QueryDict, kinds: Mapping[str, Any], today: date) -> NewSession:
        """A training session."""
        data = self.cleaned_data
        outsiders = {
            kind: int(sent.get(f"came_{kind}") or 0) for kind in kinds if (sent.get(f"came_{kind}") or "0").isdigit()
        }
        return NewSession(
            data["title"],
            data["topic"],
            data["held_on"] or today,
            float(data["hours"] or 1),
            tuple(_uuids(sent.getlist("guest"))),
            outsiders,
        )

    def activity(self, sent: QueryDict, today: date, area: str) -> NewActivity:
        """A prevention activity."""
        data = self.cleaned_data
        joined = tuple(_uuids(sent.getlist("member")))
        return NewActivity(
            data["kind"], data["title"], data["area"] or area, data["held_on"] or today, data["reached"] or 0, joined
        )


class BookForm(PageForm):
    """Which month is shown: '2026-11'."""

    month = forms.RegexField(label=_("Month"), regex=r"^[0-9]{4}-(0[1-9]|1[0-2])$", required=False)

    def start(self, today: date) -> date:
        """Its first day; of the month of today where none is named."""
        text = self.read()["month"]
        return date(int(text[:4]), int(text[5:]), 1) if text else today.replace(day=1)


def goals_of(sent: QueryDict, days: "type[OfficeDateField]" = OfficeDateField) -> tuple[Goal, ...]:
    """The goals of a plan as the form numbers them; lines without a goal are left out."""
    found = []
    for number in range(1, GOALS + 1):
        goal = sent.get(f"goal_{number}", "").strip()[:500]
        if goal:
            due = days(required=False).clean(sent.get(f"due_{number}", ""))
            need, step, by = (sent.get(f"{name}_{number}", "").strip()[:500] for name in ("need", "step", "by"))
            found.append(Goal(need, goal, step, by, due))
    return tuple(found)


def _uuids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts[:500]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
