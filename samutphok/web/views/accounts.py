"""The administrator's console: accounts, grants and ways in; and who may see what in an area."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.actions import (
    close_account,
    create_account,
    disable_account,
    enable_account,
    give_grant,
    give_one_time_code,
    remove_second_factor,
    unlock_account,
    withdraw_grant,
)
from samutphok.access.domain import CLEARANCE, COUNTRY, WIDEST, AccountState, Action, Role, Sensitivity, covers
from samutphok.access.queries import account_by_id, account_list, reaching_area, resolve
from samutphok.areas.domain import COUNTRY as COUNTRY_CODE
from samutphok.areas.domain import AreaView
from samutphok.areas.queries import names, search
from samutphok.insights.queries.places import prefix_of
from samutphok.kernel.errors import Error
from samutphok.web.account_forms import (
    AccountsForm,
    GrantForm,
    NewAccountForm,
    OverviewForm,
    PlaceForm,
    SwitchForm,
)
from samutphok.web.forms import address_of, told
from samutphok.web.requests import DeskRequest

PLACES_SHOWN = 12
_OF_FAMILIES = (Action.VIEW_COUNTS, Action.LIST_HOUSEHOLDS, Action.VIEW_HOUSEHOLD)


@require_safe
def accounts(request: DeskRequest) -> HttpResponse:
    """The accounts that the viewer manages, a page at a time."""
    form = AccountsForm(request.GET)
    found = account_list(viewer=request.viewer, wanted=form.wanted(), now=request.viewer.now)
    codes = {area or COUNTRY_CODE for row in found.rows for grant in row.account.grants for area in grant.areas}
    state = {name: value for name, value in form.read().items() if name != "page"}
    shown = {"list": found, "form": form, "places": names(codes), "address": address_of(state)}
    return render(request, "accounts.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request: DeskRequest) -> HttpResponse:
    """Make an account; then it is given a grant and a way in."""
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account_new.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        made = create_account(viewer=request.viewer, account=form.account(), now=request.viewer.now)
    except Error as error:
        form.add_error("username", told(error))
        return render(request, "account_new.html", {"form": form}, status=error.status)
    messages.success(request, _("The account is made. It sees nothing until you give it a grant."))
    return redirect("account", account_id=made.id)


@require_safe
def account(request: DeskRequest, account_id: UUID) -> HttpResponse:
    """One account: its grants, its ways in, and what is to be done when its holder leaves."""
    found = _found(request, account_id)
    return render(request, "account.html", _around(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def account_grant(request: DeskRequest, account_id: UUID) -> HttpResponse:
    """Give a grant. The area is looked for by name, among those the viewer may give."""
    found = _found(request, account_id)
    asked = PlaceForm(request.GET).read()["place"]
    form = GrantForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            give_grant(
                viewer=request.viewer, username=found.account.username, grant=form.grant(), now=request.viewer.now
            )
        except Error as error:
            form.add_error(None, told(error))
            return _grant_page(request, found, form, asked, status=error.status)
        messages.success(request, _("The grant is given. It counts from the next page its holder opens."))
        return redirect("account", account_id=account_id)
    return _grant_page(request, found, form, asked, status=422 if form.is_bound else 200)


@require_POST
def grant_withdraw(request: DeskRequest, account_id: UUID, grant_id: UUID) -> HttpResponse:
    """End a grant at once."""
    withdraw_grant(viewer=request.viewer, grant_id=str(grant_id), now=request.viewer.now)
    messages.success(request, _("The grant is withdrawn."))
    return redirect("account", account_id=account_id)


@require_POST
def account_switch(request: DeskRequest, account_id: UUID) -> HttpResponse:
    """Disable an account for a while, or let it in again."""
    active = SwitchForm(request.POST).read()["active"] == "yes"
    act = enable_account if active else disable_account
    act(viewer=request.viewer, username=_found(request, account_id).account.username, now=request.viewer.now)
    said = _("The account may log in again.") if active else _("The account is disabled; its sessions have ended.")
    messages.success(request, said)
    return redirect("account", account_id=account_id)


@require_POST
def account_code(request: DeskRequest, account_id: UUID) -> HttpResponse:
    """A one-time code, shown on this answer and never again."""
    code = give_one_time_code(viewer=request.viewer, account_id=str(account_id), now=request.viewer.now)
    found = _found(request, account_id)
    return render(request, "account_code.html", {"code": code, **_around(request, found)})


@require_POST
def account_factor(request: DeskRequest, account_id: UUID) -> HttpResponse:
    """Forget a lost second step."""
    remove_second_factor(viewer=request.viewer, account_id=str(account_id), now=request.viewer.now)
    messages.success(request, _("The second step is removed. Its holder sets it up anew after the next login."))
    return redirect("account", account_id=account_id)


@require_POST
def account_unlock(request: DeskRequest, account_id: UUID) -> HttpResponse:
    """Let somebody try again at once."""
    unlock_account(viewer=request.viewer, account_id=str(account_id), now=request.viewer.now)
    messages.success(request, _("The account is unlocked; its holder can try again now."))
    return redirect("account", account_id=account_id)


@require_POST
def account_close(request: DeskRequest, account_id: UUID) -> HttpResponse:
    """When somebody leaves: everything at once."""
    ended = close_account(viewer=request.viewer, account_id=str(account_id), now=request.viewer.now)
    said = ngettext(
        "The account is closed and %(count)s grant withdrawn.",
        "The account is closed and %(count)s grants withdrawn.",
        ended,
    )
    messages.success(request, said % {"count": ended})
    return redirect("account", account_id=account_id)


@require_safe
def access_overview(request: DeskRequest) -> HttpResponse:
    """Everybody whose grant reaches an area, and what each role sees there."""
    form = OverviewForm(request.GET)
    asked = form.read()
    mine = request.viewer.prefixes(Action.VIEW_ACCESS)
    code = asked["area"] or (mine[0] or COUNTRY_CODE if len(mine) == 1 and not asked["place"] else "")
    shown: dict[str, object] = {"asked": asked["place"], "found_places": _places(asked["place"], mine), "code": code}
    if code:
        page = asked["page"] or 1
        found = reaching_area(viewer=request.viewer, prefix=prefix_of(code), now=request.viewer.now, page=page)
        codes = {area or COUNTRY_CODE for one in found.rows for area in one.areas} | {code}
        roles = list(dict.fromkeys(role for one in found.rows for role in one.roles))
        shown |= {"found": found, "places": names(codes), "sees": [(role, _sees(role)) for role in roles]}
    return render(request, "access_overview.html", shown)


def _found(request: DeskRequest, account_id: UUID) -> AccountState:
    return account_by_id(str(account_id), viewer=request.viewer, now=request.viewer.now)


def _around(request: DeskRequest, found: AccountState) -> dict[str, object]:
    codes = {area or COUNTRY_CODE for grant in found.account.grants for area in grant.areas}
    return {
        "found": found,
        "account": found.account,
        "places": names(codes),
        "own": found.account.id == request.viewer.account_id,
        "now": request.viewer.now,
    }


def _grant_page(request: DeskRequest, found: AccountState, form: GrantForm, asked: str, *, status: int) -> HttpResponse:
    held = request.viewer.reaching(Action.MANAGE_ACCOUNTS, Sensitivity.S0)
    mine = tuple(dict.fromkeys(area for grant in held for area in grant.areas))
    widest = names(area or COUNTRY_CODE for area in mine)
    chosen = form.data.get("area", "")
    offered = _places(asked, mine) if asked else list(widest.values())
    if chosen and chosen not in {place.code for place in offered}:
        offered = [*names([chosen]).values(), *offered]
    shown = {
        "found": found,
        "account": found.account,
        "form": form,
        "asked": asked,
        "offered": offered,
        "chosen": chosen,
        "widest": WIDEST,
        "inside": names(place.code[:2] for place in offered if place.code[:2].isdigit()),
        "may_end_after": held[0].valid_to if len(held) == 1 else None,
    }
    return render(request, "account_grant.html", shown, status=status)


def _places(text: str, mine: tuple[str, ...]) -> list[AreaView]:
    """Areas of that name that lie within the viewer's, best first."""
    if not text.strip():
        return []
    fitting = (place for place in search(text, limit=200) if _lies_in(place.code, mine))
    return [place for place, _n in zip(fitting, range(PLACES_SHOWN), strict=False)]


def _lies_in(code: str, mine: tuple[str, ...]) -> bool:
    if COUNTRY in mine:
        return True
    prefixes = resolve([code])
    return bool(prefixes) and all(any(covers(own, prefix) for own in mine) for prefix in prefixes)


def _sees(role: Role) -> Sensitivity | None:
    """The most that a role meets of a family."""
    return max((level for action, level in CLEARANCE[role].items() if action in _OF_FAMILIES), default=None)
