"""Who is in need and on no list: as grave as whoever is on a list and not in need, and harder to see."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Value
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import inside
from samutphok.foundation.audit.actions import record as record_act
from samutphok.kernel.rounding import rounded
from samutphok.logbook.queries.checking import last_refused
from samutphok.registry.queries import family_roll
from samutphok.registry.queries.checking import found_households
from samutphok.requests.queries.unlisted import unlisted_in, unlisted_requests
from samutphok.targeting.queries.places import on_a_list
from samutphok.verification.domain.estimates import Observation, Rate, disclosed, rate
from samutphok.verification.domain.interviews import MET
from samutphok.verification.domain.views import PAGE_SIZE, Exclusion, ExclusionLine
from samutphok.verification.models import Drawn, Interview
from samutphok.verification.queries.accuracy import WITHIN, area_of
from samutphok.verification.queries.rules import checks_on

FOUND, REFUSED, ASKED, POOR = "found", "refused", "asked", "poor"
KINDS = (FOUND, POOR, REFUSED, ASKED)
MOST = 5_000  # families seen poor that are looked up on lists


def exclusion(*, viewer: Viewer, area: str, kind: str, page: int, now: datetime) -> Exclusion:
    """The counts of an area by kind, and a page of the families or callers of one kind, for whoever may list them.

    Exact for those; rounded for others, without the page. The reading is recorded. Raises VerificationNotFound.
    """
    area = area_of(viewer, area)
    exact = viewer.may(Action.LIST_HOUSEHOLDS, RecordScope(area)) and viewer.may(
        Action.VIEW_HOUSEHOLD, RecordScope(area)
    )
    kind = kind if kind in KINDS else FOUND
    page = max(page, 1)
    poor = _poor(area)
    asks = viewer.prefixes(Action.TAKE_REQUEST)
    start = (page - 1) * PAGE_SIZE
    found, refused = found_households(area), last_refused(area)
    counted = _counted({FOUND: found, REFUSED: refused} | ({ASKED: unlisted_in(viewer, area=area)} if asks else {}))
    counts = {one: len(poor) if one == POOR else counted.get(one) for one in KINDS}
    rows: tuple[ExclusionLine, ...] = ()
    if exact and kind == ASKED:
        rows = tuple(
            ExclusionLine(None, one.id, one.number, one.area_code, timezone.localdate(one.taken_at))
            for one in unlisted_requests(viewer, area=area, start=start, most=PAGE_SIZE)
        )
    elif exact:
        source: Any = {FOUND: found, REFUSED: refused, POOR: poor}[kind]
        rows = _lines(viewer, source[start : start + PAGE_SIZE])
    if rows:
        _read(viewer, area, rows, now)
    return Exclusion(
        area=area,
        counts=counts if exact else {name: None if n is None else rounded(n) for name, n in counts.items()},
        kind=kind,
        rows=rows,
        page=page,
        pages=-(-(counts[kind] or 0) // PAGE_SIZE) or 1,
        sampled=_sampled(area, now, exact),
        exact=exact,
    )


def _counted(sources: Mapping[str, Any]) -> dict[str, int]:
    """How many each of these querysets has, by its name: one query for all."""
    each = [rows.order_by().values(of_kind=Value(name)).annotate(many=Count("pk")) for name, rows in sources.items()]
    return {row["of_kind"]: row["many"] for row in each[0].union(*each[1:], all=True)}


def _poor(area: str) -> list[tuple[UUID, str, date]]:
    """Families whose last interview shows them poor, and that no list in force counts among its targets; newest first."""
    rows = Interview.objects.filter(inside("area_code", area), outcome=MET, replaced=False, told__of__has_key="bmn22")
    told = rows.order_by("day", "received_at", "id").annotate(listed=on_a_list("household_id"))
    columns = ("household_id", "area_code", "day", "told__of__bmn22", "listed")
    last: Mapping[UUID, tuple[str, date, Any, bool]] = {
        key: tuple(rest) for key, *rest in told.values_list(*columns)[:MOST]
    }
    found = [
        (key, place, day) for key, (place, day, answer, listed) in last.items() if str(answer) == "0" and not listed
    ]
    return sorted(found, key=lambda one: (-one[2].toordinal(), one[0].hex))


def _sampled(area: str, now: datetime, exact: bool) -> Rate | None:
    """The share of families that are poor and on no list, as second interviews of samples show it."""
    today = timezone.localdate(now)
    rows = Drawn.objects.filter(inside("area_code", area), second_on__gte=today - WITHIN, missed__isnull=False)
    told = rows.values_list("sample_id", "stratum", "chance", "missed")
    observed = [Observation(f"{sample}:{stratum}", chance, bool(missed)) for sample, stratum, chance, missed in told]
    found = rate(observed, precision=checks_on(today).precision)
    return disclosed(found) if found and not exact else found


def _lines(viewer: Viewer, rows: Iterable[tuple[UUID, str, Any]]) -> tuple[ExclusionLine, ...]:
    listed = list(rows)
    if not listed:
        return ()
    roll = family_roll(viewer=viewer, first=[one[0] for one in listed], areas=(), most=PAGE_SIZE)
    called = {one.id: one.members[0].identity.full_name if one.members else "" for one in roll.families}
    return tuple(
        ExclusionLine(key, None, called[key], place, timezone.localdate(day) if isinstance(day, datetime) else day)
        for key, place, day in listed
        if key in called
    )


def _read(viewer: Viewer, area: str, rows: Iterable[ExclusionLine], now: datetime) -> None:
    families = sorted({f"household:{one.household_id}" for one in rows if one.household_id})
    with transaction.atomic():
        record_act(
            actor=viewer.account_id, act="read_excluded", subject=f"area:{area or 'TH'}", fields=families, now=now
        )
