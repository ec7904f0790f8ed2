"""The families among whom things are shared out, as their sources name them today."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from uuid import UUID

import numpy as np
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.allocation.domain.contracts import Wanting, source_of
from samutphok.allocation.domain.inputs import Inputs, scores
from samutphok.allocation.domain.rules import FACTS, Origin, ShareRules
from samutphok.allocation.domain.sharing import Offer, Settings
from samutphok.targeting.queries import FamilyInNeed, families_in_need

_LOTS = 2**64
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NeedsRead:
    """Needs as read now; data_cut: the oldest day of the lists behind them, None without a list."""

    inputs: Inputs
    data_cut: date | None


def read_needs(
    *, viewer: Viewer, sharing_id: UUID, area_code: str, settings: Settings, rules: ShareRules, now: datetime
) -> NeedsRead:
    """Every family that needs one of the offers, within what the viewer may share out."""
    found: list[tuple[int, Wanting, FamilyInNeed | None]] = []
    cuts: list[date] = []
    for place, offer in enumerate(settings.offers):
        cut, needs = _of_offer(viewer, offer, area_code, rules, now)
        cuts += [cut] if cut else []
        found += [(place, *one) for one in needs]
    inputs = _arrays(sharing_id, found, rules, timezone.localdate(now))
    return NeedsRead(inputs, min(cuts, default=None))


def _of_offer(
    viewer: Viewer, offer: Offer, area: str, rules: ShareRules, now: datetime
) -> tuple[date | None, list[tuple[Wanting, FamilyInNeed | None]]]:
    thing, today = rules.things[offer.thing], timezone.localdate(now)
    if thing.origin is Origin.LIST:
        cut, families = families_in_need(viewer=viewer, area=area, indicators=(thing.indicator,))
        return cut, [(Wanting(one.household, one.area_code, today), one) for one in families]
    asking: dict[UUID, Wanting] = {}
    for one in source_of(thing.origin)(viewer, thing, offer.of, area, now):
        if one.household_id not in asking or one.since < asking[one.household_id].since:
            asking[one.household_id] = one
    cut, known = _known(viewer, area, list(asking))
    return cut, [(one, known.get(key)) for key, one in asking.items()]


def _known(viewer: Viewer, area: str, households: list[UUID]) -> tuple[date | None, dict[UUID, FamilyInNeed]]:
    cut: date | None = None
    known: dict[UUID, FamilyInNeed] = {}
    for start in range(0, len(households), _AT_ONCE):
        cut, found = families_in_need(viewer=viewer, area=area, households=households[start : start + _AT_ONCE])
        known |= {one.household: one for one in found}
    return cut, known


def _arrays(
    sharing_id: UUID, found: list[tuple[int, Wanting, FamilyInNeed | None]], rules: ShareRules, today: date
) -> Inputs:
    facts: Mapping[str, np.ndarray] = {name: np.full(len(found), np.nan) for name in FACTS}
    for row, (_, asking, family) in enumerate(found):
        facts["level"][row], facts["dimensions"][row], facts["dependants"][row] = -1, 0, 0
        facts["months"][row] = _months(asking.since, today)
        for name, value in _facts(family):
            facts[name][row] = value
    lot = np.array([_lot(sharing_id, one.household_id) for _, one, _ in found], dtype=np.float64)
    offer = np.array([place for place, _, _ in found], dtype=np.int64)
    order = np.lexsort((lot, -scores(facts, rules.points), offer)).tolist()
    return Inputs(
        household=tuple(str(found[one][1].household_id) for one in order),
        area=tuple(found[one][1].area_code for one in order),
        offer=offer[order],
        ref=tuple(found[one][1].ref for one in order),
        lot=lot[order],
        facts={name: values[order] for name, values in facts.items()},
    )


def _facts(family: FamilyInNeed | None) -> Iterator[tuple[str, float]]:
    if family is None:
        return
    named: Iterable[tuple[str, float | None]] = (
        ("level", family.level),
        ("dimensions", family.dimensions),
        ("dependants", family.dependants),
        ("target_poor", family.target_poor),
        ("registered", family.registered),
        ("income", family.income),
    )
    yield from ((name, float(value)) for name, value in named if value is not None)


def _months(since: date, today: date) -> float:
    """Full months that have passed."""
    months = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    return float(max(months, 0))


def _lot(sharing_id: UUID, household: UUID) -> float:
    """Between 0 and 1, by chance and always the same for a sharing and a family; the least goes first."""
    return int.from_bytes(blake2b(sharing_id.bytes + household.bytes, digest_size=8).digest()) / _LOTS
