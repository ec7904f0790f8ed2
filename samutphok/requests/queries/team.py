"""Who is named for a matter that nobody else may see, when it comes in by a request."""

from datetime import datetime
from uuid import UUID

from samutphok.access.domain import Action, Grant, Role, Viewer
from samutphok.access.queries import able_in

SYSTEM = "requests"  # who acts when somebody without an account has sent something


def desk_of_province(area_code: str, *, now: datetime) -> Viewer:
    """The system's own viewer of a province, for what people send who have no account."""
    return Viewer(SYSTEM, SYSTEM, (Grant(Role.PROVINCE, (area_code[:2],)),), now=now)


def team_for(*, area_code: str, heard_by: str, now: datetime) -> tuple[UUID, ...]:
    """The office of the province and, where their role works on such matters, whoever heard it; in one query."""
    able = able_in(action=Action.WORK_PROTECTED, area_code=area_code[:4], now=now)
    named = {one.account_id for one in able if one.role is Role.PROVINCE or str(one.account_id) == heard_by}
    return tuple(sorted(named))
