"""People and families as other parts of the programme read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from samutphok.registry.domain.identity import Identity


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from: the register, the day of its cut, and the row (1-based) of the batch."""

    register: str
    as_of: date
    batch_id: UUID
    row_number: int


@dataclass(frozen=True, slots=True)
class NumberView:
    """A number of a person, masked ('x-xxxx-xxxxx-xx-1'); kind 'pid', 'pid_shared' or 'g_code'."""

    kind: str
    masked: str


@dataclass(frozen=True, slots=True)
class IdentitySeen:
    """Who a register said the person is."""

    identity: Identity = field(repr=False)
    source: Source


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody of a household. `until` None: the newest survey of the household met them there.

    history: every different identity, the newest first. under_review: registers with a row that carries the person's
    number and waits for a decision, or whose own row does.
    """

    person_id: UUID
    identity: Identity = field(repr=False)
    numbers: tuple[NumberView, ...]
    since: date
    until: date | None
    history: tuple[IdentitySeen, ...]
    under_review: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """A family: members of today (the eldest first), those who left, and where it lives.

    stands_for: the family into which it was absorbed; its own page leads there.
    """

    id: UUID
    area_code: str
    house_code: str
    family_no: str
    members: tuple[MemberView, ...]
    former: tuple[MemberView, ...]
    stands_for: UUID | None = None


@dataclass(frozen=True, slots=True)
class RowView:
    """One register row about a member: every fact is a key of `values`. Holds what S2 covers.

    household_id: the household in which a survey met the person; None in registers of single people.
    """

    person_id: UUID
    source: Source
    state: str
    values: Mapping[str, Any] = field(repr=False)
    household_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class HouseholdTold:
    """A family and the rows behind it, the newest first; `rows` None: the viewer is not cleared for poverty and health."""

    view: HouseholdView
    rows: tuple[RowView, ...] | None


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A family in a list; `members` those of today."""

    id: UUID
    area_code: str
    house_code: str
    family_no: str
    members: int


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """A page of a list; `next_after` continues it, None at the end."""

    lines: tuple[HouseholdLine, ...]
    next_after: UUID | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are; `at_least` when counting stopped because there are more."""

    number: int
    at_least: bool = False


class FoundBy(StrEnum):
    """What in the household matched the words of a search."""

    NAME = "name"
    HOUSE_CODE = "house_code"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class FoundHousehold:
    """A family that a search found, through one of its members when the words were a name or a number.

    distance: letters by which the folded name differs (0: as written); `by` says what was matched.
    """

    line: HouseholdLine
    by: FoundBy
    distance: int = 0
    name: str = field(default="", repr=False)
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The families found, the nearest first; `exact` when at least one is spelt as asked; `more` when cut at the limit."""

    found: tuple[FoundHousehold, ...]
    exact: bool
    more: bool


@dataclass(frozen=True, slots=True)
class FoundKeys:
    """The keys of the families found, the nearest first.

    exact: at least one is spelt as asked; more: others are as near, and more letters would tell them apart.
    """

    households: tuple[UUID, ...]
    exact: bool
    more: bool = False
