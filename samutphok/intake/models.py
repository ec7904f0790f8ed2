"""Files before they are received (drafts), batches of rows, layouts that senders use, and what changed between batches."""

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
    constants = models.JSONField(
        default=dict
    )  # canonical column -> what stands in every row, for columns not in the file
    delimiter = models.CharField(max_length=1, blank=True)  # of text files; '' as recognised
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
    moved_at = models.DateTimeField(null=True)  # the last sign of work
    rows_undone = models.PositiveIntegerField(default=0)
    undo_by = models.CharField(max_length=60, blank=True)
    undo_at = models.DateTimeField(null=True)
    undo_reason = models.TextField(blank=True)
    problem_th = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            # the same bytes are another batch only for another register, for somebody with other areas, or after an undo
            models.UniqueConstraint(
                fields=["file_sha256", "register", "scope"],
                condition=~models.Q(status="undone"),
                name="one_batch_per_file",
            ),
        ]
        indexes = [models.Index(fields=["register", "status", "as_of"], name="batch_latest")]

    def __str__(self) -> str:
        return f"batch:{self.id}"


class Draft(models.Model):
    """A file that somebody has sent and not yet received: how they want it read. Nobody else sees it; it goes after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.CharField(max_length=60, db_index=True)
    file_name = models.CharField(max_length=120)
    file_format = models.CharField(max_length=8)
    file_encoding = models.CharField(max_length=12, blank=True)
    file_sha256 = models.CharField(max_length=64)
    register = models.CharField(max_length=40)
    table = models.PositiveSmallIntegerField(default=0)
    header_row = models.PositiveIntegerField()
    delimiter = models.CharField(max_length=1, blank=True)
    columns = models.JSONField()  # position in the file as text -> [canonical column, how sure]
    constants = models.JSONField(default=dict)
    as_of = models.DateField(null=True)
    saved_layout = models.ForeignKey("SavedLayout", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft:{self.id}"


class SavedLayout(models.Model):
    """How an office's file is to be read, corrected by somebody; the newest of a row of headers counts."""

    register = models.CharField(max_length=40)
    scope = models.CharField(max_length=400)  # the office, by its areas
    headers = models.CharField(max_length=64)  # fingerprint of the row of headers
    mapping = models.JSONField()  # canonical column -> position in the row of headers
    constants = models.JSONField(default=dict)
    saved_by = models.CharField(max_length=60)
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["headers", "scope", "-saved_at"], name="layout_of_sender")]

    def __str__(self) -> str:
        return f"saved-layout:{self.pk}"


class Comparison(models.Model):
    """What a batch says that the batch before it did not: of families in a survey, of persons in other registers."""

    batch = models.OneToOneField(Batch, primary_key=True, on_delete=models.CASCADE, related_name="comparison")
    before = models.ForeignKey(Batch, null=True, on_delete=models.SET_NULL, related_name="+")
    area_prefix = models.CharField(max_length=16, blank=True)  # the area that both speak of
    unit = models.CharField(max_length=9)
    fresh = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    vanished = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    unkeyed = models.PositiveIntegerField()  # rows that nothing tells from another
    areas = models.JSONField()  # [[area code, rows, fresh, changed, vanished]] by amphoe, tambon below one

    def __str__(self) -> str:
        return f"comparison:{self.batch_id}"
