"""The next months of a province: requests, and people without work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer, covers
from samutphok.areas.domain import AreaView
from samutphok.areas.queries import provinces
from samutphok.insights.domain.ahead import Ahead, look_ahead
from samutphok.insights.errors import PageNotFound
from samutphok.published.domain.months import UNEMPLOYED, Monthly
from samutphok.published.queries import published_months
from samutphok.requests.queries import requests_by_month

PROVINCE = 2  # digits


@dataclass(frozen=True, slots=True)
class AheadPage:
    """A province's next months. requests, unemployed: None without a month; provinces: among which the viewer chooses."""

    area: str
    provinces: tuple[AreaView, ...]
    requests: Ahead | None
    unemployed: Ahead | None
    exact: bool


def ahead_page(*, viewer: Viewer, area: str = "", now: datetime) -> AheadPage:
    """What may be told of a province's next months; raises PageNotFound outside the viewer's areas. Three queries.

    Requests are rounded to fives for whoever may not list the families; published figures are public.
    """
    held = viewer.prefixes(Action.TRY_SCENARIO)
    mine = tuple(one for one in provinces() if any(covers(prefix, one.code) for prefix in held))
    area = area or min((prefix[:PROVINCE] for prefix in held if prefix), default=next((one.code for one in mine), ""))
    if len(area) != PROVINCE or not any(covers(prefix, area) for prefix in held):
        raise PageNotFound
    exact = viewer.may(Action.LIST_HOUSEHOLDS, RecordScope(area))
    today = timezone.localdate(now)
    asked = _series(requests_by_month(viewer, area, until=today))
    without_work = published_months(UNEMPLOYED, area)
    return AheadPage(
        area,
        mine,
        look_ahead(asked, exact=exact, today=today) if asked else None,
        look_ahead(without_work, exact=True, today=today) if without_work else None,
        exact,
    )


def _series(months: Mapping[date, int]) -> Monthly | None:
    return Monthly(min(months), tuple(months[month] for month in sorted(months))) if months else None
