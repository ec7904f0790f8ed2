"""Giving referrals to a colleague when somebody leaves, or when they are late: first whom to, then done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samutphok.access.domain import Action, RecordScope
from samutphok.access.queries import may_work, workers
from samutphok.areas.queries import names
from samutphok.kernel.errors import InvalidInput
from samutphok.referrals.actions import give_to
from samutphok.referrals.queries import referrals_chosen
from samutphok.web.forms import told
from samutphok.web.referral_forms import GiveForm, ids_of
from samutphok.web.requests import DeskRequest


@require_POST
def referrals_give(request: DeskRequest) -> HttpResponse:
    """The marked referrals go to a colleague, who answers for them on the sender's side; their clocks run on."""
    viewer, data = request.viewer, GiveForm(request.POST).read()
    ids = ids_of(request.POST.getlist("referral"))
    problem, status = "", 200
    if data["sure"]:
        try:
            if not data["to"] or not ids:
                raise InvalidInput(problem=GiveForm.NOBODY, remedy=GiveForm.CHOOSE)
            given = give_to(viewer=viewer, referral_ids=ids, to_account=data["to"], now=viewer.now)
        except InvalidInput as error:
            problem, status = told(error), error.status
        else:
            text = ngettext("%(n)s referral has changed hands.", "%(n)s referrals have changed hands.", given)
            messages.success(request, text % {"n": given})
            return redirect("referrals_sent")
    rows = referrals_chosen(viewer, ids)
    area = _common([row.area_code for row in rows])
    found = workers(viewer=viewer, action=Action.WORK_CASE, area_code=area) if rows else ()
    shown = {
        "rows": rows,
        "people": [one for one in found if all(may_work(one, RecordScope(row.area_code)) for row in rows)],
        "to": data["to"],
        "problem": problem,
        "places": names({row.area_code[:n] for row in rows for n in (6, 8)}),
        "title": _("Give referrals to somebody else"),
    }
    return render(request, "referrals_give.html", shown, status=status)


def _common(codes: list[str]) -> str:
    """The narrowest area in which all of them lie."""
    first, last = min(codes, default=""), max(codes, default="")
    length = next((n for n in (8, 6, 4, 2) if first[:n] == last[:n] and len(first) >= n), 0)
    return first[:length]
