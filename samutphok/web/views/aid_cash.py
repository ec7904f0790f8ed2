"""Cash aid: applications, their steps, files for the bank, receipts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Viewer
from samutphok.aid.actions import (
    apply_for_aid,
    approve,
    decide_otherwise,
    investigate,
    make_transfer,
    pay,
    return_money,
    transfer_payments,
)
from samutphok.aid.domain.application import ApplicationView, Report, State, Step
from samutphok.aid.errors import ApplicationNotFound, GiftBlocked, GiftQuestioned
from samutphok.aid.queries import application, applications, findings, transfers
from samutphok.areas.queries import names
from samutphok.kernel.errors import Conflict, Error, Forbidden, InvalidInput, Stale
from samutphok.web.aid_forms import ApplicationsForm, ApplyForm, StepForm
from samutphok.web.aid_proofs import ProofForm
from samutphok.web.compartment import asks_first
from samutphok.web.documents.receipt import receipt_pdf
from samutphok.web.forms import address_of, told
from samutphok.web.requests import DeskRequest
from samutphok.web.templatetags.desk import day
from samutphok.web.transfer_files import CSV_MEDIA, XLSX_MEDIA, transfer_csv, transfer_xlsx
from samutphok.web.views.aid import PAGE_SIZE, line_choices, of_family, own_area

_DECISIONS = frozenset({Step.REFUSE, Step.ASK_AGAIN, Step.WITHDRAW, Step.NOT_TAKEN})


@require_safe
def aid_applications(request: DeskRequest) -> HttpResponse:
    """The applications of the area, the oldest due first."""
    form = ApplicationsForm(request.GET)
    data = form.read()
    page = applications(
        request.viewer, state=data["state"], late=data["late"], page=data["page"] or 1, page_size=PAGE_SIZE
    )
    codes = {code for one in page.rows for code in (one.area_code, one.area_code[:6])}
    shown = {
        "page": page,
        "state": data["state"],
        "late": data["late"],
        "states": list(State),
        "places": names(codes),
        "address": address_of(data, "state", "late"),
    }
    return render(request, "aid_applications.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@asks_first("because")
def aid_apply(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Applies for cash aid to a family."""
    shown = of_family(request.viewer, household_id)
    if request.method != "POST":
        form = ApplyForm(initial={"act_id": uuid4()}, people=shown["people"])
        return render(request, "aid_apply.html", shown | {"form": form})
    form = ApplyForm(request.POST, people=shown["people"])
    if not form.is_valid():
        return render(request, "aid_apply.html", shown | {"form": form}, status=422)
    try:
        made = apply_for_aid(viewer=request.viewer, asked=form.asked(household_id), now=request.viewer.now)
    except (InvalidInput, Conflict) as error:
        form.add_error(None, told(error))
        return render(request, "aid_apply.html", shown | {"form": form}, status=error.status)
    messages.success(request, _("The application is written down."))
    return redirect("aid_application", application_id=made)


@require_safe
def aid_application(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """One application, and the steps that this viewer can take."""
    return render(request, "aid_application.html", _shown(request, application(request.viewer, application_id)))


@require_safe
def aid_findings(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """What speaks against approving: a part of the application's page, or a page of its own without scripts."""
    shown = {"application_id": application_id, "checks": findings(request.viewer, application_id)}
    return render(request, "aid_looked.html" if request.htmx else "aid_looked_page.html", shown)


@require_POST
@asks_first("because", "although", "found")
def aid_application_act(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """One step of an application."""
    form = StepForm(request.POST, request.FILES)
    found = application(request.viewer, application_id)
    step = form.data.get("step", "")
    if not form.is_valid() or step not in set(Step) or step == Step.SEND:
        wrong = " ".join(str(said) for name in ("file", "drawn", "visited_on") for said in form.errors.get(name, ()))
        shown = _shown(request, found) | {"problem": wrong or _("Fill in what the step needs."), "said": form.data}
        return render(request, "aid_application.html", shown, status=422)
    try:
        _take(request.viewer, application_id, Step(step), form)
    except (GiftBlocked, GiftQuestioned) as error:
        shown = _shown(request, found) | {"found": error.checks, "said": form.data}
        return render(request, "aid_application.html", shown, status=error.status)
    except (InvalidInput, Conflict, Forbidden, Stale) as error:
        fresh = application(request.viewer, application_id)
        shown = _shown(request, fresh) | {"problem": told(error), "said": form.data}
        return render(request, "aid_application.html", shown, status=error.status)
    messages.success(request, _("Written down."))
    return redirect("aid_application", application_id=application_id)


def _take(viewer: Viewer, application_id: UUID, step: Step, form: StepForm) -> None:
    data = form.cleaned_data
    act: dict[str, Any] = {
        "viewer": viewer,
        "application_id": application_id,
        "act_id": data["act_id"],
        "version": data["version"],
        "now": viewer.now,
    }
    if step in _DECISIONS:
        decide_otherwise(step=step, because=data["because"], **act)
        return
    ways: dict[Step, Callable[[], object]] = {
        Step.INVESTIGATE: lambda: investigate(
            report=Report(data["found"], day(data["visited_on"])),
            photograph=data["file"].read() if data["file"] else b"",
            **act,
        ),
        Step.APPROVE: lambda: approve(
            budget_line_id=data["budget_line"] or UUID(int=0), although=data["although"], **act
        ),
        Step.PAY: lambda: pay(evidence=form.proofs(), **act),
        Step.RETURN: lambda: return_money(because=data["because"], **act),
    }
    ways[step]()


def _shown(request: DeskRequest, found: ApplicationView) -> dict[str, Any]:
    viewer, line = request.viewer, found.line
    codes = {line.area_code, line.area_code[:6], line.area_code[:4]}
    deciding = Step.APPROVE in found.may
    return {
        "one": found,
        "places": names(codes),
        "lines": line_choices(viewer, line.area_code) if deciding else [],
        "proof": ProofForm(auto_id="pay_%s"),
        "act_ids": {step: uuid4() for step in found.may},
    }


@require_http_methods(["GET", "HEAD", "POST"])
def aid_transfers(request: DeskRequest) -> HttpResponse:
    """Files for the bank: what is approved is chosen and sent together."""
    viewer = request.viewer
    if request.method == "POST":
        try:
            chosen = [UUID(one) for one in request.POST.getlist("application")]
            make_transfer(viewer=viewer, area_code=own_area(viewer), application_ids=chosen, now=viewer.now)
        except ValueError:
            messages.error(request, _("Choose applications from the list."))
        except Error as error:
            messages.error(request, told(error))
        else:
            messages.success(request, _("The file for the bank is ready."))
        return redirect("aid_transfers")
    approved = applications(viewer, state=State.APPROVED, page_size=100)
    return render(request, "aid_transfers.html", {"approved": approved, "files": transfers(viewer, most=20)})


@require_POST
def aid_transfer_file(request: DeskRequest, transfer_id: UUID) -> HttpResponse:
    """The file itself, with account numbers, as CSV or as a workbook; each taking is recorded."""
    number, payments = transfer_payments(viewer=request.viewer, transfer_id=transfer_id, now=request.viewer.now)
    name = number.replace("/", "-")
    if request.POST.get("format") == "xlsx":
        body, media, end = transfer_xlsx(number, payments), XLSX_MEDIA, "xlsx"
    else:
        body, media, end = transfer_csv(payments), CSV_MEDIA, "csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{end}"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type=media, headers=headers)


@require_safe
def aid_receipt(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """The numbered receipt of a payment, to be signed."""
    found = application(request.viewer, application_id)
    if not found.receipt:
        raise ApplicationNotFound
    code = found.line.area_code
    places = names({code, code[:6], code[:4], code[:2]})
    pdf = receipt_pdf(found, places, language=get_language() or "th", now=request.viewer.now)
    headers = {"Content-Disposition": 'inline; filename="samutphok-receipt.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
