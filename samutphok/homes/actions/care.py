"""The care plan of a guest, in versions, and its reviews."""

import json
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.foundation.privacy import seal
from samutphok.homes.actions.writing import held, keep
from samutphok.homes.domain.asking import Doing, Goal
from samutphok.homes.errors import NotOfTheRules
from samutphok.homes.models import CarePlan, Review

TEXT_LENGTH, MOST_GOALS, FARTHEST = 500, 20, 366


@transaction.atomic
def write_care_plan(
    *, viewer: Viewer, stay_id: UUID, goals: tuple[Goal, ...], agreed: bool, doing: Doing, now: datetime
) -> None:
    """Writes a new version of the plan; earlier ones stay. agreed: the guest, or who speaks for them, agrees.

    Raises StayNotFound, ActNotAllowed, StayChanged, NotOfTheRules.
    """
    ready = held(viewer=viewer, stay_id=stay_id, doing=doing, now=now)
    if ready is None:
        return
    if not 1 <= len(goals) <= MOST_GOALS or any(not _fits(one, ready.rules.needs) for one in goals):
        raise NotOfTheRules
    last = CarePlan.objects.filter(stay=ready.stay).count()
    key = uuid4()
    CarePlan.objects.create(
        id=key,
        stay=ready.stay,
        version=last + 1,
        goals_sealed=seal(json.dumps([packed(one) for one in goals]), bound_to=str(key)),
        agreed=agreed,
        review_on=ready.day + timedelta(days=ready.rules.review_days),
        written_by=viewer.account_id,
        written_at=now,
    )
    kept = Doing(doing.name, {"version": last + 1}, doing.on, doing.id)
    keep(viewer=viewer, stay=ready.stay, doing=kept, now=now, rules=ready.rules)


@transaction.atomic
def review_care_plan(
    *, viewer: Viewer, stay_id: UUID, progress: str, note: str, doing: Doing, now: datetime, next_on: date | None = None
) -> None:
    """Looks at the newest plan again: how it goes, a note, and when to look next (by the rules where nothing is said).

    Raises StayNotFound, ActNotAllowed, StayChanged, and NotOfTheRules, also where there is no plan yet.
    """
    ready = held(viewer=viewer, stay_id=stay_id, doing=doing, now=now)
    if ready is None:
        return
    plan = CarePlan.objects.filter(stay=ready.stay).order_by("-version").first()
    today = timezone.localdate(now)
    following = next_on or today + timedelta(days=ready.rules.review_days)
    if (
        plan is None
        or progress not in ready.rules.progress
        or not today < following <= today + timedelta(days=FARTHEST)
    ):
        raise NotOfTheRules
    key = uuid4()
    Review.objects.create(
        id=key,
        plan=plan,
        held_on=ready.day,
        progress=progress,
        note_sealed=seal(note.strip()[:TEXT_LENGTH], bound_to=str(key)) if note.strip() else "",
        next_on=following,
        by=viewer.account_id,
        at=now,
    )
    CarePlan.objects.filter(pk=plan.pk).update(review_on=following)
    kept = Doing(doing.name, {"progress": progress}, doing.on, doing.id)
    keep(viewer=viewer, stay=ready.stay, doing=kept, now=now, rules=ready.rules)


def packed(one: Goal) -> dict[str, str]:
    """A goal as it is sealed."""
    due = one.due.isoformat() if one.due else ""
    return {"need": one.need, "goal": one.goal, "step": one.step, "by": one.by, "due": due}


def _fits(one: Goal, needs: object) -> bool:
    texts = (one.goal, one.step, one.by)
    return one.need in needs and bool(one.goal.strip()) and all(len(text) <= TEXT_LENGTH for text in texts)  # type: ignore[operator]
