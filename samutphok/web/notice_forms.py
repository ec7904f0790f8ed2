"""What the pages of notices take from the address bar and from their forms."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samutphok.access.domain import COUNTRY, Action, Role, Viewer, outermost
from samutphok.access.domain.labels import ROLE_LABELS
from samutphok.areas.domain import COUNTRY as COUNTRY_CODE
from samutphok.areas.queries import children_of, names
from samutphok.kernel.dates import buddhist_year
from samutphok.notices.actions import Audience
from samutphok.notices.domain import MOST_CHARACTERS, Box, Content
from samutphok.web.forms import AddressForm, PageForm
from samutphok.web.imports import OfficeDateField

_DAY_HINT = _("For example 30/6/2570.")


class BoxForm(PageForm):
    """Which box of notices, and which of its pages."""

    box = forms.ChoiceField(label=_("Notices"), required=False, choices=[(box.value, box.value) for box in Box])


class ReadersForm(PageForm):
    """Which readers: those who have read ('yes'), those who have not ('no'), or all."""

    who = forms.TypedChoiceField(
        label=_("Readers"),
        required=False,
        coerce=lambda text: text == "yes",
        empty_value=None,
        choices=[("", ""), ("yes", "yes"), ("no", "no")],
    )


class VersionForm(AddressForm):
    """Which version the reader saw."""

    version = forms.IntegerField(min_value=1, max_value=1_000_000)


class QuestionForm(AddressForm):
    """A reader's question."""

    text = forms.CharField(label=_("Question"), max_length=2_000)
    private = forms.BooleanField(label=_("Only the office sees it"), required=False)


class AnswerForm(AddressForm):
    """The office's answer, and which revision of it the writer saw."""

    text = forms.CharField(label=_("Answer"), max_length=2_000, required=False)
    in_text = forms.BooleanField(label=_("The notice's text answers it now"), required=False)
    revision = forms.IntegerField(min_value=0, max_value=1_000_000)


class WordsForm(forms.Form):
    """The words of a notice; the same for a new one, one passed on and a new version."""

    title_th = forms.CharField(label=_("Title in Thai"), max_length=200)
    text_th = forms.CharField(
        label=_("Text in Thai"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "An empty line begins a paragraph. '## ' makes a heading, '- ' a list, **two stars** strong words."
        ),
    )
    source = forms.CharField(
        label=_("Office that the matter comes from"), max_length=200, help_text=_("The office that gave the order.")
    )
    number = forms.CharField(label=_("Number of the circular"), max_length=100, required=False)
    dated = OfficeDateField(label=_("Date of the circular"), help_text=_DAY_HINT)
    due_on = OfficeDateField(label=_("To be acknowledged by"), required=False, help_text=_DAY_HINT)
    valid_until = OfficeDateField(label=_("In force until"), required=False, help_text=_("Left empty it has no end."))
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    text_en = forms.CharField(
        label=_("Text in English"), max_length=MOST_CHARACTERS, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def content(self) -> Content:
        """The words as the actions take them; only of a valid form."""
        data = self.cleaned_data
        return Content(**{name: data[name] for name in WordsForm.base_fields}, change=data.get("change", ""))


class RevisionForm(WordsForm):
    """A new version: its words, what is new in it, and the version that the writer saw."""

    change = forms.CharField(
        label=_("What has changed"), max_length=500, help_text=_("One sentence; every reader sees it first.")
    )
    version = forms.IntegerField(min_value=1, max_value=1_000_000, widget=forms.HiddenInput)

    @classmethod
    def of(cls, content: Content, version: int) -> "RevisionForm":
        """The form filled with the words in force."""
        words = {name: getattr(content, name) for name in WordsForm.base_fields}
        days = {name: _written(words[name]) for name in ("dated", "due_on", "valid_until") if words[name]}
        return cls(initial={**words, **days, "version": version})


class NewNoticeForm(WordsForm):
    """A notice with its readers: roles, and areas within the writer's own."""

    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"), coerce=Role, widget=forms.CheckboxSelectMultiple, choices=[(role.value, "") for role in Role]
    )
    areas = forms.MultipleChoiceField(label=_("Areas"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, viewer: Viewer, **named: Any) -> None:
        super().__init__(*given, **named)
        language = get_language() or "th"
        self.places = area_choices(viewer.prefixes(Action.WRITE_NOTICE))
        self._offer("roles", [(role.value, word.in_language(language)) for role, word in ROLE_LABELS.items()])
        self._offer("areas", [pair for whole, inside in self.places for pair in (whole, *inside)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def audience(self) -> Audience:
        """The chosen readers; an area inside another chosen one says nothing more."""
        areas = outermost(COUNTRY if code == COUNTRY_CODE else code for code in self.cleaned_data["areas"])
        return Audience(frozenset(self.cleaned_data["roles"]), areas)

    def chosen(self, name: str) -> list[str]:
        """The values of a choice as they stand in the form, sent or not."""
        return [str(value) for value in self[name].value() or ()]


Choice = tuple[str, str]


def area_choices(prefixes: Iterable[str]) -> list[tuple[Choice, list[Choice]]]:
    """Each of the writer's areas as a whole, with the areas one step down in it; two queries."""
    language = get_language() or "th"
    codes = [prefix or COUNTRY_CODE for prefix in prefixes]
    known, below = names(codes), children_of(codes)
    return [
        (
            (code, known[code].title(language) if code in known else code),
            [(inside.code, inside.name(language)) for inside in below.get(code, ())],
        )
        for code in codes
    ]


def _written(day: date) -> str:
    """A day as offices write it: '30/6/2570'."""
    return f"{day.day}/{day.month}/{buddhist_year(day)}"
