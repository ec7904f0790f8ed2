"""What TPMAP publishes of an area for one year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from samutphok.kernel.errors import Bilingual

FIRST_YEAR = 2561  # BE: the first year whose counts were published
SOURCE = Bilingual("TPMAP (สศช. และเนคเทค) เว็บไซต์สาธารณะ", "TPMAP (NESDC and NECTEC), public site")
# TPMAP's sets of dimensions in its own notation and order: health, living, education, income, access; then any of them.
DIMENSION_SETS = ("10000", "01000", "00100", "00010", "00001")
ANY_DIMENSION = "11111"


@dataclass(frozen=True, slots=True)
class SetCounts:
    """Persons of an area who are poor in one set of dimensions."""

    poor: int
    poor_and_registered: int
    target_poor: int


@dataclass(frozen=True, slots=True)
class PublishedCounts:
    """One area's published counts of a year (BE). Persons unless the name says households.

    by_dimension: one entry for each of the five dimensions, in TPMAP's order; they overlap and are never added up.
    """

    area_code: str
    year: int
    households: int
    persons: int
    registered: int
    validated: int
    poor: int
    poor_and_registered: int
    target_poor: int
    by_dimension: tuple[SetCounts, ...]
    source: Bilingual
    loaded_at: datetime

    @property
    def target_by_dimension(self) -> tuple[int, ...]:
        """Target-poor persons in each dimension, in TPMAP's order."""
        return tuple(one.target_poor for one in self.by_dimension)


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """What the two files say of one area, before it is stored: totals, and counts by set of dimensions."""

    area_code: str
    households: int
    persons: int
    registered: int
    validated: int
    by_set: Mapping[str, SetCounts]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading did. changed: rows written; 0 when everything stood there already, in the same numbers."""

    year: int
    areas: int
    changed: int
