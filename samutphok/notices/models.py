"""Notices with every version that was sent, to whom, who acknowledged which, questions and reminders."""

import uuid

from django.db import models


class Notice(models.Model):
    """A notice; its words are in its versions. What readers are found by is repeated from the current one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=20)  # the role that wrote it
    office_name = models.CharField(max_length=200)
    roles = models.JSONField()
    areas = models.JSONField()  # prefixes, '' the country
    version = models.PositiveIntegerField(default=1)
    passes_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="passed_on")
    passed_version = models.PositiveIntegerField(null=True)
    due_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    sent_at = models.DateTimeField()  # the current version
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-sent_at", "id"], name="notice_newest"),
            models.Index(fields=["author", "-sent_at"], name="notice_author"),
        ]

    def __str__(self) -> str:
        return f"notice:{self.id}"


class Addressee(models.Model):
    """A role in an area to which a notice speaks: one row each, so that a reader's notices are one indexed question."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="addressees")
    role = models.CharField(max_length=20)
    area = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "role", "area"], name="addressee_once")]
        indexes = [models.Index(fields=["role", "area", "notice"], name="addressee_role_area")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.role} {self.area}"


class Version(models.Model):
    """The words as they were sent; never changed afterwards."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    text_th = models.TextField()
    text_en = models.TextField(blank=True)
    source = models.CharField(max_length=200)
    circular = models.CharField(max_length=100, blank=True)
    dated = models.DateField()
    due_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    change = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "number"], name="notice_version_once")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.number}"


class Acknowledgement(models.Model):
    """Somebody has read this version and said so."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="acknowledgements")
    version = models.PositiveIntegerField()
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "version", "account"], name="acknowledged_once"),
        ]
        indexes = [models.Index(fields=["account", "notice", "version"], name="acknowledged_by")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.version} {self.account_id}"


class Question(models.Model):
    """A reader's question, and the office's answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField()
    asked_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    private = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    in_text = models.BooleanField(default=False)
    answered_by = models.ForeignKey("access.Account", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["notice", "answered_at", "asked_at"], name="question_of_notice")]

    def __str__(self) -> str:
        return f"question:{self.id}"


class Reminder(models.Model):
    """A reminder of a version to those in an area who have not read it; one row an area."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="reminders")
    version = models.PositiveIntegerField()
    area = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["notice", "version", "area", "at"], name="reminder_of_area")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.version} {self.area}"
