"""Submissions as they came: sealed bytes beside what is needed to find them. Nothing is deleted here."""

import uuid
from datetime import datetime

from django.db import models

from samutphok.submissions.domain.arrival import Reason
from samutphok.submissions.domain.submission import ID_LENGTH, NAME_LENGTH, FileState, Receipt, Standing


class Submission(models.Model):
    """A form as it came back. raw: its XML, sealed. sha256: of the bytes before sealing.

    beside: the first submission of the same instanceID, when this one came later with other bytes. expected: the names
    of files that it speaks of. deprecated_id: the instanceID it takes the place of. area_code: where its sender works,
    or the family's own place once that is known. problem: why reading failed, in both languages.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form_id = models.CharField(max_length=ID_LENGTH)
    version = models.CharField(max_length=ID_LENGTH, blank=True)
    instance_id = models.CharField(max_length=ID_LENGTH)
    deprecated_id = models.CharField(max_length=ID_LENGTH, blank=True)
    beside = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    raw = models.BinaryField()
    expected = models.JSONField(default=list)
    standing = models.CharField(max_length=12, choices=[(standing.value, standing.value) for standing in Standing])
    reason = models.CharField(max_length=20, blank=True, choices=[(reason.value, reason.value) for reason in Reason])
    problem_th = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)
    account_id = models.CharField(max_length=60)
    key_id = models.CharField(max_length=60, blank=True)  # '' when it was typed in at the desk
    area_code = models.CharField(max_length=16, blank=True)
    received_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form_id", "instance_id"], condition=models.Q(beside=None), name="one_submission_of_an_instance"
            ),
            models.UniqueConstraint(fields=["form_id", "instance_id", "sha256"], name="submission_kept_once"),
        ]
        indexes = [
            models.Index(
                name="submission_changes",
                fields=["form_id", "deprecated_id"],
                condition=~models.Q(deprecated_id=""),
            ),
            models.Index(name="submission_inbox", fields=["standing", "area_code", "received_at"]),
            models.Index(name="submission_order", fields=["form_id", "received_at", "id"]),
            models.Index(name="submission_sender", fields=["account_id", "instance_id"]),
        ]

    def __str__(self) -> str:
        return f"submission:{self.id}"

    def receipt(self, files: "list[SubmissionFile]", *, again: bool) -> Receipt:
        """What its sender is told. Of several contents under one name each is listed: a phone looks for its own."""
        return Receipt(
            id=self.id,
            form_id=self.form_id,
            instance_id=self.instance_id,
            standing=Standing(self.standing),
            sha256=self.sha256,
            received_at=self.received_at,
            files=(*file_states(self.expected, files), *_later_contents(files)),
            again=again,
        )


class SubmissionFile(models.Model):
    """A file of a submission that has come; it lies sealed under its id. Under one name the first that came counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=NAME_LENGTH)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "name", "sha256"], name="submission_file_kept_once")
        ]

    def __str__(self) -> str:
        return f"submission-file:{self.id}"


def file_states(expected: list[str], files: list[SubmissionFile]) -> tuple[FileState, ...]:
    """The files that are named, come or not, and those that came without being named; by name."""
    first = _first_contents(files)
    return tuple(_state(name, first.get(name)) for name in sorted({*expected, *first}))


def _later_contents(files: list[SubmissionFile]) -> tuple[FileState, ...]:
    """The files that came under a name that another content had already."""
    first = {file.id for file in _first_contents(files).values()}
    return tuple(_state(file.name, file) for file in sorted(files, key=_order) if file.id not in first)


def _first_contents(files: list[SubmissionFile]) -> dict[str, SubmissionFile]:
    first: dict[str, SubmissionFile] = {}
    for file in sorted(files, key=_order):
        first.setdefault(file.name, file)
    return first


def _order(file: SubmissionFile) -> tuple[datetime, str]:
    return file.received_at, file.id.hex


def _state(name: str, file: SubmissionFile | None) -> FileState:
    return FileState(name, file.sha256, file.size, file.received_at) if file else FileState(name, "", 0, None)
