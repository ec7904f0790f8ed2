"""The audit trail for auditors, and who has opened a family for the office that answers for it."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.actions import ask_for_verification, export_trail
from samutphok.access.queries import trail
from samutphok.foundation.audit.domain import RecordedAct, TrailFilter
from samutphok.insights.queries.openings import family_openings
from samutphok.kernel.spreadsheets import inert
from samutphok.web.acts import OUTCOMES, act_words, outcome_words, subject_words
from samutphok.web.forms import AddressForm
from samutphok.web.imports import OfficeDateField
from samutphok.web.requests import DeskRequest

SHOWN_AT_FIRST = timedelta(days=7)
_CODE = r"^[A-Za-z0-9_.:\-]*$"
HEADS = (
    pgettext_lazy("trail", "Time"),
    pgettext_lazy("trail", "Who"),
    pgettext_lazy("trail", "What"),
    pgettext_lazy("trail", "Kind of record"),
    pgettext_lazy("trail", "Record"),
    pgettext_lazy("trail", "Purpose"),
    pgettext_lazy("trail", "Fields"),
    pgettext_lazy("trail", "Outcome"),
    pgettext_lazy("trail", "In the chain"),
)


class TrailForm(AddressForm):
    """The state of the audit page. `before` is where a page goes on: the time and number of the last act seen."""

    first = OfficeDateField(label=_("From day"), required=False)
    last = OfficeDateField(label=_("To day"), required=False)
    name = forms.CharField(label=_("Who"), required=False, max_length=100)
    act = forms.RegexField(label=_("What"), regex=_CODE, required=False, max_length=60)
    subject = forms.RegexField(label=_("Record"), regex=_CODE, required=False, max_length=120)
    outcome = forms.RegexField(label=_("Outcome"), regex=_CODE, required=False, max_length=60)
    before = forms.RegexField(regex=r"^[0-9T:.Z+\-]{10,40}\|[0-9]{1,19}$", required=False)

    def wanted(self, request: DeskRequest) -> TrailFilter:
        """The acts that the address asks for; of the last seven days unless it says otherwise."""
        data, today = self.read(), timezone.localdate(request.viewer.now)
        last = data["last"] or today
        return TrailFilter(
            first=data["first"] or last - SHOWN_AT_FIRST,
            last=last,
            act=data["act"],
            subject=data["subject"],
            outcome=data["outcome"],
            before=data["before"],
        )

    def address(self, **more: str) -> str:
        """The page's address with these values, dates as they were typed."""
        kept = {name: self.data.get(name, "") for name in self.fields if name != "before"}
        return urlencode({name: value for name, value in (kept | more).items() if value})


@require_safe
def audit(request: DeskRequest) -> HttpResponse:
    """Who did what, newest first, and how the chain stands."""
    form = TrailForm(request.GET)
    wanted = form.wanted(request)
    found = trail(viewer=request.viewer, wanted=wanted, name=form.read()["name"].strip())
    shown = {
        "found": found,
        "wanted": wanted,
        "form": form,
        "kinds": sorted(((kind, act_words(kind)) for kind in found.kinds), key=lambda pair: pair[1]),
        "outcomes": list(OUTCOMES),
        "address": form.address(),
        "older": form.address(before=found.page.before) if found.page.before else "",
    }
    return render(request, "audit.html", shown)


@require_safe
def audit_export(request: DeskRequest) -> StreamingHttpResponse:
    """The same acts as a file, its cells inert."""
    form = TrailForm(request.GET)
    name = form.read()["name"].strip()
    rows = export_trail(viewer=request.viewer, wanted=form.wanted(request), name=name, now=request.viewer.now)
    headers = {
        "Content-Disposition": f'attachment; filename="samutphok-audit-{timezone.localdate(request.viewer.now):%Y%m%d}.csv"'
    }
    lines = csv_lines(rows, language=get_language() or "th")
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
def audit_verify(request: DeskRequest) -> HttpResponse:
    """Have the whole chain walked in the background."""
    ask_for_verification(viewer=request.viewer, now=request.viewer.now)
    messages.success(request, gettext("The chain is being checked. Look again in a minute."))
    return redirect("audit")


@require_safe
def household_openings(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Who has opened this family's logbook within a year."""
    before = TrailForm(request.GET).read()["before"]
    found = family_openings(viewer=request.viewer, household_id=household_id, before=before, now=request.viewer.now)
    return render(request, "household_openings.html", {"found": found, "household_id": household_id})


def csv_lines(rows: Iterable[tuple[RecordedAct, str]], *, language: str) -> Iterator[bytes]:
    """A CSV file line by line, UTF-8 with the mark by which Excel knows it."""
    writer: Any = csv.writer(_Echo())
    yield codecs.BOM_UTF8
    with override(language):
        yield writer.writerow([str(head) for head in HEADS])
    for act, name in rows:
        with override(language):
            yield writer.writerow([inert(cell) for cell in _cells(act, name)])


def _cells(act: RecordedAct, name: str) -> tuple[str, ...]:
    return (
        timezone.localtime(act.at).isoformat(timespec="seconds"),
        name,
        act_words(act.act),
        subject_words(act.subject),
        act.subject,
        act.purpose,
        ", ".join(act.fields),
        outcome_words(act.outcome),
        "1" if act.sealed else "0",
    )


class _Echo:
    """A file for csv.writer that gives each line back instead of keeping it."""

    def write(self, line: str) -> bytes:
        return line.encode()
