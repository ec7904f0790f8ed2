"""What a gateway's answer means, and what follows from it."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

_NOT_A_CODE = re.compile(r"[^A-Za-z0-9_.:-]")
_LONGEST_WAIT = timedelta(hours=24)
_REPEATED = 409
_OURS_TO_MEND = frozenset({401, 402, 403, 407})  # credentials or credit: nobody else is to blame, trying again helps


class Heard(StrEnum):
    """accepted: it is on its way. refused: this address never will. later: surely not taken, try again. unclear: perhaps
    taken; only a gateway that knows the message by its key may be asked again."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Answer:
    """code: ours, for people; reply: the gateway's own number of the message; wait: as long as it asked for."""

    heard: Heard
    code: str = ""
    reply: str = ""
    wait: timedelta = timedelta(0)


def of_status(status: int, *, reply: str = "", wait: timedelta = timedelta(0)) -> Answer:
    """The meaning of an HTTP status."""
    code = f"http_{status}"
    if 200 <= status < 300 or status == _REPEATED:
        return Answer(Heard.ACCEPTED, "repeated" if status == _REPEATED else "", as_code(reply))
    if status in (429, 503) or 300 <= status < 400 or status in _OURS_TO_MEND:
        return Answer(Heard.LATER, code, wait=min(wait, _LONGEST_WAIT))
    return Answer(Heard.UNCLEAR if status >= 500 or status == 408 else Heard.REFUSED, code)


def as_code(text: str) -> str:
    """What may be kept of a stranger's text: the letters of a code."""
    return _NOT_A_CODE.sub("", text)[:60]


def seconds_asked(header: str | None) -> timedelta:
    """The seconds of a Retry-After header, at most a day; nothing for what is no number."""
    text = (header or "").strip()
    return timedelta(seconds=min(int(text), 86_400)) if text.isdecimal() and len(text) < 9 else timedelta(0)
