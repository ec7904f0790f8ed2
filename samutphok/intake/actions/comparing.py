"""Setting a batch beside the one before it."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from samutphok.foundation.audit.actions import record
from samutphok.intake.domain.batch import STAGED_STATUSES, TAKEN_BACK
from samutphok.intake.domain.comparison import Unit
from samutphok.intake.engine.comparing import Compared, compare
from samutphok.intake.engine.vault import staged_path
from samutphok.intake.models import Batch, Comparison

HOUSEHOLD_REGISTERS = frozenset({"bmn_survey", "bma_families"})
AREA_DIGITS = 2  # one level below the area that is compared


def compare_batch(batch_id: UUID, *, now: datetime) -> None:
    """Counts what is new, changed and gone in a staged batch beside the newest one before it. A job: harmless when run twice."""
    batch = Batch.objects.filter(pk=batch_id, status__in=STAGED_STATUSES).first()
    if batch is None:
        return
    before = _before(batch)
    prefix = batch.area_prefix if before is None else max(batch.area_prefix, before.area_prefix, key=len)
    unit = Unit.HOUSEHOLD if batch.register in HOUSEHOLD_REGISTERS else Unit.PERSON
    root = Path(settings.WAREHOUSE)
    found = compare(
        staged_path(root, batch.staged_sha256),
        staged_path(root, before.staged_sha256) if before else None,
        unit=unit,
        prefix=prefix,
        digits=min(8, max(4, len(prefix) + AREA_DIGITS)),
        scratch=root,
    )
    _keep(batch, before, prefix, unit, found, now)


def compare_again(undone: UUID, *, now: datetime) -> None:
    """Sets the batches that stood beside an undone one beside the one before that."""
    for batch_id in list(Comparison.objects.filter(before=undone).values_list("batch_id", flat=True)):
        compare_batch(batch_id, now=now)


def _before(batch: Batch) -> Batch | None:
    """The newest batch of the register before this one that speaks of the same area, or of a part or the whole of it."""
    earlier = Batch.objects.filter(register=batch.register, status__in=STAGED_STATUSES, rows_accepted__gt=0)
    earlier = earlier.exclude(pk=batch.pk).exclude(status__in=TAKEN_BACK)
    older = Q(as_of__lt=batch.as_of) | Q(as_of=batch.as_of, received_at__lt=batch.received_at)
    above = [batch.area_prefix[:digits] for digits in range(0, len(batch.area_prefix) + 1, 2)]
    near = Q(area_prefix__in=above) | Q(area_prefix__startswith=batch.area_prefix)
    return earlier.filter(older, near).order_by("-as_of", "-received_at", "pk").first()


@transaction.atomic
def _keep(batch: Batch, before: Batch | None, prefix: str, unit: Unit, found: Compared, now: datetime) -> None:
    counted = {name: sum(getattr(area, name) for area in found.areas) for name in ("fresh", "changed", "vanished")}
    areas = [[area.code, area.rows, area.fresh, area.changed, area.vanished] for area in found.areas]
    beside = {"before": before, "area_prefix": prefix, "unit": unit, "same": found.same, "unkeyed": found.unkeyed}
    Comparison.objects.update_or_create(batch=batch, defaults={**beside, **counted, "areas": areas})
    record(actor="intake", act="compare_register", subject=f"batch:{batch.pk}", now=now)
