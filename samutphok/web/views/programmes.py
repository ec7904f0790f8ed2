"""Programmes: the list, one programme's progress and book, its families, its prints, a province's plan."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.areas.queries import names
from samutphok.insights.queries import kept_lists
from samutphok.insights.queries.kept import picked_households
from samutphok.kernel.errors import Bilingual, Error, InvalidInput
from samutphok.partners.queries import agency_label, organizations
from samutphok.programmes.actions import (
    add_area,
    add_partner,
    begin_shipped,
    close_point,
    enter_families,
    enter_from_file,
    enter_from_list,
    enter_from_logbook,
    leave_programme,
    make_programme,
    report_round,
    settle_obstacle,
    write_line,
    write_point,
)
from samutphok.programmes.domain.progress import LEVELS
from samutphok.programmes.domain.rules import AreaWanted, ProgrammeRules
from samutphok.programmes.queries import (
    area_points,
    numbers_of,
    programme_list,
    programme_view,
    programmes_named,
    progress,
    rules_on,
    target_families,
)
from samutphok.programmes.queries.scope import may_manage
from samutphok.web import banklang_words as words
from samutphok.web.compartment import asks_first
from samutphok.web.documents.progress import progress_pdf
from samutphok.web.forms import address_of, told
from samutphok.web.programme_forms import (
    MOST_ENTERED,
    EnterForm,
    FamiliesForm,
    HowForm,
    LineForm,
    NewProgrammeForm,
    PartnerForm,
    PointForm,
    ReportForm,
)
from samutphok.web.programme_workbook import progress_workbook
from samutphok.web.requests import DeskRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AREAS_SHOWN = 100


@require_safe
def programmes(request: DeskRequest) -> HttpResponse:
    """The programmes of the viewer's areas, and those of the reports that nobody has begun."""
    found = programme_list(viewer=request.viewer, now=request.viewer.now)
    leads = any(one.programme.manages for one in found.rows) or may_manage(request.viewer, _province(request))
    shown = {"list": found, "rules": _rules(request), "leads": leads, "province": _province(request)}
    return render(request, "programmes.html", shown)


@require_POST
def programme_begin(request: DeskRequest) -> HttpResponse:
    """Begins a programme of the official reports."""
    made = begin_shipped(viewer=request.viewer, name=request.POST.get("name", ""), now=request.viewer.now)
    messages.success(request, _("The programme has begun. Choose its families next."))
    return redirect("programme", programme_id=made)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: DeskRequest) -> HttpResponse:
    """A programme that the office writes itself."""
    viewer, rules = request.viewer, _rules(request)
    choices = {
        "type": _choices(rules.types),
        "strategies": _choices(rules.strategies),
        "report_every": _choices(rules.every),
    }
    form = NewProgrammeForm(request.POST if request.method == "POST" else None, words=choices, initial={"id": uuid4()})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        known = names(form.codes())
        labels = {code: Bilingual(one.title("th"), one.title("en")) for code, one in known.items()}
        try:
            made = make_programme(viewer=viewer, programme=form.programme(labels), now=viewer.now)
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("The programme has begun. Choose its families next."))
            return redirect("programme", programme_id=made)
    return render(request, "programme_new.html", {"form": form}, status=status)


@require_safe
def programme(request: DeskRequest, programme_id: UUID) -> HttpResponse:
    """One programme: from entry to now, areas and agencies, obstacles, activities, results, reports."""
    return _programme(request, programme_id)


def _programme(request: DeskRequest, programme_id: UUID, error: Error | None = None, form: str = "") -> HttpResponse:
    """The page; after an error with what was typed into one of its forms."""
    found = progress(viewer=request.viewer, programme_id=programme_id, now=request.viewer.now)
    labels = {each.area.id: each.area for each in found.areas}
    mine = [each.area for each in found.areas if each.area.reports]
    shown: dict[str, Any] = {
        "found": found,
        "programme": found.programme,
        "rules": _rules(request),
        "levels": LEVELS,
        "books": [(kind, found.of(kind)) for kind in ("obstacle", "activity", "result")],
        "labels": labels,
        "areas": found.areas[:AREAS_SHOWN],
        "mine": mine,
        "numbers": tuple(words.NUMBERS),
        "owing": [one for one in found.owed if one.area_id in labels and one.standing != "done"],
        "organizations": organizations(on=found.today) if found.programme.manages else (),
    }
    if error is not None:
        shown |= {"trouble": told(error), "kept": {form: request.POST}}
    return render(request, "programme.html", shown, status=error.status if error else 200)


@require_safe
def programme_pdf(request: DeskRequest, programme_id: UUID) -> HttpResponse:
    """The progress as a PDF for those in charge."""
    found = progress(viewer=request.viewer, programme_id=programme_id, now=request.viewer.now)
    content = progress_pdf(found, _rules(request), language=get_language() or "th")
    headers = {"Content-Disposition": 'inline; filename="samutphok-programme.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
def programme_xlsx(request: DeskRequest, programme_id: UUID) -> HttpResponse:
    """The progress as a workbook for those in charge."""
    found = progress(viewer=request.viewer, programme_id=programme_id, now=request.viewer.now)
    content = progress_workbook(found, _rules(request), language=get_language() or "th")
    headers = {"Content-Disposition": 'attachment; filename="samutphok-programme.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers | {"X-Content-Type-Options": "nosniff"})


@require_safe
def programme_families(request: DeskRequest, programme_id: UUID) -> HttpResponse:
    """The target families, the most fragile first, and ways to enter more."""
    viewer, form = request.viewer, FamiliesForm(request.GET)
    data = form.read()
    one = programme_view(viewer=viewer, programme_id=programme_id)
    found = target_families(
        viewer=viewer,
        programme_id=programme_id,
        page=data["page"] or 1,
        area_id=data["area"],
        now_at=data["level"],
    )
    shown = {
        "programme": one,
        "list": found,
        "areas": [area for area in one.areas if area.manages],
        "rules": _rules(request),
        "levels": LEVELS,
        "wanted": data,
        "places": names({row.area_code for row in found.rows}),
        "worklists": [kept for kept in kept_lists(viewer=viewer) if kept.families],
        "address": address_of({name: value for name, value in data.items() if name != "page"}),
    }
    return render(request, "programme_families.html", shown)


@require_POST
def programme_enter(request: DeskRequest, programme_id: UUID) -> HttpResponse:
    """Enters families: from the list, a worklist, or the logbooks of the area."""
    data, viewer = EnterForm(request.POST).read(), request.viewer
    most = data["most"] or MOST_ENTERED
    if data["way"] == "list":
        done = enter_from_list(viewer=viewer, area_id=data["area"], level=data["level"], most=most, now=viewer.now)
    elif data["way"] == "file":
        done = enter_from_file(viewer=viewer, area_id=data["area"], most=most, now=viewer.now)
    elif data["way"] == "logbook":
        done = enter_from_logbook(viewer=viewer, area_id=data["area"], most=most, now=viewer.now)
    else:
        picked = picked_households(viewer=viewer, list_id=data["picked"]) if data["picked"] else ()
        done = enter_families(viewer=viewer, area_id=data["area"], household_ids=picked, way="worklist", now=viewer.now)
    said = _("%(entered)s families entered, %(already)s were in it already, %(refused)s live elsewhere.")
    messages.success(request, said % {"entered": done.entered, "already": done.already, "refused": done.refused})
    return redirect("programme_families", programme_id=programme_id)


@require_POST
@asks_first("how")
def programme_leave(request: DeskRequest, programme_id: UUID) -> HttpResponse:
    """Lets a family go, with the reason."""
    data = HowForm(request.POST).read()
    leave_programme(viewer=request.viewer, family_id=data["row"], because=data["how"], now=request.viewer.now)
    messages.success(request, _("The family has left the programme; its baseline is kept."))
    return redirect("programme_families", programme_id=programme_id)


@require_POST
@asks_first("said")
def programme_line(request: DeskRequest, programme_id: UUID) -> HttpResponse:
    """Writes an obstacle, an activity or a result."""
    form, viewer = LineForm(request.POST), request.viewer
    areas = programme_view(viewer=viewer, programme_id=programme_id).areas
    try:
        area = next((one for one in areas if one.id == form.read()["area"]), None)
        numbers = numbers_of(viewer=viewer, area_code=area.code) if area and form.read()["evidence"] == "number" else {}
        write_line(viewer=viewer, line=form.line(timezone.localdate(viewer.now), numbers), now=viewer.now)
    except InvalidInput as error:
        return _programme(request, programme_id, error, request.POST.get("kind", ""))
    messages.success(request, _("Written into the book."))
    return redirect("programme", programme_id=programme_id)


@require_POST
@asks_first("how")
def programme_settle(request: DeskRequest, programme_id: UUID) -> HttpResponse:
    """An obstacle that is out of the way."""
    try:
        data = HowForm(request.POST).read()
        settle_obstacle(viewer=request.viewer, line_id=data["row"], how=data["how"], now=request.viewer.now)
    except InvalidInput as error:
        return _programme(request, programme_id, error, request.POST.get("row", ""))
    messages.success(request, _("The obstacle is settled."))
    return redirect("programme", programme_id=programme_id)


@require_POST
@asks_first("said", "following")
def programme_report(request: DeskRequest, programme_id: UUID) -> HttpResponse:
    """Reports a round."""
    viewer = request.viewer
    try:
        data = ReportForm(request.POST).read()
        report_round(
            viewer=viewer,
            area_id=data["area"],
            agency=data["agency"],
            day=min(data["day"], timezone.localdate(viewer.now)),
            said=(data["said"], data["following"]),
            now=viewer.now,
        )
    except InvalidInput as error:
        return _programme(request, programme_id, error, request.POST.get("area", "") + request.POST.get("day", ""))
    messages.success(request, _("The round is reported."))
    return redirect("programme", programme_id=programme_id)


@require_POST
def programme_partner(request: DeskRequest, programme_id: UUID) -> HttpResponse:
    """Names a partner, or adds an area."""
    form, viewer = PartnerForm(request.POST), request.viewer
    data = form.read()
    if data["what"] == "partner":
        partner = form.partner(agency_label(data["agency"]))
        add_partner(viewer=viewer, programme_id=programme_id, partner=partner, now=viewer.now)
    else:
        found = names([data["code"]]).get(data["code"])
        label = Bilingual(found.title("th"), found.title("en")) if found else Bilingual(data["code"], data["code"])
        add_area(viewer=viewer, programme_id=programme_id, area=AreaWanted(data["code"], label), now=viewer.now)
    messages.success(request, _("Added."))
    return redirect("programme", programme_id=programme_id)


@require_safe
def area_plan(request: DeskRequest, code: str) -> HttpResponse:
    """A province's needs, success factors, threats and recovery activities, with the numbers that show them."""
    viewer = request.viewer
    points = area_points(viewer=viewer, area_code=code)
    leads = may_manage(viewer, code)
    shown = {
        "code": code,
        "places": names([code]),
        "groups": [(kind, [one for one in points if one.kind == kind]) for kind in ("need", "factor", "threat")],
        "points": points,
        "rules": _rules(request),
        "leads": leads,
        "numbers": numbers_of(viewer=viewer, area_code=code) if leads else {},
        "organizations": organizations(on=timezone.localdate(viewer.now), area_code=code) if leads else (),
        "programmes": programmes_named(viewer=viewer) if leads else (),
        "point_id": uuid4(),
        "activity_id": uuid4(),
    }
    return render(request, "programme_plan.html", shown)


@require_POST
@asks_first("title", "said")
def area_plan_write(request: DeskRequest, code: str) -> HttpResponse:
    """Writes a point of the plan."""
    point = PointForm(request.POST).point(code, request.POST)
    write_point(viewer=request.viewer, point=point, now=request.viewer.now)
    messages.success(request, _("Written into the plan."))
    return redirect("area_plan", code=code)


@require_POST
@asks_first("how")
def area_plan_close(request: DeskRequest, code: str) -> HttpResponse:
    """Closes a point of the plan."""
    data = HowForm(request.POST).read()
    close_point(viewer=request.viewer, point_id=data["row"], how=data["how"], now=request.viewer.now)
    messages.success(request, _("Closed."))
    return redirect("area_plan", code=code)


def _rules(request: DeskRequest) -> ProgrammeRules:
    return rules_on(timezone.localdate(request.viewer.now))


def _choices(words: Any) -> list[tuple[str, str]]:
    language = get_language() or "th"
    return [(code, text.in_language(language)) for code, text in words.items()]


def _province(request: DeskRequest) -> str:
    """The province of the viewer, where they have one alone; '' otherwise."""
    held = {area[:2] for grant in request.viewer.grants for area in grant.areas}
    return next(iter(held)) if len(held) == 1 and "" not in held else ""
