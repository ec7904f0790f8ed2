"""Desks that take requests, and what somebody might say there."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from desk_office import PASSWORD
from django.utils import timezone

from samutphok.access.actions import create_account, give_grant
from samutphok.access.domain import Grant, NewAccount, Role, Viewer
from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.requests.actions import take_request
from samutphok.requests.domain.asking import Caller, Channel, Kind, NewRequest, Taken
from samutphok.requests.models import Request

PHONE = "0812345678"
SAID = "ลูกสองคนยังไม่มีที่เรียน"
NEED = NewRequest(Channel.HOTLINE, Kind.HELP, "830101", SAID, Caller("สมใจ", PHONE, "self", "ซอย 3"))


def desk(role: Role = Role.HOTLINE, *areas: str, username: str = "hotline") -> Viewer:
    """Somebody at a desk, with an account."""
    now = timezone.now()
    account = NewAccount(username, "เจ้าหน้าที่ทดสอบ")
    made = create_account(viewer=operator(now=now), account=account, password=PASSWORD, now=now)
    give_grant(viewer=operator(now=now), username=username, grant=Grant(role, areas or ("83",)), now=now)
    return viewer_by_id(made.id, now=now)


def take(viewer: Viewer, *, now: datetime | None = None, **said: Any) -> Taken:
    """A request as `NEED`, but for what is said."""
    return take_request(viewer=viewer, asked=replace(NEED, **said), now=now or viewer.now)


def row_of(taken: Taken) -> Request:
    """The request's row."""
    return Request.objects.get(pk=taken.id)


def make_demo_request(username: str = "phuket") -> None:
    """Somebody on no list asks the demo's desk for help."""
    now = timezone.now()
    take(viewer_by_id(account_named(username, viewer=operator(now=now)).id, now=now), area_code="830303", now=now)
