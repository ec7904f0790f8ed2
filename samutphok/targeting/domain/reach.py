"""How many families and persons a definition reaches, and who enters and leaves between two: counts as frozen values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from samutphok.targeting.domain.rulesets import Definition

NO, OPEN, YES = 0, 1, 2  # a definition's answer for a family
WHOLE = "all"  # the key of the definition's own answer beside those of its clauses


@dataclass(frozen=True, slots=True)
class FactsWanted:
    """An event: the facts of an area have to be gathered before anything can be counted on them."""

    list_id: UUID
    area: str


@dataclass(frozen=True, slots=True)
class FamilyPlace:
    """What a list knows a family by: its place, and the name it goes by."""

    area_code: str
    house_code: str
    family_no: str
    name: str


@dataclass(frozen=True, slots=True)
class Reached:
    """Families and persons who meet, and those who are left open by missing facts: nobody there meets, somebody may."""

    families: int = 0
    persons: int = 0
    open_families: int = 0
    open_persons: int = 0


@dataclass(frozen=True, slots=True)
class AreaReach:
    """One area: families and persons on the list, whom the definition reaches, and whom each clause (by its id)."""

    area: str
    families: int
    persons: int
    reached: Reached
    clauses: Mapping[str, Reached]


@dataclass(frozen=True, slots=True)
class Reach:
    """The counts of a definition on one list: `total`, and the areas one and two steps below (amphoe, tambon).

    Clauses overlap: their numbers do not add up to the total.
    """

    total: AreaReach
    areas: tuple[AreaReach, ...]
    as_of: date
    data_cut: date
    counted_at: datetime


class Change(StrEnum):
    """What happens to a family between two definitions."""

    ENTERS = "enters"
    LEAVES = "leaves"
    STAYS = "stays"
    OPENS = "opens"


CHANGES: Mapping[Change, tuple[tuple[int, int], ...]] = {
    Change.ENTERS: ((NO, YES), (OPEN, YES)),
    Change.LEAVES: ((YES, NO), (YES, OPEN)),
    Change.STAYS: ((YES, YES),),
    Change.OPENS: ((NO, OPEN), (OPEN, OPEN)),
}


@dataclass(frozen=True, slots=True)
class Deciding:
    """Which clauses made families enter or leave: of the definition before or after, those that hold or those that fail."""

    after: bool
    hold: bool

    @property
    def column(self) -> str:
        """The column of their bits in a comparison's file."""
        return f"{'after' if self.after else 'before'}_{'held' if self.hold else 'failed'}"


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """Families (and persons in them who meet) of one change, and by the clauses that decided it, which may overlap."""

    change: Change
    families: int
    persons: int
    open_now: int
    deciding: Deciding | None
    clauses: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two definitions over the same families. changes: None until the families have been judged."""

    id: UUID
    definition: UUID
    list_id: UUID
    area: str
    before: Definition
    after: Definition
    asked_at: datetime
    as_of: date
    data_cut: date
    changes: tuple[ChangeCount, ...] | None


def reach_in(area: str, rows: Iterable[Mapping[str, Any]], clauses: Sequence[str]) -> AreaReach:
    """The sum of the engine's rows (one a tambon) inside an area; clauses: ids in the order of their places."""
    inside = [row for row in rows if row["area_code"].startswith(area)]

    def total(column: str) -> int:
        return sum(int(row[column]) for row in inside)

    def reached(key: str) -> Reached:
        kinds = ("met_families", "met_persons", "open_families", "open_persons")
        return Reached(*(total(f"{kind}_{key}") for kind in kinds))

    by_clause = {clause: reached(str(place)) for place, clause in enumerate(clauses)}
    return AreaReach(area, total("families"), total("persons"), reached(WHOLE), by_clause)


def areas_below(area: str, rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The amphoe and tambon inside an area that have rows, each amphoe before its tambon."""
    codes = [row["area_code"] for row in rows if row["area_code"].startswith(area)]
    return sorted({code[:length] for code in codes for length in (4, 6) if len(area) < length <= len(code)})


def deciding(change: Change, *, before_every: bool, after_every: bool) -> Deciding | None:
    """Which clauses explain the change: what now holds lets families in, what held before is what they lose.

    Where all clauses must hold, what holds explains nothing, so it is those that fail. Nothing explains staying.
    """
    if change is Change.ENTERS:
        return Deciding(after=False, hold=False) if before_every and after_every else Deciding(after=True, hold=True)
    if change is Change.LEAVES:
        return Deciding(after=True, hold=False) if before_every and after_every else Deciding(after=False, hold=True)
    return None


def changes_in(rows: Sequence[Mapping[str, Any]], before: Definition, after: Definition) -> tuple[ChangeCount, ...]:
    """The counts of a comparison from the engine's rows: families alike in answers and clauses."""
    return tuple(_change(change, rows, before, after) for change in Change)


def _change(change: Change, rows: Iterable[Mapping[str, Any]], before: Definition, after: Definition) -> ChangeCount:
    found = [row for row in rows if (row["before"], row["after"]) in CHANGES[change]]
    decided = deciding(change, before_every=before.every, after_every=after.every)
    clauses: dict[int, int] = {}
    if decided is not None:
        side = after if decided.after else before
        clauses = {
            place: sum(row["families"] for row in found if row[decided.column] >> place & 1)
            for place in range(len(side.open_clauses()))
        }
    persons = "before_persons" if change is Change.LEAVES else "after_persons"
    return ChangeCount(
        change=change,
        families=sum(row["families"] for row in found),
        persons=sum(row[persons] for row in found),
        open_now=sum(row["families"] for row in found if row["after"] == OPEN),
        deciding=decided,
        clauses={place: families for place, families in clauses.items() if families},
    )
