"""Sharings, the proposals worked out for them, who is put in or taken out by hand, and the places that people approved.

Where a sharing or a place stands is the fold of its acts (`domain.table`); what its row repeats of them is rewritten with
every act. The needs themselves are frozen files of the warehouse (`engine.freezing`), named by their SHA-256: a proposal
names the file it was worked out from, so that it can be worked out again.
"""

import uuid

from django.db import models

from samutphok.allocation.domain.table import PlaceState, SharingState
from samutphok.foundation.acts import RecordedAct


class Sharing(models.Model):
    """Something scarce that is shared out in an area. settings: those of the newest proposal (`domain.sharing.Settings`).

    chosen: number of the proposal that was put forward. counts: families and needs read, day of the list behind them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160)
    area_code = models.CharField(max_length=16)
    settings = models.JSONField()
    policy = models.CharField(max_length=60)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    state = models.CharField(max_length=12, default=SharingState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    chosen = models.PositiveIntegerField(null=True)
    put_forward_by = models.CharField(max_length=60, blank=True)
    approved_by = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField(null=True)
    inputs = models.CharField(max_length=64, blank=True)
    read_at = models.DateTimeField(null=True)
    data_cut = models.DateField(null=True)
    families = models.PositiveIntegerField(default=0)
    needs = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["area_code", "state", "-made_at"], name="sharing_area")]

    def __str__(self) -> str:
        return f"sharing:{self.id}"


class SharingAct(RecordedAct):
    """An act upon a sharing."""

    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="acts")


class Proposal(models.Model):
    """One working out. hand: [[household, offer, 'in' or 'out']] as they stood; result: SHA-256 of who is given what.

    areas: [{area, offer, needs, given, need, met, baht}]; missed: {why: how many}; prices: what one more place of each
    offer would add, in points.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="proposals", db_index=False)
    number = models.PositiveIntegerField()
    settings = models.JSONField()
    hand = models.JSONField(default=list)
    read = models.BooleanField(default=False)  # the needs are to be read anew first
    inputs = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, default="waiting")  # waiting, working, done, failed
    trouble = models.JSONField(default=dict)  # {th, en}: why it failed, where the office can do something about it
    percent = models.PositiveSmallIntegerField(default=0)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    objective = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    least = models.FloatField(null=True)
    least_bound = models.FloatField(null=True)
    given = models.PositiveIntegerField(default=0)
    prices = models.JSONField(default=list)
    areas = models.JSONField(default=list)
    missed = models.JSONField(default=dict)
    result = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sharing", "number"], name="one_proposal_a_number")]

    def __str__(self) -> str:
        return f"proposal:{self.id}"


class Line(models.Model):
    """A family that a proposal gives something, that is next in line, or that somebody took out.

    score: points; value: points times weight; short: points that it lacked; line: its place among those who wait.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines", db_index=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=16)
    offer = models.PositiveSmallIntegerField()
    ref = models.CharField(max_length=40, blank=True)
    given = models.BooleanField()
    why = models.CharField(max_length=14)
    near = models.CharField(max_length=10, blank=True)
    short = models.FloatField(default=0)
    line = models.PositiveIntegerField(default=0)
    score = models.FloatField()
    value = models.FloatField()
    facts = models.JSONField(default=dict)
    groups = models.JSONField(default=list)
    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "household", "offer"], name="one_line_a_need")]
        indexes = [models.Index(fields=["proposal", "given", "offer", "-value", "id"], name="share_line_order")]

    def __str__(self) -> str:
        return f"share-line:{self.pk}"


class ByHand(models.Model):
    """That a person put a family in or took it out. said_sealed: their words; undone_at: it counts no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="by_hand")
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    offer = models.PositiveSmallIntegerField()
    put_in = models.BooleanField()
    because = models.CharField(max_length=20)
    said_sealed = models.TextField(blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sharing", "household", "offer"], condition=models.Q(undone_at=None), name="one_hand_a_need"
            )
        ]

    def __str__(self) -> str:
        return f"by-hand:{self.id}"


class PlaceGiven(models.Model):
    """A place that people approved for a family, and what it became. made: the upper room's key; refused: why not, as told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="places", db_index=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=16)
    offer = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10)
    ref = models.CharField(max_length=40, blank=True)
    value = models.FloatField()
    instead_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    named_by = models.CharField(max_length=60)

    state = models.CharField(max_length=10, default=PlaceState.NAMED)
    version = models.PositiveIntegerField(default=1)
    made = models.CharField(max_length=60, blank=True)
    refused = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sharing", "household", "offer"], name="one_place_a_need")]
        indexes = [
            models.Index(fields=["sharing", "state", "offer", "-value", "id"], name="place_given_order"),
            models.Index(fields=["made"], name="place_given_made"),
        ]

    def __str__(self) -> str:
        return f"place-given:{self.id}"


class PlaceAct(RecordedAct):
    """An act upon a place."""

    place = models.ForeignKey(PlaceGiven, on_delete=models.PROTECT, related_name="acts")
