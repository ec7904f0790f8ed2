"""What is to be written about people, families and rows, decided elsewhere and carried out by the registry in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from samutphok.registry.domain.identity import Identity, Portrait, Reading

# Registers made by meeting the household; others are lists of single people.
SURVEYS = frozenset({"bmn_survey", "bma_families"})


@dataclass(frozen=True, slots=True)
class HouseholdKey:
    """What makes two rows one family. Without a house code nothing does: such a row is a household of its own."""

    area_code: str
    house_code: str = ""
    family_no: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """An identifier to be given to a person: 'pid', 'pid_shared' or 'g_code', the number itself, and since when."""

    kind: str
    value: str = field(repr=False)
    index: str
    since: date


@dataclass(frozen=True, slots=True)
class NewPerson:
    id: UUID
    portrait: Portrait
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class NewHousehold:
    id: UUID
    key: HouseholdKey


@dataclass(frozen=True, slots=True)
class NewRow:
    """A register row to be kept; `member` when its survey met the person in the household."""

    batch_id: UUID
    row_number: int
    register: str
    as_of: date
    pid_index: str
    area_code: str
    state: str
    person: UUID | None
    household: UUID | None
    values: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A row that is already kept and now speaks of another person, of nobody yet, or is no longer in doubt."""

    id: int
    state: str
    person: UUID | None
    was: UUID | None


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A kept row that is taken out of the picture with its batch, and of whom and where it spoke."""

    id: int
    person: UUID | None
    household: UUID | None


@dataclass(frozen=True, slots=True)
class Changes:
    """One transaction's worth. `shared` gives a person the number (by its index) that another one holds.

    gone: people whose every row now speaks of somebody else; retired: people of whom no row speaks since `left` were
    taken back.
    """

    households: Sequence[NewHousehold] = ()
    people: Sequence[NewPerson] = ()
    rows: Sequence[NewRow] = ()
    moved: Sequence[MovedRow] = ()
    portraits: Mapping[UUID, Portrait] = field(default_factory=dict)
    shared: Mapping[UUID, str] = field(default_factory=dict)
    gone: frozenset[UUID] = frozenset()
    left: Sequence[LeftRow] = ()
    retired: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A kept row that carries a citizen number, as linkage needs it. `place` is (SHA-256 of the staged file, row number)."""

    id: int
    place: tuple[str, int]
    pid_index: str
    register: str
    as_of: date
    area_code: str
    state: str
    person: UUID | None
    household: UUID | None
    identity: Identity = field(repr=False)

    def reading(self) -> Reading:
        """The row as one reading of who its person is."""
        return Reading(self.identity, self.area_code, self.as_of, self.register in SURVEYS, self.place)
