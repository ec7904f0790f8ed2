"""Fair shares: what is scarce is proposed, tried otherwise, approved by a second person, and followed."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Action, Viewer
from samutphok.allocation.actions import (
    approve,
    ask_proposal,
    begin,
    end,
    put_by_hand,
    put_forward,
    send_back,
    undo_by_hand,
)
from samutphok.allocation.domain.sharing import Settings
from samutphok.allocation.domain.table import Deed
from samutphok.allocation.domain.views import SharingPage
from samutphok.allocation.errors import BadSharing, SharingNotFound
from samutphok.allocation.queries import (
    compare_proposals,
    share_lines,
    share_rules,
    sharing_page,
    sharings,
    try_settings,
)
from samutphok.areas.queries import children, names
from samutphok.kernel.errors import Conflict, Forbidden, InvalidInput, Stale
from samutphok.livelihoods.queries import intakes
from samutphok.web.forms import address_of, told
from samutphok.web.requests import DeskRequest
from samutphok.web.share_forms import (
    CompareForm,
    DeedForm,
    HandForm,
    LinesForm,
    NewForm,
    SettingsForm,
    SharePageForm,
    SharesForm,
    things_of,
)
from samutphok.web.share_words import STATES


@require_safe
def shares(request: DeskRequest) -> HttpResponse:
    """The sharings of the viewer's area."""
    data = SharesForm(request.GET).read()
    found = sharings(viewer=request.viewer, state=data["state"], page=data["page"] or 1)
    shown = {
        "list": found,
        "state": data["state"],
        "states": list(STATES.items()),
        "places": names({one.area_code for one in found.rows}),
        "address": address_of(data, "state"),
    }
    return render(request, "shares.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def share_new(request: DeskRequest) -> HttpResponse:
    """Begins a sharing: what, how many, with how much money, by which rules."""
    viewer = request.viewer
    area = request.POST.get("area") or request.GET.get("area") or _own_area(viewer)
    rules = share_rules(timezone.localdate(viewer.now))
    inside = _inside(area)
    things = things_of(rules, [(one.id, f"{one.place} {one.starts_on:%d/%m}") for one in _open_intakes(viewer)])
    asked: dict[str, Any] = {"rules": rules, "areas": inside, "things": things}
    shown = {"area": area, "places": names({area, *inside}), "rules": rules}
    if request.method != "POST":
        form = NewForm(initial={"id": uuid4(), "area": area}, **asked)
        return render(request, "share_new.html", shown | {"form": form})
    form = NewForm(request.POST, **asked)
    if form.is_valid():
        try:
            return redirect("share", begin(viewer=viewer, asked=form.new(), now=viewer.now))
        except BadSharing as error:
            form.tell(error.fields)
    return render(request, "share_new.html", shown | {"form": form}, status=422)


@require_safe
def share(request: DeskRequest, sharing_id: UUID) -> HttpResponse:
    """One sharing and one of its proposals."""
    number = SharePageForm(request.GET).read()["proposal"]
    return render(request, "share.html", _shown(request, sharing_id, number))


def _shown(request: DeskRequest, sharing_id: UUID, number: int | None = None) -> dict[str, Any]:
    viewer = request.viewer
    page = sharing_page(viewer=viewer, sharing_id=sharing_id, number=number)
    codes = {page.area_code} | {one.area_code for one in page.shown.areas} if page.shown else {page.area_code}
    return {
        "page": page,
        "places": names(codes),
        "act_ids": {one: uuid4() for one in (*page.may, "undo")},
    }


@require_POST
def share_act(request: DeskRequest, sharing_id: UUID) -> HttpResponse:
    """One person's word on a sharing."""
    form = DeedForm(request.POST)
    deed = form.data.get("deed", "")
    if not form.is_valid() or deed not in set(Deed):
        shown = _shown(request, sharing_id) | {"problem": _("Open the page again and choose what can be done.")}
        return render(request, "share.html", shown, status=422)
    try:
        said = _do(request.viewer, sharing_id, Deed(deed), form.cleaned_data)
    except (InvalidInput, Conflict, Forbidden, Stale) as error:
        shown = _shown(request, sharing_id, form.cleaned_data["proposal"])
        shown |= {"problem": told(error), "said": form.cleaned_data["said"]}
        return render(request, "share.html", shown, status=error.status)
    messages.success(request, said)
    return redirect("share", sharing_id)


def _do(viewer: Viewer, sharing_id: UUID, deed: Deed, data: dict[str, Any]) -> str:
    act: dict[str, Any] = {
        "viewer": viewer,
        "sharing_id": sharing_id,
        "act_id": data["act_id"],
        "version": data["version"],
        "now": viewer.now,
    }
    if deed is Deed.PUT_FORWARD:
        put_forward(number=data["proposal"] or 0, **act)
        return _("The proposal waits for a second person.")
    if deed is Deed.SEND_BACK:
        send_back(said=data["said"], **act)
        return _("It was sent back with your reason.")
    if deed is Deed.APPROVE:
        approve(**act)
        return _("Approved. What the places become is being made.")
    if deed is Deed.BY_HAND and data["hand"]:
        undo_by_hand(hand_id=data["hand"], **act)
        return _("Taken back. The rest is being worked out anew.")
    if deed is Deed.READ_AGAIN:
        page = sharing_page(viewer=viewer, sharing_id=sharing_id, whole=False)
        ask_proposal(settings=page.settings, read_again=True, **act)
        return _("The needs are being read anew.")
    end(deed=deed, **act)
    return _("Written down.")


@require_http_methods(["GET", "HEAD", "POST"])
def share_try(request: DeskRequest, sharing_id: UUID) -> HttpResponse:
    """What if: other settings on the same needs. A POST has them worked out as a proposal."""
    viewer = request.viewer
    data = request.POST if request.method == "POST" else request.GET
    number = SharePageForm(data).read()["proposal"]
    page = sharing_page(viewer=viewer, sharing_id=sharing_id, number=number, whole=False)
    if page.shown is None:
        raise SharingNotFound
    inside = _inside(page.area_code)
    asked: dict[str, Any] = {"rules": page.rules, "areas": inside, "settings": page.shown.settings}
    stated = "aim" in data
    form = SettingsForm(data, **asked) if stated else SettingsForm(**asked)
    shown = {"page": page, "form": form, "act_id": uuid4()}
    status = 200
    if stated and not form.is_valid():
        status = 422
    elif stated and request.method == "POST":
        found = _propose(request, page, form)
        if isinstance(found, HttpResponse):
            return found
        status, shown["problem"] = found
    elif page.shown.state == "done":
        try:
            settings: Settings = form.settings() if stated else page.shown.settings
            shown["found"] = try_settings(
                viewer=viewer,
                sharing_id=sharing_id,
                number=page.shown.number,
                settings=settings,
                now=viewer.now,
                known=page,
            )
        except BadSharing as error:
            form.tell(error.fields)
            status = 422
        except (InvalidInput, Conflict) as error:
            shown["problem"], status = told(error), error.status
    shown["places"] = names(_codes(shown.get("found")) | {page.area_code, *inside})
    return render(request, "share_try.html", shown, status=200 if request.htmx else status)


def _propose(request: DeskRequest, page: SharingPage, form: SettingsForm) -> HttpResponse | tuple[int, str]:
    """The form's settings worked out as a proposal; what stands against it otherwise."""
    deed = DeedForm(request.POST)
    if not deed.is_valid():
        return 422, _("Open the page again and choose what can be done.")
    try:
        number = ask_proposal(
            viewer=request.viewer,
            sharing_id=page.id,
            settings=form.settings(),
            act_id=deed.cleaned_data["act_id"],
            version=deed.cleaned_data["version"],
            now=request.viewer.now,
        )
    except BadSharing as error:
        form.tell(error.fields)
        return 422, told(error)
    except (InvalidInput, Conflict, Stale) as error:
        return error.status, told(error)
    return redirect(f"{reverse('share', args=[page.id])}?proposal={number}")


@require_safe
def share_families(request: DeskRequest, sharing_id: UUID) -> HttpResponse:
    """The families of a proposal: who gets a place, or who is next in line and what it lacked."""
    form = LinesForm(request.GET)
    data = form.read()
    page = sharing_page(viewer=request.viewer, sharing_id=sharing_id, number=data["proposal"], whole=False)
    if page.shown is None or (data["proposal"] and page.shown.number != data["proposal"]):
        raise SharingNotFound
    given = data["show"] != "next"
    found = share_lines(
        viewer=request.viewer,
        sharing_id=sharing_id,
        number=page.shown.number,
        given=given,
        offer=data["offer"],
        area=data["area"],
        page=data["page"] or 1,
        now=request.viewer.now,
        known=page,
    )
    state = {
        "proposal": page.shown.number,
        "show": data["show"] or "given",
        "offer": data["offer"],
        "area": data["area"],
    }
    codes = {one.area_code[:n] for one in found.rows for n in (2, 4, 6, 8)} | {
        one.area_code for one in page.shown.areas
    }
    shown = {
        "page": page,
        "list": found,
        "given": given,
        "area": data["area"],
        "offer": data["offer"],
        "places": names(codes),
        "address": address_of(state),
        "may_hand": Deed.BY_HAND in page.may,
        "most_points": page.rules.points.most,
    }
    return render(request, "share_families.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def share_hand(request: DeskRequest, sharing_id: UUID) -> HttpResponse:
    """Puts a family in or takes it out, with a reason."""
    viewer, data = request.viewer, request.POST if request.method == "POST" else request.GET
    page = sharing_page(viewer=viewer, sharing_id=sharing_id, whole=False)
    put_in = data.get("way") == "in"
    reasons = page.rules.reasons_in if put_in else page.rules.reasons_out
    shown: dict[str, Any] = {"page": page, "put_in": put_in}
    if request.method != "POST":
        kept = {name: data.get(name, "") for name in ("household", "offer", "way")}
        initial = kept | {"act_id": uuid4(), "version": page.version}
        return render(request, "share_hand.html", shown | {"form": HandForm(initial=initial, reasons=reasons)})
    form = HandForm(request.POST, reasons=reasons)
    if not form.is_valid():
        return render(request, "share_hand.html", shown | {"form": form}, status=422)
    asked = form.cleaned_data
    try:
        number = put_by_hand(
            viewer=viewer,
            sharing_id=sharing_id,
            household_id=asked["household"],
            offer=asked["offer"],
            put_in=put_in,
            because=asked["because"],
            said=asked["said"],
            act_id=asked["act_id"],
            version=asked["version"],
            now=viewer.now,
        )
    except (InvalidInput, Conflict, Stale) as error:
        form.add_error(None, told(error))
        return render(request, "share_hand.html", shown | {"form": form}, status=error.status)
    return redirect(f"{reverse('share', args=[sharing_id])}?proposal={number}")


@require_safe
def share_compare(request: DeskRequest, sharing_id: UUID) -> HttpResponse:
    """Two proposals of a sharing side by side."""
    data = CompareForm(request.GET).read()
    page = sharing_page(viewer=request.viewer, sharing_id=sharing_id, number=data["after"], whole=False)
    found = compare_proposals(
        viewer=request.viewer,
        sharing_id=sharing_id,
        before=data["before"],
        after=data["after"],
        now=request.viewer.now,
        known=page,
    )
    shown = {"page": page, "found": found, "places": names(_codes(found) | {page.area_code})}
    return render(request, "share_compare.html", shown)


def _codes(found: Any) -> set[str]:
    if found is None:
        return set()
    families = {one.area_code[:n] for one in (*found.enter, *found.leave) for n in (2, 4, 6, 8)}
    return families | {one.area_code for one in found.areas}


def _own_area(viewer: Viewer) -> str:
    """The area in which the viewer shares out; raises SharingNotFound for the country, which is too wide."""
    held = sorted(one for one in viewer.prefixes(Action.SHARE_OUT) if one)
    if not held:
        raise SharingNotFound
    return held[0]


def _inside(area: str) -> tuple[str, ...]:
    return tuple(one.code for one in children(area) if one.code.isdigit())[:40] if area.isdigit() else ()


def _open_intakes(viewer: Viewer) -> list[Any]:
    return [one for one in intakes(viewer=viewer, now=viewer.now) if one.open]
