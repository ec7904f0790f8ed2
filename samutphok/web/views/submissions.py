"""Forms that came back from the field: what waits for the office, one of them to read, and what to do with it."""

import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.domain import Action, Sensitivity
from samutphok.access.queries import names_of
from samutphok.areas.domain import lineage
from samutphok.areas.queries import names
from samutphok.forms.queries import versions
from samutphok.submissions.actions import export_form, release, set_aside, take_instead
from samutphok.submissions.domain.submission import LIVE, Standing
from samutphok.submissions.queries import inbox
from samutphok.submissions.queries import submission as read_submission
from samutphok.web.forms import AddressForm, PageForm
from samutphok.web.requests import DeskRequest
from samutphok.web.submission_words import REASONS, STANDINGS, TO_DO, answer_lines

_DECISIONS = {"release": release, "instead": take_instead, "aside": set_aside}


class InboxForm(PageForm):
    """Which submissions to list; without a standing those that wait."""

    standing = forms.ChoiceField(
        label=gettext_lazy("Where it stands"), required=False, choices=[(one.value, one.value) for one in Standing]
    )


class DecideForm(AddressForm):
    """What the office does with one."""

    do = forms.ChoiceField(label=gettext_lazy("Decision"), choices=[(name, name) for name in _DECISIONS])


class ExportForm(AddressForm):
    """Which form to take away as tables."""

    form = forms.CharField(label=gettext_lazy("Form"), max_length=200)


@require_safe
def submissions(request: DeskRequest) -> HttpResponse:
    """The list, the newest first: those that wait, or those of one standing."""
    asked = InboxForm(request.GET).read()
    standing = Standing(asked["standing"]) if asked["standing"] else None
    found = inbox(viewer=request.viewer, standing=standing, page=asked["page"] or 1)
    titles = _titles(request)
    places = _places(row.area_code for row in found.rows)
    shown = {
        "list": found,
        "rows": [
            (row, titles.get(row.form_id, row.form_id), STANDINGS[row.standing], places[row.area_code])
            for row in found.rows
        ],
        "standing": standing,
        "filters": [(one, sign, found.counts[one]) for one, sign in STANDINGS.items() if found.counts[one]],
        "pages": -(-found.total // found.page_size) or 1,
        "people": names_of({row.account_id for row in found.rows}, viewer=request.viewer),
        "exports": sorted(titles.items()) if _may_export(request) and any(found.counts[one] for one in LIVE) else [],
    }
    return render(request, "submissions.html", shown)


@require_safe
def submission(request: DeskRequest, submission_id: UUID) -> HttpResponse:
    """One of them with its answers, beside the other one where two differ. Opening it is recorded."""
    page = read_submission(viewer=request.viewer, submission_id=submission_id)
    accounts = {page.row.account_id, page.decided_by, page.other.account_id if page.other else ""}
    shown = {
        "page": page,
        "title": page.schema.title if page.schema else page.row.form_id,
        "sign": STANDINGS[page.row.standing],
        "reason": REASONS.get(page.row.reason),
        "todo": TO_DO.get(page.row.standing),
        "lines": answer_lines(page.schema, page.answers, page.other_answers) if page.schema and page.answers else (),
        "other_sign": STANDINGS[page.other.standing] if page.other else None,
        "people": names_of(accounts, viewer=request.viewer),
        "place": _places([page.row.area_code])[page.row.area_code],
        "standings": {one.name: one for one in Standing},
    }
    return render(request, "submission.html", shown)


@require_POST
def submission_decide(request: DeskRequest, submission_id: UUID) -> HttpResponse:
    """Take it, take it instead of the other, have it read again, or set it aside."""
    decide = _DECISIONS[DecideForm(request.POST).read()["do"]]
    stands = decide(viewer=request.viewer, submission_id=submission_id, now=request.viewer.now)
    said = {
        Standing.SET_ASIDE: _("Set aside. It stays kept and does not enter the logbook."),
        Standing.CONFLICT: _("Another correction was taken before. Compare the two and choose."),
        Standing.INCOMPLETE: _("Taken. It is read when the missing files have come."),
    }
    messages.success(request, said.get(stands, _("Taken. It is being read into the logbook.")))
    return redirect("submission", submission_id=submission_id)


@require_POST
def submissions_export(request: DeskRequest) -> FileResponse:
    """The tables of one form, of the viewer's areas, in one ZIP file; the export is recorded."""
    form_id = ExportForm(request.POST).read()["form"]
    packed = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 -- the response closes it
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        done = export_form(viewer=request.viewer, form_id=form_id, folder=Path(folder), now=request.viewer.now)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in done.files:
                archive.write(file, file.name)
    packed.seek(0)
    return FileResponse(packed, as_attachment=True, filename="samutphok-forms.zip", content_type="application/zip")


def _titles(request: DeskRequest) -> dict[str, str]:
    """The newest title of each form that concerns the viewer."""
    titles: dict[str, str] = {}
    for version in versions(viewer=request.viewer):
        titles.setdefault(version.form_id, version.title)
    return titles


def _places(codes: Iterable[str]) -> dict[str, str]:
    """Each place with the one around it, in the reader's language; the code where no name is known."""
    asked = set(codes)
    known = names({step for code in asked for step in lineage(code)})
    language = get_language() or "th"
    steps = {code: [known[step] for step in reversed(lineage(code)) if step in known][:2] for code in asked}
    return {code: " · ".join(step.title(language) for step in found) or code for code, found in steps.items()}


def _may_export(request: DeskRequest) -> bool:
    return bool(request.viewer.prefixes(Action.EXPORT_HOUSEHOLDS, Sensitivity.S2))
