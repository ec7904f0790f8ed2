"""Questions that only a person may answer, and the gate that lets one writer join records at a time."""

import uuid

from django.db import models


class Review(models.Model):
    """A row that carries somebody's citizen number and does not agree with them: the same person, or another?"""

    class Outcome(models.TextChoices):
        OPEN = "open"
        SAME = "same"
        DIFFERENT = "different"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.OneToOneField("registry.SourceRecord", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    area_code = models.CharField(max_length=16, blank=True)
    reasons = models.JSONField()
    outcome = models.CharField(max_length=9, choices=Outcome.choices, default=Outcome.OPEN)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["outcome", "area_code"], name="review_queue"),
        ]

    def __str__(self) -> str:
        return f"review:{self.id}"


class Gate(models.Model):
    """A single row, locked by whoever joins records: two imports never make two persons of one citizen number."""

    name = models.CharField(max_length=20, primary_key=True)

    def __str__(self) -> str:
        return self.name
