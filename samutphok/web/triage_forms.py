"""What the pages of triage and watch take from the address bar and from their forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samutphok.triage.domain import Tab, WorkWanted
from samutphok.watch.domain.rhythms import Contact, WatchReason
from samutphok.watch.domain.watching import AGAIN, ASK_VISIT, END, DueWanted, WatchEnd, WatchWanted
from samutphok.web.forms import AREA_CODE, AddressForm, PageForm

CODE = r"^[a-z0-9][a-z0-9_.-]{0,79}$"


class TriageForm(PageForm):
    """The state of the list of what can be solved first."""

    tab = forms.ChoiceField(label=_("List"), required=False, choices=[(one.value, one.value) for one in Tab])
    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    problem = forms.RegexField(label=_("Problem"), regex=CODE, required=False)
    agency = forms.RegexField(label=_("Agency"), regex=CODE, required=False)

    def wanted(self) -> WorkWanted:
        """The filter that the address states."""
        data = self.read()
        area = "" if data["area"] == "TH" else data["area"]
        tab = Tab(data["tab"] or Tab.NOW)
        return WorkWanted(tab, area, data["problem"], data["agency"], data["page"] or 1)


class WatchForm(PageForm):
    """The state of the watch list."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    reason = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[(one.value, one.value) for one in WatchReason]
    )
    ended = forms.BooleanField(label=_("Ended"), required=False)

    def wanted(self) -> WatchWanted:
        """The filter that the address states."""
        data = self.read()
        area = "" if data["area"] == "TH" else data["area"]
        reason = WatchReason(data["reason"]) if data["reason"] else None
        return WatchWanted(area, reason, data["ended"], data["page"] or 1)


class DueForm(PageForm):
    """The state of the list of contacts."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    standing = forms.ChoiceField(label=_("Stands"), required=False, choices=[(one.value, one.value) for one in Contact])
    mine = forms.BooleanField(label=_("My cases"), required=False)

    def wanted(self) -> DueWanted:
        """The filter that the address states."""
        data = self.read()
        area = "" if data["area"] == "TH" else data["area"]
        standing = Contact(data["standing"]) if data["standing"] else None
        return DueWanted(area, standing, data["mine"], data["page"] or 1)


class WatchActForm(AddressForm):
    """What is done about a household on the watch list, and which version of it was seen."""

    act = forms.ChoiceField(choices=[(one, one) for one in (ASK_VISIT, END, AGAIN)])
    version = forms.IntegerField(min_value=1)
    act_id = forms.UUIDField()
    end = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in WatchEnd])
