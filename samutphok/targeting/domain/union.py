"""Union measures: poor in a dimension when any of its indicators is failed, poor when poor in any dimension.

TPMAP's measure is one of them (policy/measures/tpmap-2561.yaml); another round's catalogue is another file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.targeting.domain.declarations import Declaration

MOST_INDICATORS = 60  # they share one 64-bit number
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A survey's yes-or-no question: its column (1 pass, 0 fail, empty not applicable), what passing it means.

    of: 'person' or 'household', whom the survey asks; either way a failure counts for every member.
    """

    column: str
    statement: Bilingual
    of: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Dimension:
    """A side of life with its indicators; its name ends the output's column names ('poor_health')."""

    name: str
    label: Bilingual
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class UnionMeasure:
    """Dimensions in the order of their bits: dimension i of a household is bit i of its mask, as is indicator i."""

    name: str
    label: Bilingual
    dimensions: tuple[Dimension, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in the order of their bits."""
        return tuple(indicator for dimension in self.dimensions for indicator in dimension.indicators)

    def bits_of(self, dimension: str) -> int:
        """The indicator bits that belong to a dimension."""
        names = [name.name for name in self.dimensions for _ in name.indicators]
        return sum(1 << place for place, name in enumerate(names) if name == dimension)


def read_union_measure(policy: PolicyFile) -> UnionMeasure:
    """A union measure out of its file; raises PolicyError, which names file, line and remedy."""
    declared = Declaration(policy)
    if policy.raw.get("rule") != "union":
        raise policy.error(
            ("rule",),
            Bilingual("ไม่ใช่ตัววัดแบบรวมมิติ (rule: union)", "this is no union measure (rule: union)."),
            Bilingual("ใช้ตัววัดแบบรวมมิติ หรือใช้ samutphok mpi", "Take a union measure, or use samutphok mpi."),
        )
    declared.choice("unit", ("household",), "household")
    dimensions = tuple(_dimension(entry) for entry in declared.each("dimensions"))
    measure = UnionMeasure(policy.name, declared.label("label"), dimensions)
    _once(declared, [dimension.name for dimension in dimensions])
    _once(declared, [indicator.column.casefold() for indicator in measure.indicators])
    if len(measure.indicators) > MOST_INDICATORS:
        raise declared.wrong("dimensions", f"hold at most {MOST_INDICATORS} indicators")
    return measure


def _dimension(declared: Declaration) -> Dimension:
    name = declared.text("name")
    if not _NAME.fullmatch(name):
        raise declared.wrong("name", "small Latin letters, digits and underscores")
    indicators = tuple(_indicator(entry) for entry in declared.each("indicators"))
    return Dimension(name, declared.label("label"), indicators)


def _indicator(declared: Declaration) -> Indicator:
    return Indicator(
        column=declared.text("column"),
        statement=Bilingual(declared.text("th"), declared.text("en")),
        of=declared.choice("of", ("person", "household"), "person"),
        number=declared.optional_whole("number"),
    )


def _once(declared: Declaration, names: Sequence[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise declared.wrong("dimensions", f"name each dimension and column once ({', '.join(twice)})")
