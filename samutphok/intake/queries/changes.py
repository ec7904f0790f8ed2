"""What a batch changed beside the one before it."""

from uuid import UUID

from samutphok.access.domain import Viewer
from samutphok.intake.domain.batch import TAKEN_BACK
from samutphok.intake.domain.comparison import AreaChange, Change, Unit
from samutphok.intake.errors import UnknownBatch
from samutphok.intake.models import Comparison
from samutphok.intake.queries.batches import may_see, near_batches, visible_batch


def change_of(*, viewer: Viewer, batch_id: UUID) -> Change | None:
    """The batch beside the one before it; None while they are not compared yet. Raises UnknownBatch out of scope."""
    found = (
        Comparison.objects.select_related("before", "batch")
        .filter(batch__in=near_batches(viewer), batch=batch_id)
        .first()
    )
    if found is None:
        visible_batch(viewer, batch_id)
        return None
    if not may_see(viewer, found.batch):
        raise UnknownBatch
    return Change(
        unit=Unit(found.unit),
        before=found.before.pk if found.before else None,
        before_as_of=found.before.as_of if found.before else None,
        area_prefix=found.area_prefix,
        fresh=found.fresh,
        changed=found.changed,
        vanished=found.vanished,
        same=found.same,
        unkeyed=found.unkeyed,
        areas=tuple(AreaChange(*area) for area in found.areas),
        undone_before=found.before is not None and found.before.status in TAKEN_BACK,
    )
