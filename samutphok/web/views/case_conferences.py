"""Case conferences: called, put together, held, decided family by family, written down and signed."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Action, Viewer
from samutphok.areas.queries import children, names
from samutphok.cases.actions import (
    call_conference,
    cancel_conference,
    decide_family,
    put_family,
    record_attendance,
    sign_minutes,
    take_family_off,
)
from samutphok.cases.domain.conference import ConferenceState, ConferenceView
from samutphok.cases.domain.plan import AGENCY
from samutphok.cases.errors import BadDay
from samutphok.cases.queries import case_view, cases_to_put, conference, conference_row, conferences, rules_on
from samutphok.kernel.errors import Conflict, Error, InvalidInput, Stale
from samutphok.partners.queries import organizations
from samutphok.web import case_words as words
from samutphok.web.agency_choice import Group, agency_groups
from samutphok.web.compartment import asks_first
from samutphok.web.conference_forms import (
    CallForm,
    Choices,
    ConferencesForm,
    DecideForm,
    Deciding,
    FamilyForm,
    PutForm,
    SignForm,
    act_of,
    attendance,
    decided,
    deciding,
    deciding_again,
)
from samutphok.web.documents.minutes import minutes_pdf
from samutphok.web.forms import told
from samutphok.web.requests import DeskRequest
from samutphok.web.templatetags.cases import form_day

PAGE_SIZE = 25


@require_safe
def conference_list(request: DeskRequest) -> HttpResponse:
    """The conferences that the viewer leads or takes part in."""
    viewer = request.viewer
    page = ConferencesForm(request.GET).read()["page"] or 1
    found = conferences(viewer=viewer, page=page, page_size=PAGE_SIZE)
    shown = {
        "list": found,
        "places": names({row.area_code for row in found.rows}),
        "forums": rules_on(timezone.localdate(viewer.now)).forums,
        "leads": bool(viewer.prefixes(Action.WORK_CASE) or viewer.prefixes(Action.SUPERVISE_CASES)),
    }
    return render(request, "conferences.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def conference_new(request: DeskRequest) -> HttpResponse:
    """Call a conference."""
    viewer, language = request.viewer, get_language() or "th"
    rules = rules_on(timezone.localdate(viewer.now))
    areas = _areas(viewer)
    lengths = {len(code) for code, _name in areas}
    forums = [(code, one) for code, one in rules.forums.items() if one.area in lengths]
    first = forums[0][1] if forums else None
    start = {
        "chair": first.chair.in_language(language) if first else "",
        "secretaries": "\n".join(one.in_language(language) for one in first.secretaries) if first else "",
    }
    form = CallForm(
        request.POST or None,
        forums=[(code, one.label.in_language(language)) for code, one in forums],
        areas=areas,
        agencies=_agencies(viewer, areas[0][0] if areas else ""),
        initial=start,
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made = call_conference(viewer=viewer, wanted=form.wanted(), now=viewer.now)
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("The conference is called. Now put families to it."))
            return redirect("conference", conference_id=made)
    shown = {"form": form, "rules": rules, "groups": _groups(viewer, areas[0][0] if areas else "", form)}
    return render(request, "conference_new.html", shown, status=status)


@require_safe
def conference_page(request: DeskRequest, conference_id: UUID) -> HttpResponse:
    """One conference: agenda, who comes, decisions."""
    viewer = request.viewer
    found = conference(viewer=viewer, conference_id=conference_id)
    return _conference(request, found)


def _conference(
    request: DeskRequest,
    found: ConferenceView,
    *,
    typed: Mapping[UUID, Deciding] | None = None,
    signing: SignForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; typed, signing: forms that were refused, shown again with every word."""
    viewer, language = request.viewer, get_language() or "th"
    again = typed or {}
    steps = bool(again) or (found.state is ConferenceState.HELD and any(one.writes for one in found.families))
    today = timezone.localdate(viewer.now)
    shown = {
        "conference": found,
        "forum": rules_on(found.on).forums.get(found.forum),
        "places": names(
            {found.area_code, *(part for one in found.families for part in (one.area_code, one.area_code[:6]))}
        ),
        "decisions": {one.id: again.get(one.id) or deciding(one.decision) for one in found.families},
        "signing": signing or SignForm(initial={"signed_by": found.chair, "signed_on": form_day(today)}),
        "people": [(code, str(word)) for code, word in words.PEOPLE.items()],
        "agencies": [(f"{AGENCY}{code}", word) for code, word in _agencies(viewer, found.area_code)] if steps else [],
        "fields": {code: one.in_language(language) for code, one in rules_on(found.on).fields.items()},
        "came": found.on <= today,
    }
    return render(request, "conference.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@asks_first("question")
def conference_put(request: DeskRequest, conference_id: UUID) -> HttpResponse:
    """Put a family to the conference: first which, then what is told of it, to whom."""
    viewer, language = request.viewer, get_language() or "th"
    found = conference_row(viewer=viewer, conference_id=conference_id)
    text = request.GET.get("q", "").strip()[:60]
    asked = _uuid(request.POST.get("case", "") or request.GET.get("case", ""))
    if asked is None:
        rows = cases_to_put(viewer=viewer, conference_id=conference_id, text=text)
        places = names({part for row in rows for part in (row.area_code, row.area_code[:6])})
        shown = {"conference": found, "rows": rows, "text": text, "places": places}
        return render(request, "conference_choose.html", shown)
    case = case_view(viewer, asked)
    rules = rules_on(timezone.localdate(viewer.now))
    form = PutForm(
        request.POST or None,
        told=[(code, one.in_language(language)) for code, one in rules.fields.items()],
        agencies=_agencies(viewer, case.summary.area_code),
        initial={
            "case": asked,
            "agencies": sorted({f"{one.step.agency}" for one in case.open_steps if one.step.agency}),
            "fields_told": ["problems", "steps"],
        },
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            put_family(viewer=viewer, conference_id=conference_id, put=form.put(), now=viewer.now)
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("The family is on the agenda."))
            return redirect("conference", conference_id=conference_id)
    shown = {"conference": found, "case": case, "form": form}
    shown["groups"] = _groups(viewer, case.summary.area_code, form)
    return render(request, "conference_put.html", shown, status=status)


@require_POST
def conference_take_off(request: DeskRequest, conference_id: UUID) -> HttpResponse:
    """Take a family off the agenda."""
    family = FamilyForm(request.POST).read()["family"]
    take_family_off(viewer=request.viewer, conference_id=conference_id, family_id=family, now=request.viewer.now)
    messages.success(request, _("The family is off the agenda."))
    return redirect("conference", conference_id=conference_id)


@require_POST
@asks_first(parts=("who-",))
def conference_attend(request: DeskRequest, conference_id: UUID) -> HttpResponse:
    """Who came."""
    viewer = request.viewer
    found = conference(viewer=viewer, conference_id=conference_id)
    came = attendance(request.POST, tuple(one.agency for one in found.guests))
    key = act_of(request.POST)
    record_attendance(viewer=viewer, conference_id=conference_id, came=came, now=viewer.now, act_id=key)
    messages.success(request, _("Who came is recorded."))
    return redirect("conference", conference_id=conference_id)


@require_POST
@asks_first("said", parts=("-text", "-indicator"))
def conference_decide(request: DeskRequest, conference_id: UUID) -> HttpResponse:
    """What is decided of a family."""
    viewer, family = request.viewer, FamilyForm(request.POST).read()["family"]
    form = DecideForm(request.POST)
    found, wrong = decided(request.POST, form.cleaned_data["said"] if form.is_valid() else "")
    refused, status = "", 422
    if not form.is_valid():
        refused = _("Write what the conference decided.")
    elif wrong:
        refused = _("A step needs its words, who does it, and a whole day. Nothing was kept yet.")
    else:
        try:
            decide_family(
                viewer=viewer,
                conference_id=conference_id,
                family_id=family,
                decided=found,
                now=viewer.now,
                act_id=form.cleaned_data["act_id"],
            )
        except (InvalidInput, Conflict, Stale) as error:
            refused, status = told(error), error.status
    if refused:
        shown = conference(viewer=viewer, conference_id=conference_id)
        return _conference(request, shown, typed={family: deciding_again(request.POST, refused)}, status=status)
    messages.success(request, _("The decision is kept, and its steps are in the plan."))
    return redirect("conference", conference_id=conference_id)


@require_POST
def conference_sign(request: DeskRequest, conference_id: UUID) -> HttpResponse:
    """The chair signs the minutes."""
    viewer, form, status = request.viewer, SignForm(request.POST), 422
    if form.is_valid():
        data = form.cleaned_data
        try:
            sign_minutes(
                viewer=viewer,
                conference_id=conference_id,
                signed_by=data["signed_by"],
                signed_on=data["signed_on"],
                now=viewer.now,
                act_id=data["act_id"],
            )
        except (InvalidInput, Conflict) as error:
            form.add_error("signed_on" if isinstance(error, BadDay) else None, told(error))
            status = error.status
    if form.errors:
        shown = conference(viewer=viewer, conference_id=conference_id)
        return _conference(request, shown, signing=form, status=status)
    messages.success(request, _("The minutes are signed."))
    return redirect("conference", conference_id=conference_id)


@require_POST
def conference_cancel(request: DeskRequest, conference_id: UUID) -> HttpResponse:
    """Cancel a conference that was not held."""
    cancel_conference(viewer=request.viewer, conference_id=conference_id, now=request.viewer.now)
    messages.success(request, _("The conference is cancelled."))
    return redirect("conferences")


@require_safe
def conference_minutes(request: DeskRequest, conference_id: UUID) -> HttpResponse:
    """The minutes as a PDF; for an agency with the families put to it alone."""
    found = conference(viewer=request.viewer, conference_id=conference_id)
    places = names({found.area_code, *(part for one in found.families for part in (one.area_code, one.area_code[:6]))})
    forum = rules_on(found.on).forums[found.forum]
    pdf = minutes_pdf(found, forum, places, language=get_language() or "th", now=request.viewer.now)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="minutes-{found.number.replace("/", "-")}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _areas(viewer: Viewer) -> Choices:
    """The areas in which the viewer may call a conference: their own, and what lies directly below."""
    own = [code for code in (*viewer.prefixes(Action.WORK_CASE), *viewer.prefixes(Action.SUPERVISE_CASES)) if code]
    language = get_language() or "th"
    found = names(dict.fromkeys(own))
    below = [one for code in dict.fromkeys(own) if len(code) < 6 for one in children(code) if one.code.isdigit()]
    listed = [(code, found[code].title(language)) for code in dict.fromkeys(own) if code in found]
    return listed + [(one.code, one.title(language)) for one in below]


def _agencies(viewer: Viewer, area: str) -> Choices:
    language, on = get_language() or "th", timezone.localdate(viewer.now)
    return [(one.code, one.label.in_language(language)) for one in organizations(on=on, area_code=area)]


def _groups(viewer: Viewer, area: str, form: CallForm | PutForm) -> tuple[Group, ...]:
    ticked: Collection[str] = form["agencies"].value() or ()
    return agency_groups(on=timezone.localdate(viewer.now), area_code=area, ticked=ticked)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
