"""What pages hand out: families as files, recorded when asked for, when read and when fetched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Action, Viewer, covers
from samutphok.foundation.audit.actions import record as record_act
from samutphok.insights.actions.chosen import families_meant, settled
from samutphok.insights.actions.shelf import discard_expired
from samutphok.insights.domain.choice import FamilyFilter
from samutphok.insights.domain.exports import BOOKLETS_AT_MOST, FILES_AT_MOST, ExportOrder, ExportStatus, FileFormat
from samutphok.insights.domain.families import FamilyRow
from samutphok.insights.domain.saved import kept_filter
from samutphok.insights.errors import MayNotExport, NothingChosen, PageNotFound, TooManyFiles
from samutphok.insights.models import Export
from samutphok.insights.queries.exports import ASKS, path_of, sensitivity_of, standing, still_allowed, view
from samutphok.insights.queries.families import family_rows, narrow, selection_of
from samutphok.insights.queries.places import prefix_of
from samutphok.targeting.domain.lists import EntryView
from samutphok.targeting.domain.selection import Selection
from samutphok.targeting.queries import count_exported, every_entry

STEP = 500
_FIELDS = ("name", "place", "members", "dependants", "income", "dimensions", "target_poor", "level", "definitions")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A finished file, ready to be sent."""

    path: Path
    format: FileFormat
    requested_at: datetime


def request_export(*, viewer: Viewer, order: ExportOrder, now: datetime) -> UUID:
    """Writes down that a file is wanted, and returns its id; whoever asks then enqueues the work.

    What a search found is kept as the keys of the families, never as the words of the search. Raises MayNotExport without
    the right, NotCleared as the page would, NothingChosen, TooManyChosen and TooManyFiles.
    """
    require_export(viewer, order.format)
    wanted = _meant(viewer, order)
    discard_expired(now=now)
    with transaction.atomic():
        if standing(viewer, now).count() >= FILES_AT_MOST:
            raise TooManyFiles(FILES_AT_MOST)
        made = Export.objects.create(
            owner=viewer.account_id,
            filter=kept_filter(wanted),
            format=order.format,
            language=order.language,
            status=ExportStatus.WAITING,
            requested_at=now,
        )
        _record(viewer, made, "request_export", now=now, outcome=order.format.value)
    return made.id


def _meant(viewer: Viewer, order: ExportOrder) -> FamilyFilter:
    """The families of an order in a form that can wait; booklets are for families that were named, few at a time."""
    if order.format is not FileFormat.PDF:
        wanted = settled(viewer, order.wanted, full=True)
        if wanted.only is not None and not count_families(viewer=viewer, wanted=wanted):
            raise NothingChosen
        return wanted
    only = families_meant(viewer, order.wanted, most=BOOKLETS_AT_MOST)
    return FamilyFilter(only=only)


def require_export(viewer: Viewer, kind: FileFormat) -> None:
    """Raises MayNotExport when the viewer may nowhere take such a file away."""
    if not viewer.prefixes(ASKS[kind], sensitivity_of(kind)):
        raise MayNotExport


def export_families(*, viewer: Viewer, wanted: FamilyFilter, now: datetime) -> Iterator[FamilyRow]:
    """The families of the page with the same filter, in its order, as far as the viewer may export them.

    Never wider than the page: both use one selection inside the viewer's scope. Raises MayNotExport without the right,
    and records the export before the first row is read.
    """
    require_export(viewer, FileFormat.CSV)
    selection = _selection(viewer, wanted)
    with transaction.atomic():
        record_act(
            actor=viewer.account_id,
            act="export_households",
            subject=f"area:{prefix_of(wanted.area_code) or 'TH'}",
            grant=_grant(viewer, prefix_of(wanted.area_code)),
            fields=_FIELDS,
            now=now,
        )
    return _rows(every_entry(viewer=viewer, selection=selection))


def count_families(*, viewer: Viewer, wanted: FamilyFilter) -> int:
    """How many families `export_families` will give."""
    return count_exported(viewer=viewer, selection=_selection(viewer, wanted))


def fetch_export(*, viewer: Viewer, export_id: UUID, now: datetime) -> Fetched:
    """A finished file for its owner, recorded before it leaves. Raises PageNotFound for everybody else, when it is
    deleted or unfinished, and once the owner may no longer export the areas it was made of."""
    row = standing(viewer, now).filter(pk=export_id, status=ExportStatus.DONE).first()
    if row is None or not still_allowed(viewer, row) or not path_of(row).is_file():
        raise PageNotFound
    with transaction.atomic():
        _record(viewer, row, "download_export", now=now, fields=_FIELDS)
    return Fetched(path_of(row), FileFormat(row.format), row.requested_at)


def delete_export(*, viewer: Viewer, export_id: UUID, now: datetime) -> None:
    """Deletes one of the viewer's files, whatever its state; raises PageNotFound for another's."""
    row = standing(viewer, now).filter(pk=export_id).first()
    if row is None:
        raise PageNotFound
    with transaction.atomic():
        _record(viewer, row, "delete_export", now=now)
        row.delete()
    path_of(row).unlink(missing_ok=True)


def _selection(viewer: Viewer, wanted: FamilyFilter) -> Selection:
    return selection_of(wanted, narrow(viewer, wanted), full=True)


def _record(
    viewer: Viewer,
    row: Export,
    act: str,
    *,
    now: datetime,
    fields: Sequence[str] = (),
    outcome: str = "done",
) -> None:
    area = prefix_of(view(row).order.wanted.area_code)
    record_act(
        actor=viewer.account_id,
        act=act,
        subject=f"export:{row.pk}",
        grant=_grant(viewer, area),
        fields=fields,
        outcome=outcome,
        now=now,
    )


def _grant(viewer: Viewer, prefix: str) -> str:
    """The grant that opens the way; empty where several do together."""
    held = viewer.reaching(Action.EXPORT_HOUSEHOLDS, sensitivity_of(FileFormat.CSV))
    near = {one.id for one in held if any(covers(area, prefix) or covers(prefix, area) for area in one.areas)}
    return near.pop() if len(near) == 1 else ""


def _rows(entries: Iterator[EntryView]) -> Iterator[FamilyRow]:
    while step := list(islice(entries, STEP)):
        yield from family_rows(step)
