"""Hand-outs: planned, held from several phones at once, closed; the sheet that is printed for them."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Sensitivity
from samutphok.aid.actions import call_handout, close_handout, tap, type_in
from samutphok.aid.domain.handout import Tapped
from samutphok.aid.queries import came_last, guests, handout, handouts
from samutphok.areas.queries import names
from samutphok.foundation.privacy import blind_index
from samutphok.kernel.errors import Conflict, InvalidInput, NotFound
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.queries import entries
from samutphok.web.aid_forms import HandoutForm, TapForm, TypedForm
from samutphok.web.documents.receipt import sheet_pdf
from samutphok.web.forms import told
from samutphok.web.requests import DeskRequest
from samutphok.web.views.aid import own_area

AHEAD = 400  # guests that a phone gets with the page, so that it can go on without a network


@require_safe
def aid_handouts(request: DeskRequest) -> HttpResponse:
    """The hand-outs of the area."""
    found = handouts(request.viewer, most=50)
    return render(request, "aid_handouts.html", {"found": found, "places": names({one.area_code for one in found})})


@require_http_methods(["GET", "HEAD", "POST"])
def aid_handout_new(request: DeskRequest) -> HttpResponse:
    """Plans a hand-out for families of the drawn list."""
    viewer = request.viewer
    if request.method != "POST":
        first = {"act_id": uuid4(), "area": own_area(viewer)}
        return render(request, "aid_handout_new.html", {"form": HandoutForm(initial=first)})
    form = HandoutForm(request.POST)
    if not form.is_valid():
        return render(request, "aid_handout_new.html", {"form": form}, status=422)
    data = form.cleaned_data
    selection = Selection(area=data["area"], level=data["level"], order=EntryOrder.AREA)
    listed = entries(viewer=viewer, selection=selection, page=1, page_size=data["most"], sensitivity=Sensitivity.S2)
    invited = tuple(row.household for row in listed.rows if row.household)
    try:
        made = call_handout(viewer=viewer, wanted=form.handout(invited), now=viewer.now)
    except (InvalidInput, NotFound) as error:
        form.add_error(None, told(error))
        return render(request, "aid_handout_new.html", {"form": form}, status=422)
    messages.success(request, _("The hand-out is planned, and the list is ready."))
    return redirect("aid_handout", handout_id=made)


@require_safe
def aid_handout(request: DeskRequest, handout_id: UUID) -> HttpResponse:
    """One hand-out: how many have come, who has not."""
    return render(request, "aid_handout.html", _handout(request, handout_id, TypedForm()))


def _handout(request: DeskRequest, handout_id: UUID, form: TypedForm) -> dict[str, Any]:
    found = handout(request.viewer, handout_id)
    absent = guests(request.viewer, handout_id, waiting=True, most=100)
    codes = {found.area_code, *(code for one in absent for code in (one.area_code, one.area_code[:6]))}
    came = came_last(request.viewer, handout_id, most=20)
    return {"one": found, "absent": absent, "came": came, "form": form, "places": names(codes)}


@require_safe
def aid_hand(request: DeskRequest, handout_id: UUID) -> HttpResponse:
    """The screen of the hand-out table: the next family, and the ones after it."""
    viewer = request.viewer
    found = handout(viewer, handout_id)
    text = request.GET.get("q", "")[:60]
    after = request.GET.get("after", "")
    place = int(after) if after.isdigit() and len(after) < 6 else 0
    waiting = guests(viewer, handout_id, text=text, waiting=True, most=AHEAD, after=0 if text else place)
    if not waiting and place and not text:
        waiting = guests(viewer, handout_id, waiting=True, most=AHEAD)
    queue = [(one, uuid4()) for one in waiting]
    shown = {
        "one": found,
        "queue": queue,
        "text": text,
        "key": blind_index("handout-queue", f"{viewer.account_id}:{handout_id}"),
        "places": names({code for guest in waiting for code in (guest.area_code, guest.area_code[:6])}),
    }
    return render(request, "aid_hand.html", shown)


@require_POST
def aid_tap(request: DeskRequest, handout_id: UUID) -> HttpResponse:
    """A family received. A script gets a short answer, a form the next family."""
    form = TapForm(request.POST, request.FILES)
    script = request.headers.get("X-Requested-With") == "fetch"
    if not form.is_valid():
        return HttpResponse(status=422) if script else redirect("aid_hand", handout_id=handout_id)
    try:
        done = tap(viewer=request.viewer, handout_id=handout_id, receipt=form.receipt(), now=request.viewer.now)
    except (InvalidInput, Conflict) as error:
        if script:
            return HttpResponse(told(error), status=error.status, content_type="text/plain; charset=utf-8")
        messages.error(request, told(error))
        return redirect("aid_hand", handout_id=handout_id)
    if script:
        return HttpResponse(done.value, content_type="text/plain")
    if done is Tapped.RECEIVED_BEFORE:
        messages.warning(request, _("Somebody else has just written this family down."))
    return redirect(f"{reverse('aid_hand', args=[handout_id])}?after={request.POST.get('place', '0')}")


@require_POST
def aid_typed(request: DeskRequest, handout_id: UUID) -> HttpResponse:
    """Types the printed sheet in: the numbers that signed."""
    form = TypedForm(request.POST)
    if not form.is_valid():
        form.add_error("places", _("Write numbers of the sheet, such as 1-20, 23."))
        return render(request, "aid_handout.html", _handout(request, handout_id, form), status=422)
    try:
        done = type_in(viewer=request.viewer, handout_id=handout_id, places=form.numbers(), now=request.viewer.now)
    except Conflict as error:
        messages.error(request, told(error))
        return redirect("aid_handout", handout_id=handout_id)
    text = ngettext("%(n)s family written down.", "%(n)s families written down.", done) % {"n": done}
    messages.success(request, text)
    return redirect("aid_handout", handout_id=handout_id)


@require_POST
def aid_handout_close(request: DeskRequest, handout_id: UUID) -> HttpResponse:
    """Ends a hand-out."""
    close_handout(viewer=request.viewer, handout_id=handout_id, now=request.viewer.now)
    messages.success(request, _("The hand-out is over."))
    return redirect("aid_handout", handout_id=handout_id)


@require_safe
def aid_sheet(request: DeskRequest, handout_id: UUID) -> HttpResponse:
    """The list to print and sign, with numbers that are typed in afterwards."""
    found = handout(request.viewer, handout_id)
    invited = guests(request.viewer, handout_id, most=2_000)
    places: dict[str, Any] = names(
        {found.area_code, *(code for one in invited for code in (one.area_code, one.area_code[:6]))}
    )
    pdf = sheet_pdf(found, invited, places, language=get_language() or "th")
    headers = {"Content-Disposition": 'inline; filename="samutphok-handout.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
