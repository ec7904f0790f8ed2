"""What can be solved first: the worklist of a case worker's area."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from samutphok.access.domain import Action
from samutphok.areas.queries import names
from samutphok.triage.domain import Tab, WorkPage
from samutphok.triage.queries import worklist
from samutphok.web.forms import address_of
from samutphok.web.requests import DeskRequest
from samutphok.web.triage_forms import TriageForm
from samutphok.web.words import Sign

TABS = {
    Tab.NOW: Sign(pgettext_lazy("triage", "Can be solved now"), "circle-check"),
    Tab.DANGER: Sign(pgettext_lazy("triage", "Families in danger"), "alert-triangle"),
    Tab.AGENCY: Sign(pgettext_lazy("triage", "One agency"), "send"),
    Tab.TABLE: Sign(pgettext_lazy("triage", "Needs one table"), "users"),
    Tab.AT_WORK: Sign(pgettext_lazy("triage", "Being dealt with"), "clipboard-list"),
}
EMPTY = {
    Tab.NOW: _(
        "Nothing here can be solved at once. Look at what needs one agency, or let somebody visit the families."
    ),
    Tab.DANGER: _("No sign of danger is known from visits here. What nobody has asked, nobody knows."),
    Tab.AGENCY: _("No problem waits for a single agency here."),
    Tab.TABLE: _("No family here needs several agencies at one table."),
    Tab.AT_WORK: _("As soon as a case is opened or a family referred from here, it stands in this list."),
}


@require_safe
def triage(request: DeskRequest) -> HttpResponse:
    """The problems that can be solved first, or those of another list, under the filters."""
    form = TriageForm(request.GET)
    wanted = form.wanted()
    found = worklist(viewer=request.viewer, wanted=wanted, now=request.viewer.now)
    state = {name: value for name, value in form.read().items() if name != "page"}
    shown = {
        "list": found,
        "wanted": wanted,
        "tabs": [(tab, TABS[tab], found.tabs[tab], address_of(state | {"tab": tab.value})) for tab in Tab],
        "tab": TABS[wanted.tab],
        "empty": EMPTY[wanted.tab],
        "places": names(_codes(found, wanted.area, request.viewer.prefixes(Action.WORK_CASE))),
        "address": address_of(state),
        "begun": any(found.tabs.values()),
    }
    return render(request, "triage.html", shown)


def _codes(found: WorkPage, area: str, own: tuple[str, ...]) -> set[str]:
    codes = {code for code, _count in found.areas} | {row.area_code for row in found.rows} | {area, *own}
    return {code[:length] for code in codes for length in (2, 4, 6, 8) if len(code) >= length} - {""}
