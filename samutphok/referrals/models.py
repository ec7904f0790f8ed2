"""Referrals, the acts recorded of each, the letters they go out with, and the ways in for agencies without accounts.

What a referral repeats of its acts (`state` to `ended_at`) is the fold of `domain.table` and the clock of `domain.clock`,
rewritten in the act's own transaction so that lists are filtered and paged in the database. What is shared of the family
is sealed, bound to the row, and erased when sharing ends.
"""

import uuid

from django.db import models
from django.db.models import Q

from samutphok.foundation.acts import RecordedAct


class LetterSeries(models.Model):
    """The last number that an office has given in a Buddhist year. Its row is locked while a number is taken."""

    office = models.CharField(max_length=16)
    be_year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "be_year"], name="one_series_of_letters")]

    def __str__(self) -> str:
        return f"letters:{self.office}/{self.be_year}"


class Letter(models.Model):
    """An official letter: numbered without gaps by office and Buddhist year, to one agency, of one or many referrals."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.CharField(max_length=16)
    be_year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    agency = models.CharField(max_length=60)
    dated = models.DateField()
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    many = models.BooleanField(default=False)  # with a list of families annexed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "be_year", "number"], name="a_letter_number_once"),
        ]

    def __str__(self) -> str:
        return f"letter:{self.id}"


class Referral(models.Model):
    """A family's need with an agency: named fields for a purpose until a day.

    subject: the person's or else the family's id, so that the same need is with an agency once at a time. owner: the
    account that answers for it on the sender's side; taken_by: at the agency. escalated: the last step its running clock
    has taken. answer_hours: working hours to the agency's first answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="referrals")
    place = models.PositiveSmallIntegerField(default=1)  # on the letter's list
    number = models.CharField(max_length=40)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+", db_index=False)
    person_id = models.UUIDField(null=True)
    subject = models.UUIDField()
    case_id = models.UUIDField(null=True, db_index=True)
    step_id = models.UUIDField(null=True)  # the step of the case's plan that it carries, by its key
    area_code = models.CharField(max_length=16)
    office = models.CharField(max_length=16)
    agency = models.CharField(max_length=60)
    service = models.CharField(max_length=80)
    problem = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    urgency = models.CharField(max_length=10)
    mode = models.CharField(max_length=10)
    joint_id = models.UUIDField(null=True, db_index=True)
    leads = models.BooleanField(default=True)
    before = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    fields = models.JSONField(default=list)
    until = models.DateField()
    said_sealed = models.TextField(blank=True)
    shared_sealed = models.TextField(blank=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    owner = models.CharField(max_length=60)
    taken_by = models.CharField(max_length=60, blank=True)

    state = models.CharField(max_length=12)
    side = models.CharField(max_length=6, blank=True)
    clock = models.CharField(max_length=8, blank=True)
    due_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)  # when the clock takes its next step, or sharing ends
    escalated = models.CharField(max_length=20, blank=True)
    appointment_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer_hours = models.FloatField(null=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "agency", "service"], condition=Q(ended_at=None), name="one_open_referral_of_a_need"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | (~Q(side="") & ~Q(owner="") & Q(due_at__isnull=False)),
                name="an_open_referral_has_clock_and_owner",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "side", "due_at", "id"], name="referral_agency"),
            models.Index(fields=["area_code", "side", "due_at", "id"], name="referral_place"),
            models.Index(fields=["household", "-made_at"], name="referral_household"),
            models.Index(fields=["owner", "side", "due_at"], name="referral_owner", condition=Q(ended_at=None)),
            models.Index(fields=["next_at", "id"], name="referral_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=["number"], name="referral_number"),
        ]

    def __str__(self) -> str:
        return f"referral:{self.id}"


class ReferralAct(RecordedAct):
    """An act of a referral. said_sealed: what was said in words, bound to the act. side: of whoever did it, '' the clock."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="acts")
    side = models.CharField(max_length=6, blank=True)
    said_sealed = models.TextField(blank=True)


class AnswerLink(models.Model):
    """A way in for an agency without an account: to the referrals of one letter, with a code sent apart, until a day.

    token_index: keyed hash of the address's token, which is kept nowhere; code_sealed: printed in the letter.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="links")
    token_index = models.CharField(max_length=64, unique=True)
    code_sealed = models.TextField()
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"answer-link:{self.id}"
