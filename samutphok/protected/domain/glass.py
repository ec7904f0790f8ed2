"""Breaking the glass: when somebody outside the team may read, for how long, and who looks at it afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

LONGEST = timedelta(hours=4)
REVIEWED_WITHIN = timedelta(hours=48)
ASKED_FOR = timedelta(hours=24)  # a question that nobody has answered by then is over
SHORTEST_WORDS = 20


class Reason(StrEnum):
    """Why. Only the first lets one person act alone."""

    LIFE_AT_RISK = "life_at_risk"
    CHILD_IN_DANGER = "child_in_danger"
    COURT_ORDER = "court_order"
    TEAM_UNREACHABLE = "team_unreachable"


class Standing(StrEnum):
    """Where a break-glass stands at a moment."""

    ASKED = "asked"
    LAPSED = "lapsed"
    OPEN = "open"
    TO_REVIEW = "to_review"
    LATE = "late"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class GlassView:
    """A break-glass as those who allow and review it read it. found: matters it opens, told to its asker alone, else None."""

    id: UUID
    asked_by: str
    asked_at: datetime
    life: bool
    reason: Reason
    words: str
    standing: Standing
    mine: bool
    ends_at: datetime | None
    review_by: datetime
    justified: bool | None = None
    found: tuple[UUID, ...] | None = None


def standing_of(
    *, asked_at: datetime, allowed_at: datetime | None, ends_at: datetime | None, reviewed: bool, now: datetime
) -> Standing:
    """Where it stands: asked and not allowed for a day is over; what was open is reviewed within 48 hours."""
    if reviewed:
        return Standing.REVIEWED
    if allowed_at is None:
        return Standing.ASKED if now - asked_at < ASKED_FOR else Standing.LAPSED
    if ends_at is not None and now < ends_at:
        return Standing.OPEN
    return Standing.LATE if now - allowed_at > REVIEWED_WITHIN else Standing.TO_REVIEW
