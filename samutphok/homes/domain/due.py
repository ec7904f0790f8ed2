"""The next day on which somebody of the home must look at a stay."""

from dataclasses import dataclass
from datetime import date, timedelta

from samutphok.homes.domain.rules import HomeRules
from samutphok.homes.domain.stays import StayState


@dataclass(frozen=True, slots=True)
class Due:
    """The day and what for: 'plan', 'review' or 'back'; None and '' when nothing is due."""

    on: date | None
    what: str


def next_due(
    state: str, *, admitted_on: date | None, review_on: date | None, back_on: date | None, rules: HomeRules
) -> Due:
    """review_on: of the newest plan, None without one; back_on: the last day of a leave."""
    if state == StayState.AWAY and back_on is not None:
        return Due(back_on, "back")
    if state not in (StayState.STAYING, StayState.AWAY) or admitted_on is None:
        return Due(None, "")
    if review_on is None:
        return Due(admitted_on + timedelta(days=rules.first_plan_days), "plan")
    return Due(review_on, "review")
