"""Paper forms typed in at the desk: the family is found, then the same form and the same checks as on a phone."""

from uuid import UUID

from csp.constants import SELF, WASM_UNSAFE_EVAL
from csp.decorators import csp_replace
from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Viewer
from samutphok.fieldwork.queries.at_the_desk import families_at_desk, family_at_desk
from samutphok.fieldwork.queries.phone_lists import family_file
from samutphok.forms.domain.published import PublishedForm
from samutphok.forms.errors import FormNotFound
from samutphok.forms.queries import form_file, form_xml, published, schema_of
from samutphok.kernel.errors import Bilingual, Error
from samutphok.registry.errors import HouseholdNotFound
from samutphok.submissions.actions import keep_submission
from samutphok.submissions.domain.submission import NewFile, Receipt
from samutphok.submissions.errors import NotASubmission
from samutphok.web.forms import AddressForm, told
from samutphok.web.requests import DeskRequest

_ANSWERS = "xml_submission_file"
_FAMILY = ("household",)
# The forms' engine reads its grammar as WebAssembly from a data address; nothing else of the desk's rule gives way.
_OWN_RULE = {"script-src": [SELF, WASM_UNSAFE_EVAL], "connect-src": [SELF, "data:"], "media-src": [SELF, "blob:"]}


class FamilySearch(AddressForm):
    """Which family a paper form speaks of. It may be a citizen number, so it comes by POST and is never an address."""

    q = forms.CharField(label=gettext_lazy("Name, citizen number or house code"), max_length=100, required=False)


class FamilyChosen(AddressForm):
    """The family that was chosen: its key, which tells nothing."""

    household = forms.UUIDField(label=gettext_lazy("Family"), required=False)


@require_safe
def typing_forms(request: DeskRequest) -> HttpResponse:
    """The forms that can be typed in."""
    return render(request, "typing_forms.html", {"forms": published(viewer=request.viewer)})


@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: DeskRequest, form_id: str) -> HttpResponse:
    """Find the family that a paper form speaks of; a form that asks for none is opened at once."""
    form = _form(request.viewer, form_id)
    if not _asks_for_family(form):
        return redirect("typing_open", form_id=form_id)
    text = FamilySearch(request.POST).read()["q"].strip() if request.method == "POST" else ""
    found = families_at_desk(viewer=request.viewer, text=text) if text else None
    return render(request, "typing_family.html", {"form": form, "text": text, "found": found})


@require_safe
@csp_replace(_OWN_RULE)  # type: ignore[arg-type]  # its types know no request of ours and no arguments of a route
def typing_open(request: DeskRequest, form_id: str) -> HttpResponse:
    """The form itself, for the family of `?household=` or for none. Nothing that is typed is kept before it is sent."""
    form = _form(request.viewer, form_id)
    household = FamilyChosen(request.GET).read()["household"]
    family = family_at_desk(viewer=request.viewer, household_id=household) if household else None
    if household and family is None:
        raise HouseholdNotFound
    return render(request, "typing_open.html", {"form": form, "family": family, "language": get_language() or "th"})


@require_safe
def typing_xml(request: DeskRequest, form_id: str) -> HttpResponse:
    """The form's XForm, byte for byte as published."""
    form = _form(request.viewer, form_id)
    return HttpResponse(form_xml(form_id=form.form_id, version=form.version), content_type="text/xml; charset=utf-8")


@require_safe
def typing_file(request: DeskRequest, form_id: str, name: str) -> HttpResponse:
    """A file that the form names; of the lists of families, the rows of the chosen family alone."""
    form = _form(request.viewer, form_id)
    own = next((file for file in form.files if file.name == name), None)
    household: UUID | None = FamilyChosen(request.GET).read()["household"]
    cut = None if own else family_file(viewer=request.viewer, name=name, household_id=household, now=request.viewer.now)
    if own is None and cut is None:
        raise FormNotFound
    content = cut.content if cut else form_file(form_id=form.form_id, version=form.version, name=name)
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_POST
def typing_keep(request: DeskRequest, form_id: str) -> HttpResponse:
    """Takes what was typed in, as a phone's submission is taken; answers with its number, or why it was not kept."""
    _form(request.viewer, form_id)
    try:
        return JsonResponse(_kept(_keep(request)), status=201)
    except Error as error:
        return JsonResponse({"told": told(error)}, status=error.status)


def _keep(request: DeskRequest) -> Receipt:
    sent = [NewFile(name, file.read()) for name, (file, *_) in request.FILES.lists()]
    answers = next((part.content for part in sent if part.name == _ANSWERS), None)
    if answers is None:
        raise NotASubmission(Bilingual("ไม่มีคำตอบของแบบในสิ่งที่ส่งมา", "What was sent holds no answers."))
    files = [part for part in sent if part.name != _ANSWERS]
    return keep_submission(viewer=request.viewer, key_id=None, raw=answers, files=files, now=request.viewer.now)


def _kept(receipt: Receipt) -> dict[str, object]:
    return {"number": str(receipt.id)[:8].upper(), "standing": receipt.standing.value, "again": receipt.again}


def _form(viewer: Viewer, form_id: str) -> PublishedForm:
    form = next((one for one in published(viewer=viewer) if one.form_id == form_id), None)
    if form is None:
        raise FormNotFound
    return form


def _asks_for_family(form: PublishedForm) -> bool:
    """Whether the form is about a family that the office knows: it asks which, at its root."""
    return any(
        one.asked and one.path == _FAMILY for one in schema_of(form_id=form.form_id, version=form.version).questions
    )
