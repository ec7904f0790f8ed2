"""What the pages take where families are joined, divided and members moved."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samutphok.linkage.actions import Do
from samutphok.web.family_forms import SearchField

REASONS = (
    ("one_family", _("They are one family, listed twice")),
    ("two_families", _("They are two families under one number")),
    ("lives_there", _("Somebody lives in the other family now")),
    ("came_back", _("Somebody has come back")),
    ("slip", _("A slip of the register or of a form")),
)
_DOINGS = (
    (Do.MERGE.value, _("Join this family with another")),
    (Do.SPLIT.value, _("Make a family of its own of some members")),
    (Do.MOVE.value, _("Move one member to another family")),
)


class ShapeForm(forms.Form):
    """What is to be done, of whom, with which other family; what was searched goes into no address."""

    do = forms.ChoiceField(label=_("What is to be done?"), choices=_DOINGS, widget=forms.RadioSelect)
    people = forms.MultipleChoiceField(label=_("Who?"), required=False)
    other = forms.UUIDField(label=_("The other family"), required=False)
    q = SearchField(label=_("Find the other family by name, number or house code"), required=False)

    def __init__(self, data: QueryDict | None, people: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["people"].choices = people  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Whom a division or a move is about must be said."""
        given = self.cleaned_data
        chosen, of = len(given.get("people") or ()), len(self.fields["people"].choices)  # type: ignore[attr-defined]
        if given.get("do") == Do.MOVE and chosen != 1:
            self.add_error("people", _("Choose the one member who moves."))
        if given.get("do") == Do.SPLIT and not 0 < chosen < of:
            self.add_error("people", _("Choose some of the members, not all of them."))


class ShapeConfirmForm(ShapeForm):
    """The same once more, with why, and what was seen."""

    reason = forms.ChoiceField(label=_("Why?"), choices=[("", "—"), *REASONS])
    seen = forms.RegexField(r"\A[0-9a-f]{16}\Z", widget=forms.HiddenInput)
    act = forms.UUIDField(widget=forms.HiddenInput)
