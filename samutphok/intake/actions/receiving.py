"""Taking in a register file: at once, or as its sender has looked at it and corrected how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.foundation.events import publish
from samutphok.intake.actions.books import recorded
from samutphok.intake.domain.batch import BatchReceived, BatchView, Status, common_area, scope_text
from samutphok.intake.domain.headers import Layout, missing_columns, recognise_table
from samutphok.intake.domain.register import Register, registers
from samutphok.intake.engine.guard import FileKind
from samutphok.intake.engine.sources import open_source
from samutphok.intake.engine.vault import Upload, keep
from samutphok.intake.errors import BadMapping, ReceivedOtherwise, TakenBack, UnknownLayout
from samutphok.intake.models import Batch
from samutphok.intake.queries.batches import view
from samutphok.intake.queries.drafts import cut_date, open_draft, own_draft, scope_of
from samutphok.kernel.errors import Bilingual

_NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Understood:
    """A kept file and how it is read: which of its tables is which register."""

    name: str
    sha256: str
    kind: FileKind
    table: int
    delimiter: str
    layout: Layout


def receive_batch(
    *,
    viewer: Viewer,
    file: Upload,
    register: str | None = None,
    as_of: date | None = None,
    mapping: Mapping[str, str] | None = None,
    now: datetime,
) -> BatchView:
    """Takes in a register file; its rows are staged by a job that hears of `BatchReceived`.

    `as_of` is the register's cut date, by default today; `mapping` gives canonical column -> header. The same file again,
    from somebody with the same areas, gives the same batch with status DUPLICATE and changes nothing; a batch that failed
    starts anew, one that was undone makes way for a new one. Raises MayNotReceive, BadFile, UnknownLayout, BadCutDate,
    TakenBack while it is being undone, and ReceivedOtherwise for the same file with another date or other columns.
    """
    scope = scope_of(viewer)
    kept = keep(settings.WAREHOUSE, file, name=file.name)
    source = open_source(kept.path, kept.kind)
    table, layout = recognise_table(source.heads(), _candidates(register), mapping=mapping)
    understood = Understood(stored_name(file.name), kept.sha256, kept.kind, table, "", layout)
    return _receive(viewer, scope, understood, as_of, now)


@transaction.atomic
def receive_draft(*, viewer: Viewer, draft_id: UUID, now: datetime) -> BatchView:
    """`receive_batch` for a file as its sender has looked at it; the draft is gone afterwards.

    Raises UnknownDraft, and BadMapping while the register is not known or a column that it needs is missing.
    """
    scope, row = scope_of(viewer), own_draft(viewer, draft_id)
    opened = open_draft(row, scope, now=now)
    register = registers().get(row.register)
    if register is None:
        raise _not_ready("ทะเบียน", "the register")
    layout = opened.choice.layout(register, opened.headers)
    if lacking := missing_columns(layout):
        raise _not_ready(
            ", ".join(column.meaning.th for column in lacking), ", ".join(column.meaning.en for column in lacking)
        )
    kind = FileKind(row.file_format, row.file_encoding)
    understood = Understood(row.file_name, row.file_sha256, kind, row.table, row.delimiter, layout)
    received = _receive(viewer, scope, understood, row.as_of, now)
    row.delete()
    return received


def stored_name(name: str) -> str:
    """The end of a sender's file name, without any folder."""
    return PurePath(name).name[-_NAME_LENGTH:]


def _candidates(register: str | None) -> Mapping[str, Register]:
    if register is None:
        return registers()
    if register not in registers():
        raise UnknownLayout(
            problem=Bilingual(f"ไม่รู้จักทะเบียน {register}", f"There is no register '{register}'."),
            remedy=Bilingual(f"ใช้ {', '.join(registers())}", f"Use one of {', '.join(registers())}."),
        )
    return {register: registers()[register]}


@transaction.atomic
def _receive(
    viewer: Viewer, scope: tuple[str, ...], understood: Understood, as_of: date | None, now: datetime
) -> BatchView:
    fresh = _columns(viewer, scope, understood, cut_date(as_of, now), now)
    standing = Batch.objects.select_for_update().exclude(status=Status.UNDONE)
    batch, created = standing.get_or_create(
        file_sha256=understood.sha256,
        register=understood.layout.register.name,
        scope=scope_text(scope),
        defaults=fresh,
    )
    if batch.status == Status.UNDOING:
        raise TakenBack
    if not created and batch.status != Status.FAILED:
        same = all(getattr(batch, name) == fresh[name] for name in ("mapping", "constants", "header_row", "file_table"))
        if (as_of is not None and as_of != batch.as_of) or not same:
            raise ReceivedOtherwise
        recorded(viewer, "receive_register", f"batch:{batch.pk}", outcome="duplicate", now=now)
        return replace(view(batch), status=Status.DUPLICATE)
    if not created:
        Batch.objects.filter(pk=batch.pk).update(**fresh)
        batch.refresh_from_db()
    recorded(viewer, "receive_register", f"batch:{batch.pk}", now=now)
    publish(BatchReceived(batch.pk))
    return view(batch)


def _columns(
    viewer: Viewer, scope: tuple[str, ...], understood: Understood, cut: date, now: datetime
) -> dict[str, object]:
    return {
        "file_name": understood.name,
        "file_format": understood.kind.format,
        "file_encoding": understood.kind.encoding,
        "file_table": understood.table,
        "delimiter": understood.delimiter,
        "status": Status.RECEIVED,
        "mapping": dict(understood.layout.positions),
        "constants": dict(understood.layout.constants),
        "header_row": understood.layout.header_row,
        "as_of": cut,
        "area_prefix": common_area(scope),
        "received_by": viewer.account_id,
        "received_at": now,
        "moved_at": now,
        "problem_th": "",
        "problem_en": "",
    }


def _not_ready(th: str, en: str) -> BadMapping:
    return BadMapping(
        problem=Bilingual(f"ยังขาด {th}", f"Still missing: {en}."),
        remedy=Bilingual("เลือกคอลัมน์ที่ขาด หรือใส่ค่าที่ใช้กับทุกแถว", "Choose the columns, or give a value for every row."),
    )
