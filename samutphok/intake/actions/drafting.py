"""Looking at a file before it is received, and correcting how it is read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.intake.actions.books import recorded
from samutphok.intake.actions.receiving import stored_name
from samutphok.intake.domain.batch import scope_text
from samutphok.intake.domain.cells import Rules, rules_on
from samutphok.intake.domain.choice import (
    Choice,
    Correction,
    Table,
    corrected,
    fingerprint,
    first_choice,
    from_saved,
    headers_of,
    suggested,
)
from samutphok.intake.domain.headers import HEADER_WITHIN
from samutphok.intake.domain.preview import DraftView
from samutphok.intake.domain.register import registers
from samutphok.intake.engine.sources import DELIMITERS, open_source
from samutphok.intake.engine.vault import Upload, keep
from samutphok.intake.errors import BadMapping
from samutphok.intake.models import Draft, SavedLayout
from samutphok.intake.queries.drafts import choice_of, cut_date, draft_view, open_draft, own_draft, scope_of
from samutphok.kernel.errors import Bilingual


def draft_file(
    *, viewer: Viewer, file: Upload, register: str | None = None, as_of: date | None = None, now: datetime
) -> DraftView:
    """Keeps a file for a day and understands it as well as it can: by what this office has saved for these headers, else
    by the headers themselves, else by what resembles. Receives nothing. Raises MayNotReceive, BadFile, BadCutDate, and
    BadMapping for a file without any table."""
    scope = scope_of(viewer)
    rules = rules_on(cut_date(as_of, now), scope)
    kept = keep(settings.WAREHOUSE, file, name=file.name)
    heads = open_source(kept.path, kept.kind).heads()
    known = registers() if register not in registers() else {str(register): registers()[str(register)]}
    choice, saved = _from_office(heads, scope_text(scope), rules, register) or (first_choice(heads, known, rules), None)
    row = Draft(
        account=viewer.account_id,
        file_name=stored_name(file.name),
        file_format=kept.kind.format,
        file_encoding=kept.kind.encoding,
        file_sha256=kept.sha256,
        as_of=as_of,
        saved_layout=saved,
        created_at=now,
    )
    with transaction.atomic():
        _write(row, choice)
        recorded(viewer, "look_at_file", f"draft:{row.pk}", now=now)
    return draft_view(row)


def recognise_draft(*, viewer: Viewer, draft_id: UUID, now: datetime) -> DraftView:
    """Understands the file anew, as if nobody had corrected anything and no layout had been saved."""
    row = own_draft(viewer, draft_id)
    row.delimiter, row.saved_layout = "", None
    opened = open_draft(row, scope_of(viewer), now=now)
    _write(row, first_choice(opened.heads, registers(), opened.rules))
    return draft_view(row)


def correct_draft(
    *, viewer: Viewer, draft_id: UUID, said: Correction, as_of: date | None = None, now: datetime
) -> bool:
    """Reads the draft as its sender says; returns whether it is read otherwise than before.

    With another register, sheet, row of headers or separator the columns are recognised anew; else they are what was
    said. Raises UnknownDraft, BadCutDate and BadMapping, and then changes nothing.
    """
    row = own_draft(viewer, draft_id)
    before, day_before = choice_of(row), row.as_of
    row.as_of, row.delimiter = as_of, _delimiter(said.delimiter, row.file_format)
    opened = open_draft(row, scope_of(viewer), now=now)
    choice = replace(
        before, register=_register(said.register), table=said.table, header_row=said.header_row, delimiter=row.delimiter
    )
    headers = headers_of(choice, opened.heads)
    register = registers().get(choice.register)
    if choice != before or register is None:
        row.saved_layout = None
        _write(row, suggested(choice, opened.heads, registers(), opened.rules))
    else:
        _write(row, corrected(before, said, headers, register, opened.rules))
    return (choice_of(row), row.as_of) != (before, day_before)


@transaction.atomic
def save_layout(*, viewer: Viewer, draft_id: UUID, now: datetime) -> DraftView:
    """Keeps how the draft is read as this office's layout for files with the same headers, from now on."""
    row, scope = own_draft(viewer, draft_id), scope_of(viewer)
    opened = open_draft(row, scope, now=now)
    headers = fingerprint(opened.headers)
    if row.register not in registers() or not headers or not row.columns:
        raise BadMapping(
            problem=Bilingual("ยังบันทึกแบบไม่ได้", "There is nothing to save yet."),
            remedy=Bilingual("เลือกทะเบียนและจับคู่คอลัมน์ก่อน", "Choose the register and its columns first."),
        )
    row.saved_layout = SavedLayout.objects.create(
        register=row.register,
        scope=scope_text(scope),
        headers=headers,
        mapping={mapped.name: place for place, mapped in opened.choice.columns.items()},
        constants=row.constants,
        saved_by=viewer.account_id,
        saved_at=now,
    )
    row.save(update_fields=["saved_layout"])
    recorded(viewer, "save_layout", f"layout:{row.saved_layout.pk}", now=now)
    return draft_view(row)


def discard_draft(*, viewer: Viewer, draft_id: UUID) -> None:
    """Lets go of a file that is not to be received; the file itself is cleared away within a day. Raises UnknownDraft."""
    own_draft(viewer, draft_id).delete()


def _from_office(
    heads: Sequence[Table], scope: str, rules: Rules, register: str | None
) -> tuple[Choice, SavedLayout] | None:
    """The newest saved layout of this office whose row of headers stands in the file and which still holds."""
    places = {
        print_: (table, number)
        for table, rows in enumerate(heads)
        for number, row in enumerate(rows[:HEADER_WITHIN], start=1)
        if (print_ := fingerprint(row))
    }
    found = SavedLayout.objects.filter(headers__in=places, scope=scope).order_by("-saved_at", "-pk").first()
    if found is None or found.register not in registers() or register not in (None, found.register):
        return None
    table, number = places[found.headers]
    start = Choice(found.register, table, number)
    try:
        saved = (found.mapping, found.constants)
        return from_saved(start, headers_of(start, heads), registers()[found.register], saved, rules), found
    except BadMapping:  # the register's columns have changed since: what was saved is no longer an answer
        return None


def _write(row: Draft, choice: Choice) -> None:
    row.register, row.table, row.header_row = choice.register, choice.table, choice.header_row
    row.columns = {str(place): [mapped.name, mapped.sureness.value] for place, mapped in choice.columns.items()}
    row.constants = dict(choice.constants)
    row.save()


def _register(name: str) -> str:
    return name if name in registers() else ""


def _delimiter(said: str, file_format: str) -> str:
    return said if file_format == "csv" and said and said in DELIMITERS else ""
