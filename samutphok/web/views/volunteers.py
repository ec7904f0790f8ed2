"""Volunteers: listed, taken on one by one or by a sheet, trained, let go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Viewer
from samutphok.areas.queries import children_of, names
from samutphok.fieldwork.actions import (
    change_volunteer,
    forget_sheet,
    look_at_sheet,
    record_training,
    sheet,
    stop_volunteer,
    take_on,
    take_on_sheet,
)
from samutphok.fieldwork.domain.giving import NewTraining
from samutphok.fieldwork.domain.people import VolunteerFilter
from samutphok.fieldwork.queries import board, leads, rules_on, trainings, volunteer_sheet, volunteers
from samutphok.kernel.errors import Error
from samutphok.web.fieldwork_forms import (
    BoardForm,
    PhoneForm,
    ReasonForm,
    SheetForm,
    TrainingForm,
    VolunteerForm,
    VolunteersForm,
    marked,
    named_places,
)
from samutphok.web.forms import address_of, told
from samutphok.web.requests import DeskRequest
from samutphok.web.views.fieldwork import led

PAGE_SIZE, TRAINED_AT_ONCE = 25, 300
AMPHOE_DIGITS, TAMBON_DIGITS = 4, 6


@require_safe
def volunteer_list(request: DeskRequest) -> HttpResponse:
    """The volunteers of an area by name, and which villages have too few of them."""
    viewer, form = request.viewer, VolunteersForm(request.GET)
    here = led(viewer, form.read()["area"])
    found = volunteers(viewer=viewer, wanted=form.wanted(here.area), now=viewer.now, page_size=PAGE_SIZE)
    today = timezone.localdate(viewer.now)
    villages = {code for row in found.rows for code in row.villages}
    shown = {
        "list": found,
        "rows": [(row, row.certificate(today)) for row in found.rows],
        "form": form,
        "here": here,
        "places": here.places | names(villages - here.places.keys()),
        "address": address_of({name: value for name, value in form.read().items() if name != "page"}),
    }
    return render(request, "volunteers.html", shown)


@require_safe
def volunteer_shortage(request: DeskRequest) -> HttpResponse:
    """Volunteers of each village against the target."""
    viewer = request.viewer
    here = led(viewer, BoardForm(request.GET).read()["area"])
    found = board(viewer=viewer, area=here.area, now=viewer.now)
    rows = sorted(found.rows, key=lambda row: (-row.strength.short, row.code))
    most = max((row.strength.target or 0 for row in rows), default=0)
    shown = {
        "board": found,
        "rows": rows,
        "most": most,
        "here": here,
        "places": here.places | names({row.code for row in rows} - here.places.keys()),
        "rules": rules_on(timezone.localdate(viewer.now)),
    }
    return render(request, "volunteer_shortage.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def volunteer_new(request: DeskRequest) -> HttpResponse:
    """Take one volunteer on, for villages of one tambon."""
    viewer = request.viewer
    area = BoardForm(request.POST if request.method == "POST" else request.GET).read()["area"]
    here = led(viewer, area)
    villages = named_places(here.offered, get_language() or "th")
    form = VolunteerForm(request.POST if request.method == "POST" else None, villages=villages)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made = take_on(viewer=viewer, volunteer=form.volunteer(), now=viewer.now)
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("Taken on. Give the phone its key next."))
            return redirect("volunteer", volunteer_id=made)
    shown = {"form": form, "here": here, "tambons": _tambons(viewer), "narrow": len(here.area) >= TAMBON_DIGITS}
    return render(request, "volunteer_new.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def volunteer_sheet_new(request: DeskRequest) -> HttpResponse:
    """Send a sheet of volunteers; it is looked at before anybody is taken on."""
    viewer, tambons = request.viewer, _tambons(request.viewer)
    if request.method != "POST":
        area = BoardForm(request.GET).read()["area"]
        return render(request, "volunteer_sheet_new.html", {"form": SheetForm(tambons=tambons, initial={"area": area})})
    form, status = SheetForm(request.POST, request.FILES, tambons=tambons), 422
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = look_at_sheet(
                viewer=viewer,
                area_code=form.cleaned_data["area"],
                content=file.read(),
                name=file.name,
                now=viewer.now,
            )
        except Error as error:
            form.add_error("file", told(error))
            status = error.status
        else:
            return redirect("volunteer_draft", draft_id=draft)
    return render(request, "volunteer_sheet_new.html", {"form": form}, status=status)


@require_safe
def volunteer_draft(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    """What the sheet says, row by row, and what is wrong with it."""
    area, recruits = sheet(viewer=request.viewer, draft_id=draft_id, now=request.viewer.now)
    here = led(request.viewer, area)
    shown = {
        "draft_id": draft_id,
        "here": here,
        "places": here.places,
        "faulty": [one for one in recruits if one.faults],
        "ready": [one for one in recruits if not one.faults],
        "total": len(recruits),
    }
    return render(request, "volunteer_draft.html", shown)


@require_POST
def volunteer_take_on(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    """Takes on whoever stands in the sheet without a fault, or throws the sheet away."""
    if request.POST.get("do") == "forget":
        forget_sheet(viewer=request.viewer, draft_id=draft_id)
        return redirect("volunteer_sheet_new")
    done = take_on_sheet(viewer=request.viewer, draft_id=draft_id, now=request.viewer.now)
    taken = ngettext("%(count)s volunteer was taken on.", "%(count)s volunteers were taken on.", done.taken)
    messages.success(request, taken % {"count": done.taken})
    return redirect("volunteers")


@require_safe
def volunteer(request: DeskRequest, volunteer_id: UUID) -> HttpResponse:
    """One volunteer: phone, villages, certificate, families, sessions."""
    found = volunteer_sheet(viewer=request.viewer, volunteer_id=volunteer_id, now=request.viewer.now)
    person = found.volunteer
    codes = {*person.villages, person.area_code, *(row.area_code for row in found.families)}
    shown = {
        "sheet": found,
        "volunteer": person,
        "certificate": person.certificate(timezone.localdate(request.viewer.now)),
        "places": names(codes),
        "most": rules_on(timezone.localdate(request.viewer.now)).most_families,
    }
    return render(request, "volunteer.html", shown)


@require_POST
def volunteer_phone(request: DeskRequest, volunteer_id: UUID) -> HttpResponse:
    """Writes a new phone number down."""
    phone = PhoneForm(request.POST).read()["phone"]
    change_volunteer(viewer=request.viewer, volunteer_id=volunteer_id, phone=phone, now=request.viewer.now)
    messages.success(request, _("The phone number is kept."))
    return redirect("volunteer", volunteer_id=volunteer_id)


@require_POST
def volunteer_stop(request: DeskRequest, volunteer_id: UUID) -> HttpResponse:
    """Ends somebody's work as a volunteer; their families wait for somebody else."""
    because = ReasonForm(request.POST).read()["because"]
    stop_volunteer(viewer=request.viewer, volunteer_id=volunteer_id, because=because, now=request.viewer.now)
    messages.success(request, _("Stopped. Their phone gets nothing more; give their families to somebody else."))
    return redirect("volunteer", volunteer_id=volunteer_id)


@require_http_methods(["GET", "HEAD", "POST"])
def volunteer_trainings(request: DeskRequest) -> HttpResponse:
    """The sessions of an area, and a form to write one down with those who took part."""
    viewer = request.viewer
    sent = request.POST if request.method == "POST" else request.GET
    here = led(viewer, BoardForm(sent).read()["area"])
    rules = rules_on(timezone.localdate(viewer.now))
    form = TrainingForm(
        request.POST if request.method == "POST" else None, initial={"months": rules.certificate_months}
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _write_down(request, form, here.area)
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("The training is written down."))
            return redirect("volunteer_trainings")
    wanted = VolunteerFilter(area=here.area)
    people = volunteers(viewer=viewer, wanted=wanted, now=viewer.now, page_size=TRAINED_AT_ONCE)
    today = timezone.localdate(viewer.now)
    held = trainings(viewer=viewer, area=here.area)
    shown = {
        "form": form,
        "here": here,
        "places": here.places | names({one.area_code for one in held} - here.places.keys()),
        "narrow": len(here.area) >= TAMBON_DIGITS,
        "tambons": _tambons(viewer),
        "people": [(one, one.certificate(today)) for one in people.rows] if len(here.area) >= TAMBON_DIGITS else [],
        "trainings": held,
    }
    return render(request, "volunteer_trainings.html", shown, status=status)


def _write_down(request: DeskRequest, form: TrainingForm, area: str) -> None:
    data = form.cleaned_data
    came, passed = marked(request.POST), set(request.POST.getlist("passed"))
    attended = {one: str(one) in passed for one in came} | {UUID(text): True for text in passed if _is_uuid(text)}
    training = NewTraining(data["title"], area, data["held_on"], data["months"], attended)
    record_training(viewer=request.viewer, training=training, now=request.viewer.now)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _tambons(viewer: Viewer) -> list[tuple[str, str]]:
    """The tambons that the viewer leads, named with their amphoe where there are several of these: three queries at most."""
    language, held = get_language() or "th", leads(viewer)
    near = names([prefix[:TAMBON_DIGITS] for prefix in held if len(prefix) >= AMPHOE_DIGITS])
    wide = children_of(prefix for prefix in held if len(prefix) < AMPHOE_DIGITS)
    amphoes = [one for found in wide.values() for one in found]
    amphoes += [place for code, place in near.items() if len(code) == AMPHOE_DIGITS]
    below = children_of(area.code for area in amphoes)
    found = [(code, place.title(language)) for code, place in near.items() if len(code) >= TAMBON_DIGITS]
    return found + [
        (one.code, f"{area.name(language)} · {one.name(language)}")
        for area in amphoes
        for one in below.get(area.code, ())
    ]
