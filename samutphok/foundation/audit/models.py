"""The audit trail: who did what to which record, under which grant, with which outcome. No values, no personal data."""

from django.db import models


class Entry(models.Model):
    """One act. `position` and `digest` are its place in the chain; on PostgreSQL the sealer fills them in later.

    The columns are plain texts, so that the stored bytes are the chained bytes and no edit can keep a row from being read.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.CharField(max_length=32)  # UTC, ISO 8601 to the microsecond
    actor = models.CharField(max_length=60)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    grant = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    fields = models.TextField(blank=True)  # names, comma between them
    outcome = models.CharField(max_length=60)
    position = models.BigIntegerField(unique=True, null=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(name="audit_unsealed", fields=["id"], condition=models.Q(position=None)),
            models.Index(name="audit_subject", fields=["subject", "id"]),
            models.Index(name="audit_time", fields=["at", "id"]),
            models.Index(name="audit_actor", fields=["actor", "at", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.act}"


class Verification(models.Model):
    """What an inspection of the whole chain found, asked for by somebody at the desk."""

    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    sound = models.BigIntegerField(default=0)
    vouched = models.BigIntegerField(default=0)
    unsealed = models.BigIntegerField(default=0)
    good = models.BooleanField(default=False)
    fault = models.CharField(max_length=30, blank=True)  # a FaultKind
    position = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"verification:{self.pk}"
