"""What people hear of aid: a number, never what it is about."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from samutphok.messaging.actions import send
from samutphok.messaging.domain.recipients import Account


def tell_account(account_id: str, template: str, values: Mapping[str, str], *, area_code: str, now: datetime) -> None:
    """Leaves a message for a colleague or supporter in the caller's transaction; nothing for a system process."""
    try:
        account = UUID(account_id)
    except ValueError:
        return
    send(to=Account(account), template=template, values=values, now=now, area_code=area_code[:4])
