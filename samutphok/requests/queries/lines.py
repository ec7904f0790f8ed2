"""Rows of the queue as frozen lines."""

from samutphok.requests.domain.asking import Channel, Desk, Kind, Outcome, Urgency
from samutphok.requests.domain.standing import State
from samutphok.requests.domain.views import RequestLine
from samutphok.requests.models import Request


def line(row: Request, family: str = "") -> RequestLine:
    """The row as lists show it: codes, places and moments, and of what was said nothing."""
    return RequestLine(
        id=row.id,
        number=row.number,
        channel=Channel(row.channel),
        kind=Kind(row.kind),
        state=State(row.state),
        urgency=Urgency(row.urgency),
        because=row.because,
        area_code=row.area_code,
        desk=Desk(row.desk),
        owner=row.owner,
        household_id=row.household_id,
        problems=tuple(row.problems),
        taken_at=row.taken_at,
        due_at=row.due_at,
        escalations=row.escalations,
        tries=row.tries,
        outcome=Outcome(row.outcome) if row.outcome else None,
        settled_at=row.settled_at,
        case_id=row.case_id,
        family=family,
    )
