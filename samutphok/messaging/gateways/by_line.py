"""LINE: a push message of the office's official account (LINE Messaging API; LINE Notify ended on 31 March 2025)."""

import json
from dataclasses import dataclass

from django.conf import settings

from samutphok.messaging.domain.answers import Answer, of_status, seconds_asked
from samutphok.messaging.gateways import Gateway, Letter
from samutphok.messaging.gateways.http import Replied, post


@dataclass(frozen=True, slots=True)
class LineGateway:
    """LINE knows a message by X-Line-Retry-Key for a day and answers 409 to one that it has accepted already."""

    url: str
    token: str
    keeps_keys: bool = True

    def push(self, letter: Letter) -> Answer:
        """One text message to a LINE user."""
        said = {"to": letter.address, "messages": [{"type": "text", "text": letter.text}]}
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self.token}",
            "X-Line-Retry-Key": str(letter.key),
        }
        replied = post(self.url, json.dumps(said).encode(), headers)
        if not isinstance(replied, Replied):
            return replied
        names = {name.lower(): value for name, value in replied.headers.items()}
        reply = names.get("x-line-accepted-request-id") or names.get("x-line-request-id", "")
        return of_status(replied.status, reply=reply, wait=seconds_asked(names.get("retry-after")))


def gateway() -> Gateway | None:
    """The gateway that is set up; None without one."""
    held = settings.MESSAGES
    return LineGateway(held["line_url"], held["line_token"]) if held["line_token"] else None
