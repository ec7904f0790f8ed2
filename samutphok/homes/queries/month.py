"""A home's month in numbers, and what it does for its neighbourhood."""

from collections import Counter
from datetime import date, datetime, timedelta
from statistics import median
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.homes.domain.month import Month, MonthAround
from samutphok.homes.domain.occupancy import Day, day_by_day
from samutphok.homes.domain.stays import BEFORE, HERE
from samutphok.homes.domain.views import ActivityView, KnowledgeView, MemberView, Neighbourhood, SessionView
from samutphok.homes.errors import HomeNotFound
from samutphok.homes.models import Activity, Knowledge, NetworkMember, Session, Stay, StayAct
from samutphok.homes.queries.places import home_named, managed, places_of, spans_of
from samutphok.homes.queries.rules import rules_on

SHOWN = 30


def month_of(*, viewer: Viewer, home_id: UUID, start: date, now: datetime) -> Month:
    """The month that begins on `start`, up to today: eight queries. Raises HomeNotFound."""
    home, today = home_named(viewer=viewer, home_id=home_id), timezone.localdate(now)
    following = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    until = min(following, today + timedelta(days=1))
    rules = rules_on(today)
    counted = _days_of(home_id, start, max(0, (until - start).days))
    rows = _rows_of(home_id, start, until, now)
    begin, end = _moment(start, now), _moment(until, now)
    admitted = [one for one in rows if one.admitted_on and start <= one.admitted_on < until]
    waits = [(one.admitted_on - timezone.localdate(one.asked_at)).days for one in admitted if one.admitted_on]
    left = Counter(one.went_to for one in rows if one.left_on and start <= one.left_on < until)
    long_since = until - timedelta(days=rules.long_stay_days)
    return Month(
        home=home,
        since=start,
        until=until - timedelta(days=1),
        asked=sum(begin <= one.asked_at < end for one in rows),
        admitted=len(admitted),
        emergencies=sum(one.emergency for one in admitted),
        refused=sum(one.refused for one in rows),
        left=dict(left),
        left_well=sum(many for to, many in left.items() if to in rules.well),
        days=counted,
        waiting_at_end=sum(one.state in BEFORE for one in rows),
        waited=median(waits) if waits else None,
        long_stays=sum(
            one.state in HERE and one.admitted_on is not None and one.admitted_on < long_since for one in rows
        ),
        around=_around(home_id, start, until),
    )


class _Row(NamedTuple):
    """What a month counts of a stay. refused: the home said no in the month."""

    state: str
    asked_at: datetime
    admitted_on: date | None
    left_on: date | None
    went_to: str
    emergency: bool
    refused: bool


def _rows_of(home_id: UUID, start: date, until: date, now: datetime) -> list[_Row]:
    """The stays of which a month speaks: who asked, came, left or was refused in it, or waited or stayed: one query."""
    begin, end = _moment(start, now), _moment(until, now)
    said_no = StayAct.objects.filter(stay=OuterRef("pk"), name="refuse", at__gte=begin, at__lt=end)
    rows = Stay.objects.filter(home=home_id, asked_at__lt=end).annotate(refused=Exists(said_no))
    spoken = Q(state__in=(*BEFORE, *HERE)) | Q(asked_at__gte=begin) | Q(refused=True)
    spoken |= Q(admitted_on__gte=start, admitted_on__lt=until) | Q(left_on__gte=start, left_on__lt=until)
    return [_Row(*row) for row in rows.filter(spoken).values_list(*_Row._fields)]


def _days_of(home_id: UUID, since: date, days: int) -> tuple[Day, ...]:
    closures, spells = spans_of([home_id], since=since, until=since + timedelta(days=days))
    return day_by_day(places_of([home_id]), closures, spells, since=since, days=days)


def _around(home_id: UUID, start: date, until: date) -> MonthAround:
    """What the home did for its neighbourhood in the month: three queries."""
    held = {"home": home_id, "held_on__gte": start, "held_on__lt": until}
    sessions = list(Session.objects.filter(**held).annotate(n=Count("guests")))
    done = Activity.objects.filter(**held).aggregate(many=Count("id"), reached=Sum("reached"))
    members = NetworkMember.objects.filter(Q(until=None) | Q(until__gte=until), home=home_id, since__lt=until)
    return MonthAround(
        sessions=len(sessions),
        came=sum(one.n + sum(one.outsiders.values()) for one in sessions),
        activities=done["many"],
        reached=done["reached"] or 0,
        members=dict(Counter(members.values_list("kind", flat=True))),
    )


def neighbourhood(*, viewer: Viewer, home_id: UUID) -> Neighbourhood:
    """Sessions, knowledge, network and prevention of a home, the newest first: five queries. Raises HomeNotFound."""
    if not managed(viewer).filter(pk=home_id).exists():
        raise HomeNotFound
    sessions = Session.objects.filter(home=home_id).annotate(n=Count("guests")).order_by("-held_on", "id")[:SHOWN]
    members = NetworkMember.objects.filter(home=home_id, until=None).annotate(n=Count("activities"))
    activities = Activity.objects.filter(home=home_id).annotate(n=Count("joined")).order_by("-held_on", "id")[:SHOWN]
    shared = Knowledge.objects.filter(home=home_id, withdrawn_at=None).order_by("-shared_at", "id")[:SHOWN]
    return Neighbourhood(
        tuple(
            SessionView(one.title, one.topic, one.held_on, float(one.hours), one.n, one.outsiders) for one in sessions
        ),
        tuple(KnowledgeView(one.id, one.topic, one.title, one.text, one.source, one.shared_at) for one in shared),
        tuple(
            MemberView(one.id, one.kind, one.name, one.does, one.since, one.n)
            for one in members.order_by("kind", "name")
        ),
        tuple(ActivityView(one.kind, one.title, one.area_code, one.held_on, one.reached, one.n) for one in activities),
    )


def guests_on(*, viewer: Viewer, home_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """Ids and book numbers of today's guests, for the list of who came to a session; of another's home none."""
    rows = Stay.objects.filter(within(viewer, Action.MANAGE_HOME), home=home_id, state__in=HERE)
    return tuple(rows.order_by("asked_at").values_list("id", "number"))


def _moment(day: date, now: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.localtime(now).tzinfo)
