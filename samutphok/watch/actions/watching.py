"""What case workers do about a household on the watch list."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer, decide
from samutphok.access.queries import within
from samutphok.fieldwork.actions import assign
from samutphok.fieldwork.domain.giving import Giving
from samutphok.fieldwork.queries import suggestions
from samutphok.foundation.audit.actions import record
from samutphok.watch.actions.folding import project
from samutphok.watch.domain.watching import AGAIN, ASK_VISIT, END, MOVES, WatchEnd
from samutphok.watch.errors import ChangedMeanwhile, NobodyToSend, NotNow, ReasonNeeded, WatchedNotFound
from samutphok.watch.models import WatchAct, Watched

_AUDITED = {ASK_VISIT: "ask_watch_visit", END: "end_watching", AGAIN: "watch_again"}
AMPHOE = 4  # digits: how far a volunteer is looked for


@transaction.atomic
def ask_visit(*, viewer: Viewer, watched_id: UUID, version: int, act_id: UUID | None = None, now: datetime) -> str:
    """Gives the family to the volunteer whom fieldwork suggests, due when the sign says; returns the volunteer's reason.

    A family that somebody goes to already is given to nobody twice: the act stands all the same. Raises WatchedNotFound,
    NotNow, ChangedMeanwhile, NobodyToSend.
    """
    row = _locked(viewer, watched_id)
    if act_id and WatchAct.objects.filter(pk=act_id).exists():
        return ""
    _check(row, ASK_VISIT, version)
    found = suggestions(viewer=viewer, area=row.area_code[:AMPHOE], household_ids=[row.household_id], now=now)
    chosen = next((one for one in found if one.helper), None)
    if chosen is None or chosen.helper is None:
        raise NobodyToSend
    due = max(row.due_on, timezone.localdate(now))
    assign(viewer=viewer, giving=Giving({row.household_id: chosen.helper}, due_on=due), now=now)
    _keep(viewer, row, ASK_VISIT, {"volunteer": str(chosen.helper), "due": due.isoformat()}, act_id, now)
    return str(chosen.helper)


@transaction.atomic
def end_watching(
    *, viewer: Viewer, watched_id: UUID, version: int, end: str, act_id: UUID | None = None, now: datetime
) -> None:
    """Ends it, saying how: stronger, no need, a case, moved. Raises WatchedNotFound, NotNow, ChangedMeanwhile, ReasonNeeded."""
    if end not in set(WatchEnd):
        raise ReasonNeeded
    row = _locked(viewer, watched_id)
    if act_id and WatchAct.objects.filter(pk=act_id).exists():
        return
    _check(row, END, version)
    _keep(viewer, row, END, {"end": end}, act_id, now)


@transaction.atomic
def watch_again(*, viewer: Viewer, watched_id: UUID, version: int, act_id: UUID | None = None, now: datetime) -> None:
    """Takes an ended entry up again. Raises WatchedNotFound, NotNow, ChangedMeanwhile."""
    row = _locked(viewer, watched_id)
    if act_id and WatchAct.objects.filter(pk=act_id).exists():
        return
    _check(row, AGAIN, version)
    _keep(viewer, row, AGAIN, {}, act_id, now)


def _locked(viewer: Viewer, watched_id: UUID) -> Watched:
    row = Watched.objects.select_for_update().filter(within(viewer, Action.WORK_CASE), pk=watched_id).first()
    if row is None:
        raise WatchedNotFound
    return row


def _check(row: Watched, act: str, version: int) -> None:
    if row.version != version:
        raise ChangedMeanwhile
    if MOVES.after(row.state, act) is None:
        raise NotNow


def _keep(viewer: Viewer, row: Watched, act: str, details: dict[str, str], act_id: UUID | None, now: datetime) -> None:
    WatchAct.objects.create(
        id=act_id or uuid4(),
        watched=row,
        name=act,
        at=now,
        recorded_at=now,
        by=viewer.account_id,
        details=details,
    )
    project(row)
    opened = decide(viewer, Action.WORK_CASE, RecordScope(row.area_code), Sensitivity.S2)
    record(
        actor=viewer.account_id,
        act=_AUDITED[act],
        subject=f"household:{row.household_id}",
        grant=opened.grant.id if opened.grant else "",
        fields=(row.reason,),
        now=now,
    )
