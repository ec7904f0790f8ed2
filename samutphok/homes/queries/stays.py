"""Who asks, who waits and in which order, who stays: for the staff of the home. Reading a guest's page is recorded."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, Window
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import names_of, within
from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import unseal
from samutphok.homes.domain.asking import Goal
from samutphok.homes.domain.stays import BEFORE, HERE, STAYS, StayState
from samutphok.homes.domain.views import ActView, HomePage, PlanView, ReviewView, StayLine, StayView
from samutphok.homes.domain.waiting import Turn, Waiting, in_order
from samutphok.homes.errors import StayNotFound
from samutphok.homes.models import CarePlan, Review, Stay, StayAct
from samutphok.homes.queries.places import free_now, home_view, name_of
from samutphok.homes.queries.rules import rules_on
from samutphok.registry.queries import identities_of

MOST_GUESTS, MOST_WAITING, PAST_SHOWN = 300, 300, 25


def home_page(*, viewer: Viewer, home_id: UUID, now: datetime) -> HomePage:
    """A home with its guests and those who wait, in the told order: six queries. Raises HomeNotFound."""
    today = timezone.localdate(now)
    home = home_view(viewer=viewer, home_id=home_id, now=now)
    rows = Stay.objects.filter(home=home_id, state__in=(*BEFORE, *HERE)).select_related("place").order_by("asked_at")
    found = list(rows[: MOST_GUESTS + MOST_WAITING])
    before = [one for one in found if one.state in BEFORE]
    turns = {one.stay_id: one for one in in_order(map(_waiting, before), rules_on(today).head_start, today=today)}
    ordered = sorted(before, key=lambda one: (-turns[one.id].counts, one.asked_at, one.id))
    guests = sorted((one for one in found if one.state in HERE), key=lambda one: (one.due_on or date.max, one.asked_at))
    return HomePage(
        home=home,
        waiting=tuple(_line(one, turns[one.id]) for one in ordered),
        guests=tuple(map(_line, guests)),
        due=sum(1 for one in guests if one.due_on and one.due_on <= today),
    )


def stay_view(*, viewer: Viewer, stay_id: UUID, now: datetime) -> StayView:
    """One stay with its history and care plan; that it was read is recorded. Raises StayNotFound outside the home."""
    scope = within(viewer, Action.MANAGE_HOME)
    row = Stay.objects.filter(scope, pk=stay_id).select_related("home", "place").first()
    if row is None:
        raise StayNotFound
    with transaction.atomic(savepoint=False):
        record(actor=viewer.account_id, act="read_stay", subject=f"stay:{row.id}", now=now)
    folded = STAYS.fold(as_acts(StayAct.objects.filter(stay=row)))
    people = names_of({one.by for one in folded.done} | {row.asked_by}, viewer=viewer)
    today = timezone.localdate(now)
    history = [ActView("ask", row.asked_at, people.get(row.asked_by, ""), {})]
    history += [ActView(one.name, one.at, people.get(one.by, ""), one.details) for one in folded.done]
    until = row.left_on or today
    return StayView(
        line=_line(row, _turn(row, today)),
        home_id=row.home_id,
        home=name_of(row.home),
        area_code=row.area_code,
        household_id=row.household_id,
        because=row.because,
        went_to=row.went_to,
        version=row.version,
        open_acts=STAYS.open_to(folded.state),
        history=tuple(reversed(history)),
        plans=_plans(row),
        free=free_now(row.home_id, on=today) if row.state in (*BEFORE, *HERE) else (),
        nights=(until - row.admitted_on).days if row.admitted_on else 0,
    )


def stays_past(*, viewer: Viewer, home_id: UUID, page: int) -> tuple[tuple[StayLine, ...], int]:
    """A page of those who have left or were not received, the newest first, and how many there are."""
    scope = within(viewer, Action.MANAGE_HOME)
    rows = Stay.objects.filter(scope, home=home_id).exclude(state__in=(*BEFORE, *HERE)).select_related("place")
    rows = rows.order_by("-asked_at", "id").annotate(total=Window(Count("*")))
    shown = list(rows[(page - 1) * PAST_SHOWN : page * PAST_SHOWN]) if page > 0 else []
    if not shown and page > 1:  # an address of a page that is no more shows the first
        shown = list(rows[:PAST_SHOWN])
    return tuple(map(_line, shown)), shown[0].total if shown else 0


def homes_waiting(*, viewer: Viewer, now: datetime) -> Mapping[str, int]:
    """What waits in the viewer's homes, for the first page: 'asked' for a place, 'due' to be looked at. One query."""
    today = timezone.localdate(now)
    rows = Stay.objects.filter(within(viewer, Action.MANAGE_HOME))
    return rows.aggregate(
        asked=Count("id", filter=Q(state__in=BEFORE)),
        due=Count("id", filter=Q(state__in=HERE, due_on__lte=today)),
    )


def stays_of_household(*, viewer: Viewer, household_id: UUID) -> tuple[StayLine, ...]:
    """The stays asked for a household by its case workers, without what the guest is called: one query.

    A guest of a protected matter is asked for without a household, so none of them is here.
    """
    scope = within(viewer, Action.WORK_CASE, "household__area_code")
    rows = (
        Stay.objects.filter(scope, household__in=identities_of(household_id))
        .select_related("place")
        .order_by("-asked_at", "id")
    )
    return tuple(_line(row, named=False) for row in rows[:PAST_SHOWN])


def _waiting(row: Stay) -> Waiting:
    return Waiting(row.id, row.kind, row.urgency, row.asked_at, timezone.localdate(row.asked_at))


def _turn(row: Stay, today: date) -> Turn | None:
    if row.state not in BEFORE:
        return None
    others = Stay.objects.filter(home=row.home_id, state__in=BEFORE, kind=row.kind)
    turns = in_order(map(_waiting, others), rules_on(today).head_start, today=today)
    return next(one for one in turns if one.stay_id == row.id)


def _line(row: Stay, turn: Turn | None = None, *, named: bool = True) -> StayLine:
    called = unseal(row.called_sealed, bound_to=str(row.id)) if named and row.called_sealed else ""
    return StayLine(
        id=row.id,
        number=row.number,
        called=called,
        identity_known=row.identity_known,
        kind=row.kind,
        people=row.people,
        urgency=row.urgency,
        state=StayState(row.state),
        emergency=row.emergency,
        asked_at=row.asked_at,
        place=row.place.label if row.place else "",
        place_id=row.place_id,
        admitted_on=row.admitted_on,
        left_on=row.left_on,
        due_on=row.due_on,
        due_for=row.due_for,
        turn=turn,
    )


def _plans(row: Stay) -> tuple[PlanView, ...]:
    plans = list(CarePlan.objects.filter(stay=row).order_by("-version"))
    reviews: dict[UUID, list[ReviewView]] = {}
    for one in Review.objects.filter(plan__in=[plan.id for plan in plans]).order_by("-held_on", "-at"):
        note = unseal(one.note_sealed, bound_to=str(one.id)) if one.note_sealed else ""
        reviews.setdefault(one.plan_id, []).append(ReviewView(one.held_on, one.progress, note, one.next_on))
    return tuple(_plan(one, reviews.get(one.id, ())) for one in plans)


def _plan(row: CarePlan, reviews: Iterable[ReviewView]) -> PlanView:
    goals = json.loads(unseal(row.goals_sealed, bound_to=str(row.id)))
    return PlanView(
        version=row.version,
        goals=tuple(
            Goal(
                one["need"], one["goal"], one["step"], one["by"], date.fromisoformat(one["due"]) if one["due"] else None
            )
            for one in goals
        ),
        agreed=row.agreed,
        review_on=row.review_on,
        written_at=row.written_at,
        reviews=tuple(reviews),
    )
