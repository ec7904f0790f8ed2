"""Ban Klang: homes and their free places, who waits and stays, one stay, the month, the neighbourhood."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Action
from samutphok.areas.queries import names
from samutphok.homes.actions import (
    act_on_stay,
    add_member,
    add_places,
    ask,
    close_place,
    open_home,
    record_activity,
    record_session,
    remove_place,
    reopen_place,
    review_care_plan,
    share_knowledge,
    write_care_plan,
)
from samutphok.homes.domain.rules import HomeRules
from samutphok.homes.domain.views import ActView, StayView
from samutphok.homes.errors import NotOfTheRules, StayNotFound
from samutphok.homes.queries import (
    PAST_SHOWN,
    free_places,
    guests_on,
    home_named,
    home_page,
    homes,
    month_of,
    neighbourhood,
    other_homes,
    places,
    rules_on,
    stay_view,
    stays_past,
)
from samutphok.kernel.errors import Error
from samutphok.registry.queries import household_area
from samutphok.web.banklang_forms import (
    GOALS,
    AroundForm,
    BookForm,
    ClosingForm,
    DoingForm,
    GuestForm,
    HomeForm,
    PlacesForm,
    goals_of,
)
from samutphok.web.compartment import asks_first
from samutphok.web.forms import told
from samutphok.web.requests import DeskRequest

MONTHS_BACK = 12


@require_safe
def home_list(request: DeskRequest) -> HttpResponse:
    """The homes of the viewer's area with what is free in each."""
    found = homes(viewer=request.viewer, now=request.viewer.now)
    shown = {"homes": found, "rules": _rules(request), "places": names({one.area_code for one in found})}
    return render(request, "banklang_homes.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def home_new(request: DeskRequest) -> HttpResponse:
    """Open a home."""
    viewer = request.viewer
    form = HomeForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = open_home(
                viewer=viewer,
                name=data["name"],
                area_code=data["area"],
                serves=data["serves"],
                phone=data["phone"],
                now=viewer.now,
            )
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("The home is open. Put its places in next."))
            return redirect("home_places", home_id=made)
    return render(request, "banklang_new.html", {"form": form}, status=status)


@require_safe
def house(request: DeskRequest, home_id: UUID) -> HttpResponse:
    """One home today: its places by kind, who waits in which order, who stays."""
    today = timezone.localdate(request.viewer.now)
    found = home_page(viewer=request.viewer, home_id=home_id, now=request.viewer.now)
    shown = {"page": found, "home": found.home, "rules": _rules(request), "today": today, "tab": "house"}
    return render(request, "banklang_house.html", shown | {"places": names([found.home.area_code])})


@require_http_methods(["GET", "HEAD", "POST"])
def guest_new(request: DeskRequest, home_id: UUID) -> HttpResponse:
    """Somebody at the door, or on the telephone: written down by the home itself, with or without a name."""
    viewer = request.viewer
    home = home_named(viewer=viewer, home_id=home_id)
    form = GuestForm(request.POST if request.method == "POST" else None, initial={"id": uuid4()})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made = ask(viewer=viewer, guest=form.guest(home_id=home_id), now=viewer.now)
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("Written down. Choose a place, or let them wait."))
            return redirect("stay", stay_id=made)
    shown = {"form": form, "home": home, "rules": _rules(request), "tab": "house"}
    return render(request, "banklang_guest.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def home_ask(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """A case worker asks for a place for a family or one of its members."""
    viewer = request.viewer
    area = household_area(viewer=viewer, household_id=household_id, action=Action.WORK_CASE)
    form = GuestForm(request.POST if request.method == "POST" else None, initial={"id": uuid4()})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            ask(viewer=viewer, guest=form.guest(household_id=household_id), now=viewer.now)
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("The home has been asked. It answers on the waiting list."))
            return redirect("household", household_id=household_id)
    offered = free_places(area, timezone.localdate(viewer.now))
    shown = {"form": form, "offered": offered, "rules": _rules(request), "household_id": household_id, "area": area}
    return render(request, "banklang_ask.html", shown | {"places": names([area, area[:6]])}, status=status)


@require_safe
def stay(request: DeskRequest, stay_id: UUID) -> HttpResponse:
    """One stay: what can be done now, the care plan, its history."""
    found = stay_view(viewer=request.viewer, stay_id=stay_id, now=request.viewer.now)
    return render(request, "banklang_stay.html", _stay(request, found))


@require_POST
@asks_first("note")
def stay_act(request: DeskRequest, stay_id: UUID) -> HttpResponse:
    """Does one act upon a stay; what cannot be done is told on the page, which keeps what was typed.

    A form that was read before somebody else acted comes back with what they recorded since, and the newest version in it.
    """
    try:
        _do(request, stay_id)
    except StayNotFound:
        raise
    except Error as error:
        found = stay_view(viewer=request.viewer, stay_id=stay_id, now=request.viewer.now)
        tried = {"trouble": told(error), "tried": request.POST.get("act", ""), "typed": request.POST}
        shown = _stay(request, found) | tried | {"since": _since(request, found)}
        return render(request, "banklang_stay.html", shown, status=error.status)
    messages.success(request, _("Recorded."))
    return redirect("stay", stay_id=stay_id)


def _do(request: DeskRequest, stay_id: UUID) -> None:
    form = DoingForm(request.POST)
    doing, data, viewer = form.doing(), form.cleaned_data, request.viewer
    if doing.name == "plan":
        goals, agreed = _goals(request), data["agreed"]
        write_care_plan(viewer=viewer, stay_id=stay_id, goals=goals, agreed=agreed, doing=doing, now=viewer.now)
    elif doing.name == "review":
        review_care_plan(
            viewer=viewer,
            stay_id=stay_id,
            progress=data["progress"],
            note=data["note"],
            next_on=data["next_on"],
            doing=doing,
            now=viewer.now,
        )
    else:
        act_on_stay(viewer=viewer, stay_id=stay_id, doing=doing, now=viewer.now)


def _since(request: DeskRequest, found: StayView) -> tuple[ActView, ...]:
    """What was recorded after the form was read, the newest first."""
    read = request.POST.get("version", "")
    return found.history[: max(0, found.version - int(read))] if read.isdecimal() and len(read) < 6 else ()


@require_http_methods(["GET", "HEAD", "POST"])
def home_places(request: DeskRequest, home_id: UUID) -> HttpResponse:
    """The places of a home: put in, closed for some days, opened again, taken away."""
    viewer = request.viewer
    if request.method == "POST":
        data = PlacesForm(request.POST).read()
        labels = tuple(data["labels"].splitlines())
        add_places(
            viewer=viewer, home_id=home_id, kind=data["kind"], labels=labels, holds=data["holds"] or 1, now=viewer.now
        )
        messages.success(request, _("The places are in the house."))
        return redirect("home_places", home_id=home_id)
    home = home_named(viewer=viewer, home_id=home_id)
    found = places(viewer=viewer, home_id=home_id, now=viewer.now)
    return render(
        request, "banklang_places.html", {"home": home, "rows": found, "rules": _rules(request), "tab": "places"}
    )


@require_POST
def home_place_act(request: DeskRequest, home_id: UUID) -> HttpResponse:
    """Closes a place, opens it again, or takes it away."""
    data, viewer = ClosingForm(request.POST).read(), request.viewer
    if data["do"] == "close":
        since = data["since"] or timezone.localdate(viewer.now)
        close_place(
            viewer=viewer,
            place_id=data["place"],
            because=data["because"],
            since=since,
            until=data["until"],
            now=viewer.now,
        )
    elif data["do"] == "reopen":
        reopen_place(viewer=viewer, place_id=data["place"], now=viewer.now)
    else:
        remove_place(viewer=viewer, place_id=data["place"], now=viewer.now)
    messages.success(request, _("Recorded."))
    return redirect("home_places", home_id=home_id)


@require_safe
def home_month(request: DeskRequest, home_id: UUID) -> HttpResponse:
    """A home's month: numbers, every day's places, and who has left. Prints."""
    viewer, form = request.viewer, BookForm(request.GET)
    today = timezone.localdate(viewer.now)
    start = form.start(today)
    found = month_of(viewer=viewer, home_id=home_id, start=start, now=viewer.now)
    past, total = stays_past(viewer=viewer, home_id=home_id, page=form.cleaned_data["page"] or 1)
    shown: dict[str, Any] = {
        "home": found.home,
        "month": found,
        "past": past,
        "past_total": total,
        "past_page": form.cleaned_data["page"] or 1,
        "past_pages": -(-total // PAST_SHOWN) or 1,
        "address": f"month={start:%Y-%m}",
        "rules": _rules(request),
        "before": (start - timedelta(days=1)).strftime("%Y-%m"),
        "after": following.strftime("%Y-%m") if (following := _next(start)) <= today else "",
        "tab": "month",
    }
    return render(request, "banklang_month.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def home_around(request: DeskRequest, home_id: UUID) -> HttpResponse:
    """What a home does for its neighbourhood, and forms to write it down."""
    viewer = request.viewer
    if request.method == "POST":
        _write(request, home_id)
        messages.success(request, _("Written down."))
        return redirect("home_around", home_id=home_id)
    home = home_named(viewer=viewer, home_id=home_id)
    found = neighbourhood(viewer=viewer, home_id=home_id)
    shown = {"home": home, "found": found, "rules": _rules(request), "tab": "around"}
    places_ = names({one.area_code for one in found.activities})
    return render(
        request,
        "banklang_around.html",
        shown | {"places": places_, "guests": guests_on(viewer=viewer, home_id=home_id)},
    )


def _write(request: DeskRequest, home_id: UUID) -> None:
    form, viewer = AroundForm(request.POST), request.viewer
    data, today = form.read(), timezone.localdate(viewer.now)
    if data["what"] == "session":
        session = form.session(request.POST, _rules(request).members, today)
        record_session(viewer=viewer, home_id=home_id, session=session, now=viewer.now)
    elif data["what"] == "knowledge":
        share_knowledge(
            viewer=viewer, home_id=home_id, topic=data["topic"], title=data["title"], text=data["text"], now=viewer.now
        )
    elif data["what"] == "member":
        add_member(
            viewer=viewer,
            home_id=home_id,
            kind=data["kind"],
            name=data["title"],
            does=data["text"][:200],
            contact=data["contact"],
            now=viewer.now,
        )
    else:
        area = home_named(viewer=viewer, home_id=home_id).area_code
        activity = form.activity(request.POST, today, area)
        record_activity(viewer=viewer, home_id=home_id, activity=activity, now=viewer.now)


def _stay(request: DeskRequest, found: Any) -> dict[str, Any]:
    today = timezone.localdate(request.viewer.now)
    rules = _rules(request)
    fits = [one for one in found.free if one[2] == found.line.kind]
    others = [one for one in found.free if one[2] != found.line.kind]
    plan = found.plans[0] if found.plans else None
    lines = _typed_goals(request) or list(enumerate(plan.goals if plan else (), start=1))
    return {
        "stay": found,
        "rules": rules,
        "today": today,
        "fits": fits,
        "others": others,
        "plan": plan,
        "earlier_plans": found.plans[1:],
        "goal_lines": lines + [(number, None) for number in range(len(lines) + 1, GOALS + 1)],
        "act_id": uuid4(),
        "homes": other_homes(home_id=found.home_id, on=today) if "transfer" in found.open_acts else (),
        "latest_back": today + timedelta(days=rules.leave_days),
    }


def _typed_goals(request: DeskRequest) -> list[tuple[int, Any]]:
    """The goals of a plan that was sent and could not be kept, as they were typed; none otherwise."""
    if request.POST.get("act") != "plan":
        return []
    names = ("need", "goal", "step", "by", "due")
    rows = ({name: request.POST.get(f"{name}_{number}", "")[:500] for name in names} for number in range(1, GOALS + 1))
    return [(number, row) for number, row in enumerate(rows, start=1) if row["goal"].strip()]


def _goals(request: DeskRequest) -> Any:
    try:
        return goals_of(request.POST)
    except ValidationError as error:
        raise NotOfTheRules from error


def _next(start: date) -> date:
    return (start.replace(day=28) + timedelta(days=4)).replace(day=1)


def _rules(request: DeskRequest) -> HomeRules:
    return rules_on(timezone.localdate(request.viewer.now))
