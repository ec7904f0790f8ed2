"""Messages to the caller: the number when it was taken, and that there is an answer."""

import re
from datetime import datetime

from samutphok.messaging.actions import send
from samutphok.messaging.domain.recipients import Phone
from samutphok.requests.domain.asking import Caller, Taken
from samutphok.requests.domain.telling import shown_number
from samutphok.requests.models import Request

_MOBILE = re.compile(r"0[689][0-9]{8}")
ANSWER_PAGE = "/ask/answer/"


def tell_taken(row: Request, caller: Caller, taken: Taken, *, now: datetime) -> None:
    """Sends number and code to a mobile phone, when the caller said that this may be done."""
    if caller.messages and _MOBILE.fullmatch(caller.phone):
        values = {"number": shown_number(taken.number), "check": taken.check, "link": ANSWER_PAGE}
        _send(row, caller, "request_taken", values, now)


def tell_answered(row: Request, caller: Caller, *, now: datetime) -> None:
    """Tells the caller that there is an answer, and nothing of it."""
    if caller.messages and _MOBILE.fullmatch(caller.phone):
        _send(row, caller, "request_answered", {"number": shown_number(row.number), "link": ANSWER_PAGE}, now)


def _send(row: Request, caller: Caller, template: str, values: dict[str, str], now: datetime) -> None:
    to = Phone(caller.phone, caller.language)
    send(to=to, template=template, values=values, now=now, area_code=row.area_code)
