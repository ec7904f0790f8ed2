"""What a drawn list says, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samutphok.kernel.rules import Value
from samutphok.targeting.domain.counts import AreaTally


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule file that was applied: kind is measures, levels or definitions; sha256 of the file's bytes."""

    kind: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A staged register that was read: the batch, the day it holds for, its rows."""

    register: str
    batch: UUID
    sha256: str
    as_of: date
    rows: int


@dataclass(frozen=True, slots=True)
class ListView:
    """One drawn list. data_cut: the oldest day among its registers; conflicts: numbers whose names differ."""

    id: UUID
    area_prefix: str
    measure: str
    levels: str
    rules: tuple[AppliedRule, ...]
    sources: tuple[ReadSource, ...]
    as_of: date
    data_cut: date
    drawn_at: datetime
    households: int
    persons: int
    conflicts: int
    result_sha256: str

    def definitions(self) -> tuple[str, ...]:
        """Names of the definitions, in the order of the bits of `EntryView.met`."""
        return tuple(rule.name for rule in self.rules if rule.kind == "definitions")

    def bit(self, definition: str) -> int:
        """The definition's bit in `Entry.met`; 0 when the list does not know it."""
        named = self.definitions()
        return 1 << named.index(definition) if definition in named else 0

    def rule(self, kind: str, name: str) -> AppliedRule:
        """The applied rule file of that kind and name; raises KeyError."""
        for rule in self.rules:
            if (rule.kind, rule.name) == (kind, name):
                return rule
        raise KeyError(f"{kind}/{name}")


@dataclass(frozen=True, slots=True)
class DefinitionAnswer:
    """Ids of the clauses that hold for the family or one of its members, of those left open, and how many meet it."""

    met: tuple[str, ...]
    unknown: tuple[str, ...]
    persons: int


@dataclass(frozen=True, slots=True)
class EntryView:
    """One family of a list; see `models.Entry` for the meaning of the fields.

    level: None for no level; target_rows: rows of the survey batch whose persons are target-poor.
    """

    target_list: UUID
    household: UUID | None
    area_code: str
    house_code: str
    family_no: str
    name: str
    members: int
    dependants: int
    income_per_person: float | None
    registered: int
    validated: int
    target_poor: int
    mask: int
    failed: tuple[int, ...]
    facts: Mapping[str, Value | None]
    target_rows: frozenset[int]
    level: int | None
    level_open: tuple[str, ...]
    met: tuple[str, ...]
    clauses: Mapping[str, DefinitionAnswer]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One page of families. total: all families under the selection in the viewer's scope; page: 1-based, clamped."""

    rows: tuple[EntryView, ...]
    total: int
    page: int
    lists: tuple[ListView, ...]


@dataclass(frozen=True, slots=True)
class AreaAsked:
    """An area whose counts are wanted. parent: the code above, None for the country; drawn: the lists that speak of it."""

    code: str
    parent: str | None
    drawn: tuple[ListView, ...]


@dataclass(frozen=True, slots=True)
class AreaTallies:
    """An area, the areas one level down that have rows, in code order, and the area above where a list covers it."""

    here: AreaTally
    below: tuple[AreaTally, ...]
    above: AreaTally | None
