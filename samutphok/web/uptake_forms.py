"""What the pages of rights not received and of scenarios take from the address bar and from their forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samutphok.scenarios.domain.scenario import LEVELS, Change, Scenario, Settings, Three
from samutphok.uptake.domain.findings import FindingOutcome
from samutphok.uptake.domain.standing import Group, Standing
from samutphok.web.forms import AddressForm, PageForm

NAME = r"^[a-z0-9][a-z0-9-]{0,79}$"
AREA = r"^[0-9]{2,8}$"


class UptakeForm(AddressForm):
    """Which area, group and benefit."""

    area = forms.RegexField(label=_("Area"), regex=AREA, required=False)
    group = forms.ChoiceField(label=_("Group"), required=False, choices=[(one.value, one.value) for one in Group])
    benefit = forms.RegexField(label=_("Benefit"), regex=NAME, required=False)


class UptakeListForm(PageForm, UptakeForm):
    """Which list: the same, and where people stand."""

    standing = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Standing])


class FindingsForm(PageForm):
    """Which findings."""

    closed = forms.BooleanField(required=False)
    benefit = forms.RegexField(label=_("Benefit"), regex=NAME, required=False)


class FindingForm(AddressForm):
    """How a finding is closed."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=[(one.value, one.value) for one in FindingOutcome])


class ScenariosForm(AddressForm):
    """Which scenario stands open."""

    scenario = forms.RegexField(label=_("Scenario"), regex=NAME, required=False)
    area = forms.RegexField(label=_("Area"), regex=AREA, required=False)


class AheadForm(AddressForm):
    """Of which province the next months are asked."""

    area = forms.RegexField(label=_("Province"), regex=r"^[0-9]{2}$", required=False)


class TrialForm(AddressForm):
    """Which part of a trial's numbers."""

    area = forms.RegexField(label=_("Area"), regex=AREA, required=False)
    what = forms.RegexField(regex=NAME, required=False)


class SettingsForm(AddressForm):
    """The settings of one scenario, its own first numbers unless others are given."""

    area = forms.RegexField(label=_("Area"), regex=AREA)

    def __init__(self, *args: Any, scenario: Scenario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._scenario = scenario
        first = scenario.settings
        if scenario.income:
            self._three("drop", first.drop, 100)
            self._three("exposed", first.exposed, 100)
            self.fields["areas"] = forms.MultipleChoiceField(required=False, choices=[])
            self.fields["areas"].valid_value = lambda value: value.isdigit() and len(value) == 4  # type: ignore[attr-defined]
        for place, change in enumerate(first.changes):
            if change.number:
                self._three(f"value{place}", change.values, 10_000_000)

    def settings(self) -> Settings:
        """The settings as stated; raises InvalidInput for what cannot be read."""
        data, first = self.read(), self._scenario.settings
        changes = tuple(
            Change(one.benefit, one.instead, one.number, self._read(f"value{place}") if one.number else one.values)
            for place, one in enumerate(first.changes)
        )
        if not self._scenario.income:
            return Settings(changes=changes)
        return Settings(self._read("drop"), self._read("exposed"), tuple(data["areas"]), changes)

    def threes(self) -> list[tuple[str, list[Any]]]:
        """The groups of three inputs, by their name."""
        names = dict.fromkeys(name.rpartition("_")[0] for name in self.fields if name.rpartition("_")[2] in LEVELS)
        return [(name, [self[f"{name}_{level}"] for level in LEVELS]) for name in names]

    def _three(self, name: str, values: Three, most: int) -> None:
        for level, value in zip(LEVELS, values, strict=True):
            self.fields[f"{name}_{level}"] = forms.FloatField(
                label=name, min_value=0, max_value=most, initial=int(value)
            )

    def _read(self, name: str) -> Three:
        low, mid, high = (float(self.cleaned_data[f"{name}_{level}"]) for level in LEVELS)
        return (low, mid, high)
