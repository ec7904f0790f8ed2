"""Turning the clocks: what falls due is done once, by whoever looks first, also after days without a worker."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from samutphok.foundation.acts import as_acts
from samutphok.foundation.events import publish
from samutphok.referrals.actions.keeping import Doing, keep, project, sharing_ends
from samutphok.referrals.actions.telling import tell_step
from samutphok.referrals.domain.clock import Step, clock_of, taken_steps
from samutphok.referrals.domain.referral import ReferralEscalated
from samutphok.referrals.domain.table import MOVES, Deed, State
from samutphok.referrals.models import Referral
from samutphok.referrals.queries.rules import office_hours, rules_on

CLOCK = "referral-clock"  # who does the acts of clocks
STEP = 200  # referrals looked at in one transaction
_EXPIRIES = UUID("0b8a1a5e-0d7c-4b55-9c4d-54b4a3d5b0e1")


def turn_clocks(*, now: datetime, most: int = 20_000) -> int:
    """Does what has fallen due on any referral, the longest due first; returns how many steps were taken.

    Done twice, or by two workers at once, it is done once: each step's act is named by its clock. Each transaction holds two
    hundred referrals, so that nobody waits long behind it.
    """
    taken, seen = 0, 0
    while seen < most:
        found, steps = _some(now)
        seen, taken = seen + found, taken + steps
        if found < STEP:
            break
    return taken


@transaction.atomic
def _some(now: datetime) -> tuple[int, int]:
    due = Referral.objects.select_for_update(skip_locked=True).filter(next_at__lte=now).order_by("next_at", "id")[:STEP]
    rows = list(due.prefetch_related("acts"))
    return len(rows), sum(_turn(row, now) for row in rows)


def _turn(row: Referral, now: datetime) -> int:
    """What is due on one referral: its steps in order, and the end of sharing."""
    if sharing_ends(row.until) <= now:
        _end_sharing(row, now)
    steps = _due(row, now)
    for step in steps:
        told = tell_step(row, step.deed, now=now)
        doing = Doing(step.id, step.deed, now, CLOCK, "", {"clock": row.clock, "told": told})
        if keep(row, doing, now=now):
            publish(ReferralEscalated(row.pk, row.household_id, row.agency, row.case_id, step.deed.value))
    if not steps:
        _look_again(row, now)
    return len(steps)


def _due(row: Referral, now: datetime) -> list[Step]:
    folded = MOVES.fold(as_acts(row.acts.all()))
    terms = rules_on(timezone.localdate(row.made_at)).terms_of(row.urgency, row.service)
    clock = clock_of(folded, terms, office_hours(row.made_at, row.area_code))
    return [step for step in clock.steps_left(taken_steps(folded)) if step.at <= now] if clock else []


def _end_sharing(row: Referral, now: datetime) -> None:
    """The last day of sharing is over: what was shared is erased, and open work at the agency comes back to the sender."""
    row.shared_sealed = ""
    if MOVES.after(State(row.state), Deed.EXPIRE):
        act_id = uuid5(_EXPIRIES, f"{row.pk}:{row.until.isoformat()}:{row.version}")
        keep(row, Doing(act_id, Deed.EXPIRE, now, CLOCK, ""), now=now)
    else:
        row.save(update_fields=["shared_sealed"])


def _look_again(row: Referral, now: datetime) -> None:
    """Nothing was due after all: when to look next is reckoned anew, so that the row does not come up for ever."""
    project(row, MOVES.fold(as_acts(row.acts.all())), now=row.changed_at)
    if row.next_at is not None and row.next_at <= now:
        row.next_at = None
    row.save(update_fields=["next_at", "due_at", "escalated"])
