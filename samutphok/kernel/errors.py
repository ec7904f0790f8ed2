"""Errors that name the problem and the remedy, in Thai and English.

Each capability derives its own in its `errors.py`; the edge (web, API, command line) catches them by type and maps
`status` to HTTP once, or to exit code 2 on the command line.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in the two languages of the product."""

    th: str
    en: str

    def in_language(self, language: str) -> str:
        """The Thai text, or the English one when `language` starts with 'en'."""
        return self.en if language.startswith("en") else self.th

    def __str__(self) -> str:
        return self.en


class Error(Exception):
    """What went wrong and what the user can do; never carries personal data."""

    status: ClassVar[int] = 400

    def __init__(self, *, problem: Bilingual, remedy: Bilingual) -> None:
        super().__init__(f"{problem.en} {remedy.en}")
        self.problem = problem
        self.remedy = remedy


class InvalidInput(Error):
    """A file, field or option that cannot be taken as it is."""

    status = 422


class Forbidden(Error):
    """The viewer may see the thing, and may not do this with it."""

    status = 403


class NotFound(Error):
    """Absent, or out of the viewer's scope: the two look alike."""

    status = 404


class Conflict(Error):
    """The state of the record does not allow this act."""

    status = 409


class Stale(Error):
    """Somebody changed the record since the viewer read it."""

    status = 412
