"""What the pages of data checks take from the address bar and from their forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samutphok.verification.actions.drawing import MOST
from samutphok.verification.domain.rules import Owner, Severity
from samutphok.verification.domain.standing import DESK, SAID_LENGTH, TEAM, ActName
from samutphok.verification.domain.views import Answer, FindingFilter, Standing
from samutphok.verification.queries.exclusion import KINDS
from samutphok.web.forms import AddressForm, PageForm

AREA = r"^[0-9]{0,8}$"


class CheckForm(AddressForm):
    """Of which area a page speaks."""

    area = forms.RegexField(label=_("Area"), regex=AREA, required=False)


class FindingsForm(PageForm):
    """Which findings are listed."""

    area = forms.RegexField(label=_("Area"), regex=AREA, required=False)
    standing = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Standing])
    rule = forms.SlugField(required=False, max_length=60)
    owner = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Owner])
    severity = forms.TypedChoiceField(
        required=False, coerce=int, choices=[(str(one.value), str(one.value)) for one in Severity]
    )

    def wanted(self, first: Standing = Standing.TO_SEND) -> FindingFilter:
        """The filter as queries take it."""
        data = self.read()
        return FindingFilter(
            area=data["area"],
            standing=Standing(data["standing"] or first),
            rule=data["rule"],
            owner=data["owner"],
            severity=data["severity"] or 0,
            page=data["page"] or 1,
        )


class FindingActForm(forms.Form):
    """One act on a finding."""

    act = forms.ChoiceField(choices=[(one.value, one.value) for one in sorted(DESK | TEAM)])
    answer = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Answer])
    said = forms.CharField(label=_("What was done or found"), required=False, max_length=SAID_LENGTH)
    version = forms.IntegerField(min_value=0)
    act_id = forms.UUIDField()

    def act_name(self) -> ActName:
        """Which act it is."""
        return ActName(self.cleaned_data["act"])


class DrawForm(AddressForm):
    """How many families of which area are drawn."""

    area = forms.RegexField(label=_("Area"), regex=r"^[0-9]{2,8}$")
    size = forms.IntegerField(label=_("Families"), min_value=1, max_value=MOST)


class SampleForm(PageForm):
    """A page of a sample."""


class ExclusionForm(PageForm):
    """Which kind of families in need and on no list."""

    area = forms.RegexField(label=_("Area"), regex=AREA, required=False)
    kind = forms.ChoiceField(required=False, choices=[(one, one) for one in KINDS])
