"""How referrals stand: what waits for somebody, how an agency keeps up, the backlog that the governor sees."""

from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import inside, within
from samutphok.kernel.working_time import WorkingCalendar
from samutphok.referrals.domain.referral import AgencyBacklog, Waiting
from samutphok.referrals.domain.table import BEYOND_HEAD, Side
from samutphok.referrals.models import Referral
from samutphok.referrals.queries.referrals import of_agency
from samutphok.referrals.queries.rules import office_hours

LATELY = timedelta(days=365)
_READ = 5_000  # answers that a median is reckoned from, the newest


def backlog(viewer: Viewer, area_code: str) -> tuple[AgencyBacklog, ...]:
    """Per agency in an area: open, late, escalated beyond its head, median working days to the first answer: two queries.

    For whoever works with families or looks after referrals there; others get nothing. Counts only, no family.
    """
    scope = within(viewer, Action.SUPERVISE_CASES) | within(viewer, Action.WORK_CASE)
    rows = Referral.objects.filter(scope & inside("area_code", area_code))
    counted = (
        rows.filter(ended_at=None)
        .values("agency")
        .annotate(
            open=Count("id"),
            late=Count("id", filter=Q(side=Side.AGENCY, due_at__lt=viewer.now)),
            escalated=Count("id", filter=Q(escalated__in=BEYOND_HEAD)),
        )
        .order_by("-late", "-open", "agency")
    )
    days = _medians(rows, viewer.now, area_code)
    known = {row["agency"]: row for row in counted}
    names = [*known, *(agency for agency in days if agency not in known)]
    none = {"open": 0, "late": 0, "escalated": 0}
    return tuple(
        AgencyBacklog(name, row["open"], row["late"], row["escalated"], days.get(name))
        for name in names
        for row in [known.get(name, none)]
    )


def agency_standing(viewer: Viewer) -> AgencyBacklog:
    """The viewer's own agency: open, late, median working days; two queries."""
    rows = of_agency(viewer)
    now = viewer.now
    counted = rows.filter(ended_at=None).aggregate(
        open=Count("id"),
        late=Count("id", filter=Q(side=Side.AGENCY, due_at__lt=now)),
        escalated=Count("id", filter=Q(escalated__in=BEYOND_HEAD)),
    )
    scope = within(viewer, Action.ANSWER_REFERRAL, agency_field="agency")
    days = _medians(Referral.objects.filter(scope), now, "")
    every = [found for found in days.values() if found is not None]
    return AgencyBacklog("", counted["open"], counted["late"], counted["escalated"], median(every) if every else None)


def referrals_waiting(viewer: Viewer) -> Waiting:
    """What waits for the viewer: an agency's officer their agency's turn, a worker the office's own; one query."""
    today = timezone.localdate(viewer.now)
    mine = within(viewer, Action.ANSWER_REFERRAL, agency_field="agency") & Q(
        side=Side.AGENCY, until__gte=today
    ) | within(viewer, Action.WORK_CASE) & Q(side=Side.SENDER)
    start = timezone.localtime(viewer.now).replace(hour=0, minute=0, second=0, microsecond=0)
    beyond = within(viewer, Action.SUPERVISE_CASES) & Q(escalated__in=BEYOND_HEAD)
    today_here = Q(appointment_at__gte=start, appointment_at__lt=start + timedelta(days=1))
    counted = Referral.objects.filter(mine | beyond, ended_at=None).aggregate(
        turn=Count("id", filter=mine),
        late=Count("id", filter=mine & Q(due_at__lt=viewer.now)),
        promised=Count("id", filter=mine & today_here),
        escalated=Count("id", filter=beyond),
    )
    return Waiting(**counted)


def _medians(rows: "QuerySet[Referral]", now: datetime, area_code: str) -> dict[str, float | None]:
    answered = rows.filter(answered_at__gte=now - LATELY, answer_hours__isnull=False).order_by("-answered_at")
    hours: dict[str, list[float]] = {}
    for agency, found in answered.values_list("agency", "answer_hours")[:_READ]:
        hours.setdefault(agency, []).append(found or 0.0)
    a_day = day_hours(office_hours(now, area_code))
    return {agency: round(median(found) / a_day, 1) for agency, found in hours.items()}


def day_hours(calendar: WorkingCalendar) -> float:
    """Hours of a working day."""
    day = date.min
    return sum(
        (datetime.combine(day, closes) - datetime.combine(day, opens)).total_seconds() / 3600
        for opens, closes in calendar.hours
    )
