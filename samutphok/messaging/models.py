"""The outbox: messages as they were asked for, what became of each, who wants none, and who is reached how."""

import uuid

from django.conf import settings
from django.db import models

from samutphok.foundation.acts import RecordedAct
from samutphok.messaging.domain.states import State


class Message(models.Model):
    """A message, written in the transaction of the act that it tells of. Number and values are sealed.

    `state` to `sent_at` repeat the fold of its acts, so that lists are filtered and paged in the database. Its id makes the
    key by which a gateway knows a second try of the same message. read_at: its reader saw it at the desk.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.CharField(max_length=40)
    policy = models.CharField(max_length=60)
    area_code = models.CharField(max_length=16, blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    address_sealed = models.TextField(blank=True)  # of those without an account; '' once forgotten
    address_index = models.CharField(max_length=64, blank=True)
    values_sealed = models.TextField()
    language = models.CharField(max_length=2)
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=State.WAITING)
    channel = models.CharField(max_length=10, blank=True)  # the one that is tried or was taken
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=40, blank=True)
    reply = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-made_at", "id"], name="message_of_account"),
            models.Index(fields=["account"], name="message_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["state", "-made_at", "id"], name="message_state"),
            models.Index(fields=["address_index", "sent_at"], name="message_address"),
        ]

    def __str__(self) -> str:
        return f"message:{self.id}"


class MessageAct(RecordedAct):
    """A try, an answer of a gateway, or what a person did about it; details: channel, code, reply, until."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="acts")

    class Meta:
        indexes = [models.Index(fields=["message", "at"], name="message_act")]


class OptOut(models.Model):
    """Somebody asked for no more messages on a channel; known by the number's index alone."""

    channel = models.CharField(max_length=10)
    address_index = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "address_index"], name="opted_out_once")]

    def __str__(self) -> str:
        return f"{self.channel} {self.address_index[:8]}"


class Reach(models.Model):
    """How an account is reached outside the desk: by which channel ('' only at the desk), and its LINE user.

    link_index: of the code that joins the LINE user who sends it, until link_until.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    channel = models.CharField(max_length=10, blank=True)
    line_sealed = models.TextField(blank=True)
    line_index = models.CharField(max_length=64, blank=True, db_index=True)
    link_index = models.CharField(max_length=64, blank=True, db_index=True)
    link_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"reach:{self.account_id}"
