"""What pages hand out: exports, recorded before the first row leaves."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from samutphok.access.domain import Action, Sensitivity, Viewer, covers
from samutphok.foundation.audit.actions import record as record_act
from samutphok.insights.domain.choice import FamilyFilter
from samutphok.insights.domain.families import FamilyRow
from samutphok.insights.errors import MayNotExport
from samutphok.insights.queries.families import family_rows, searched, selection_of
from samutphok.insights.queries.places import prefix_of
from samutphok.targeting.domain.lists import EntryView
from samutphok.targeting.queries import every_entry

STEP = 500
_FIELDS = ("name", "place", "members", "dependants", "income", "dimensions", "target_poor", "level", "definitions")


def export_families(*, viewer: Viewer, wanted: FamilyFilter, now: datetime) -> Iterator[FamilyRow]:
    """The families of the page with the same filter, in its order, as far as the viewer may export them.

    Never wider than the page: both use one selection inside the viewer's scope. Raises MayNotExport without the right,
    and records the export before the first row is read.
    """
    if not viewer.prefixes(Action.EXPORT_HOUSEHOLDS, Sensitivity.S2):
        raise MayNotExport
    prefix = prefix_of(wanted.area_code) if wanted.area_code else ""
    found = searched(viewer, wanted.text, prefix) if wanted.text else None
    selection = selection_of(wanted, found, full=True)
    with transaction.atomic():
        record_act(
            actor=viewer.account_id,
            act="export_households",
            subject=f"area:{prefix or 'TH'}",
            grant=_grant(viewer, prefix),
            fields=_FIELDS,
            now=now,
        )
    return _rows(every_entry(viewer=viewer, selection=selection))


def _grant(viewer: Viewer, prefix: str) -> str:
    """The grant that opens the way; empty where several do together."""
    held = viewer.reaching(Action.EXPORT_HOUSEHOLDS, Sensitivity.S2)
    near = {one.id for one in held if any(covers(area, prefix) or covers(prefix, area) for area in one.areas)}
    return near.pop() if len(near) == 1 else ""


def _rows(entries: Iterator[EntryView]) -> Iterator[FamilyRow]:
    while step := list(islice(entries, STEP)):
        yield from family_rows(step)
