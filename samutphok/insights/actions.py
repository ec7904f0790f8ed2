"""What pages hand out: exports, recorded before the first row leaves."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.foundation.audit.actions import record as record_act
from samutphok.insights.domain.choice import FamilyFilter
from samutphok.insights.domain.families import FamilyRow
from samutphok.insights.errors import MayNotExport
from samutphok.insights.queries.families import family_rows, searched, selection_of
from samutphok.insights.queries.places import prefix_of
from samutphok.targeting.domain.lists import EntryView, ListView
from samutphok.targeting.queries import every_entry, lists_for

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
            fields=_FIELDS,
            now=now,
        )
    lists = {drawn.id: drawn for drawn in lists_for(prefix)}
    entries = every_entry(viewer=viewer, selection=selection)
    return _rows(entries, lists)


def _rows(entries: Iterator[EntryView], lists: Mapping[UUID, ListView]) -> Iterator[FamilyRow]:
    while step := list(islice(entries, STEP)):
        yield from family_rows(step, lists)
