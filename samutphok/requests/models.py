"""Requests and what was done about them, and how often somebody outside has knocked.

What a request's row repeats of its acts (`state` to `settled_at`) is the fold of `domain.standing`, made anew with each act in
the same transaction, so that lists are filtered and paged in the database.
"""

import uuid

from django.db import models

from samutphok.foundation.acts import RecordedAct
from samutphok.requests.domain.asking import Channel, Desk, Kind, Outcome, Urgency
from samutphok.requests.domain.standing import State


class Request(models.Model):
    """What somebody asked for. What they said and who they are is sealed, bound to the row.

    number: what the caller keeps. household: null for people whom nobody has on a list, which is a finding by itself.
    rank: of the urgency, for the order of the queue.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=12, unique=True)
    channel = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Channel])
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Kind])
    household = models.ForeignKey("registry.Household", null=True, on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField(null=True)
    about = models.CharField(max_length=60, blank=True)
    problems = models.JSONField(default=list)
    safety = models.JSONField(default=list)
    words_sealed = models.TextField(blank=True)
    caller_sealed = models.TextField(blank=True)
    said_sealed = models.TextField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    taken_by = models.CharField(max_length=60)
    taken_at = models.DateTimeField()

    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in State])
    area_code = models.CharField(max_length=16)
    desk = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Desk])
    owner = models.CharField(max_length=60, blank=True)
    urgency = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Urgency])
    rank = models.PositiveSmallIntegerField()
    because = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    escalations = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in Outcome])
    settled_at = models.DateTimeField(null=True)
    case_id = models.UUIDField(null=True)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    acts_count = models.PositiveIntegerField(default=0)  # the version that a page has read

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="open_request_has_clock_and_owner",
                condition=models.Q(state="settled")
                | (models.Q(due_at__isnull=False) & ~models.Q(desk="") & ~models.Q(area_code="")),
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "state", "rank", "due_at", "id"], name="request_queue"),
            models.Index(fields=["state", "due_at"], name="request_late"),
            models.Index(fields=["household", "-taken_at"], name="request_household"),
            models.Index(fields=["owner", "state"], name="request_owner"),
        ]

    def __str__(self) -> str:
        return f"request:{self.id}"


class RequestAct(RecordedAct):
    """Something done about a request. The note is sealed, bound to the act; `details` holds codes and moments only."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="acts")
    note_sealed = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["request", "at"], name="request_acts")]


class Knock(models.Model):
    """That somebody without an account sent a form or tried a code: by whom is a keyed index, kept for a day."""

    index = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["index", "at"], name="request_knocks")]

    def __str__(self) -> str:
        return f"knock:{self.pk}"


class Mark(models.Model):
    """That something was dealt with already, or that a number is known here: a keyed index, which leads back to nothing.

    Visits that led to a request, and numbers of matters that were handed to a named team, are marked alike and stand apart
    from requests, so that neither can be told from the other.
    """

    index = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return f"mark:{self.index[:8]}"
