"""What the desk's pages take from the address bar and from their forms, validated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samutphok.insights.domain.choice import Combine, Dimension, DimensionChoice
from samutphok.kernel.errors import Bilingual, Error, InvalidInput
from samutphok.linkage.domain.decision import Ruling
from samutphok.web.themes import THEME_NAMES
from samutphok.web.words import COMBINE, DIMENSIONS, Sign

AREA_CODE = r"^(TH|[CL]?[0-9A-Za-z-]{1,20})$"


def told(error: Error) -> str:
    """The problem and the remedy in the reader's language."""
    language = get_language() or "th"
    return f"{error.problem.in_language(language)} {error.remedy.in_language(language)}"


class AddressForm(forms.Form):
    """A form whose values are the page's address. What it cannot read is refused with a page that says so."""

    def read(self) -> dict[str, Any]:
        """The cleaned values; raises InvalidInput naming the fields, never repeating what was given."""
        if self.is_valid():
            return self.cleaned_data
        fields = ", ".join(str(self.fields[name].label or name) for name in self.errors if name in self.fields)
        raise InvalidInput(
            problem=Bilingual(
                f"ที่อยู่ของหน้านี้มีค่าที่อ่านไม่ได้: {fields}", f"The address holds a value that cannot be read: {fields}."
            ),
            remedy=Bilingual(
                "เปิดหน้านี้ใหม่จากเมนู แล้วเลือกตัวกรองอีกครั้ง", "Open the page from the menu and choose the filters again."
            ),
        )


class PageForm(AddressForm):
    """The page of a list."""

    page = forms.IntegerField(label=_("Page"), required=False, min_value=1, max_value=1_000_000)


class DecisionForm(AddressForm):
    """What a worker says of a row in doubt, and which version of the question they saw.

    outcome: 'same', 'different', 'pass', or 'same:' and whom the row is; look: given when somebody has answered before.
    """

    outcome = forms.RegexField(
        rf"\A(?:{'|'.join(ruling.value for ruling in Ruling)}|pass|same:person:[0-9a-f-]{{36}})\Z", label=_("Decision")
    )
    version = forms.IntegerField(min_value=0)
    look = forms.UUIDField(required=False)


class VersionForm(AddressForm):
    """Which version of a thing somebody saw."""

    version = forms.IntegerField(min_value=0)


class DimensionForm(AddressForm):
    """The five switches and how they combine."""

    dim = forms.MultipleChoiceField(
        label=_("Dimensions"),
        required=False,
        choices=[(dimension.value, sign.word) for dimension, sign in DIMENSIONS.items()],
    )
    combine = forms.ChoiceField(
        label=_("Combined as"), required=False, choices=[(way.value, word) for way, word in COMBINE.items()]
    )

    def choice(self) -> DimensionChoice:
        """The switches as the queries take them; 'any' unless 'all' is said."""
        data = self.read()
        return DimensionChoice(frozenset(map(Dimension, data["dim"])), Combine(data["combine"] or Combine.ANY))


class AreaForm(DimensionForm):
    """The state of an area page: switches, measure, year, what the map shows, the order of the ranking, what stands beside."""

    measure = forms.SlugField(label=_("Measure"), required=False, max_length=80)
    year = forms.RegexField(label=_("Year"), regex=r"^(tpmap-)?[0-9]{4}$", required=False)
    theme = forms.ChoiceField(label=_("The map shows"), required=False, choices=[(name, name) for name in THEME_NAMES])
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[(name, name) for name in ("share", "count", "name")],
    )
    compare = forms.ChoiceField(label=_("Compare"), required=False, choices=[("tpmap", "TPMAP")])
    chart = forms.ChoiceField(label=_("Profile"), required=False, choices=[("radar", "radar")])


@dataclass(frozen=True, slots=True)
class Switch:
    """One dimension switch as a page draws it."""

    value: str
    sign: Sign
    on: bool


def switches(choice: DimensionChoice) -> list[Switch]:
    """The five switches, TPMAP's order, on or off."""
    return [Switch(name.value, sign, name in choice.dimensions) for name, sign in DIMENSIONS.items()]


_DEFAULTS = {("combine", "any"), ("order", "share"), ("order", "need"), ("page", "1")}


def address_of(state: Mapping[str, Any], *names: str) -> str:
    """The address bar's form of a page's state without its defaults; of all its fields, or of those named."""
    kept = {
        name: value
        for name, value in state.items()
        if value not in (None, "", []) and (name in names or not names) and (name, str(value)) not in _DEFAULTS
    }
    return urlencode(kept, doseq=True)
