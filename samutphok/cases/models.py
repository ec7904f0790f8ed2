"""Cases with their acts, plans in every version, steps, and case conferences.

What a case repeats of its acts (`state` to `closing_by`) is the fold of `domain.course`, written anew with every act, so
that lists are filtered and paged in the database. Words that people write are sealed, each bound to its row.
"""

import uuid

from django.db import models

from samutphok.cases.domain.conference import ConferenceState
from samutphok.cases.domain.course import CaseState, StepState
from samutphok.foundation.acts import RecordedAct


class Numbering(models.Model):
    """The last number given in a series, such as the cases of a province in a year."""

    series = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series} {self.last}"


class Case(models.Model):
    """What is done for one family. One open case a household; closed ones stay.

    worker: account id, '' for the desk of the area. family: its name when the case was opened. level_then: on the list
    in force at that time, -1 for none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=16)
    family = models.CharField(max_length=320, blank=True)
    request_id = models.UUIDField(null=True)
    problems = models.JSONField(default=list)
    because_sealed = models.TextField(blank=True)
    level_then = models.SmallIntegerField(default=-1)
    opened_at = models.DateTimeField()

    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in CaseState])
    worker = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    plan_version = models.PositiveSmallIntegerField(default=0)
    agreed_version = models.PositiveSmallIntegerField(default=0)
    agreed_at = models.DateTimeField(null=True)
    contact_on = models.DateField(null=True)
    open_steps = models.PositiveSmallIntegerField(default=0)
    next_due = models.DateField(null=True)
    closing_at = models.DateTimeField(null=True)
    closing_by = models.CharField(max_length=60, blank=True)
    acts_kept = models.PositiveIntegerField(default=0)  # the version that forms carry

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=~models.Q(state="closed"), name="one_open_case_a_household"
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "state", "next_due", "id"], name="case_place"),
            models.Index(fields=["worker", "state", "next_due", "id"], name="case_worker"),
            models.Index(fields=["household", "-opened_at"], name="case_household"),
        ]

    def __str__(self) -> str:
        return f"case:{self.id}"


class CaseAct(RecordedAct):
    """One act. sealed: what was said with it, as JSON, sealed and bound to the act's id."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="acts", db_index=False)
    sealed = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="case_act")]


class PlanVersion(models.Model):
    """A plan as it was written, sealed; never changed. based_on: the version that its writer had read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans", db_index=False)
    version = models.PositiveSmallIntegerField()
    based_on = models.PositiveSmallIntegerField()
    sealed = models.TextField()
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"plan-version:{self.id}"


class PlanStep(models.Model):
    """A step of the plan in force, or of an earlier one, for lists: no words. Made anew with every act."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps", db_index=False)
    key = models.UUIDField()
    responsible = models.CharField(max_length=80)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in StepState])
    referral_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="plan_step_once")]
        indexes = [
            models.Index(fields=["case", "state", "due_on"], name="plan_step_case"),
            models.Index(fields=["referral_id"], name="plan_step_referral"),
        ]

    def __str__(self) -> str:
        return f"plan-step:{self.id}"


class Conference(models.Model):
    """A meeting about several families. number: in the forum's year ('1/2570'); state: the fold of its acts.

    chair, secretaries: who held the offices that day, as people write them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    forum = models.CharField(max_length=40)
    number = models.CharField(max_length=12)
    area_code = models.CharField(max_length=16)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.CharField(max_length=200)
    secretaries = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in ConferenceState])
    signed_by = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True)
    called_by = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "area_code", "number"], name="conference_number_once")]
        indexes = [models.Index(fields=["area_code", "-held_on"], name="conference_place")]

    def __str__(self) -> str:
        return f"conference:{self.id}"


class ConferenceAct(RecordedAct):
    """One act of a conference."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="acts")


class ConferenceGuest(models.Model):
    """An agency that is invited, and who came."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="guests")
    agency = models.CharField(max_length=60)
    came = models.BooleanField(null=True)
    who = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "agency"], name="conference_guest_once")]

    def __str__(self) -> str:
        return f"{self.conference_id} {self.agency}"


class ConferenceFamily(models.Model):
    """A family on the agenda. sealed: what is asked and told, and what was decided, as JSON bound to the row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="families", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="conferences")
    order = models.PositiveSmallIntegerField()
    sealed = models.TextField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "case"], name="conference_family_once")]

    def __str__(self) -> str:
        return f"conference-family:{self.id}"


class ConferenceShare(models.Model):
    """That a family's named fields are put to an agency; by area and agency its officers find them."""

    family = models.ForeignKey(ConferenceFamily, on_delete=models.CASCADE, related_name="shares")
    agency = models.CharField(max_length=60)
    area_code = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family", "agency"], name="conference_share_once")]
        indexes = [models.Index(fields=["agency", "area_code"], name="conference_share_agency")]

    def __str__(self) -> str:
        return f"{self.family_id} {self.agency}"
