"""Files made in the background, on the database's own queue."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.access.domain import Viewer
from samutphok.access.queries import viewer_by_id
from samutphok.foundation.discretion import Discreet
from samutphok.insights.actions import carry_out, discard_expired, export_families, owner_of, unfinished
from samutphok.insights.domain.exports import ExportOrder, FileFormat
from samutphok.insights.queries import family_on_paper, family_page
from samutphok.web.documents.booklet import booklets_pdf
from samutphok.web.exports import csv_file, workbook

TOLD_EVERY = 1.0  # seconds between two words about the progress

Row = TypeVar("Row")


@task()
@Discreet()
def make_file(export_id: str) -> None:
    """Makes one file in the name of whoever asked, with the grants they hold by then; harmless when it runs twice."""
    now = timezone.now()
    viewer = viewer_by_id(owner_of(UUID(export_id)), now=now)
    made = carry_out(export_id=UUID(export_id), viewer=viewer, write=write, now=now)
    if made is not None and made.expires_at is not None:
        clear_away.using(run_after=made.expires_at).enqueue()


@task()
@Discreet()
def clear_away() -> None:
    """Deletes the files whose day has passed."""
    discard_expired(now=timezone.now())


def resume() -> None:
    """What a worker does when it starts: begins files again whose worker was killed, and deletes old ones."""
    discard_expired(now=timezone.now())
    for export_id in unfinished():
        make_file.enqueue(str(export_id))


def write(viewer: Viewer, order: ExportOrder, path: Path, progress: Callable[[int], None]) -> None:
    """Writes the families of an order to a new file, table or booklets."""
    if order.format is FileFormat.PDF:
        path.write_bytes(booklets(viewer, order, progress))
        return
    rows = counted(export_families(viewer=viewer, wanted=order.wanted, now=viewer.now), progress)
    if order.format is FileFormat.XLSX:
        workbook(rows, path, language=order.language)
    else:
        csv_file(rows, path, language=order.language)


def booklets(viewer: Viewer, order: ExportOrder, progress: Callable[[int], None]) -> bytes:
    """The booklets of the families that were named, each read and recorded as its page is; those out of reach by now fail it."""
    read = (family_page(viewer=viewer, household_id=one, now=viewer.now) for one in order.wanted.only or ())
    told = ((page, family_on_paper(viewer=viewer, page=page, now=viewer.now)) for page in read)
    pages = dict(counted(((page.household_id, (page, work)) for page, work in told), progress))
    work = {key: work for key, (_page, work) in pages.items()}
    return booklets_pdf([page for page, _work in pages.values()], work=work, language=order.language, now=viewer.now)


def counted(rows: Iterable[Row], progress: Callable[[int], None]) -> Iterator[Row]:
    """The rows as they come; says how many there were now and then, and at the end."""
    number, told = 0, time.monotonic()
    for number, row in enumerate(rows, start=1):
        yield row
        if time.monotonic() - told >= TOLD_EVERY:
            progress(number)
            told = time.monotonic()
    progress(number)
