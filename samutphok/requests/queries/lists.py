"""The queue of a desk, what waits in it, and the requests of one family."""

from collections.abc import Iterable
from datetime import timedelta
from statistics import median
from uuid import UUID

from django.db.models import Count, Min, Q

from samutphok.access.domain import Viewer
from samutphok.access.queries import inside
from samutphok.registry.queries import family_roll, identities_of
from samutphok.requests.domain.asking import Urgency
from samutphok.requests.domain.standing import OPEN, State
from samutphok.requests.domain.views import AnswerTime, RequestLine, RequestQueue, RequestsWaiting, RequestsWanted
from samutphok.requests.queries.lines import line
from samutphok.requests.queries.scope import visible

PAGE_SIZE, MEASURED_DAYS, MEASURED_MOST = 25, 30, 2_000
_FIRST = ("rank", "due_at", "id")


def request_queue(viewer: Viewer, wanted: RequestsWanted, *, page_size: int = PAGE_SIZE) -> RequestQueue:
    """One page of the requests that the viewer's desk may see, the most urgent and then the first due on top.

    Three queries: rows, their number, the names of their families (S1, where the viewer may list them).
    """
    found = visible(viewer).filter(_matching(viewer, wanted))
    order = ("-settled_at", "id") if wanted.standing == "settled" else _FIRST
    start = (wanted.page - 1) * page_size
    rows = list(found.order_by(*order)[start : start + page_size])
    families = _families(viewer, (row.household_id for row in rows))
    lines = tuple(line(row, families.get(row.household_id, "") if row.household_id else "") for row in rows)
    return RequestQueue(wanted, lines, total=found.count(), page_size=page_size)


def requests_waiting(viewer: Viewer) -> RequestsWaiting:
    """What waits in the viewer's area, by urgency, with what is late: one query; nothing for who takes no requests.

    unlisted: of people whom no list has, by which errors of exclusion are found.
    """
    counted = (
        visible(viewer)
        .filter(state__in=OPEN)
        .aggregate(
            **{one.value: Count("pk", filter=Q(urgency=one)) for one in Urgency},
            late=Count("pk", filter=Q(due_at__lt=viewer.now)),
            escalated=Count("pk", filter=Q(escalations__gt=0)),
            mine=Count("pk", filter=Q(owner=viewer.account_id)),
            unlisted=Count("pk", filter=Q(household=None)),
            oldest=Min("taken_at"),
        )
    )
    return RequestsWaiting(**counted)


def answer_time(viewer: Viewer) -> AnswerTime:
    """How long requests settled in the last 30 days took, of the newest 2,000; those settled at once count."""
    since = viewer.now - timedelta(days=MEASURED_DAYS)
    settled = visible(viewer).filter(state=State.SETTLED, settled_at__gte=since).order_by("-settled_at")
    times = list(settled.values_list("taken_at", "settled_at", "escalations")[:MEASURED_MOST])
    took = [(end - start).total_seconds() for start, end, _ in times if end]
    in_time = sum(raised == 0 for _, _, raised in times)
    return AnswerTime(MEASURED_DAYS, len(times), in_time, timedelta(seconds=median(took)) if took else None)


def requests_of_household(viewer: Viewer, household_id: UUID) -> tuple[RequestLine, ...]:
    """A family's requests that the viewer may see, the newest first."""
    rows = visible(viewer).filter(household__in=identities_of(household_id)).order_by("-taken_at", "id")
    return tuple(line(row) for row in rows[:PAGE_SIZE])


def _matching(viewer: Viewer, wanted: RequestsWanted) -> Q:
    if wanted.number:
        return Q(number=wanted.number)
    found = inside("area_code", wanted.area) if wanted.area else Q()
    narrowed = {name: getattr(wanted, name) for name in ("urgency", "desk", "kind", "channel")}
    found &= Q(**{name: value for name, value in narrowed.items() if value})
    match wanted.standing:
        case "settled":
            return found & Q(state=State.SETTLED)
        case "late":
            return found & Q(state__in=OPEN, due_at__lt=viewer.now)
        case "mine":
            return found & Q(state__in=OPEN, owner=viewer.account_id)
        case "waiting":
            return found & Q(state=State.WAITING)
    return found & Q(state__in=OPEN)


def _families(viewer: Viewer, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    wanted = tuple(dict.fromkeys(one for one in ids if one))
    if not wanted:
        return {}
    roll = family_roll(viewer=viewer, first=wanted, areas=(), most=len(wanted))
    return {one.id: one.members[0].identity.full_name if one.members else "" for one in roll.families}
