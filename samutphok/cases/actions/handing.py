"""Giving cases to somebody: one, some, or all of a worker who leaves."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import may_work, workers_named
from samutphok.cases.actions.acting import act_on
from samutphok.cases.domain.course import DESK, CaseDone, CaseState
from samutphok.cases.errors import CannotTakeCases, CaseNotFound, NothingChosen, NotYours, ReasonMissing
from samutphok.cases.models import Case
from samutphok.cases.queries.scope import supervises, visible, writes
from samutphok.messaging.actions import send
from samutphok.messaging.domain import Account

MOST_AT_ONCE = 500  # cases


@transaction.atomic
def hand_over(*, viewer: Viewer, case_ids: Collection[UUID], to_account: str, because: str, now: datetime) -> int:
    """Gives open cases to a colleague, or with '' to the desk of their area; returns how many changed hands.

    A supervisor gives away every case of the area, a worker their own, and anybody who works there may take what is the
    desk's. Referrals of a case go on under it: their clocks keep running. The colleague is told once, with the number of
    cases. Raises NothingChosen, ReasonMissing, CaseNotFound, NotYours, CannotTakeCases.
    """
    if not 0 < len(set(case_ids)) <= MOST_AT_ONCE:
        raise NothingChosen(MOST_AT_ONCE)
    if not because.strip():
        raise ReasonMissing
    rows = _open(viewer, case_ids)
    if not all(_may_give(viewer, row, to_account) for row in rows):
        raise NotYours
    if to_account != DESK:
        _check_taker(to_account, {row.area_code for row in rows}, now)
    moved = [row for row in rows if row.worker != to_account]
    for row in moved:
        details = {"to": to_account, "from": row.worker}
        act_on(viewer, row, CaseDone.ASSIGN, now=now, details=details, said={"because": because.strip()[:1_000]})
    if moved and to_account not in (DESK, viewer.account_id):
        values = {"count": str(len(moved)), "link": "/cases/"}
        send(to=Account(to_account), template="case_handed_over", values=values, now=now, area_code=moved[0].area_code)
    return len(moved)


def _open(viewer: Viewer, case_ids: Collection[UUID]) -> list[Case]:
    wanted = visible(viewer).select_for_update().filter(pk__in=list(case_ids)).exclude(state=CaseState.CLOSED)
    rows = list(wanted.order_by("id"))
    if len(rows) < len(set(case_ids)):
        raise CaseNotFound
    return rows


def _may_give(viewer: Viewer, row: Case, to_account: str) -> bool:
    if supervises(viewer, row.area_code):
        return True
    own = row.worker == viewer.account_id or (row.worker == DESK and to_account == viewer.account_id)
    return own and writes(viewer, row.area_code)


def _check_taker(account_id: str, areas: Iterable[str], now: datetime) -> None:
    worker = workers_named([account_id], action=Action.WORK_CASE, now=now).get(account_id)
    if worker is None or not all(may_work(worker, RecordScope(area)) for area in areas):
        raise CannotTakeCases
