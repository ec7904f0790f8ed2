"""Measuring batches: by a job when one is staged and again when its rows are joined, by a command whenever somebody asks."""

import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pyarrow as pa
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from pyarrow import parquet

from samutphok.areas.queries import names
from samutphok.foundation.audit.actions import record
from samutphok.intake.domain.batch import StagedBatch
from samutphok.intake.errors import WrongMove
from samutphok.intake.queries import all_staged, staged, staged_near
from samutphok.quality.domain.figures import LEVELS, Count
from samutphok.quality.domain.measures import ACCEPTED, Measure, RegisterRules, measured_registers, rules_of
from samutphok.quality.engine import Others, areas_in, counts
from samutphok.quality.models import Figure, Measuring
from samutphok.registry.queries import whose_rows

_ACTOR = "quality"
_STEP = 2_000
_WHOSE = pa.schema([("batch", pa.string()), ("row_number", pa.int64()), ("person", pa.string())])


def measure_batch(batch_id: UUID, *, now: datetime, memory_limit: str = "2GB") -> int:
    """Counts a batch anew and puts the counts in place of what was there; returns how many small rows that makes.

    0 for a batch that is not staged and for a register without a policy of quality. Registers are held against each
    other once the batch's rows have been joined to people.
    """
    try:
        batch = staged(batch_id)
    except WrongMove:
        return 0
    rules = rules_of(batch.register, day=timezone.localdate(now))
    if rules is None:
        return 0
    folder = Path(settings.WAREHOUSE) / "quality"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".measuring-") as scratch:
        found = _counted(batch, rules, Path(scratch), memory_limit)
    return _keep(batch, rules, found, now)


def measure_all(*, now: datetime) -> int:
    """Measures every batch that stands, the oldest first; returns how many have a policy."""
    return sum(bool(measure_batch(batch_id, now=now)) for batch_id in all_staged())


def _counted(
    batch: StagedBatch, rules: RegisterRules, scratch: Path, memory_limit: str
) -> dict[tuple[str, Measure, str], Count]:
    known = names(areas_in(batch.path))
    found = counts(
        batch.path,
        rules.questions,
        cut=batch.as_of,
        received=timezone.localdate(batch.received_at),
        listed=frozenset(code for code, area in known.items() if area.listed),
        others=_others(batch, scratch) if batch.is_attached else None,
        scratch=scratch,
        memory_limit=memory_limit,
    )
    # a rejected row has no certain area: it counts where all rows of the batch lie
    accepted = Count(batch.rows, batch.rows_read)
    around = [batch.area_prefix[:level] for level in LEVELS if level <= len(batch.area_prefix)]
    return found | ({(area, Measure.VALIDITY, ACCEPTED): accepted for area in around} if batch.rows_read else {})


def _others(batch: StagedBatch, scratch: Path) -> Others | None:
    """The newest files of every other register for the batch's area, and whom their rows speak of."""
    wanted = [(register, batch.area_prefix) for register in measured_registers() if register != batch.register]
    near = {str(one.id): one for found in staged_near(wanted).values() for one in found}
    if not near:
        return None
    files = {str(batch.id): batch.path} | {name: one.path for name, one in near.items()}
    path = scratch / "whose.parquet"
    with parquet.ParquetWriter(path, _WHOSE, compression="zstd") as writer:
        part: list[tuple[UUID, int, UUID]] = []
        for row in whose_rows([batch.id, *(one.id for one in near.values())]):
            part.append(row)
            if len(part) == 50 * _STEP:
                writer.write_table(_table(part))
                part = []
        writer.write_table(_table(part))
    return Others(path, files, str(batch.id))


def _table(rows: list[tuple[UUID, int, UUID]]) -> pa.Table:
    columns = ([str(batch) for batch, _, _ in rows], [row for _, row, _ in rows], [str(who) for _, _, who in rows])
    return pa.table([pa.array(values, kind.type) for values, kind in zip(columns, _WHOSE, strict=True)], schema=_WHOSE)


@transaction.atomic
def _keep(
    batch: StagedBatch, rules: RegisterRules, found: Mapping[tuple[str, Measure, str], Count], now: datetime
) -> int:
    told = {
        "register": batch.register,
        "as_of": batch.as_of,
        "received_at": batch.received_at,
        "rows": batch.rows,
        "linked": batch.is_attached,
        "policy": rules.sha256,
        "measured_at": now,
    }
    # whoever measures the same batch at the same time waits here
    measuring, _ = Measuring.objects.select_for_update().update_or_create(batch_id=batch.id, defaults=told)
    Figure.objects.filter(measuring=measuring).delete()
    rows = [
        Figure(
            measuring=measuring,
            area_code=area,
            parent=area[:-2],
            measure=measure,
            column=column,
            met=count.met,
            of=count.of,
        )
        for (area, measure, column), count in sorted(found.items())
    ]
    Figure.objects.bulk_create(rows, batch_size=_STEP)
    record(actor=_ACTOR, act="measure_register", subject=f"batch:{batch.id}", outcome=f"figures:{len(rows)}", now=now)
    return len(rows)
