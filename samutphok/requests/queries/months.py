"""How many requests came in each month: numbers, to look ahead by."""

from datetime import date, datetime, time

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import inside
from samutphok.requests.models import Request


def requests_by_month(viewer: Viewer, area_code: str, *, until: date) -> dict[date, int]:
    """Requests taken in an area by month (its first day), of the whole months before the month of `until`.

    The first month in which anything came is left out, for it may have begun in its middle; a later month without
    requests is a zero. Nothing for a viewer who sees no numbers there. One query.
    """
    if not viewer.may(Action.TRY_SCENARIO, RecordScope(area_code)):
        return {}
    zone = timezone.get_current_timezone()
    this_month = until.replace(day=1)
    rows = Request.objects.filter(
        inside("area_code", area_code), taken_at__lt=datetime.combine(this_month, time(), tzinfo=zone)
    )
    months = rows.annotate(month=TruncMonth("taken_at", tzinfo=zone)).values("month").order_by("month")
    counted = {timezone.localtime(row["month"], zone).date(): row["n"] for row in months.annotate(n=Count("pk"))}
    if not counted:
        return {}
    first, *_ = counted
    at, found = _after(first), {}
    while at < this_month:
        found[at] = counted.get(at, 0)
        at = _after(at)
    return found


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
