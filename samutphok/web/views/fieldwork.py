"""Who goes to which family: the coordinator's board, the list of visits, families given out and handed over."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.domain import Viewer, covers
from samutphok.areas.domain import AreaView
from samutphok.areas.queries import children, names
from samutphok.fieldwork.actions import assign, end_assignments, reassign
from samutphok.fieldwork.domain.giving import MOST_AT_ONCE
from samutphok.fieldwork.domain.progress import Purpose, Standing
from samutphok.fieldwork.domain.suggestion import Suggestion
from samutphok.fieldwork.errors import NothingToAssign
from samutphok.fieldwork.queries import (
    assignments,
    assignments_chosen,
    board,
    families_without,
    helpers_in,
    leads,
    names_of_volunteers,
    rules_on,
    suggestions,
)
from samutphok.fieldwork.queries.families import families_named
from samutphok.web import fieldwork_words as words
from samutphok.web.field_map import field_map
from samutphok.web.fieldwork_forms import AssignForm, BoardForm, GivingForm, ReasonForm, VisitsForm, handed, marked
from samutphok.web.forms import address_of
from samutphok.web.requests import DeskRequest

PAGE_SIZE = 25
SHOWN = (Standing.OVERDUE, Standing.DUE, Standing.UNREACHABLE, Standing.REFUSED, Standing.MOVED, Standing.VISITED)


@dataclass(frozen=True, slots=True)
class Led:
    """The area that a page is of, within what the viewer leads, and the areas that it offers to go to."""

    area: str
    offered: tuple[AreaView, ...]
    places: dict[str, AreaView]


def led(viewer: Viewer, asked: str, also: Iterable[str] = ()) -> Led:
    """The area asked for, else the first that the viewer leads; with the names of what it lies in and holds.

    An area that the viewer does not lead is shown as empty: nothing of it is counted.
    """
    own = leads(viewer)
    area = asked if asked not in ("", "TH") else (own[0] if own else "")
    below = children(area) if area else ()
    wanted = {area, area[:2], area[:4], area[:6], *own, *also} - {""}
    known = {found.code: found for found in below} | names(wanted - {found.code for found in below})
    return Led(area, tuple(below), known)


@require_safe
def fieldwork(request: DeskRequest) -> HttpResponse:
    """The board of an area: where its visits stand by parts, its volunteers against the target, a map."""
    viewer = request.viewer
    here = led(viewer, BoardForm(request.GET).read()["area"])
    found = board(viewer=viewer, area=here.area, now=viewer.now)
    rules = rules_on(timezone.localdate(viewer.now))
    inside = any(covers(prefix, here.area) for prefix in leads(viewer))
    up = here.area[: len(here.area) - 2]
    shown = {
        "board": found,
        "here": here,
        "up": up if len(up) > 1 and any(covers(prefix, up) for prefix in leads(viewer)) else "",
        "places": here.places,
        "led": inside,
        "rules": rules,
        "map": field_map(found.dots),
        "standings": [(one, words.STANDINGS[one], found.whole.of(one)) for one in SHOWN],
        "own": [here.places[code] for code in leads(viewer) if code in here.places and code != here.area],
    }
    return render(request, "fieldwork.html", shown)


@require_safe
def fieldwork_visits(request: DeskRequest) -> HttpResponse:
    """The open assignments under the filters, what is longest due first."""
    viewer, form = request.viewer, VisitsForm(request.GET)
    here = led(viewer, form.read()["area"])
    wanted = form.wanted(here.area)
    found = assignments(viewer=viewer, wanted=wanted, now=viewer.now, page_size=PAGE_SIZE)
    places = here.places | names({row.area_code for row in found.rows} - here.places.keys())
    one = wanted.volunteer_id
    shown = {
        "list": found,
        "wanted": wanted,
        "here": here,
        "places": places,
        "form": form,
        "address": address_of({name: value for name, value in form.read().items() if name != "page"}),
        "volunteer": names_of_volunteers([one], viewer=viewer).get(one, "") if one else "",
    }
    return render(request, "fieldwork_visits.html", shown)


@require_safe
def fieldwork_assign(request: DeskRequest) -> HttpResponse:
    """Families of the list that nobody goes to yet, the greatest need first; marked ones go on to the suggestion."""
    viewer, form = request.viewer, AssignForm(request.GET)
    data, purpose = form.read(), form.purpose_meant()
    here = led(viewer, data["area"])
    found = families_without(
        viewer=viewer, area=here.area, purpose=purpose, level=data["level"], page=data["page"] or 1, page_size=PAGE_SIZE
    )
    shown = {
        "list": found,
        "pages": -(-found.total // PAGE_SIZE) or 1,
        "here": here,
        "places": here.places | names({row.area_code for row in found.rows} - here.places.keys()),
        "form": form,
        "purpose": purpose,
        "level": "" if data["level"] is None else str(data["level"]),
        "address": address_of({name: value for name, value in data.items() if name != "page"}),
    }
    return render(request, "fieldwork_assign.html", shown)


@require_POST
def fieldwork_suggest(request: DeskRequest) -> HttpResponse:
    """Who could go to the marked families, each with the reason; the coordinator may choose otherwise."""
    viewer, form = request.viewer, AssignForm(request.POST)
    here, families = led(viewer, form.read()["area"]), marked(request.POST)
    if not 0 < len(families) <= MOST_AT_ONCE:
        raise NothingToAssign(MOST_AT_ONCE)
    chosen = suggestions(viewer=viewer, area=here.area, household_ids=families, now=viewer.now)
    listed = families_named([one.household_id for one in chosen], viewer=viewer)
    rows = [(one.household_id, listed[one.household_id].name, listed[one.household_id], one) for one in chosen]
    purpose = form.purpose_meant()
    shown = _suggested(request, here, [(key, name, entry.area_code, one) for key, name, entry, one in rows])
    shown |= {"purpose": purpose, "companion": purpose is Purpose.COMPANION, "action": reverse("fieldwork_give")}
    return render(request, "fieldwork_suggest.html", shown)


@require_POST
def fieldwork_give(request: DeskRequest) -> HttpResponse:
    """Gives the families out as the form says."""
    given = assign(viewer=request.viewer, giving=GivingForm(request.POST).giving(request.POST), now=request.viewer.now)
    told = ngettext("%(count)s family was given out.", "%(count)s families were given out.", given.given)
    messages.success(request, told % {"count": given.given})
    if given.standing:
        already = ngettext(
            "%(count)s family had somebody already.", "%(count)s families had somebody already.", given.standing
        )
        messages.info(request, already % {"count": given.standing})
    return redirect("fieldwork_visits")


@require_POST
def fieldwork_hand_over(request: DeskRequest) -> HttpResponse:
    """Other volunteers for the marked visits: first the suggestion, then as the form says."""
    viewer = request.viewer
    if to := handed(request.POST):
        moved = reassign(viewer=viewer, to=to, now=viewer.now)
        told = ngettext("%(count)s family has somebody else now.", "%(count)s families have somebody else now.", moved)
        messages.success(request, told % {"count": moved})
        return redirect("fieldwork_visits")
    rows = assignments_chosen(viewer=viewer, ids=marked(request.POST), now=viewer.now)
    if not rows:
        raise NothingToAssign(MOST_AT_ONCE)
    here = led(viewer, AssignForm(request.POST).read()["area"])
    before = {row.volunteer_id for row in rows}
    chosen = suggestions(
        viewer=viewer,
        area=here.area,
        household_ids=list(dict.fromkeys(row.household_id for row in rows)),
        now=viewer.now,
        without=before,
    )
    by_family = {one.household_id: one for one in chosen}
    known = [(row, by_family.get(row.household_id, Suggestion(row.household_id, None))) for row in rows]
    shown = _suggested(request, here, [(row.id, row.family, row.area_code, one) for row, one in known])
    shown |= {"purpose": rows[0].purpose, "action": reverse("fieldwork_hand_over"), "handing": True}
    return render(request, "fieldwork_suggest.html", shown)


@require_POST
def fieldwork_end(request: DeskRequest) -> HttpResponse:
    """Ends the marked visits with a reason: the family moved away, needs nobody any more, was given out by mistake."""
    because = ReasonForm(request.POST).read()["because"]
    ended = end_assignments(
        viewer=request.viewer, assignment_ids=marked(request.POST), because=because, now=request.viewer.now
    )
    told = ngettext("%(count)s visit has ended.", "%(count)s visits have ended.", ended)
    messages.success(request, told % {"count": ended})
    return redirect("fieldwork_visits")


def _suggested(request: DeskRequest, here: Led, rows: list[tuple[UUID, str, str, Suggestion]]) -> dict[str, object]:
    """The suggestion as its page shows it: who is suggested, why, and everybody else who can be chosen."""
    viewer, language = request.viewer, get_language() or "th"
    helpers = helpers_in(viewer=viewer, area=here.area)
    people = names_of_volunteers(helpers, viewer=viewer)
    places = here.places | names({code for one in helpers.values() for code in one.villages} - here.places.keys())
    most = rules_on(timezone.localdate(viewer.now)).most_families

    def where(codes: Iterable[str]) -> str:
        return ", ".join(places[code].name(language) if code in places else code for code in codes)

    options = [
        (str(one.id), f"{people[one.id]} · {where(one.villages)} · {one.families}/{most}")
        for one in sorted(helpers.values(), key=lambda one: (one.villages, people[one.id]))
    ]
    return {
        "here": here,
        "places": places,
        "rows": [
            (key, name, code, str(one.helper or ""), words.why(one), people.get(one.helper, "") if one.helper else "")
            for key, name, code, one in rows
        ],
        "options": options,
        "most": most,
        "left": sum(one.helper is None for *_rest, one in rows),
        "title": _("Who goes to these families"),
    }
