"""What a viewer chose to see: dimensions, how they combine, which families, in which order."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.errors import Bilingual


class Dimension(StrEnum):
    """TPMAP's five dimensions, in TPMAP's order; values are those of the columns `poor_*` and `target_poor_*`."""

    HEALTH = "health"
    LIVING = "living"
    EDUCATION = "education"
    INCOME = "income"
    ACCESS = "accessibility"


class Combine(StrEnum):
    """How several dimension switches combine on one person: poor in any of them, or in all of them."""

    ANY = "any"
    ALL = "all"


class FamilyOrder(StrEnum):
    """The orders of a list of families; each ends with the household's id, so pages never overlap."""

    NEED = "need"  # most problem dimensions first, then most dependants, then the lowest income
    NAME = "name"  # Thai collation of the first member's name
    AREA = "area"  # area code, house code, family number
    LEVEL = "level"  # level 3 first; families without a level last
    INCOME = "income"  # lowest income a person first; unknown last


@dataclass(frozen=True, slots=True)
class DimensionChoice:
    """The dimension switches; no switch on means every target-poor person, whatever the dimension."""

    dimensions: frozenset[Dimension] = frozenset()
    combine: Combine = Combine.ANY


PUBLISHED = "tpmap-"  # begins the value of a cut that TPMAP published


@dataclass(frozen=True, slots=True)
class Cut:
    """A year (BE) that a page can show: that of our own drawn lists, or one that TPMAP published."""

    year: int
    published: bool = False

    @property
    def value(self) -> str:
        """What the address bar says: '2561', or 'tpmap-2561'."""
        return f"{PUBLISHED}{self.year}" if self.published else str(self.year)


@dataclass(frozen=True, slots=True)
class Basis:
    """On which numbers an area's page stands.

    measure: file name of a measure; empty for the first that has a list. cut: the value of a `Cut`; empty for the newest.
    compare: TPMAP's published counts stand beside our own.
    """

    measure: str = ""
    cut: str = ""
    compare: bool = False


@dataclass(frozen=True, slots=True)
class FamilyFilter:
    """Which families a list or an export holds. The same value gives both, so an export is never wider than the page.

    text: a name (misspelt or romanised too), a full citizen number, or a house code; empty for all.
    area_code: prefix of the registered place; "TH" or empty for the viewer's whole scope.
    choice: families with a person poor under the switches; no switch on: all families. With `target_poor=True` the same
    person must be target-poor, so the list's length is the area page's `selected_households`.
    level: 0-3; None for all.
    target_poor: families with at least one target-poor member; False is the opposite; None for all.
    definition: name of a definition in `policy/definitions`, families that meet it; empty for all.
    picked: a worklist's id: the families that people have put on it; None for all.
    only: just these families of all that the rest takes, as somebody has marked them on a page; None for all.
    """

    text: str = ""
    area_code: str = ""
    choice: DimensionChoice = DimensionChoice()
    level: int | None = None
    target_poor: bool | None = None
    definition: str = ""
    picked: UUID | None = None
    only: tuple[UUID, ...] | None = None
    order: FamilyOrder = FamilyOrder.NEED


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a filter offers, with its name for people: a measure, a definition, a level, a dimension."""

    value: str
    label: Bilingual
