"""Policy notices: read, acknowledged, asked about; for offices, written, passed on and followed up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Action
from samutphok.areas.domain import COUNTRY
from samutphok.areas.queries import names
from samutphok.kernel.errors import Error
from samutphok.notices.actions import (
    acknowledge,
    answer,
    ask,
    remind,
    revise_notice,
    send_notice,
    withdraw_notice,
)
from samutphok.notices.domain import Box
from samutphok.notices.errors import NoticeNotFound
from samutphok.notices.queries import notice_list, notice_page, readers
from samutphok.web.forms import told
from samutphok.web.notice_forms import (
    AnswerForm,
    BoxForm,
    NewNoticeForm,
    QuestionForm,
    ReadersForm,
    RevisionForm,
    VersionForm,
    WordsForm,
)
from samutphok.web.notice_words import BOXES
from samutphok.web.requests import DeskRequest


@require_safe
def notices(request: DeskRequest) -> HttpResponse:
    """The notices that speak to the viewer; first those that wait to be read."""
    asked = BoxForm(request.GET).read()
    box = Box(asked["box"] or Box.TO_READ)
    found = notice_list(viewer=request.viewer, box=box, page=asked["page"] or 1)
    writes = bool(request.viewer.prefixes(Action.WRITE_NOTICE))
    boxes = [(one, word, one is box) for one, word in BOXES.items() if writes or one is not Box.OFFICE]
    return render(request, "notices.html", {"list": found, "boxes": boxes, "writes": writes})


@require_safe
def notice(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    """One notice, with the original beside it, what has changed, and the questions about it."""
    page = notice_page(viewer=request.viewer, notice_id=notice_id)
    language = get_language() or "th"
    shown = {
        "page": page,
        "words": page.version.content,
        "title": page.version.content.title(language),
        "text": page.version.content.text(language),
        "original_title": page.original.content.title(language) if page.original else "",
        "original_text": page.original.content.text(language) if page.original else "",
        "changes": page.changes(language),
        "open_questions": sum(one.open for one in page.questions),
        "writes": bool(request.viewer.prefixes(Action.WRITE_NOTICE)),
        "places": names(area or COUNTRY for area in page.to.areas),
        "roles": sorted(page.to.roles),
    }
    return render(request, "notice.html", shown)


@require_POST
def notice_acknowledge(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    """One click after reading."""
    version = VersionForm(request.POST).read()["version"]
    acknowledge(viewer=request.viewer, notice_id=notice_id, version=version, now=request.viewer.now)
    messages.success(request, _("Acknowledged. Thank you."))
    return redirect("notice", notice_id=notice_id)


@require_POST
def notice_ask(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    """A question to the office that wrote it."""
    asked = QuestionForm(request.POST).read()
    ask(
        viewer=request.viewer,
        notice_id=notice_id,
        text=asked["text"],
        private=asked["private"],
        now=request.viewer.now,
    )
    messages.success(request, _("Your question has gone to the office. The answer will stand here."))
    return redirect("notice", notice_id=notice_id)


@require_POST
def notice_answer(request: DeskRequest, notice_id: UUID, question_id: UUID) -> HttpResponse:
    """The office's answer to one question."""
    asked = AnswerForm(request.POST).read()
    answer(viewer=request.viewer, question_id=question_id, now=request.viewer.now, **asked)
    messages.success(request, _("The answer stands beside the question."))
    return redirect("notice", notice_id=notice_id)


@require_http_methods(["GET", "HEAD", "POST"])
def notice_new(request: DeskRequest) -> HttpResponse:
    """Write a notice, look at it, send it."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def notice_pass_on(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    """Pass a notice on with an explanation for one's own area; the original stays as it is beside it."""
    return _write(request, notice_id)


@require_http_methods(["GET", "HEAD", "POST"])
def notice_revise(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    """A new version, which everybody is asked to acknowledge again."""
    page = notice_page(viewer=request.viewer, notice_id=notice_id)
    if not page.may_revise or page.withdrawn_at:
        raise NoticeNotFound
    if request.method != "POST":
        form: WordsForm = RevisionForm.of(page.version.content, page.version.number)
        return _form(request, form, {"page": page})
    form = RevisionForm(request.POST)
    if not form.is_valid() or "preview" in request.POST:
        return _form(request, form, {"page": page})
    try:
        revise_notice(
            viewer=request.viewer,
            notice_id=notice_id,
            content=form.content(),
            version=form.cleaned_data["version"],
            now=request.viewer.now,
        )
    except Error as error:
        return _refused(request, form, error, {"page": page})
    messages.success(request, _("The new version is sent. Everybody is asked to read it again."))
    return redirect("notice", notice_id=notice_id)


@require_POST
def notice_withdraw(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    """Take a notice out of force."""
    withdraw_notice(viewer=request.viewer, notice_id=notice_id, now=request.viewer.now)
    messages.success(request, _("The notice is withdrawn. It stays readable, marked as no longer in force."))
    return redirect("notice", notice_id=notice_id)


@require_safe
def notice_readers(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    """Who has read it and who has not, inside the viewer's areas."""
    form = ReadersForm(request.GET)
    asked = form.read()
    found = readers(viewer=request.viewer, notice_id=notice_id, read=asked["who"], page=asked["page"] or 1)
    codes = {tally.place for tally in found.tallies} | {code for one in found.people.rows for code in one.areas}
    shown = {
        "found": found,
        "title": found.title_en if get_language() == "en" and found.title_en else found.title_th,
        "places": names(code or COUNTRY for code in codes),
        "read": form.data.get("who", ""),
    }
    return render(request, "notice_readers.html", shown)


@require_POST
def notice_remind(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    """Remind those who have not read it."""
    remind(viewer=request.viewer, notice_id=notice_id, now=request.viewer.now)
    messages.success(request, _("They are reminded the next time they open the desk."))
    return redirect("notice_readers", notice_id=notice_id)


def _write(request: DeskRequest, passes_on: UUID | None) -> HttpResponse:
    """The form of a new notice; `passes_on` is the notice that it explains."""
    page = notice_page(viewer=request.viewer, notice_id=passes_on) if passes_on else None
    around: dict[str, object] = {"original": page}
    if request.method != "POST":
        return _form(request, NewNoticeForm(viewer=request.viewer), around)
    form = NewNoticeForm(request.POST, viewer=request.viewer)
    if not form.is_valid() or "preview" in request.POST:
        return _form(request, form, around)
    try:
        made = send_notice(
            viewer=request.viewer,
            content=form.content(),
            audience=form.audience(),
            passes_on=passes_on,
            now=request.viewer.now,
        )
    except Error as error:
        return _refused(request, form, error, around)
    messages.success(request, _("The notice is sent."))
    return redirect("notice", notice_id=made)


def _refused(request: DeskRequest, form: WordsForm, error: Error, around: dict[str, object]) -> HttpResponse:
    form.add_error(None, told(error))
    return _form(request, form, around, status=error.status)


def _form(request: DeskRequest, form: WordsForm, around: dict[str, object], status: int = 200) -> HttpResponse:
    """The form, with what was written shown as its readers will see it once it can be read."""
    faulty = form.is_bound and not form.is_valid()
    shown = {
        "form": form,
        "preview": form.content() if form.is_bound and form.is_valid() else None,
        "chosen_areas": form.chosen("areas") if isinstance(form, NewNoticeForm) else [],
        **around,
    }
    return render(request, "notice_form.html", shown, status=422 if faulty and status == 200 else status)
