"""Acts as rows: what `kernel.moves` folds. Each capability has its own table of them, beside the thing they speak of."""

import uuid
from collections.abc import Iterable

from django.db import models

from samutphok.kernel.moves import Act


class RecordedAct(models.Model):
    """One act. Its id may come from the sender, so that the same act sent twice is one row; rows are never changed.

    at: when it happened, by the sender's word; recorded_at: when it was kept. details: what was said, as JSON, with days and
    moments in ISO form; never S3.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=60)
    details = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name}:{self.id}"


def as_acts(rows: Iterable[RecordedAct]) -> tuple[Act, ...]:
    """The rows as acts, in the order given."""
    return tuple(Act(row.id, row.name, row.at, row.by, row.details) for row in rows)
