"""What a caller keeps and is told: the number, the code that goes with it, and words that give nothing away."""

import re

from samutphok.kernel.sealed_words import SealedWords
from samutphok.kernel.thai import arabic_digits

NUMBER_DIGITS, CHECK_DIGITS = 9, 6
_NOT_DIGITS = re.compile(r"[^0-9]")
_CITIZEN_NUMBER = re.compile(r"(?:[0-9][ -]?){13}")
SAID_LENGTH = 300


def number_of(*, year: int, chance: int) -> str:
    """A request's number: the last two figures of its Buddhist year and seven of chance, so that it tells no counts."""
    return f"{year % 100:02d}{chance % 10_000_000:07d}"


def check_of(index: str) -> str:
    """Six figures out of a keyed index: nobody who lacks the key can work them out."""
    return f"{int(index[:12], 16) % 1_000_000:06d}"


def shown_number(number: str) -> str:
    """As it is written and read aloud: '69-123-4567'."""
    return f"{number[:2]}-{number[2:5]}-{number[5:]}"


def shown_check(check: str) -> str:
    """As it is written and read aloud: '123 456'."""
    return f"{check[:3]} {check[3:]}"


def read_digits(text: str, length: int) -> str:
    """The digits of what somebody typed, Thai ones too; '' when they are not as many as there must be."""
    digits = _NOT_DIGITS.sub("", arabic_digits(text))
    return digits if len(digits) == length else ""


def may_be_said(text: str, unsaid: SealedWords) -> bool:
    """Whether another person may read it: no sensitive word, no citizen number, and not longer than is read aloud."""
    folded = arabic_digits(text).casefold()
    return not unsaid.found(folded) and not _CITIZEN_NUMBER.search(folded) and len(text) <= SAID_LENGTH
