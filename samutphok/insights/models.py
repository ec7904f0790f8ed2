"""What people keep of lists, and the files that were made for them. No fact about a family is stored here."""

import uuid

from django.db import models

from samutphok.insights.domain.exports import ExportStatus, FileFormat
from samutphok.insights.domain.saved import NAME_LENGTH, Keeping


class KeptList(models.Model):
    """A view (`filter`, `columns`) or a worklist (`families`). `office`: area code of those who share it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in Keeping])
    name = models.CharField(max_length=NAME_LENGTH)
    owner = models.CharField(max_length=60, db_index=True)
    made_by = models.CharField(max_length=200)
    filter = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    office = models.CharField(max_length=16, null=True, db_index=True)  # noqa: DJ001 -- '' is the country, None nobody
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"kept-list:{self.id}"


class PickedFamily(models.Model):
    """That a family stands on a worklist; what may be shown of it is decided whenever somebody looks."""

    kept_list = models.ForeignKey(KeptList, on_delete=models.CASCADE, related_name="families")
    household = models.ForeignKey("registry.Household", on_delete=models.CASCADE, related_name="+")
    picked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kept_list", "household"], name="one_family_once_per_worklist"),
        ]

    def __str__(self) -> str:
        return f"picked:{self.pk}"


class ChosenColumns(models.Model):
    """The columns that a person reads lists by."""

    owner = models.CharField(max_length=60, primary_key=True)
    columns = models.JSONField()

    def __str__(self) -> str:
        return f"columns:{self.owner}"


class Export(models.Model):
    """One file made for one person. Its name on the disk is its id; `areas` are those it was made of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(max_length=60)
    filter = models.JSONField()
    format = models.CharField(max_length=4, choices=[(one.value, one.value) for one in FileFormat])
    language = models.CharField(max_length=2)
    status = models.CharField(max_length=8, choices=[(one.value, one.value) for one in ExportStatus])
    areas = models.JSONField(default=list)
    total = models.PositiveIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    runs = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    problem_th = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-requested_at"], name="export_of_owner")]

    def __str__(self) -> str:
        return f"export:{self.id}"
