"""What the administrator's pages take from the address bar and from their forms. Nothing else of an account can be set."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samutphok.access.domain import AccountFilter, Grant, NewAccount, Role
from samutphok.access.domain.labels import ROLE_LABELS
from samutphok.web.forms import AREA_CODE, AddressForm, PageForm
from samutphok.web.imports import OfficeDateField


def role_choices() -> list[tuple[str, str]]:
    """The roles as people call them."""
    language = get_language() or "th"
    return [(role.value, word.in_language(language)) for role, word in ROLE_LABELS.items()]


def role_choices_or_all() -> list[tuple[str, object]]:
    """The same for a filter."""
    return [("", pgettext_lazy("roles", "All")), *role_choices()]


def role_choices_to_choose() -> list[tuple[str, object]]:
    """The same for a new grant: none is given by not choosing."""
    return [("", _("Choose a role")), *role_choices()]


class AccountsForm(PageForm):
    """The state of the list of accounts."""

    q = forms.CharField(label=_("Name or user name"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=role_choices_or_all)
    area = forms.RegexField(label=_("Area code"), regex=AREA_CODE, required=False)
    active = forms.ChoiceField(
        label=pgettext_lazy("account", "State"),
        required=False,
        choices=[
            ("", pgettext_lazy("accounts", "All")),
            ("yes", pgettext_lazy("accounts", "Open")),
            ("no", pgettext_lazy("accounts", "Disabled")),
        ],
    )

    def wanted(self) -> AccountFilter:
        """The filter that the address states."""
        data = self.read()
        return AccountFilter(
            text=data["q"].strip(),
            role=Role(data["role"]) if data["role"] else None,
            area_code="" if data["area"] == "TH" else data["area"],
            active={"yes": True, "no": False}.get(data["active"]),
            page=data["page"] or 1,
        )


class NewAccountForm(forms.Form):
    """A new account, which sees nothing until it is given a grant."""

    username = forms.CharField(
        label=_("User name"), max_length=150, help_text=_("Letters, digits and @ . + - _, for example somchai.p")
    )
    display_name = forms.CharField(label=_("Name that colleagues see"), max_length=200)
    agency = forms.CharField(label=_("Agency"), max_length=60, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("For a forgotten password. Without it you give a one-time code.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("th", "ไทย"), ("en", "English")], initial="th")

    def account(self) -> NewAccount:
        """What the action takes; only of a valid form."""
        data = self.cleaned_data
        return NewAccount(
            data["username"], data["display_name"], data["email"], agency=data["agency"], language=data["language"]
        )


class GrantForm(forms.Form):
    """A grant: role, area, and what narrows it."""

    role = forms.TypedChoiceField(label=_("Role"), coerce=Role, choices=role_choices_to_choose)
    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, error_messages={"required": _("Choose an area.")})
    agency = forms.CharField(
        label=_("Agency"),
        max_length=60,
        required=False,
        help_text=_("Only for agency officers: what is shared with it."),
    )
    programme = forms.SlugField(label=_("Programme"), max_length=60, required=False)
    purpose = forms.SlugField(label=_("Purpose"), max_length=60, required=False)
    until = OfficeDateField(
        label=_("Last day"), required=False, help_text=_("For example 30/9/2570. Left empty it has no end.")
    )

    def grant(self) -> Grant:
        """What the action takes; only of a valid form. The last day counts."""
        data, until = self.cleaned_data, None
        if data["until"]:
            until = timezone.make_aware(datetime.combine(data["until"] + timedelta(days=1), time()))
        return Grant(
            data["role"],
            (data["area"],),
            agency=data["agency"],
            programme=data["programme"],
            purpose=data["purpose"],
            valid_to=until,
        )


class PlaceForm(AddressForm):
    """A place looked for by its name."""

    place = forms.CharField(label=_("Area"), required=False, max_length=100)


class OverviewForm(PageForm):
    """The area whose readers are asked for, or a name to find it by."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    place = forms.CharField(label=_("Area"), required=False, max_length=100)


class SwitchForm(AddressForm):
    """On or off."""

    active = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class LanguageForm(AddressForm):
    """The viewer's own language."""

    language = forms.ChoiceField(choices=[("th", "th"), ("en", "en")])
