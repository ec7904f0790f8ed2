"""Handing a matter to the few who may know of it."""

from datetime import datetime

from samutphok.access.domain import Viewer
from samutphok.protected.actions import open_protected
from samutphok.protected.domain.matters import Kind, Story
from samutphok.requests.domain.asking import NewRequest
from samutphok.requests.domain.telling import shown_number
from samutphok.requests.queries.team import team_for


def hand_to_team(*, viewer: Viewer, asked: NewRequest, kind: str, number: str, now: datetime) -> None:
    """Writes what was said into the closed compartment, for the office of the place and for whoever heard it.

    In the caller's transaction: when it cannot be kept there, nothing is kept anywhere.
    """
    caller = asked.caller
    safe = " · ".join(text for text in (caller.phone, caller.best_time) if text)
    told = Story(
        Kind(kind),
        _story(asked, number),
        people=caller.name,
        safe_contact=safe,
        household_id=asked.household_id,
    )
    team = team_for(area_code=asked.area_code, heard_by=viewer.account_id, now=now)
    open_protected(viewer=viewer, story=told, kind=told.kind, area_code=asked.area_code, team=team, now=now)


def _story(asked: NewRequest, number: str) -> str:
    caller = asked.caller
    lines = (
        asked.words,
        f"ที่: {caller.place}" if caller.place else "",
        f"ตอบว่าใช่: {', '.join(asked.safety)}" if asked.safety else "",
        f"เลขที่เรื่อง {shown_number(number)}",
    )
    return "\n".join(line for line in lines if line)
