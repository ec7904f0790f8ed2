"""Intakes of courses with their seats, demand as the office wrote it down, what people said of themselves, and their ways.

Where a way stands is the fold of its acts (`domain.paths`); what its row repeats of it is rewritten with every act. What
somebody said is hard for them is sealed.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from samutphok.foundation.acts import RecordedAct
from samutphok.livelihoods.domain.paths import OPEN, PathState


class Intake(models.Model):
    """A course held once. serves: the area whose people may come; offers: what it has beside (codes of `removes`).

    taken: seats given; the database refuses more than there are.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.CharField(max_length=40)
    agency = models.CharField(max_length=40)
    serves = models.CharField(max_length=16)
    place = models.CharField(max_length=200)
    hours = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField()
    apply_by = models.DateField()
    seats = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    offers = models.JSONField(default=list)
    closed_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=60)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="intake_never_oversold")]
        indexes = [models.Index(fields=["serves", "apply_by"], name="intake_serves")]

    def __str__(self) -> str:
        return f"intake:{self.id}"


class Demand(models.Model):
    """How much an occupation is wanted in an area, by somebody's source, as of a day. Rows are added, never changed."""

    area_code = models.CharField(max_length=16)
    occupation = models.CharField(max_length=40)
    level = models.CharField(max_length=10)
    as_of = models.DateField()
    source = models.CharField(max_length=200)
    noted_by = models.CharField(max_length=60)
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_code", "occupation", "-as_of"], name="demand_newest")]

    def __str__(self) -> str:
        return f"demand:{self.pk}"


class Telling(models.Model):
    """What somebody said of their situation; the newest counts. said_sealed: a `Situation` as JSON."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    said_sealed = models.TextField()
    told_to = models.CharField(max_length=60)
    told_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-told_at"], name="telling_newest")]

    def __str__(self) -> str:
        return f"telling:{self.id}"


class Path(models.Model):
    """Somebody's way into an occupation. since: the day from which results are asked; in_work: the newest result."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=16)
    occupation = models.CharField(max_length=40)
    income_before = models.CharField(max_length=20)
    chosen_by = models.CharField(max_length=60)
    chosen_at = models.DateTimeField()

    state = models.CharField(max_length=12, default=PathState.CHOSEN)
    intake = models.ForeignKey(Intake, null=True, on_delete=models.PROTECT, related_name="paths")
    since = models.DateField(null=True)
    in_work = models.BooleanField(null=True)
    income = models.CharField(max_length=20, blank=True)
    due_month = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=[one.value for one in OPEN]), name="one_open_way_a_person"
            )
        ]
        indexes = [
            models.Index(fields=["area_code", "state", "due_on"], name="path_area_due"),
            models.Index(fields=["occupation", "area_code"], name="path_occupation"),
            models.Index(fields=["household"], name="path_household"),
        ]

    def __str__(self) -> str:
        return f"path:{self.id}"


class PathAct(RecordedAct):
    """An act upon a way into work."""

    path = models.ForeignKey(Path, on_delete=models.PROTECT, related_name="acts")


class Result(models.Model):
    """What was found some months after; in_work None: the person could not be reached."""

    path = models.ForeignKey(Path, on_delete=models.PROTECT, related_name="results")
    month = models.PositiveSmallIntegerField()
    in_work = models.BooleanField(null=True)
    income = models.CharField(max_length=20, blank=True)
    found_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "month"], name="one_result_a_month")]

    def __str__(self) -> str:
        return f"result:{self.pk}"
