"""To whom a message goes: a colleague by account, somebody by phone number or by e-mail address."""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from samutphok.messaging.errors import BadAddress

_NOT_DIGITS = re.compile(r"[^0-9+]")
_MOBILE = re.compile(r"0[689][0-9]{8}")
_EMAIL = re.compile(r"[^@\s<>,;:\"]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z]{2,24}")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class Channel(StrEnum):
    """A way to a person outside the desk."""

    LINE = "line"
    SMS = "sms"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who logs in. They find the message at the desk, and on the channel that they chose."""

    id: UUID | str


@dataclass(frozen=True, slots=True)
class Phone:
    """A Thai mobile number as people write it; whoever asked for no more SMS gets none. language: 'th' or 'en'."""

    number: str
    language: str = "th"


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address that belongs to no account here."""

    address: str
    language: str = "th"


Recipient = Account | Phone | Email


def read_mobile(text: str) -> str:
    """The number as ten digits, 0 first. Raises BadAddress for what is no Thai mobile number."""
    digits = _NOT_DIGITS.sub("", text.translate(_THAI_DIGITS))
    digits = "0" + digits[3:] if digits.startswith("+66") else digits
    digits = "0" + digits[2:] if digits.startswith("66") and len(digits) == 11 else digits
    if not _MOBILE.fullmatch(digits):
        raise BadAddress
    return digits


def read_email(text: str) -> str:
    """The address without spaces around it, its domain in small letters. Raises BadAddress."""
    address = text.strip()
    if not _EMAIL.fullmatch(address):
        raise BadAddress
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.lower()}"
