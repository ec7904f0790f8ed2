"""What the pages of the closed compartment take from their forms; nothing of it ever stands in an address."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.access.queries import Able
from samutphok.areas.domain import AreaView
from samutphok.kernel.vocabulary import FactDefinition
from samutphok.protected.actions import Asked, Done
from samutphok.protected.domain.glass import Reason
from samutphok.protected.domain.matters import LONGEST, MOVES, Kind, Story
from samutphok.protected.queries.choices import FamilyFound
from samutphok.web import protected_words as words
from samutphok.web.forms import PageForm
from samutphok.web.imports import OfficeDateField


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST, "autocomplete": "off"})


class MattersForm(PageForm):
    """Which matters are shown."""

    closed = forms.BooleanField(required=False)


class MatterForm(forms.Form):
    """A new matter."""

    kind = forms.ChoiceField(label=pgettext_lazy("protected", "What it is about"), choices=list(words.KINDS.items()))
    story = forms.CharField(
        label=pgettext_lazy("protected", "What happened, and what is the danger now"),
        widget=_area(6),
        max_length=LONGEST,
    )
    people = forms.CharField(
        label=pgettext_lazy("protected", "Who is in danger, and who is the danger"), widget=_area(3), required=False
    )
    safe_contact = forms.CharField(
        label=pgettext_lazy("protected", "How to reach them without putting them in danger"),
        widget=_area(2),
        required=False,
    )
    area = forms.ChoiceField(label=_("Area"))
    team = forms.MultipleChoiceField(label=pgettext_lazy("protected", "Team"), required=False)
    family_text = forms.CharField(required=False, max_length=100)
    household = forms.UUIDField(required=False)

    def __init__(self, *args: Any, areas: Sequence[AreaView], colleagues: Sequence[Able], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(one.code, one.name_th) for one in areas]  # type: ignore[attr-defined]
        self.fields["team"].choices = [(str(one.account_id), one.name) for one in colleagues]  # type: ignore[attr-defined]

    def story_told(self, found: Sequence[FamilyFound]) -> Story:
        """The matter as it will be sealed; the family by the name under which it was found."""
        data = self.cleaned_data
        family = next((f"{one.name} · {one.place}" for one in found if one.id == data["household"]), "")
        told = Story(Kind(data["kind"]), data["story"], data["people"], data["safe_contact"], family, data["household"])
        return told


class ActForm(forms.Form):
    """An act of the team."""

    act_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    name = forms.ChoiceField(
        label=pgettext_lazy("protected", "What was done"), choices=[(move.act, move.act) for move in MOVES.moves]
    )
    words = forms.CharField(
        label=pgettext_lazy("protected", "For the team"), widget=_area(4), required=False, max_length=LONGEST
    )
    next_on = OfficeDateField(label=pgettext_lazy("protected", "Look in again on"), required=False)

    @classmethod
    def fresh(cls, version: int, open_acts: Sequence[str]) -> "ActForm":
        """An empty form for the state that is read now."""
        form = cls(initial={"act_id": uuid.uuid4(), "version": version})
        form.offer(open_acts)
        return form

    def offer(self, open_acts: Sequence[str]) -> None:
        """Offers what the state allows."""
        self.fields["name"].choices = [(name, words.ACTS[name]) for name in open_acts]  # type: ignore[attr-defined]

    def done(self) -> Done:
        """The act as the action takes it."""
        data = self.cleaned_data
        return Done(data["act_id"], data["name"], data["words"], data["version"], data["next_on"])


class FactsForm(forms.Form):
    """What the benefits of the compartment ask: yes, no or not known, or an amount."""

    def __init__(self, *args: Any, asked: Sequence[FactDefinition], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in asked:
            label = one.label.in_language(language)
            self.fields[one.name] = (
                forms.TypedChoiceField(
                    label=label,
                    required=False,
                    choices=[("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))],
                    coerce=lambda said: said == "yes",
                    empty_value=None,
                )
                if one.type.value == "bool"
                else forms.FloatField(label=label, required=False, min_value=0, max_value=1e9)
            )

    def facts(self) -> dict[str, object]:
        """The facts that were stated."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class BreakForm(forms.Form):
    """Asking to read what is kept about a family."""

    ask_id = forms.UUIDField(widget=forms.HiddenInput)
    family_text = forms.CharField(label=_("Family"), max_length=100)
    household = forms.UUIDField(required=False)
    reason = forms.ChoiceField(
        label=pgettext_lazy("protected", "Reason"), choices=list(words.REASONS.items()), required=False
    )
    words = forms.CharField(
        label=pgettext_lazy("protected", "Why it cannot wait for the team"), widget=_area(3), required=False
    )

    def asked(self) -> Asked:
        """The question as the action takes it."""
        data = self.cleaned_data
        return Asked(data["ask_id"], data["household"], Reason(data["reason"]), data["words"])
