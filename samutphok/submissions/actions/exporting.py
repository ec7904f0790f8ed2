"""Writing a form's submissions as tables."""

import csv
import os
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import pseudonym
from samutphok.kernel.spreadsheets import inert
from samutphok.submissions.domain.submission import Standing
from samutphok.submissions.domain.tables import Table, file_stem, rows_of, tables_of, unknown_rows
from samutphok.submissions.errors import NothingToExport
from samutphok.submissions.queries.export import Exported, exported, extent

_AFTER = (
    "KEY",
    "SubmitterID",
    "SubmitterName",
    "AttachmentsPresent",
    "AttachmentsExpected",
    "Status",
    "DeprecatedID",
    "FormVersion",
)


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The files that were written, how many submissions are in them, and how many are not, by standing."""

    files: tuple[Path, ...]
    submissions: int
    left_out: dict[Standing, int]


def export_form(
    *, viewer: Viewer | None, form_id: str, folder: Path, split_selects: bool = False, now: datetime
) -> ExportResult:
    """Writes FORM.csv, one file for each repeat and FORM-unknown.csv into the folder, as ODK Central lays them out.

    UTF-8 without a mark, lines end with a line feed. Values are the answers byte for byte, but for an apostrophe before
    what a spreadsheet program would run as a formula. viewer: whose areas to keep to; None is the command line and means
    all. Recorded before the first file is there; a file has its name once it is whole. Raises NothingToExport.
    """
    there = extent(viewer=viewer, form_id=form_id)
    if not there.schemas:
        raise NothingToExport
    with transaction.atomic():
        actor = viewer.account_id if viewer else "operator"
        record(actor=actor, act="export_submissions", subject=pseudonym("form", form_id), fields=("answers",), now=now)
    folder.mkdir(parents=True, exist_ok=True)
    tables = tables_of(there.schemas, split_selects=split_selects)
    unknown = f"{file_stem(form_id)}-unknown.csv"
    count = 0
    with ExitStack() as stack:
        writers = [_open(stack, folder / table.file, _heads(table)) for table in tables]
        others = _open(stack, folder / unknown, ["KEY", "path", "value"])
        for one in exported(viewer=viewer, form_id=form_id, now=now):
            _write(one, tables, writers, others)
            count += 1
    files = [folder / name for name in (*(table.file for table in tables), unknown)]
    for file in files:
        _part(file).replace(file)
    return ExportResult(tuple(files), count, there.left_out)


def _write(one: Exported, tables: tuple[Table, ...], writers: list[Any], others: Any) -> None:
    if one.answers is None:
        writers[0].writerow([_moment(one), *("" for _ in tables[0].heads), *_after(one)])
        return
    for table, writer in zip(tables, writers, strict=True):
        for parent, key, cells in rows_of(table, one.answers):
            row = [*cells, inert(parent), inert(key)] if table.repeat else [_moment(one), *cells, *_after(one)]
            writer.writerow(row)
    others.writerows(unknown_rows(one.answers))


def _heads(table: Table) -> list[str]:
    return [*table.heads, "PARENT_KEY", "KEY"] if table.repeat else ["SubmissionDate", *table.heads, *_AFTER]


def _moment(one: Exported) -> str:
    return one.received_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _after(one: Exported) -> list[str]:
    told = [one.instance_id, one.account_id, one.sender, str(one.files_present), str(one.files_expected)]
    return [inert(text) for text in [*told, one.standing.value, one.replaces, one.version]]


def _open(stack: ExitStack, file: Path, heads: list[str]) -> Any:
    """A writer into a file of mode 0600 beside its final name; on the disk when the stack closes."""
    handle = os.open(_part(file), os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    opened = stack.enter_context(os.fdopen(handle, "w", encoding="utf-8", newline=""))
    writer = csv.writer(opened, lineterminator="\n")
    writer.writerow([inert(head) for head in heads])
    return writer


def _part(file: Path) -> Path:
    return file.with_name(f".{file.name}.part")
