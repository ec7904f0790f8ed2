"""The closed compartment: pages for named teams. For everybody else an address here is one that leads nowhere."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.kernel.errors import Error, NotFound
from samutphok.protected.actions import (
    act_on,
    allow_break,
    ask_to_break,
    end_break,
    keep_facts,
    name_team,
    open_matter,
    open_protected,
    review_break,
)
from samutphok.protected.domain.matters import MatterView
from samutphok.protected.errors import MayNotOpen
from samutphok.protected.queries import (
    broken_glass,
    colleagues_for,
    facts_asked,
    families_found,
    matters,
    places,
    sealed_rights,
)
from samutphok.web.forms import told
from samutphok.web.protected_forms import ActForm, BreakForm, FactsForm, MatterForm, MattersForm
from samutphok.web.requests import DeskRequest


@require_safe
def protected(request: DeskRequest) -> HttpResponse:
    """The matters of the viewer's teams, and glass that waits for them."""
    wanted = MattersForm(request.GET).read()
    found = matters(viewer=request.viewer, closed=wanted["closed"], page=wanted["page"] or 1)
    glass = broken_glass(viewer=request.viewer, now=request.viewer.now)
    return render(request, "protected.html", {"found": found, "glass": glass, "closed": wanted["closed"]})


@require_http_methods(["GET", "HEAD", "POST"])
def protected_new(request: DeskRequest) -> HttpResponse:
    """Open a matter; families are looked for by what is posted, so that no name stands in an address."""
    viewer, areas = request.viewer, places(request.viewer)
    if not areas:
        raise MayNotOpen
    given = request.POST if request.method == "POST" else None
    here = given.get("area", "") if given else ""
    area = here if here in {one.code for one in areas} else areas[0].code
    form = MatterForm(
        given,
        initial={"team": [viewer.account_id]},
        areas=areas,
        colleagues=colleagues_for(viewer, area_code=area, now=viewer.now),
    )
    found = families_found(viewer, given.get("family_text", "")) if given else ()
    status = 200
    if given and "open" in given:
        status = 422
        if form.is_valid():
            try:
                data = form.cleaned_data
                made = open_protected(
                    viewer=viewer, story=form.story_told(found), area_code=area, team=data["team"], now=viewer.now
                )
            except Error as error:
                form.add_error(None, told(error))
                status = error.status
            else:
                return _after_opening(request, made)
    shown = {"form": form, "found": found, "looked": bool(given and "look" in given), "checked": status == 422}
    return render(request, "protected_new.html", shown, status=status)


@require_safe
def protected_matter(request: DeskRequest, matter_id: UUID) -> HttpResponse:
    """One matter."""
    return _matter_page(request, open_matter(viewer=request.viewer, matter_id=matter_id, now=request.viewer.now))


@require_POST
def protected_act(request: DeskRequest, matter_id: UUID) -> HttpResponse:
    """An act of the team; a stale one is shown again with its words and what is new."""
    form = ActForm(request.POST)
    try:
        if form.is_valid():
            act_on(viewer=request.viewer, matter_id=matter_id, done=form.done(), now=request.viewer.now)
            messages.success(request, _("Kept for the team."))
            return redirect("protected_matter", matter_id=matter_id)
        status, problem = 422, None
    except NotFound:
        raise
    except Error as error:
        status, problem = error.status, error
    read = open_matter(viewer=request.viewer, matter_id=matter_id, now=request.viewer.now)
    again = ActForm({**request.POST.dict(), "version": read.version})
    again.offer(read.open_acts)
    again.is_valid()
    if problem:
        again.add_error(None, told(problem))
    return _matter_page(request, read, form=again, status=status)


@require_POST
def protected_team(request: DeskRequest, matter_id: UUID) -> HttpResponse:
    """Who is in the team."""
    written = request.POST.get("version", "")
    version = int(written) if written.isascii() and written.isdecimal() and len(written) < 9 else -1
    chosen = [one for one in request.POST.getlist("team") if _is_uuid(one)]
    name_team(viewer=request.viewer, matter_id=matter_id, team=chosen, version=version, now=request.viewer.now)
    messages.success(request, _("The team is changed."))
    stays = request.viewer.account_id in chosen
    return redirect("protected_matter", matter_id=matter_id) if stays else redirect("protected")


@require_POST
def protected_facts(request: DeskRequest, matter_id: UUID) -> HttpResponse:
    """What benefits of the compartment ask."""
    today, language = timezone.localdate(request.viewer.now), get_language() or "th"
    form = FactsForm(request.POST, asked=facts_asked(on=today), language=language)
    facts = form.facts() if form.is_valid() else {}
    keep_facts(viewer=request.viewer, matter_id=matter_id, facts=facts, now=request.viewer.now)
    messages.success(request, _("Kept for the team."))
    return redirect("protected_matter", matter_id=matter_id)


@require_http_methods(["GET", "HEAD", "POST"])
def protected_break(request: DeskRequest) -> HttpResponse:
    """Ask to read what is kept about a family."""
    given = request.POST if request.method == "POST" else None
    form = BreakForm(given, initial={"ask_id": uuid.uuid4()})
    found = families_found(request.viewer, given.get("family_text", "")) if given else ()
    status = 200
    if given and "ask" in given:
        status = 422
        if form.is_valid() and form.cleaned_data["household"] and form.cleaned_data["reason"]:
            try:
                ask_to_break(viewer=request.viewer, asked=form.asked(), now=request.viewer.now)
            except Error as error:
                form.add_error(None, told(error))
                status = error.status
            else:
                return redirect("protected")
        elif form.is_valid():
            form.add_error(None, _("Find the family, choose it, and choose a reason."))
    shown = {"form": form, "found": found, "looked": bool(given and "look" in given), "checked": status == 422}
    return render(request, "protected_break.html", shown, status=status)


@require_POST
def protected_glass(request: DeskRequest, ask_id: UUID) -> HttpResponse:
    """Allow, refuse, end or review one break-glass."""
    viewer, said = request.viewer, request.POST.get("said", "")
    if said in ("allow", "refuse"):
        allow_break(viewer=viewer, ask_id=ask_id, allowed=said == "allow", now=viewer.now)
    elif said == "end":
        end_break(viewer=viewer, ask_id=ask_id, now=viewer.now)
    elif said in ("right", "wrong"):
        words = request.POST.get("words", "")
        review_break(viewer=viewer, ask_id=ask_id, justified=said == "right", words=words, now=viewer.now)
    messages.success(request, _("Kept for the team."))
    return redirect("protected")


def _matter_page(
    request: DeskRequest, read: MatterView, *, form: ActForm | None = None, status: int = 200
) -> HttpResponse:
    viewer, today = request.viewer, timezone.localdate(request.viewer.now)
    asked = facts_asked(on=today)
    held = {
        name: ("yes" if value else "no") if isinstance(value, bool) else value for name, value in read.facts.items()
    }
    colleagues = () if read.until else colleagues_for(viewer, area_code=read.area_code, now=viewer.now)
    shown = {
        "matter": read,
        "form": form or ActForm.fresh(read.version, read.open_acts),
        "colleagues": colleagues,
        "members": {one.account_id for one in read.team},
        "facts_form": FactsForm(initial=held, asked=asked, language=get_language() or "th"),
        "rights": sealed_rights(facts=read.facts, on=today),
    }
    return render(request, "protected_matter.html", shown, status=status)


def _after_opening(request: DeskRequest, made: UUID) -> HttpResponse:
    """To the matter for whoever is in its team; who handed it over has done their part."""
    messages.success(request, _("The team has it now."))
    own = matters(viewer=request.viewer, page_size=1).rows
    return redirect("protected_matter", matter_id=made) if own and own[0].id == made else redirect("protected")


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
