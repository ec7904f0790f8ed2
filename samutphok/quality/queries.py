"""Reading the quality of registers in an area: counts only, rounded for whoever may not see the families (ADR 6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet, Sum
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer, covers
from samutphok.access.queries import inside
from samutphok.intake.domain.batch import STAGED_STATUSES
from samutphok.kernel.rounding import rounded
from samutphok.quality.domain.figures import (
    LEVELS,
    AreaFigure,
    Ask,
    BatchFigure,
    ColumnFigure,
    Count,
    Delivery,
    RegisterQuality,
    asks,
    shown,
)
from samutphok.quality.domain.measures import Limits, Measure, RegisterRules, limits, rules_of
from samutphok.quality.errors import QualityNotFound
from samutphok.quality.models import Figure, Measuring

MOST_DELIVERIES = 24
MOST_AREAS = 100
_WORST = 3


@dataclass(frozen=True, slots=True)
class QualityPage:
    """The registers of an area. exact: counts are as they are, otherwise rounded."""

    area: str
    registers: tuple[RegisterQuality, ...]
    limits: Mapping[Measure, Limits]
    exact: bool


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One register of an area. columns: by measure and column, of the newest delivery; inside: its areas, the least
    `measure` first; hidden: areas that are left out of it; batches: the files; asks: what the sender is asked for."""

    area: str
    quality: RegisterQuality
    columns: tuple[ColumnFigure, ...]
    measure: Measure
    inside: tuple[AreaFigure, ...]
    hidden: int
    batches: tuple[BatchFigure, ...]
    asks: tuple[Ask, ...]
    rules: RegisterRules
    limits: Mapping[Measure, Limits]
    linked: bool
    exact: bool


def quality_page(*, viewer: Viewer, area: str = "", now: datetime) -> QualityPage:
    """The registers that spoke of an area and were measured; one query. Raises QualityNotFound out of the viewer's areas."""
    area, exact = _place(viewer, area)
    rows = _standing().filter(area_code=area).values("measuring__register", "measuring__as_of", "measure")
    counts: dict[str, dict[date, dict[Measure, Count]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows.annotate(yes=Sum("met"), asked=Sum("of")):
        count = shown(Count(row["yes"], row["asked"]), exact=exact)
        counts[row["measuring__register"]][row["measuring__as_of"]][Measure(row["measure"])] = count
    today = timezone.localdate(now)
    found = (_register(name, days, today) for name, days in sorted(counts.items()))
    return QualityPage(area, tuple(one for one in found if one), limits(), exact)


def measured() -> frozenset[UUID]:
    """The batches that have been measured since their rows were joined to people."""
    return frozenset(Measuring.objects.filter(linked=True).values_list("batch_id", flat=True))


def quality_told(*, area: str = "") -> tuple[tuple[str, date, Measure, Count], ...]:
    """The figures of an area for whoever works on the machine itself, by register, delivery and measure; one query."""
    rows = _standing().filter(area_code=area).values("measuring__register", "measuring__as_of", "measure")
    found = [
        (row["measuring__register"], row["measuring__as_of"], Measure(row["measure"]), Count(row["yes"], row["asked"]))
        for row in rows.annotate(yes=Sum("met"), asked=Sum("of"))
    ]
    order = list(Measure)
    return tuple(sorted(found, key=lambda one: (one[0], one[1], order.index(one[2]))))


def register_quality(
    *, viewer: Viewer, register: str, area: str = "", measure: Measure = Measure.COMPLETENESS, now: datetime
) -> RegisterPage:
    """One register in an area, by column, delivery and area inside; at most three queries. Raises QualityNotFound."""
    area, exact = _place(viewer, area)
    today = timezone.localdate(now)
    rules = rules_of(register, day=today) if register.replace("_", "").isalnum() else None
    if rules is None:
        raise QualityNotFound
    days = _by_day(register, area, exact=exact)
    quality = _register(register, {day: _summed(columns) for day, columns in days.items()}, today)
    if quality is None:
        raise QualityNotFound
    batches = Measuring.objects.filter(_standing_batch("batch"), register=register, figures__area_code=area)
    files = list(batches.distinct().order_by("-as_of", "-received_at")[:MOST_DELIVERIES])
    newest = max(days)
    before = max((day for day in days if day < newest), default=None)
    columns = tuple(_column(key, count, days.get(before, {}) if before else {}) for key, count in days[newest].items())
    below = _inside(register, area, newest, exact=exact)
    by_area = [AreaFigure(code, _summed(counts)) for code, counts in below.items()]
    by_area.sort(key=lambda one: (_share(one, measure), one.area_code))
    ranges = limits()
    return RegisterPage(
        area=area,
        quality=quality,
        columns=columns,
        measure=measure,
        inside=tuple(by_area[:MOST_AREAS]),
        hidden=max(0, len(by_area) - MOST_AREAS),
        batches=tuple(_batch(one, exact=exact) for one in files),
        asks=asks(columns, _worst(below), ranges),
        rules=rules,
        limits=ranges,
        linked=all(one.linked for one in files if one.as_of == newest),
        exact=exact,
    )


def _place(viewer: Viewer, area: str) -> tuple[str, bool]:
    """The area asked for, or the widest that the viewer sees counts of; and whether they are exact there."""
    held = sorted(viewer.prefixes(Action.VIEW_COUNTS), key=lambda one: (len(one), one))
    area = area or next((one for one in held if len(one) in LEVELS), "-")
    if len(area) not in LEVELS or not any(covers(prefix, area) for prefix in held):
        raise QualityNotFound
    return area, viewer.may(Action.LIST_HOUSEHOLDS, RecordScope(area))


def _standing() -> "QuerySet[Figure]":
    return Figure.objects.filter(_standing_batch("measuring__batch")).order_by()


def _standing_batch(field: str) -> Q:
    """Batches that were not taken back."""
    return Q(**{f"{field}__status__in": STAGED_STATUSES})


def _by_day(register: str, area: str, *, exact: bool) -> dict[date, dict[tuple[Measure, str], Count]]:
    rows = _standing().filter(area_code=area, measuring__register=register)
    found: dict[date, dict[tuple[Measure, str], Count]] = defaultdict(dict)
    for row in _counted(rows.values("measuring__as_of", "measure", "column")):
        key = Measure(row["measure"]), row["column"]
        found[row["measuring__as_of"]][key] = shown(Count(row["yes"], row["asked"]), exact=exact)
    return found


def _inside(register: str, area: str, day: date, *, exact: bool) -> dict[str, dict[tuple[Measure, str], Count]]:
    """The areas one step down in one delivery."""
    rows = _standing().filter(measuring__register=register, measuring__as_of=day, parent=area).exclude(area_code=area)
    rows = rows.filter(inside("area_code", area)) if area else rows
    found: dict[str, dict[tuple[Measure, str], Count]] = defaultdict(dict)
    for row in _counted(rows.values("area_code", "measure", "column")):
        key = Measure(row["measure"]), row["column"]
        found[row["area_code"]][key] = shown(Count(row["yes"], row["asked"]), exact=exact)
    return found


def _counted(rows: Any) -> Iterable[dict[str, Any]]:
    return rows.annotate(yes=Sum("met"), asked=Sum("of"), last=Max("id")).order_by("measure", "last")


def _summed(counts: Mapping[tuple[Measure, str], Count]) -> dict[Measure, Count]:
    """All questions of a measure together."""
    found: dict[Measure, Count] = {}
    for (measure, _), count in counts.items():
        found[measure] = found.get(measure, Count()) + count
    return found


def _register(name: str, days: Mapping[date, Mapping[Measure, Count]], today: date) -> RegisterQuality | None:
    rules = rules_of(name, day=today)
    if not days or rules is None:
        return None
    last = sorted(days)[-MOST_DELIVERIES:]
    late = (today - last[-1]).days - rules.renewed_within
    return RegisterQuality(name, tuple(Delivery(day, days[day]) for day in last), max(0, late))


def _column(key: tuple[Measure, str], count: Count, before: Mapping[tuple[Measure, str], Count]) -> ColumnFigure:
    return ColumnFigure(key[0], key[1], count, before.get(key, Count()).share)


def _share(one: AreaFigure, measure: Measure) -> float:
    """For sorting: areas where nothing was asked come last."""
    share = one.counts.get(measure, Count()).share
    return 2.0 if share is None else share


def _worst(
    below: Mapping[str, Mapping[tuple[Measure, str], Count]],
) -> dict[tuple[Measure, str], tuple[tuple[str, int], ...]]:
    """For each question the areas with the most unmet."""
    found: dict[tuple[Measure, str], list[tuple[str, int]]] = defaultdict(list)
    for code, counts in below.items():
        for key, count in counts.items():
            if count.unmet:
                found[key].append((code, count.unmet))
    return {key: tuple(sorted(areas, key=lambda one: (-one[1], one[0]))[:_WORST]) for key, areas in found.items()}


def _batch(one: Measuring, *, exact: bool) -> BatchFigure:
    received = timezone.localdate(one.received_at)
    return BatchFigure(
        one.as_of, one.received_at, one.rows if exact else rounded(one.rows), (received - one.as_of).days
    )
