"""What the pages of requests take from the address bar and from their forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.requests.domain.asking import (
    Caller,
    Channel,
    Desk,
    Kind,
    NewRequest,
    Outcome,
    Settlement,
    Urgency,
)
from samutphok.requests.domain.telling import NUMBER_DIGITS, read_digits
from samutphok.requests.domain.views import RequestsWanted
from samutphok.web import request_words as said
from samutphok.web.forms import AREA_CODE, AddressForm, PageForm

_MANY = 40  # answers of one question that a form may hold


def _named(kinds: Any) -> list[tuple[str, str]]:
    return [("", ""), *((one.value, one.value) for one in kinds)]


class CodesField(forms.Field):
    """Codes that were ticked, each once; what no code can be is passed over."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> tuple[str, ...]:
        """The codes in their order."""
        given = (str(one) for one in list(value or [])[:_MANY])
        return tuple(dict.fromkeys(one for one in given if one.isidentifier() and len(one) <= 40))


class QueueForm(PageForm):
    """The state of the queue, in the address bar; a number that is searched for comes by POST."""

    standing = forms.ChoiceField(
        label=pgettext_lazy("request", "Stands"), required=False, choices=[("", ""), *said.STANDINGS.items()]
    )
    urgency = forms.ChoiceField(label=_("Urgency"), required=False, choices=_named(Urgency))
    kind = forms.ChoiceField(label=pgettext_lazy("request", "Wants"), required=False, choices=_named(Kind))
    channel = forms.ChoiceField(label=pgettext_lazy("request", "Came by"), required=False, choices=_named(Channel))
    desk = forms.ChoiceField(label=pgettext_lazy("request", "Desk"), required=False, choices=_named(Desk))

    def wanted(self, number: str = "") -> RequestsWanted:
        """The filter that the address states; a number alone where one is given."""
        data = self.read()
        return RequestsWanted(
            standing=data["standing"] or "open",
            urgency=Urgency(data["urgency"]) if data["urgency"] else None,
            desk=Desk(data["desk"]) if data["desk"] else None,
            kind=Kind(data["kind"]) if data["kind"] else None,
            channel=Channel(data["channel"]) if data["channel"] else None,
            number=number,
            page=data["page"] or 1,
        )


class NumberForm(AddressForm):
    """A request's number as a caller says it."""

    number = forms.CharField(label=_("Number"), required=False, max_length=40)

    def figures(self) -> str:
        """Its digits; ones that are no number find nothing."""
        text = self.read()["number"]
        return read_digits(text, NUMBER_DIGITS) or ("-" if text.strip() else "")


class CallForm(forms.Form):
    """A request as it is heard. Nothing is required but what an action asks for: a caller may say little."""

    id = forms.UUIDField(required=False)
    channel = forms.TypedChoiceField(coerce=Channel, choices=[(one.value, one.value) for one in Channel])
    kind = forms.TypedChoiceField(coerce=Kind, choices=[(one.value, one.value) for one in Kind])
    safety = CodesField(required=False)
    problems = CodesField(required=False)
    phone = forms.CharField(label=_("Phone number"), required=False, max_length=30)
    name = forms.CharField(label=_("Name"), required=False, max_length=160)
    relation = forms.ChoiceField(required=False, choices=[("", ""), *said.RELATIONS.items()])
    best_time = forms.CharField(required=False, max_length=80)
    messages = forms.BooleanField(required=False)
    q = forms.CharField(required=False, max_length=100)
    household = forms.UUIDField(required=False)
    area = forms.RegexField(regex=AREA_CODE, required=False)
    place = forms.CharField(required=False, max_length=300)
    words = forms.CharField(required=False, max_length=4000)
    about = forms.ChoiceField(required=False, choices=[("", ""), *said.ABOUT.items()])
    urgency = forms.ChoiceField(required=False, choices=_named(Urgency))
    because = forms.CharField(required=False, max_length=300)
    outcome = forms.ChoiceField(required=False, choices=_named(said.AT_ONCE))
    of = forms.UUIDField(required=False)
    again = forms.UUIDField(required=False)  # the open request that this call adds to
    told = forms.CharField(required=False, max_length=300)

    def asked(self, language: str) -> NewRequest:
        """What the action takes; only of a valid form."""
        data = self.cleaned_data
        ended = Settlement(Outcome(data["outcome"]), data["told"], data["of"]) if data["outcome"] else None
        return NewRequest(
            channel=data["channel"],
            kind=data["kind"],
            area_code=data["area"],
            words=data["words"],
            caller=self.caller(language),
            safety=data["safety"],
            problems=data["problems"],
            household_id=data["household"],
            about=data["about"] if data["kind"] is Kind.CORRECTION else "",
            urgency=Urgency(data["urgency"]) if data["urgency"] else None,
            because=data["because"],
            at_once=ended,
            id=data["id"],
        )

    def caller(self, language: str) -> Caller:
        """Who asks, as far as they said."""
        data = self.cleaned_data
        told = {name: data[name].strip() for name in ("name", "phone", "relation", "place", "best_time")}
        return Caller(**told, language=language, messages=data["messages"])

    def half(self) -> dict[str, Any]:
        """What can be read of a form that is still being filled."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})


class PublicForm(CallForm):
    """A request from the page for everybody, large and short."""

    channel = forms.TypedChoiceField(
        coerce=Channel, choices=[(one.value, one.value) for one in Channel], required=False
    )
    area = forms.RegexField(regex=r"^[1-9][0-9]$", required=False)


class AnswerForm(forms.Form):
    """Number and code."""

    number = forms.CharField(max_length=40, required=False)
    check = forms.CharField(max_length=20, required=False)


class ActForm(AddressForm):
    """Something done about a request. version: what the page had read; act: made with the form."""

    version = forms.IntegerField(required=False, min_value=0)
    act = forms.UUIDField(required=False)
    text = forms.CharField(required=False, max_length=2000)
    urgency = forms.ChoiceField(required=False, choices=_named(Urgency))
    desk = forms.ChoiceField(required=False, choices=_named(Desk))
    area = forms.RegexField(regex=AREA_CODE, required=False)
    outcome = forms.ChoiceField(required=False, choices=_named(Outcome))
    of = forms.CharField(required=False, max_length=40)
    matter = forms.SlugField(required=False, max_length=20)
    household = forms.UUIDField(required=False)
    gift = forms.SlugField(required=False, max_length=60)
    quantity = forms.DecimalField(required=False, min_value=0, max_digits=8, decimal_places=2)
    value = forms.DecimalField(required=False, min_value=0, max_digits=10, decimal_places=2)
    although = forms.CharField(required=False, max_length=300)
