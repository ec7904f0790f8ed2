"""Batches: one row for each register file that was received."""

import uuid

from django.db import models

from samutphok.intake.domain.batch import Status


class Batch(models.Model):
    """A received file, its register and cut date, what became of its rows. The rows themselves are in the warehouse."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register = models.CharField(max_length=40)
    file_name = models.CharField(max_length=120)
    file_format = models.CharField(max_length=8)
    file_encoding = models.CharField(max_length=12, blank=True)
    file_sha256 = models.CharField(max_length=64)
    staged_sha256 = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=10, choices=[(status.value, status.value) for status in Status])
    file_table = models.PositiveSmallIntegerField(default=0)  # which sheet of a workbook
    mapping = models.JSONField()  # canonical column -> position in the file
    header_row = models.PositiveIntegerField()
    rows_read = models.PositiveIntegerField(default=0)
    rows_accepted = models.PositiveIntegerField(default=0)
    rows_rejected = models.PositiveIntegerField(default=0)
    rows_warned = models.PositiveIntegerField(default=0)
    rows_empty = models.PositiveIntegerField(default=0)
    rows_attached = models.PositiveIntegerField(default=0)
    warnings = models.JSONField(default=dict)
    refusals = models.JSONField(default=dict)
    percent = models.PositiveSmallIntegerField(default=0)
    as_of = models.DateField()
    scope = models.CharField(max_length=400)  # area prefixes of the receiver, canonical text; '' is the country
    area_prefix = models.CharField(max_length=16, blank=True, db_index=True)
    received_by = models.CharField(max_length=60)
    received_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    problem_th = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            # the same bytes are another batch only for another register, or for somebody with other areas
            models.UniqueConstraint(fields=["file_sha256", "register", "scope"], name="one_batch_per_file"),
        ]
        indexes = [models.Index(fields=["register", "status", "as_of"], name="batch_latest")]

    def __str__(self) -> str:
        return f"batch:{self.id}"
