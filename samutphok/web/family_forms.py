"""What lists of families take from the address bar and from their forms."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.insights.domain.choice import Combine, Dimension, FamilyFilter, FamilyOrder
from samutphok.insights.domain.exports import FileFormat
from samutphok.insights.domain.saved import NAME_LENGTH, Column, columns_of
from samutphok.insights.errors import NothingChosen
from samutphok.web.forms import AREA_CODE, AddressForm, DimensionForm, PageForm
from samutphok.web.words import FAMILY_ORDERS

SEARCH_LENGTH = 100
MARKED_AT_MOST = 200  # rows that one page can mark
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


class SearchField(forms.CharField):
    """What somebody types to find a family: anything at all. What cannot be part of a name is passed over."""

    def to_python(self, value: Any) -> str:
        """The text without invisible characters, cut to its length."""
        return " ".join(_UNSEEN.sub(" ", str(value or "")).split())[:SEARCH_LENGTH]

    def run_validators(self, value: Any) -> None:
        """Nothing typed here is a mistake."""


class FamilyForm(PageForm, DimensionForm):
    """The state of a list of families. A searched text counts only when it is posted: it belongs into no address."""

    q = SearchField(label=_("Search"), required=False)
    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    level = forms.TypedChoiceField(
        label=_("Level"), required=False, coerce=int, empty_value=None, choices=[("", ""), *((n, n) for n in range(4))]
    )
    poor = forms.TypedChoiceField(
        label=_("Target-poor"),
        required=False,
        coerce=lambda text: text == "yes",
        empty_value=None,
        choices=[
            ("", pgettext_lazy("families", "All")),
            ("yes", _("With a target-poor member")),
            ("no", _("Without a target-poor member")),
        ],
    )
    definition = forms.SlugField(label=_("Definition"), required=False, max_length=80)
    list = forms.UUIDField(label=_("Worklist"), required=False)
    order = forms.ChoiceField(
        label=_("Order"), required=False, choices=[(order.value, word) for order, word in FAMILY_ORDERS.items()]
    )

    @classmethod
    def asked(cls, *, get: QueryDict, post: QueryDict) -> "FamilyForm":
        """The form as the page was asked for: posted, or by its address without any searched text.

        `drop`, from the button of a filter's chip, takes one filter away.
        """
        given = (post or get).copy()
        for name in [*given.getlist("drop"), *([] if post else ["q"])]:
            given.pop(name, None)
        return cls(given)

    def wanted(self) -> FamilyFilter:
        """The filter that the address states."""
        data = self.read()
        return FamilyFilter(
            text=data["q"],
            area_code=data["area"],
            choice=self.choice(),
            level=data["level"],
            target_poor=data["poor"],
            definition=data["definition"],
            picked=data["list"],
            order=FamilyOrder(data["order"] or FamilyOrder.NEED),
        )

    def state(self) -> dict[str, Any]:
        """What was asked for, as the page's address holds it; without the page number and the searched text."""
        return state_of(self.wanted())


def state_of(wanted: FamilyFilter) -> dict[str, Any]:
    """A filter as the address of the list of families holds it; never the searched text."""
    return {
        "dim": [one.value for one in Dimension if one in wanted.choice.dimensions],
        "combine": wanted.choice.combine.value if wanted.choice.combine is Combine.ALL else "",
        "area": wanted.area_code,
        "level": wanted.level,
        "poor": {None: "", True: "yes", False: "no"}[wanted.target_poor],
        "definition": wanted.definition,
        "list": str(wanted.picked or ""),
        "order": wanted.order.value,
    }


class ChoiceForm(FamilyForm):
    """Families chosen on a page: marked one by one, or all that the filter takes."""

    whole = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["household"] = _Marked(label=_("Families"), required=False)

    def meant(self) -> FamilyFilter:
        """The families that an act is for; raises NothingChosen when none was marked."""
        data = self.read()
        if data["whole"]:
            return self.wanted()
        if not data["household"]:
            raise NothingChosen
        return replace(self.wanted(), text="", only=tuple(data["household"]))


class _Marked(forms.Field):
    """Ids of marked households, each once; what is no id is refused."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> Any:
        """The ids in the order of the page."""
        one = forms.UUIDField()
        if len(value or ()) > MARKED_AT_MOST:
            raise forms.ValidationError("")
        return list(dict.fromkeys(one.clean(text) for text in value or ()))


class ExportForm(ChoiceForm):
    """Chosen families and the kind of table they are wanted in."""

    format = forms.ChoiceField(label=_("File"), choices=[(one.value, one.value) for one in FileFormat if one != "pdf"])


class WorklistForm(ChoiceForm):
    """Chosen families and the worklist they go onto: one that is there, or a new one by its name."""

    worklist = forms.UUIDField(label=_("Worklist"), required=False)
    name = forms.CharField(label=_("Name"), required=False, max_length=NAME_LENGTH)


class ColumnsForm(FamilyForm):
    """The columns somebody wants to read lists by, and the list they were looking at."""

    column = forms.MultipleChoiceField(
        label=_("Columns"), required=False, choices=[(one.value, one.value) for one in Column]
    )

    def columns(self) -> tuple[Column, ...]:
        """The chosen columns; the usual ones when none is chosen."""
        return columns_of(self.read()["column"])


class KeepForm(FamilyForm):
    """A view to be kept: its name and whether the office shares it."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    share = forms.BooleanField(label=_("Share with my office"), required=False)


class KeptForm(AddressForm):
    """What is to be done with a kept list."""

    act = forms.ChoiceField(
        choices=[(name, name) for name in ("rename", "share", "unshare", "empty", "delete")], label=_("Act")
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=NAME_LENGTH)
