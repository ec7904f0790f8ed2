"""Recording what is done about a request, and bringing its row up to date with it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Max

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import seal
from samutphok.requests.domain.standing import MOVES, standing
from samutphok.requests.errors import ChangedMeanwhile, NotAllowedNow, RequestNotFound
from samutphok.requests.models import Request, RequestAct

NOTE_LENGTH = 2000
_INSTANT = timedelta(microseconds=1)


def locked(viewer: Viewer, request_id: UUID, *, version: int | None = None) -> Request:
    """The request's row, held until the transaction ends. Raises RequestNotFound, ChangedMeanwhile for an old version."""
    mine = Request.objects.filter(within(viewer, Action.TAKE_REQUEST))
    row = mine.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise RequestNotFound
    if version is not None and version != row.acts_count:
        raise ChangedMeanwhile
    return row


def done_before(row: Request, act_id: UUID | None) -> bool:
    """Whether the form of this act was taken already: a double click, or sent once more after a lost reply.

    Raises NotAllowedNow for the id of another request's act.
    """
    found = RequestAct.objects.filter(pk=act_id).first() if act_id else None
    if found is not None and found.request_id != row.id:
        raise NotAllowedNow
    return found is not None


def act(
    row: Request,
    name: str,
    *,
    by: str,
    now: datetime,
    details: Mapping[str, str] | None = None,
    note: str = "",
    act_id: UUID | None = None,
) -> None:
    """Writes one act, its audit row, and the row's standing anew. Raises NotAllowedNow when the state has no such move."""
    if MOVES.after(row.state, name) is None:
        raise NotAllowedNow
    key = act_id or uuid4()
    last = row.acts.aggregate(at=Max("at"))["at"]
    at = max(now, last + _INSTANT) if last else now  # acts of one moment keep the order in which they were done
    kept = seal(note.strip()[:NOTE_LENGTH], bound_to=str(key)) if note.strip() else ""
    RequestAct.objects.create(
        id=key, request=row, name=name, at=at, recorded_at=now, by=by, details=dict(details or {}), note_sealed=kept
    )
    stand(row)
    row.save()
    record(actor=by, act=f"{name}_request", subject=f"request:{row.id}", now=now)


def stand(row: Request) -> None:
    """Sets the columns that repeat the request's acts; the caller saves them."""
    acts = as_acts(row.acts.all())
    found = standing(acts)
    row.state, row.area_code, row.desk, row.owner = found.state, found.area_code, found.desk, found.owner
    row.urgency, row.rank, row.because, row.due_at = found.urgency, found.urgency.rank, found.because, found.due_at
    row.tries, row.escalations, row.escalated_at = found.tries, found.escalations, found.escalated_at
    row.outcome, row.settled_at, row.acts_count = found.outcome or "", found.settled_at, len(acts)
