"""Volunteers, their training, and the families that somebody stands by.

What an assignment repeats of the visits (`due_on` to `tries`) is the fold of `domain.progress`, made anew whenever a visit
of the family is taken up, so that lists are filtered and paged in the database.
"""

import uuid

from django.conf import settings
from django.db import models

from samutphok.fieldwork.domain.joint import JointState, Part
from samutphok.fieldwork.domain.progress import Purpose
from samutphok.fieldwork.domain.volunteers import VolunteerKind


class Volunteer(models.Model):
    """Somebody of the place who goes to families (อพม. อสม.). `area_code` is the tambon whose centre leads them.

    The phone number is sealed; its index finds the same number again. Who has stopped keeps the row and its history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in VolunteerKind])
    area_code = models.CharField(max_length=16)
    phone_sealed = models.TextField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    trained_on = models.DateField(null=True)
    certified_until = models.DateField(null=True)
    active = models.BooleanField(default=True)
    added_by = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["area_code", "active", "name"], name="volunteer_place"),
            models.Index(fields=["name_key"], name="volunteer_name"),
        ]

    def __str__(self) -> str:
        return f"volunteer:{self.id}"


class WorksIn(models.Model):
    """A village or community in which a volunteer goes to families."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="villages")
    area_code = models.CharField(max_length=16, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["volunteer", "area_code"], name="works_in_once")]

    def __str__(self) -> str:
        return f"{self.volunteer_id} {self.area_code}"


class Training(models.Model):
    """A training session: what it was about, on which day, and for how many months its certificate holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    area_code = models.CharField(max_length=16)
    held_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_code", "-held_on"], name="training_place")]

    def __str__(self) -> str:
        return f"training:{self.id}"


class Attendance(models.Model):
    """That a volunteer took part in a session; `certified_until` when they passed."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="attendances")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="attendances")
    certified_until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["training", "volunteer"], name="attended_once")]

    def __str__(self) -> str:
        return f"{self.training_id} {self.volunteer_id}"


class Assignment(models.Model):
    """A family given to a volunteer for a purpose. One open assignment a family and purpose; ended ones stay."""

    class State(models.TextChoices):
        OPEN = "open"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=16)
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    purpose = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Purpose])
    rhythm_days = models.PositiveSmallIntegerField(null=True)
    level = models.SmallIntegerField(default=-1)  # on the drawn list when it was given out; -1 for none
    since = models.DateField()
    first_due = models.DateField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    assigned_by = models.CharField(max_length=60)
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)

    due_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    last_outcome = models.CharField(max_length=20, blank=True)
    met = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    reminded_for = models.DateField(null=True)  # the due day that the volunteer was told of

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "purpose"], condition=models.Q(state="open"), name="one_open_assignment"
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "state", "due_on", "id"], name="assignment_place"),
            models.Index(fields=["volunteer", "state", "due_on"], name="assignment_volunteer"),
            models.Index(fields=["household", "state"], name="assignment_household"),
        ]

    def __str__(self) -> str:
        return f"assignment:{self.id}"


class JointVisit(models.Model):
    """Several agencies at one family's door on one day; each fills its part.

    family: what the family was called when it was planned, for those who come and may list no families.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=16)
    family = models.CharField(max_length=320, blank=True)
    planned_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in JointState])
    called_by = models.CharField(max_length=60)
    called_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["area_code", "state", "planned_on"], name="joint_place")]

    def __str__(self) -> str:
        return f"joint-visit:{self.id}"


class JointPart(models.Model):
    """What one agency, or one volunteer, is to find out. The note is sealed, bound to this row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    joint = models.ForeignKey(JointVisit, on_delete=models.CASCADE, related_name="parts")
    area_code = models.CharField(max_length=16)  # of the visit, by which agencies find their parts
    agency = models.CharField(max_length=60, blank=True)
    volunteer = models.ForeignKey(Volunteer, null=True, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Part])
    note_sealed = models.TextField(blank=True)
    filled_by = models.CharField(max_length=60, blank=True)
    filled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "area_code"], name="joint_agency")]

    def __str__(self) -> str:
        return f"joint-part:{self.id}"


class RecruitDraft(models.Model):
    """A sheet of volunteers that somebody looks at before taking them on: sealed, for its sender alone, for a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account_id = models.CharField(max_length=60)
    area_code = models.CharField(max_length=16)
    sealed = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"recruit-draft:{self.id}"
