"""Forgetting numbers that are needed no more."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samutphok.messaging.domain.states import State
from samutphok.messaging.models import Message
from samutphok.messaging.queries.rules import rules_on


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Takes number and values out of messages to strangers that were settled long ago; the fact stays. Returns how many."""
    before = now - rules_on(timezone.localdate(now)).forget_after
    settled = Message.objects.filter(account=None, made_at__lt=before).exclude(state=State.WAITING)
    return settled.exclude(address_sealed="").update(address_sealed="")
