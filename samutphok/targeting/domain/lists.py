"""What a drawn list says, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samutphok.kernel.dates import buddhist_year
from samutphok.kernel.rules import Value
from samutphok.targeting.domain.counts import AreaTally

SURVEY = "bmn_survey"
LEVELS = "programme-2564"  # the table of levels that lists are drawn by
REGISTERS_OF_HELP = ("disability", "elderly_allowance", "provincial_aid")  # who is in one reaches state welfare


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
    """One drawn list. data_cut: the oldest day among its registers; conflicts: numbers whose names differ.

    current: in force; an earlier list is kept as it was, to be looked back at. drawn_by: the name of whoever drew it;
    empty for the command line.
    """

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
    current: bool = True
    drawn_by: str = ""

    @property
    def year(self) -> int:
        """The year of the data cut, Buddhist era."""
        return buddhist_year(self.data_cut)

    def definitions(self) -> tuple[str, ...]:
        """Names of the definitions, in the order of the bits of `EntryView.met`."""
        return tuple(rule.name for rule in self.rules if rule.kind == "definitions")

    def bit(self, definition: str) -> int:
        """The definition's bit in `Entry.met`; 0 when the list does not know it."""
        named = self.definitions()
        return 1 << named.index(definition) if definition in named else 0

    def survey(self, place: int) -> UUID:
        """The batch that a place among the surveys of the list stands for."""
        return [source.batch for source in self.sources if source.register == SURVEY][place]

    def rule(self, kind: str, name: str) -> AppliedRule:
        """The applied rule file of that kind and name; raises KeyError."""
        for rule in self.rules:
            if (rule.kind, rule.name) == (kind, name):
                return rule
        raise KeyError(f"{kind}/{name}")


@dataclass(frozen=True, slots=True)
class ListYear:
    """A year (BE) whose lists speak of an area: the lists to read for it, and the oldest data cut among them."""

    year: int
    lists: tuple[UUID, ...]
    data_cut: date


@dataclass(frozen=True, slots=True)
class DefinitionAnswer:
    """Ids of the clauses that hold for the family or one of its members, of those left open, and how many meet it."""

    met: tuple[str, ...]
    unknown: tuple[str, ...]
    persons: int


@dataclass(frozen=True, slots=True)
class ListDrawn:
    """An event: another list is in force for an area, '' for the country."""

    list_id: UUID
    area_prefix: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """One family of a list; see `models.Entry` for the meaning of the fields.

    level: None for no level; survey: the list's batch whose rows speak of the family; target_rows: the rows of that batch
    whose persons are target-poor.
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
    survey: UUID
    target_rows: frozenset[int]
    level: int | None
    level_open: tuple[str, ...]
    met: tuple[str, ...]
    clauses: Mapping[str, DefinitionAnswer]


@dataclass(frozen=True, slots=True)
class Listing:
    """What one list says of a household."""

    drawn: ListView
    entry: EntryView


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
