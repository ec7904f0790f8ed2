"""Scenarios that were tried: numbers by area, never a family."""

import uuid

from django.db import models


class Trial(models.Model):
    """One scenario, tried on the registers of an area. settings: as `domain.Settings`; scenario: name in policy/scenarios."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scenario = models.CharField(max_length=60)
    scenario_sha256 = models.CharField(max_length=64)
    area_prefix = models.CharField(max_length=16)
    settings = models.JSONField()
    as_of = models.DateField()
    data_cut = models.DateField(null=True)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, default="waiting")  # waiting, working, done, failed
    percent = models.PositiveSmallIntegerField(default=0)
    rules = models.JSONField(default=dict)
    sources = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["area_prefix", "-asked_at"], name="trial_newest")]

    def __str__(self) -> str:
        return f"trial:{self.id}"


class TrialCount(models.Model):
    """Who is poor by a line (households), or entitled to a benefit (its unit), in one area, before and after.

    figures: {before, low, mid, high: {yes, open, month, month_open}}: expected numbers, and baht a month.
    """

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="counts", db_index=False)
    area_code = models.CharField(max_length=16)
    parent = models.CharField(max_length=16, blank=True)
    what = models.CharField(max_length=60)
    asked = models.PositiveIntegerField()
    figures = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "area_code", "what"], name="one_trial_count")]
        indexes = [models.Index(fields=["trial", "parent", "what"], name="trial_inside")]

    def __str__(self) -> str:
        return f"trial-count:{self.pk}"
