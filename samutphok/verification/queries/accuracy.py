"""How far each kind of data can be trusted: error rates of an area, the areas in it, sources and collectors."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer, covers
from samutphok.access.queries import inside, names_of
from samutphok.kernel.rounding import rounded
from samutphok.verification.domain.comparing import FIELDS
from samutphok.verification.domain.estimates import Observation, disclosed, rate
from samutphok.verification.domain.rules import Checks, Precision
from samutphok.verification.domain.views import Accuracy, AccuracyCell
from samutphok.verification.errors import VerificationNotFound
from samutphok.verification.models import Comparison, Drawn
from samutphok.verification.queries.rules import checks_on

WITHIN = timedelta(days=730)  # older second interviews say little of today's data
MOST = 100_000
_STEP = 2


class _Told(NamedTuple):
    drawn: UUID
    area: str
    field: str
    source: str
    collector: str
    agrees: bool
    chance: float
    stratum: str
    day: date


def area_of(viewer: Viewer, area: str) -> str:
    """The area asked for, or the widest one whose numbers the viewer sees; raises VerificationNotFound outside of them."""
    held = sorted(viewer.prefixes(Action.VIEW_COUNTS), key=lambda one: (len(one), one))
    if not held or (area and not any(covers(prefix, area) for prefix in held)):
        raise VerificationNotFound
    return area or held[0]


def accuracy(*, viewer: Viewer, area: str, now: datetime) -> Accuracy:
    """The error rates of an area. Exact for whoever may list its families; in steps for others. Two queries.

    What a family said to both is counted once for a field, wrong where it differs from any source's.
    Raises VerificationNotFound.
    """
    area = area_of(viewer, area)
    checks, since = checks_on(timezone.localdate(now)), timezone.localdate(now) - WITHIN
    told = _told(area, since)
    exact = viewer.may(Action.LIST_HOUSEHOLDS, RecordScope(area))
    team = viewer.may(Action.CHECK_DATA, RecordScope(area))
    digits = len(area) + _STEP
    inner = {one.area[:digits] for one in told if len(one.area) >= digits}
    of_visits = [one for one in told if one.source == "visit"]
    collectors = {one.collector for one in of_visits} if team else set()
    days = [one.day for one in told]
    return Accuracy(
        area=area,
        fields=tuple(name for name in FIELDS if any(one.field == name for one in told)),
        whole=_cells(area, told, checks, exact),
        inside={
            code: _cells(code, [one for one in told if one.area.startswith(code)], checks, exact)
            for code in sorted(inner)
        },
        sources=_by(told, "source", checks, exact),
        collectors=_by([one for one in of_visits if one.collector in collectors], "collector", checks, exact),
        names=names_of(collectors, viewer=viewer),
        families=_families(area, since, exact),
        newest=max(days, default=None),
        exact=exact,
        since=since,
    )


def _told(area: str, since: date) -> list[_Told]:
    rows = Comparison.objects.filter(inside("drawn__area_code", area), drawn__second_on__gte=since)
    names = (
        "drawn_id",
        "drawn__area_code",
        "field",
        "source",
        "drawn__collector",
        "agrees",
        "drawn__chance",
        "drawn__stratum",
        "drawn__sample_id",
        "drawn__second_on",
    )
    found = rows.values_list(*names)[:MOST]
    return [
        _Told(drawn, place, field, source, collector, agrees, chance, f"{sample}:{stratum}", day)
        for drawn, place, field, source, collector, agrees, chance, stratum, sample, day in found
    ]


def _families(area: str, since: date, exact: bool) -> int:
    n = Drawn.objects.filter(inside("area_code", area), second_on__gte=since).count()
    return n if exact else rounded(n)


def _by(told: list[_Told], name: str, checks: Checks, exact: bool) -> dict[str, Mapping[str, AccuracyCell]]:
    parts: dict[str, list[_Told]] = defaultdict(list)
    for one in told:
        parts[getattr(one, name)].append(one)
    return {key: _cells(key, held, checks, exact) for key, held in sorted(parts.items())}


def _cells(key: str, told: Iterable[_Told], checks: Checks, exact: bool) -> dict[str, AccuracyCell]:
    fields: dict[str, list[_Told]] = defaultdict(list)
    for one in told:
        fields[one.field].append(one)
    return {name: _cell(key, name, fields[name], checks.precision, exact) for name in FIELDS if name in fields}


def _cell(key: str, name: str, told: list[_Told], precision: Precision, exact: bool) -> AccuracyCell:
    families: dict[UUID, Observation] = {}
    for one in told:
        wrong = not one.agrees or (one.drawn in families and families[one.drawn].wrong)
        families[one.drawn] = Observation(one.stratum, one.chance, wrong)
    found = rate(families.values(), precision=precision)
    shown = found if exact or found is None else disclosed(found)
    return AccuracyCell(key, name, shown, max(one.day for one in told))
