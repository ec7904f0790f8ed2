"""Countings of what families do not receive, frozen; the lines behind the numbers; findings that somebody verifies."""

import uuid

from django.db import models


class UptakeCut(models.Model):
    """One counting of an area on a day. rules: {benefit: sha256}; sources: the registers read; evidence: of its policy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_prefix = models.CharField(max_length=16, blank=True)
    as_of = models.DateField()
    data_cut = models.DateField(null=True)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, default="waiting")  # waiting, working, done, failed
    percent = models.PositiveSmallIntegerField(default=0)
    rules = models.JSONField(default=dict)
    sources = models.JSONField(default=list)
    evidence = models.CharField(max_length=64, blank=True)
    persons = models.PositiveIntegerField(default=0)
    households = models.PositiveIntegerField(default=0)
    current = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_prefix"], condition=models.Q(current=True), name="one_current_uptake")
        ]

    def __str__(self) -> str:
        return f"uptake-cut:{self.id}"


class UptakeCount(models.Model):
    """One benefit, one group, one area of one counting; columns as `domain.Cells`."""

    cut = models.ForeignKey(UptakeCut, on_delete=models.CASCADE, related_name="counts", db_index=False)
    area_code = models.CharField(max_length=16)
    parent = models.CharField(max_length=16, blank=True)
    benefit = models.CharField(max_length=60)
    group = models.CharField(max_length=12)
    asked = models.PositiveIntegerField()
    unclaimed = models.PositiveIntegerField()
    untold = models.PositiveIntegerField()
    received = models.PositiveIntegerField()
    wrong = models.PositiveIntegerField()
    may_apply = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()
    month = models.BigIntegerField()
    year = models.BigIntegerField()
    month_open = models.BigIntegerField()
    year_open = models.BigIntegerField()
    missing = models.JSONField(default=dict)  # {fact: how many}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cut", "area_code", "group", "benefit"], name="one_uptake_count"),
        ]
        indexes = [models.Index(fields=["cut", "parent", "benefit", "group"], name="uptake_inside")]

    def __str__(self) -> str:
        return f"uptake-count:{self.pk}"


class UptakeLine(models.Model):
    """One person or household behind a number. row: of the joined survey; amount: baht; why: facts or clauses."""

    cut = models.ForeignKey(UptakeCut, on_delete=models.CASCADE, related_name="lines", db_index=False)
    household = models.ForeignKey(
        "registry.Household", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    area_code = models.CharField(max_length=16)
    row = models.BigIntegerField()
    benefit = models.CharField(max_length=60)
    standing = models.CharField(max_length=12)
    group = models.CharField(max_length=12)
    disabled = models.BooleanField(default=False)
    amount = models.FloatField(null=True)
    why = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(
                fields=["cut", "benefit", "standing", "area_code", "row", "group", "disabled"], name="uptake_line_place"
            ),
        ]

    def __str__(self) -> str:
        return f"uptake-line:{self.pk}"


class Finding(models.Model):
    """Somebody received what the rules do not give them. It is looked into; nothing stops by itself. why: clause ids."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=16)
    benefit = models.CharField(max_length=60)
    row = models.BigIntegerField()
    why = models.JSONField(default=list)
    found_at = models.DateTimeField()
    cut = models.ForeignKey(UptakeCut, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, default="open")  # open, closed
    outcome = models.CharField(max_length=20, blank=True)
    closed_by = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household", "benefit", "row"], name="one_finding_each"),
        ]
        indexes = [models.Index(fields=["state", "area_code", "found_at", "id"], name="finding_place")]

    def __str__(self) -> str:
        return f"uptake-finding:{self.id}"
