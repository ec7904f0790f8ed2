"""What the pages of fair shares take from the address bar and from their forms."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samutphok.allocation.domain.problem import Share
from samutphok.allocation.domain.rules import Origin, ShareRules
from samutphok.allocation.domain.sharing import MOST_BAHT, Aim, NewSharing, Offer, Settings
from samutphok.allocation.domain.table import PlaceState, SharingState
from samutphok.kernel.errors import Bilingual
from samutphok.web.forms import AddressForm, PageForm
from samutphok.web.share_words import AIMS

AREA = r"^[0-9]{2,8}$"
NEW_THINGS = 3  # that the form for a new sharing offers at once; more are added later


class SharesForm(PageForm):
    """Which sharings."""

    state = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in SharingState])


class SharePageForm(AddressForm):
    """Which proposal."""

    proposal = forms.IntegerField(required=False, min_value=1)


class LinesForm(PageForm, SharePageForm):
    """Which families of which proposal."""

    show = forms.ChoiceField(required=False, choices=[("given", "given"), ("next", "next")])
    offer = forms.IntegerField(required=False, min_value=0, max_value=99)
    area = forms.RegexField(label=_("Area"), regex=AREA, required=False)


class PlacesForm(PageForm):
    """Which places."""

    state = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in PlaceState])


class CompareForm(AddressForm):
    """Which two proposals."""

    before = forms.IntegerField(label=pgettext_lazy("shares", "Proposal"), min_value=1)
    after = forms.IntegerField(label=pgettext_lazy("shares", "Proposal"), min_value=1)


class DeedForm(forms.Form):
    """One act upon a sharing or a place."""

    act_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    deed = forms.SlugField(widget=forms.HiddenInput)
    proposal = forms.IntegerField(required=False, min_value=1)
    said = forms.CharField(label=pgettext_lazy("shares", "Reason"), required=False, max_length=500)
    hand = forms.UUIDField(required=False)


class HandForm(forms.Form):
    """A family put in or taken out."""

    act_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    household = forms.UUIDField(widget=forms.HiddenInput)
    offer = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=99)
    way = forms.ChoiceField(widget=forms.HiddenInput, choices=[("in", "in"), ("out", "out")])
    because = forms.ChoiceField(label=pgettext_lazy("shares", "Reason"), widget=forms.RadioSelect)
    said = forms.CharField(
        label=pgettext_lazy("shares", "In your own words"),
        help_text=_("Sealed; read by those who propose and approve."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, reasons: Mapping[str, Bilingual], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "th"
        field = self.fields["because"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, said.in_language(language)) for code, said in reasons.items()]


class SettingsForm(forms.Form):
    """The settings of a proposal: offers, weights, shares of areas, aim. Errors stand beside the field they are about."""

    most = forms.IntegerField(
        label=pgettext_lazy("shares", "Places one family may get at most"), min_value=1, max_value=20
    )
    aim = forms.ChoiceField(
        label=pgettext_lazy("shares", "What counts as best"),
        choices=list(AIMS.items()),
        widget=forms.RadioSelect,
        initial=Aim.NEED,
    )

    def __init__(
        self,
        *args: Any,
        rules: ShareRules,
        areas: Iterable[str],
        settings: Settings | None = None,
        things: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rules, self.areas, self.asked = rules, tuple(areas), tuple(things)
        self.offers = settings.offers if settings else ()
        self.count = len(self.offers) or NEW_THINGS
        for place in range(self.count):
            self._offer(place, self.offers[place] if self.offers else None)
        weights = settings.weights if settings else {code: group.weight for code, group in rules.groups.items()}
        for code, group in rules.groups.items():
            label = group.label.in_language(get_language() or "th")
            self.fields[f"weight-{code}"] = forms.FloatField(
                label=label, min_value=0.1, max_value=10, initial=weights.get(code, 1.0), required=False
            )
        shares = {one.area: one for one in settings.shares} if settings else {}
        for area in self.areas:
            share = shares.get(area)
            self._percent(f"floor-{area}", round(share.floor * 100, 1) if share and share.floor else None)
            self._percent(f"ceiling-{area}", round(share.ceiling * 100, 1) if share and share.ceiling < 1 else None)
        self.fields["most"].initial = settings.most if settings else rules.most_per_household
        self.fields["aim"].initial = settings.aim.value if settings else Aim.NEED.value

    def settings(self) -> Settings:
        """The settings as stated; the form must be valid."""
        data = self.cleaned_data
        offers = []
        for place in range(self.count):
            chosen = data.get(f"offers-{place}-thing") if not self.offers else ""
            thing, _sep, of = (chosen or "").partition(":")
            if self.offers:
                thing, of = self.offers[place].thing, self.offers[place].of
            if not thing:
                continue
            known = self.rules.things.get(thing)
            cost = data.get(f"offers-{place}-cost")
            offers.append(
                Offer(
                    thing=thing,
                    places=data.get(f"offers-{place}-places") or 0,
                    cost=cost if cost is not None else (known.cost if known else 0),
                    budget=data.get(f"offers-{place}-budget"),
                    of=of,
                )
            )
        weights = {code: data[f"weight-{code}"] or 1.0 for code in self.rules.groups}
        return Settings(tuple(offers), data["most"], tuple(self._shares()), weights, Aim(data["aim"]))

    def tell(self, wrong: Mapping[str, Bilingual]) -> None:
        """Puts what the rules say is wrong beside the fields; what has none stands above the form."""
        language = get_language() or "th"
        for name, said in wrong.items():
            self.add_error(name if name in self.fields else None, said.in_language(language))

    def offer_rows(self) -> list[dict[str, Any]]:
        """The inputs of each offer."""
        names = ("thing", "places", "budget", "cost")
        return [
            {name: self[f"offers-{place}-{name}"] for name in names if f"offers-{place}-{name}" in self.fields}
            for place in range(self.count)
        ]

    def area_rows(self) -> list[tuple[str, Any, Any]]:
        """Each area with its floor and ceiling."""
        return [(area, self[f"floor-{area}"], self[f"ceiling-{area}"]) for area in self.areas]

    def weight_rows(self) -> list[Any]:
        """The weight of each group."""
        return [self[f"weight-{code}"] for code in self.rules.groups]

    def stated(self) -> list[tuple[str, Any]]:
        """What was stated, for a form that carries it on."""
        return [(name, self.data.get(name, "")) for name in self.fields if self.data.get(name, "") != ""]

    def _offer(self, place: int, offer: Offer | None) -> None:
        needed = offer is not None or place == 0
        if offer is None:
            self.fields[f"offers-{place}-thing"] = forms.ChoiceField(
                label=pgettext_lazy("shares", "What is shared out"), choices=[("", "–"), *self.asked], required=needed
            )
        self.fields[f"offers-{place}-places"] = forms.IntegerField(
            label=pgettext_lazy("shares", "How many"),
            min_value=1,
            max_value=100_000,
            required=needed,
            initial=offer.places if offer else None,
        )
        self.fields[f"offers-{place}-budget"] = forms.IntegerField(
            label=pgettext_lazy("shares", "Money in baht"),
            min_value=0,
            max_value=MOST_BAHT,
            required=False,
            initial=offer.budget if offer else None,
            help_text=_("Left empty, money is no limit."),
        )
        self.fields[f"offers-{place}-cost"] = forms.IntegerField(
            label=pgettext_lazy("shares", "Baht for each"),
            min_value=0,
            max_value=MOST_BAHT,
            required=False,
            initial=offer.cost if offer else None,
        )

    def _percent(self, name: str, initial: float | None) -> None:
        self.fields[name] = forms.FloatField(label=name, min_value=0, max_value=100, required=False, initial=initial)

    def _shares(self) -> Iterable[Share]:
        for area in self.areas:
            floor, ceiling = self.cleaned_data[f"floor-{area}"], self.cleaned_data[f"ceiling-{area}"]
            if floor or ceiling is not None:
                yield Share(area, (floor or 0) / 100, 1.0 if ceiling is None else ceiling / 100)


class NewForm(SettingsForm):
    """A new sharing."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(
        label=pgettext_lazy("shares", "Name of the sharing"),
        max_length=160,
        help_text=_("For example: Ban Por Piang houses of this year"),
    )
    area = forms.RegexField(widget=forms.HiddenInput, regex=AREA)

    def new(self) -> NewSharing:
        """What was asked for."""
        data = self.cleaned_data
        return NewSharing(data["title"], data["area"], self.settings(), data["id"])


def things_of(rules: ShareRules, intakes: Iterable[tuple[UUID, str]]) -> list[tuple[str, str]]:
    """What may be chosen: things by name, seats by intake."""
    language = get_language() or "th"
    found: list[tuple[str, str]] = []
    for code, thing in rules.things.items():
        label = thing.label.in_language(language)
        if thing.origin is Origin.COURSE:
            found += [(f"{code}:{key}", f"{label} · {name}") for key, name in intakes]
        else:
            found.append((code, label))
    return found
