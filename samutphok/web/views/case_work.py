"""What is done in a case: steps, contacts, notes, closing and opening again."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samutphok.cases.actions import (
    Closed,
    confirm_closing,
    record_contact,
    record_step,
    reopen_case,
    send_back_closing,
    settle_closing,
    write_note,
)
from samutphok.cases.queries import closing_of, rules_on
from samutphok.kernel.errors import Error, InvalidInput
from samutphok.web.case_forms import ActForm, ClosingForm, ContactForm, SaidForm, StepForm, reasons
from samutphok.web.compartment import asks_first
from samutphok.web.forms import told
from samutphok.web.requests import DeskRequest
from samutphok.web.views.cases import show_case

CONTACT = "contact"  # the form of contacts and notes


@require_POST
@asks_first("said")
def case_step(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """What became of a step."""
    form = StepForm(request.POST)
    try:
        act_id = form.read()["act_id"]
        record_step(viewer=request.viewer, case_id=case_id, told=form.told(), now=request.viewer.now, act_id=act_id)
    except InvalidInput as error:
        return _again(request, case_id, request.POST.get("step", ""), form, error)
    messages.success(request, _("The step is recorded."))
    return redirect("case", case_id=case_id)


@require_POST
@asks_first("said")
def case_contact(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """A contact with the family."""
    form = ContactForm(request.POST)
    try:
        data = form.read()
        record_contact(
            viewer=request.viewer,
            case_id=case_id,
            kind=form.contact_kind(),
            on=data["on"],
            said=data["said"],
            now=request.viewer.now,
            act_id=data["act_id"],
        )
    except InvalidInput as error:
        return _again(request, case_id, CONTACT, form, error)
    messages.success(request, _("The contact is recorded."))
    return redirect("case", case_id=case_id)


@require_POST
@asks_first("said")
def case_note(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """A note."""
    form = SaidForm(request.POST)
    try:
        data, now = form.read(), request.viewer.now
        write_note(viewer=request.viewer, case_id=case_id, said=data["said"], now=now, act_id=data["act_id"])
    except InvalidInput as error:
        return _again(request, case_id, CONTACT, form, error)
    messages.success(request, _("The note is kept."))
    return redirect("case", case_id=case_id)


def _again(request: DeskRequest, case_id: UUID, where: str, form: Form, error: InvalidInput) -> HttpResponse:
    """The case once more with what was typed, and beside it what cannot be kept. Raises CaseNotFound elsewhere."""
    typed = {name: request.POST.get(name, "") for name in ("state", "kind", "on", "said")}
    wrong = [str(form.fields[name].label or name) for name in form.errors if name in form.fields]
    text = _("Cannot be read: %(fields)s.") % {"fields": ", ".join(wrong)} if wrong else told(error)
    return show_case(request, case_id, troubles={where: typed | {"problem": text}}, status=error.status)


@require_http_methods(["GET", "HEAD", "POST"])
@asks_first("because", parts=("left-",))
def case_close(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Close a case: the family's level then and now, what is still open, how it ends."""
    viewer = request.viewer
    language, rules = get_language() or "th", rules_on(timezone.localdate(viewer.now))
    outcomes = [(code, one.label.in_language(language)) for code, one in rules.outcomes.items()]
    form = ClosingForm(request.POST or None, outcomes=outcomes, initial={"act_id": uuid4()})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            done = settle_closing(
                viewer=viewer,
                case_id=case_id,
                closing=form.closing(request.POST),
                now=viewer.now,
                act_id=form.cleaned_data["act_id"],
            )
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            asked = done is Closed.ASKED
            text = _("The closing waits for a second person.") if asked else _("The case is closed.")
            messages.success(request, text)
            return redirect("case", case_id=case_id)
    page, typed = closing_of(viewer=viewer, case_id=case_id), reasons(request.POST)
    shown = {
        "case": page,
        "form": form,
        "page": page,
        "left": [(one, step, typed.get(one.id, "")) for one, step in page.left],
        "outcomes": [(one, page.met[code]) for code, one in rules.outcomes.items()],
        "chosen": form["outcome"].value(),
        "rules": rules,
    }
    return render(request, "case_close.html", shown, status=status)


@require_POST
def case_confirm(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Close a case as a second person."""
    data = ActForm(request.POST).read()
    confirm_closing(viewer=request.viewer, case_id=case_id, now=request.viewer.now, act_id=data["act_id"])
    messages.success(request, _("The case is closed."))
    return redirect("case", case_id=case_id)


@require_POST
@asks_first("said")
def case_send_back(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Leave the case open, with the reason."""
    data = SaidForm(request.POST).read()
    now, key = request.viewer.now, data["act_id"]
    send_back_closing(viewer=request.viewer, case_id=case_id, because=data["said"], now=now, act_id=key)
    messages.success(request, _("The case stays open."))
    return redirect("case", case_id=case_id)


@require_POST
@asks_first("said")
def case_reopen(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Work on a closed case again."""
    data = SaidForm(request.POST).read()
    now, key = request.viewer.now, data["act_id"]
    reopen_case(viewer=request.viewer, case_id=case_id, because=data["said"], now=now, act_id=key)
    messages.success(request, _("The case is open again. Look at the plan with the family."))
    return redirect("case", case_id=case_id)
