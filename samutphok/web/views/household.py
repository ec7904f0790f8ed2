"""One family: its logbook on the screen, and printed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samutphok.access.domain import Action, RecordScope, Sensitivity
from samutphok.fieldwork.queries import companions
from samutphok.insights.domain.family import FamilyPage
from samutphok.insights.domain.next_steps import next_steps
from samutphok.insights.queries import family_map, family_on_paper, family_page, family_said
from samutphok.logbook.domain.standing import Said, StandingFact
from samutphok.registry.queries import household_area
from samutphok.web.answers import Choices, answer_words, choices_of
from samutphok.web.area_maps import drawing_of
from samutphok.web.documents.booklet import booklets_pdf
from samutphok.web.documents.logbook import logbook_pdf
from samutphok.web.outlines import read_outlines
from samutphok.web.requests import DeskRequest


@require_safe
def household(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """The family logbook of one household; one that turned out to be another leads there."""
    page = family_page(viewer=request.viewer, household_id=household_id, now=request.viewer.now)
    if page.household_id != household_id:
        return redirect("household", page.household_id)
    shown = {
        "page": page,
        "place_line": place_line(page),
        "steps": next_steps(page, as_of=timezone.localdate(request.viewer.now)),
        "may_decide": bool(request.viewer.reaching(Action.DECIDE_LINK, Sensitivity.S1)),
    }
    return render(request, "household.html", shown)


@require_safe
def household_visits(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Everything that was said at the family's door, fact by fact, with who said it and when."""
    found = family_said(viewer=request.viewer, household_id=household_id, now=request.viewer.now)
    choices = choices_of(viewer=request.viewer)
    groups = [
        {"title": group.who or _("The family"), "rows": [_row_said(one, choices) for one in group.facts]}
        for group in found.groups
    ]
    return render(request, "household_said.html", {"page": found, "groups": groups})


def _row_said(one: StandingFact, choices: Choices) -> dict[str, object]:
    def words(told: tuple[Said, ...]) -> list[dict[str, object]]:
        return [{"said": said, "words": answer_words(one.fact.name, said.value, choices)} for said in told]

    return {
        "label": one.fact.label,
        "contested": one.contested,
        "standing": words(one.standing if one.contested else one.standing[-1:]),
        "earlier": words(one.earlier[::-1]),
    }


@require_safe
def household_companions(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Who goes to the family: a part of its page, or a page of its own without scripts."""
    viewer = request.viewer
    area = household_area(
        viewer=viewer, household_id=household_id, action=Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S1
    )
    shown = {
        "household_id": household_id,
        "area": area,
        "companions": companions(viewer=viewer, household_id=household_id, now=viewer.now),
        "plans": viewer.may(Action.MANAGE_FIELDWORK, RecordScope(area)),
    }
    whole = "household_companions.html" if request.htmx else "household_companions_page.html"
    return render(request, whole, shown)


@require_safe
def household_map(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Where the family lives: a part of its page, or a page of its own without scripts."""
    found = family_map(viewer=request.viewer, household_id=household_id)
    outlines = read_outlines(found.shapes, found.amphoe.code) if found.shapes else None
    drawn = [one for one in found.tambons if outlines and one.code in outlines.names]
    drawn.sort(key=lambda one: one == found.tambon)  # the family's own last, so that no neighbour covers its edge
    shown = {
        "found": found,
        "drawing": drawing_of(outlines) if outlines else None,
        "drawn": drawn,
        "own_drawn": found.tambon in drawn,
    }
    return render(request, "household_place.html" if request.htmx else "household_map.html", shown)


@require_safe
def household_logbook(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """The family on one sheet of A4."""
    page = family_page(viewer=request.viewer, household_id=household_id, now=request.viewer.now)
    work = family_on_paper(viewer=request.viewer, page=page, now=request.viewer.now)
    pdf = logbook_pdf(page, work=work, language=get_language() or "th", now=request.viewer.now)
    return _printed(pdf, "logbook-page.pdf")


@require_safe
def household_booklet(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """The logbook as a booklet to fold; `?digits=thai` writes numbers as ๑ ๒ ๓."""
    page = family_page(viewer=request.viewer, household_id=household_id, now=request.viewer.now)
    now, language = request.viewer.now, get_language() or "th"
    work = {page.household_id: family_on_paper(viewer=request.viewer, page=page, now=now)}
    thai = request.GET.get("digits") == "thai"
    pdf = booklets_pdf([page], work=work, language=language, now=now, thai_digits=thai)
    return _printed(pdf, "logbook-booklet.pdf")


def _printed(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def place_line(page: FamilyPage) -> str:
    """The place from the village up to the province, in the reader's language."""
    language = get_language() or "th"
    return " · ".join(place.name.in_language(language) for place in (page.place, *reversed(page.path[1:])))
