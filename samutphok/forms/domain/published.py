"""A form as phones get it."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samutphok.kernel.errors import Bilingual

ID_LENGTH = 200  # of a form's id, a version, a file's name

# Tables that every phone gets with its own families in them; no form brings them along.
PHONE_LISTS = frozenset({"households.csv", "members.csv"})

# Names stand in addresses and in the phone's folders: no separators, no control characters, no dots alone.
_NAME = re.compile(r"(?!\.+$)[^\x00-\x1f\x7f/\\?#%<>\"'|*]{1,200}")


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file that a version shows. md5: hexadecimal, of its exact bytes; media: its media type."""

    name: str
    md5: str
    size: int
    media: str


@dataclass(frozen=True, slots=True)
class PublishedForm:
    """A version of a form, without its bytes. md5: hexadecimal, of the exact bytes; size in bytes.

    number: the how manieth version of the form it is. questions: how many somebody is asked. area: prefix of the area
    whose office looks after the form, '' the country. retired_at: None while phones may get it.
    """

    id: UUID
    form_id: str
    version: str
    number: int
    title: str
    area: str
    md5: str
    sha256: str
    size: int
    questions: int
    warnings: tuple[Bilingual, ...]
    validated: bool
    source: str
    published_by: str
    published_at: datetime
    retired_at: datetime | None
    files: tuple[FormFile, ...]


def well_named(name: str) -> bool:
    """Whether a form's id, a version or a file may be called so."""
    return _NAME.fullmatch(name) is not None and name == name.strip()
