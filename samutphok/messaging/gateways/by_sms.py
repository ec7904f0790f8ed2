"""SMS by any provider that takes a number and a text over HTTPS; names of fields are the operator's."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings

from samutphok.messaging.domain.answers import Answer, Heard, of_status, seconds_asked
from samutphok.messaging.gateways import Gateway, Letter
from samutphok.messaging.gateways.http import Replied, post

_NUMBERS = ("id", "message_id", "messageId", "uuid", "reference")  # where providers put their number of a message


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """fields: from our names (to, text, sender, key) to the provider's."""

    url: str
    auth: str
    sender: str
    fields: tuple[tuple[str, str], ...]
    form: bool
    keeps_keys: bool

    def push(self, letter: Letter) -> Answer:
        """One SMS; the number goes out as +66…"""
        ours = {"to": "+66" + letter.address[1:], "text": letter.text, "sender": self.sender, "key": str(letter.key)}
        theirs = {their: ours[own] for own, their in self.fields if own in ours}
        body = urlencode(theirs) if self.form else json.dumps(theirs)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded" if self.form else "application/json",
            "Accept": "application/json",
            "Idempotency-Key": str(letter.key),
        }
        if self.auth:
            headers["Authorization"] = self.auth
        replied = post(self.url, body.encode(), headers)
        return _heard(replied) if isinstance(replied, Replied) else replied


def gateway() -> Gateway | None:
    """The gateway that is set up; None without one."""
    held = settings.MESSAGES
    if not held["sms_url"]:
        return None
    pairs = tuple(tuple(pair.split("=", 1)) for pair in held["sms_fields"].split(",") if "=" in pair)
    fields = tuple((own.strip(), their.strip()) for own, their in pairs)
    return SmsGateway(
        held["sms_url"], held["sms_auth"], held["sms_sender"], fields, held["sms_form"], held["sms_keeps_keys"]
    )


def _heard(replied: Replied) -> Answer:
    answer = of_status(replied.status, wait=seconds_asked(_header(replied, "retry-after")))
    if answer.heard is not Heard.ACCEPTED:
        return answer
    try:
        said = json.loads(replied.body or b"{}")
    except (ValueError, RecursionError):  # a sign-in page of some network answers 200 to everything
        return Answer(Heard.UNCLEAR, "garbage")
    found = next((said[name] for name in _NUMBERS if name in said), "") if isinstance(said, dict) else ""
    return of_status(replied.status, reply=str(found) if isinstance(found, str | int) else "")


def _header(replied: Replied, name: str) -> str | None:
    return next((value for key, value in replied.headers.items() if key.lower() == name), None)
