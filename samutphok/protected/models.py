"""The closed compartment. The database alone tells that there are rows, since when, and which accounts look after them."""

import uuid

from django.conf import settings
from django.db import models

from samutphok.foundation.acts import RecordedAct


class Matter(models.Model):
    """A matter for a named team. `sealed` holds kind, story, people and household; `facts_sealed` what benefits ask.

    area_code: the amphoe, no narrower, so that grants can be held against it. household_index: a keyed hash under the
    compartment's own key, '' without a household. version counts acts; a stale form is refused by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=4)
    sealed = models.TextField()
    facts_sealed = models.TextField(blank=True)
    household_index = models.CharField(max_length=64, blank=True, db_index=True)
    closed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=60)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["closed", "-changed_at", "id"], name="protected_newest")]

    def __str__(self) -> str:
        return f"protected:{self.id}"


class TeamMember(models.Model):
    """An account that sees the matter, with the agency of the grant by which it was named. seen_at: last opened it."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="team")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "account"], name="protected_member_once")]
        indexes = [models.Index(fields=["account", "matter"], name="protected_of_member")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.account_id}"


class MatterAct(RecordedAct):
    """What the team did. Its name is sealed with its words: `name` and `details` of the row say nothing."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="acts")
    sealed = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["matter", "at"], name="protected_act")]


class BreakGlass(models.Model):
    """Somebody outside the team needs the matters of one family. Nothing is told before it is allowed.

    life: life is at risk, so that one person is enough. sealed: reason and words. ends_at: at most four hours after it was
    allowed; reviewed within 48 hours by somebody else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=4)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    life = models.BooleanField()
    sealed = models.TextField()
    household_index = models.CharField(max_length=64)
    allowed_by = models.CharField(max_length=60, blank=True)
    allowed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=60, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    justified = models.BooleanField(null=True)
    review_sealed = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_by", "ends_at"], name="broken_by"),
            models.Index(fields=["area_code", "reviewed_at", "asked_at"], name="broken_to_review"),
        ]

    def __str__(self) -> str:
        return f"break-glass:{self.id}"
