"""What families need, as private supporters may see it: no family can be told from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.moves import Moves, move


class PledgeState(StrEnum):
    """Where a promise of a supporter stands."""

    PROMISED = "promised"
    MATCHING = "matching"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


PLEDGE = Moves(
    start=PledgeState.PROMISED,
    moves=(
        move("match", "promised matching", PledgeState.MATCHING),
        move("unmatch", "matching", PledgeState.MATCHING),
        move("deliver", "matching", PledgeState.MATCHING),
        move("complete", "matching", PledgeState.DELIVERED),
        move("withdraw", "promised", PledgeState.WITHDRAWN),
        move("decline", "promised matching", PledgeState.DECLINED),
    ),
)


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A need of one family, inside the office. quantity: what is still missing, in hundredths."""

    kind: str
    amphoe: str
    household_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class ShownNeed:
    """What is shown: a kind, an amphoe or a province (two digits: several amphoe together), a rounded quantity."""

    kind: str
    area_code: str
    quantity: int


def disclose(needs: Iterable[OpenNeed], *, fewest: int, step: int) -> tuple[ShownNeed, ...]:
    """Needs by kind and amphoe where so many families have one; the others by province where those together are enough.

    A province's number holds only the amphoe that are not shown by themselves, at least two of them, so that nothing
    comes back by subtraction. Quantities are cut down to whole steps; what is less than a step is not shown.
    """
    cells: dict[tuple[str, str], list[OpenNeed]] = defaultdict(list)
    for one in needs:
        cells[(one.kind, one.amphoe)].append(one)
    shown: list[ShownNeed] = []
    rest: dict[tuple[str, str], list[list[OpenNeed]]] = defaultdict(list)
    for (kind, amphoe), found in cells.items():
        if _families(found) >= fewest:
            shown.append(ShownNeed(kind, amphoe, _cut(found, step)))
        else:
            rest[(kind, amphoe[:2])].append(found)
    for (kind, province), parts in rest.items():
        together = [one for part in parts for one in part]
        if len(parts) > 1 and _families(together) >= fewest:
            shown.append(ShownNeed(kind, province, _cut(together, step)))
    return tuple(sorted((one for one in shown if one.quantity), key=lambda one: (one.kind, one.area_code)))


def _families(needs: Iterable[OpenNeed]) -> int:
    return len({one.household_id for one in needs})


def _cut(needs: Iterable[OpenNeed], step: int) -> int:
    return sum(one.quantity for one in needs) // 100 // step * step


@dataclass(frozen=True, slots=True)
class NewPledge:
    """What a supporter promises. area_code: an amphoe, or two digits for anywhere in the province."""

    kind: str
    area_code: str
    quantity: Decimal
    act_id: UUID
    message: str = ""


@dataclass(frozen=True, slots=True)
class PledgeView:
    """A promise and how far it has come; never a family. matched and delivered: units."""

    id: UUID
    number: str
    kind: str
    area_code: str
    quantity: Decimal
    matched: Decimal
    delivered: Decimal
    state: PledgeState
    promised_at: datetime
    supporter: str
    account_id: str
    message: str
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class MatchView:
    """A family that a promise goes to, for case workers only."""

    id: UUID
    need_id: UUID
    household_id: UUID
    area_code: str
    family: str
    quantity: Decimal
    entry_id: UUID | None


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need of a family, for case workers only."""

    id: UUID
    household_id: UUID
    area_code: str
    family: str
    kind: str
    quantity: Decimal
    asked_at: datetime


def by_kind(needs: Iterable[ShownNeed]) -> Mapping[str, tuple[ShownNeed, ...]]:
    """The shown needs of each kind."""
    found: dict[str, list[ShownNeed]] = defaultdict(list)
    for one in needs:
        found[one.kind].append(one)
    return {kind: tuple(several) for kind, several in found.items()}
