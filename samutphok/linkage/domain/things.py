"""What decisions speak of: people, rows of registers, families; by text, so that one log holds all of them."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from samutphok.linkage.errors import UnknownThing

PERSON, RECORD, HOUSEHOLD = "person", "record", "household"


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """One of them. key: a UUID's text for people and families, a number for rows."""

    kind: str
    key: str

    @classmethod
    def read(cls, text: str) -> Self:
        """The thing that `person:<uuid>`, `record:<number>` or `household:<uuid>` names; UnknownThing for other text."""
        kind, _, key = text.partition(":")
        try:
            return cls(kind, str(int(key)) if {RECORD: True, PERSON: False, HOUSEHOLD: False}[kind] else str(UUID(key)))
        except (KeyError, ValueError) as error:
            raise UnknownThing from error

    @classmethod
    def person(cls, key: UUID) -> Self:
        """A person."""
        return cls(PERSON, str(key))

    @classmethod
    def record(cls, key: int) -> Self:
        """A row of a register."""
        return cls(RECORD, str(key))

    @classmethod
    def household(cls, key: UUID) -> Self:
        """A family."""
        return cls(HOUSEHOLD, str(key))

    @property
    def uuid(self) -> UUID:
        """The key of a person or a family."""
        return UUID(self.key)

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
