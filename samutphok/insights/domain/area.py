"""The area tree: one area's numbers and those of the areas inside it, under the chosen switches."""

from dataclasses import dataclass
from datetime import date, datetime

from samutphok.insights.domain.choice import Cut, Dimension, DimensionChoice, Option
from samutphok.insights.domain.families import FamilyRow
from samutphok.insights.domain.index import PovertyIndex
from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class Place:
    """An area's name on a page. open: the viewer may open its page; listed: a catalogue has it.

    name: with its kind ('อำเภอกะทู้'); bare: without it, for where there is little room.
    """

    code: str
    kind: str
    name: Bilingual
    open: bool = True
    listed: bool = True
    bare: Bilingual | None = None

    @property
    def short(self) -> Bilingual:
        """The bare name, or the whole where there is no other."""
        return self.bare or self.name


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
    """One area's counts. Persons unless a name says households; nobody is counted twice.

    selected: target-poor persons under the viewer's switches (all target-poor when none is on).
    selected_households: households with at least one such person.
    None: the source does not count it, as TPMAP's published counts do not count poor households.
    """

    households: int
    persons: int
    registered: int
    validated: int
    poor: int
    poor_and_registered: int
    poor_households: int | None
    target_poor: int
    selected: int
    selected_households: int | None

    @property
    def selected_share(self) -> Share:
        """Selected persons out of all persons of the list."""
        return Share(self.selected, self.persons)

    @property
    def poor_share(self) -> Share:
        """The survey-poor out of all persons."""
        return Share(self.poor, self.persons)

    @property
    def registered_share(self) -> Share:
        """Those registered for state welfare out of all persons."""
        return Share(self.registered, self.persons)

    @property
    def validated_share(self) -> Share:
        """The validated out of those registered for state welfare."""
        return Share(self.validated, self.registered)


@dataclass(frozen=True, slots=True)
class DimensionCount:
    """Target-poor persons in one dimension, beside the same share elsewhere. Dimensions overlap: never add them.

    here: target-poor in the dimension out of all persons of the area.
    beside: the same for the page's `beside`; None where there is nothing to compare with.
    """

    dimension: Dimension
    here: Share
    beside: Share | None


@dataclass(frozen=True, slots=True)
class Beside:
    """With what the profile is compared: the country, else the area above. published_year: BE, when TPMAP published it."""

    name: Bilingual
    published_year: int | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The area on the list before this one, by the same measure. as_of: its data cut."""

    as_of: date
    numbers: AreaNumbers


@dataclass(frozen=True, slots=True)
class Published:
    """What TPMAP published of the area for a year (BE), to the person: public, so rounded for nobody.

    by_dimension: target-poor in each dimension out of all persons, in TPMAP's order.
    """

    year: int
    numbers: AreaNumbers
    by_dimension: tuple[Share, ...]
    source: Bilingual
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area inside the page's area.

    by_dimension: target-poor in each dimension out of all persons, in TPMAP's order.
    index: its multidimensional poverty, when that is the page's measure; published: TPMAP's counts of it, when asked for.
    """

    place: Place
    numbers: AreaNumbers
    by_dimension: tuple[Share, ...] = ()
    index: PovertyIndex | None = None
    published: Published | None = None


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
    as_of: the oldest cut among the registers the measure reads; drawn_at: when the list was frozen; drawn_by: names of
    whoever drew it, none for the command line; taken_back: a file behind the list was taken back since.
    """

    name: str
    label: Bilingual
    source: Bilingual
    version: str
    as_of: date
    drawn_at: datetime
    drawn_by: tuple[str, ...] = ()
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class AreaPage:
    """The page of one area.

    place: the area; path: its ancestors, country first, without itself.
    cuts, cut: the years to choose from, newest first, and the one shown; None when there is nothing to show.
    measure: the measure of the drawn list behind the numbers; None without one, or when TPMAP's counts are shown.
    numbers: None when nothing covers the area yet (nothing is invented; `sources` says what is missing).
    measures: the measures with a drawn list to choose from.
    switches_apply: whether the numbers follow the dimension switches; published counts know no combination.
    index, cut_off: multidimensional poverty and its k, when that is the measure; earlier: the list before this one, if any.
    parts: the places whose lists the numbers are made of, where no list covers the whole area; empty where one does.
    coverage: of the country's page, the provinces with a list out of all provinces; None on other pages.
    profile: the five dimensions in TPMAP's order, whatever the switches; beside: with what they are compared.
    rows: the areas one level down that have numbers, in code order; empty for a village.
    published: TPMAP's counts of the area, shown themselves or to compare with; None when not asked for or not loaded.
    comparable: whether TPMAP published counts of this area that a drawn list can be compared with.
    families: in a village, its selected families (at most 100, most need first); empty above.
    families_total: all selected families of a village, shown or not.
    listed: the families behind the numbers are the viewer's to list, and the list in force is the one shown.
    rounded: every count is rounded to a multiple of five, because the viewer may not see the families behind them.
    """

    place: Place
    path: tuple[Place, ...]
    choice: DimensionChoice
    cuts: tuple[Cut, ...]
    measures: tuple[Option, ...]
    sources: tuple[SourceFreshness, ...]
    cut: Cut | None = None
    measure: MeasureNote | None = None
    numbers: AreaNumbers | None = None
    switches_apply: bool = True
    index: PovertyIndex | None = None
    cut_off: float | None = None
    earlier: Earlier | None = None
    parts: tuple[Place, ...] = ()
    coverage: Share | None = None
    profile: tuple[DimensionCount, ...] = ()
    beside: Beside | None = None
    rows: tuple[AreaRow, ...] = ()
    published: Published | None = None
    comparable: bool = False
    families: tuple[FamilyRow, ...] = ()
    families_total: int = 0
    listed: bool = False
    rounded: bool = False
