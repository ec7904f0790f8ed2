"""Whom the rows of batches speak of, for rooms that count over whole registers. Ids and row numbers, no word of anybody."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models.functions import Coalesce

from samutphok.registry.models import RecordState, SourceRecord

_STEP = 20_000


def whose_rows(batch_ids: Collection[UUID]) -> Iterator[tuple[UUID, int, UUID]]:
    """(batch, row number, person) of each row that is joined to somebody, one who was absorbed told as the survivor."""
    rows = SourceRecord.objects.filter(
        batch_id__in=batch_ids, person__isnull=False, state__in=(RecordState.ATTACHED, RecordState.LINKED)
    )
    told = rows.annotate(who=Coalesce("person__survivor_id", "person_id")).order_by()
    yield from told.values_list("batch_id", "row_number", "who").iterator(chunk_size=_STEP)
