"""The area tree: one area's numbers and those of the areas inside it, under the chosen switches."""

from dataclasses import dataclass
from datetime import date, datetime

from samutphok.insights.domain.choice import Dimension, DimensionChoice, Option
from samutphok.insights.domain.families import FamilyRow
from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class Place:
    """An area's name on a page. open: the viewer may open its page; listed: a catalogue has it."""

    code: str
    kind: str
    name: Bilingual
    open: bool = True
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """A count and what it is a part of, both in the same unit (persons or households)."""

    count: int
    of: int

    @property
    def fraction(self) -> float | None:
        """count / of, between 0 and 1; None when there is nothing to be a part of."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class AreaNumbers:
    """One area's counts on one drawn list. Persons unless a name says households; nobody is counted twice.

    selected: target-poor persons under the viewer's switches (all target-poor when none is on).
    selected_households: households with at least one such person.
    """

    households: int
    persons: int
    registered: int
    validated: int
    poor: int
    poor_and_registered: int
    poor_households: int
    target_poor: int
    selected: int
    selected_households: int

    @property
    def selected_share(self) -> Share:
        """Selected persons out of all persons of the list."""
        return Share(self.selected, self.persons)


@dataclass(frozen=True, slots=True)
class DimensionCount:
    """Target-poor persons in one dimension, beside the same share one level up. Dimensions overlap: never add them.

    here: target-poor in the dimension out of all persons of the area.
    above: the same in the area one level up (the whole list for the top area).
    """

    dimension: Dimension
    label: Bilingual
    here: Share
    above: Share


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area inside the page's area."""

    place: Place
    numbers: AreaNumbers


@dataclass(frozen=True, slots=True)
class SourceFreshness:
    """How old one register is in this area.

    as_of: the day to which the register holds, as its office says; None when no batch has arrived.
    received_at: when its last accepted batch came; rows: accepted rows of that batch.
    days_old: whole days from `as_of` to now; None without `as_of`.
    """

    register: str
    label: Bilingual
    as_of: date | None
    received_at: datetime | None
    rows: int
    days_old: int | None


@dataclass(frozen=True, slots=True)
class MeasureNote:
    """Which measure made the numbers, from where it comes and from which cut of the registers.

    name: file name in `policy/measures`; version: first characters of the rule file's SHA-256.
    as_of: the oldest cut among the registers the measure reads; drawn_at: when the list was frozen.
    """

    name: str
    label: Bilingual
    source: Bilingual
    version: str
    as_of: date
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class AreaPage:
    """The page of one area.

    place: the area; path: its ancestors, country first, without itself.
    measure, numbers: None when no list covers the area yet (nothing is invented; `sources` says what is missing).
    measures: the measures with a drawn list to choose from.
    profile: the five dimensions in TPMAP's order, whatever the switches.
    rows: the areas one level down that have rows in the list, in code order; empty for a village.
    families: in a village, its selected families (at most 100, most need first); empty above.
    families_total: all selected families of a village, shown or not.
    rounded: every count is rounded to a multiple of five, because the viewer may not see the families behind them.
    """

    place: Place
    path: tuple[Place, ...]
    choice: DimensionChoice
    measures: tuple[Option, ...]
    measure: MeasureNote | None
    numbers: AreaNumbers | None
    profile: tuple[DimensionCount, ...]
    rows: tuple[AreaRow, ...]
    families: tuple[FamilyRow, ...]
    families_total: int
    sources: tuple[SourceFreshness, ...]
    rounded: bool
