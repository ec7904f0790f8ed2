"""An area's counts by the set of failed dimensions, and what any choice of switches makes of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Protocol

from samutphok.targeting.domain.selection import Selection


class MaskCount(Protocol):
    """Households and persons whose household fails exactly the dimensions of `mask` (bit 0 health ... bit 4 access)."""

    @property
    def mask(self) -> int: ...
    @property
    def households(self) -> int: ...
    @property
    def target_households(self) -> int: ...
    @property
    def persons(self) -> int: ...
    @property
    def registered(self) -> int: ...
    @property
    def validated(self) -> int: ...


@dataclass(frozen=True, slots=True)
class AreaTally:
    """One area of one list. Persons unless a name says households; `selected` under the switches; nobody twice.

    target_by_dimension: target-poor persons failing each dimension, in TPMAP's order; they overlap.
    """

    area_code: str
    households: int
    persons: int
    registered: int
    validated: int
    poor: int
    poor_and_registered: int
    poor_households: int
    target_poor: int
    target_households: int
    selected: int
    selected_households: int
    target_by_dimension: tuple[int, ...]


def tally(area_code: str, counts: Iterable[MaskCount], *, mask: int, every: bool, dimensions: int = 5) -> AreaTally:
    """Adds up an area's mask counts. `mask` holds the switches; none on selects every target-poor person.

    A person is poor when the household fails any dimension, target-poor when poor and validated (domain: TPMAP's
    published structure), so each switch setting is a sum over disjoint masks.
    """
    rows = list(counts)
    poor = [row for row in rows if row.mask]
    wanted = [row for row in poor if takes(row.mask, switches=mask, every=every)]
    return AreaTally(
        area_code=area_code,
        households=sum(row.households for row in rows),
        persons=sum(row.persons for row in rows),
        registered=sum(row.registered for row in rows),
        validated=sum(row.validated for row in rows),
        poor=sum(row.persons for row in poor),
        poor_and_registered=sum(row.registered for row in poor),
        poor_households=sum(row.households for row in poor),
        target_poor=sum(row.validated for row in poor),
        target_households=sum(row.target_households for row in poor),
        selected=sum(row.validated for row in wanted),
        selected_households=sum(row.target_households for row in wanted),
        target_by_dimension=tuple(
            sum(row.validated for row in poor if row.mask >> bit & 1) for bit in range(dimensions)
        ),
    )


def takes(failed: int, *, switches: int, every: bool) -> bool:
    """Whether a household that fails these dimensions is under the switches; no switch takes all."""
    if not switches:
        return True
    common = failed & switches
    return common == switches if every else bool(common)


@dataclass(frozen=True, slots=True)
class FamilyCell:
    """Families of an area that are alike in everything a list filters by. level -1: none; met: bits of definitions."""

    mask: int
    level: int
    met: int
    target_poor: bool
    households: int


def families_under(selection: Selection, cells: Iterable[FamilyCell], *, definition_bit: int) -> int:
    """How many of these families the selection's filters take. definition_bit: that of the wanted definition in `met`."""
    return sum(
        cell.households
        for cell in cells
        if takes(cell.mask, switches=selection.mask, every=selection.every)
        and selection.level in (None, cell.level)
        and selection.target_poor in (None, cell.target_poor)
        and (not selection.definition or cell.met & definition_bit)
    )


def added(area_code: str, tallies: Sequence[AreaTally]) -> AreaTally:
    """One area's tally out of those of lists that share no family."""
    whole = {
        name: sum(getattr(one, name) for one in tallies)
        for name in (field.name for field in fields(AreaTally))
        if name not in ("area_code", "target_by_dimension")
    }
    by_dimension = tuple(map(sum, zip(*(one.target_by_dimension for one in tallies), strict=True)))
    return AreaTally(area_code=area_code, target_by_dimension=by_dimension, **whole)
