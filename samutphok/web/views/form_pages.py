"""Forms that are asked at the door: the list, one of them to read, and putting a new version on the phones."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from samutphok.forms.actions import examine_form, foresee_form, publish_form, retire_version
from samutphok.forms.domain.wording import told
from samutphok.forms.queries import form_lines, form_page, form_xml, publishes_for
from samutphok.kernel.errors import Error
from samutphok.web import forms as desk
from samutphok.web.publishing import PublishForm
from samutphok.web.requests import DeskRequest


@require_safe
def forms(request: DeskRequest) -> HttpResponse:
    """The forms that concern the viewer, in the order of the phones' list."""
    shown = {"lines": form_lines(viewer=request.viewer), "publishes": bool(publishes_for(viewer=request.viewer))}
    return render(request, "forms.html", shown)


@require_safe
def form(request: DeskRequest, form_id: str) -> HttpResponse:
    """One version of a form as a document, by default the one that phones get; `?version=` another."""
    page = form_page(viewer=request.viewer, form_id=form_id, version=request.GET.get("version"))
    shown = {
        "page": page,
        "changes": [(one, told(one)) for one in page.differences],
        "losses": sum(one.loses for one in page.differences),
    }
    return render(request, "form.html", shown)


@require_safe
def form_xform(request: DeskRequest, form_id: str) -> HttpResponse:
    """The bytes that phones get, as a file."""
    page = form_page(viewer=request.viewer, form_id=form_id, version=request.GET.get("version"))
    content = form_xml(form_id=page.form.form_id, version=page.form.version)
    headers = {"Content-Disposition": 'attachment; filename="form.xml"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/xml; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def form_new(request: DeskRequest) -> HttpResponse:
    """Send a form: first to look at what the checks say and what would change, then to publish it."""
    areas = publishes_for(viewer=request.viewer)
    if request.method != "POST":
        return render(request, "form_new.html", {"form": PublishForm(areas=areas)})
    sent = PublishForm(request.POST, request.FILES, areas=areas)
    if not sent.is_valid():
        return _answer(request, sent, {"refused": True}, status=422)
    try:
        return _publish(request, sent) if request.POST.get("do") == "publish" else _look(request, sent)
    except Error as error:
        return _answer(request, sent, {"problem": desk.told(error)}, status=error.status)


@require_POST
def form_retire(request: DeskRequest, form_id: str) -> HttpResponse:
    """Take a version off the phones."""
    version = request.POST.get("version", "")
    retired = retire_version(viewer=request.viewer, form_id=form_id, version=version, now=request.viewer.now)
    messages.success(request, _("Phones do not get this version any more. What was filled in by it is still taken."))
    return redirect(_address(retired.form_id, retired.version))


def _look(request: DeskRequest, sent: PublishForm) -> HttpResponse:
    examined = examine_form(sent.sent())
    foreseen = foresee_form(viewer=request.viewer, examined=examined, area=sent.cleaned_data["area"] or None)
    changes = [(one, told(one)) for one in foreseen.differences]
    shown = {
        "examined": examined,
        "asked": sum(question.asked for question in examined.schema.questions),
        "again": foreseen.again,
        "changes": changes,
        "losses": sum(one.loses for one, _words in changes),
    }
    return _answer(request, sent, shown, status=200)


def _publish(request: DeskRequest, sent: PublishForm) -> HttpResponse:
    said = sent.cleaned_data
    done = publish_form(
        viewer=request.viewer,
        examined=examine_form(sent.sent()),
        area=said["area"] or None,
        allow_loss=said["allow_loss"],
        now=request.viewer.now,
    )
    if done.again:
        messages.info(request, _("Exactly this was published before. Nothing has changed."))
    else:
        messages.success(request, _("Published. Phones get it the next time they fetch their forms."))
    address = _address(done.form.form_id, done.form.version)
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _answer(request: DeskRequest, sent: PublishForm, shown: dict[str, object], *, status: int) -> HttpResponse:
    """The whole page, or, where a script keeps the chosen files in their field, the part below it."""
    if request.htmx:
        return render(request, "form_checked.html", {"form": sent, **shown})
    return render(request, "form_new.html", {"form": sent, "checked": True, **shown}, status=status)


def _address(form_id: str, version: str) -> str:
    return reverse("form", args=[form_id]) + (f"?version={version}" if version else "")
