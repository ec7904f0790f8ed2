"""A second call about what is open already: it is added to that request, which may become more urgent by it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.foundation.events import publish
from samutphok.partners.queries import calendar
from samutphok.requests.actions.acting import act, done_before, locked
from samutphok.requests.actions.taking import cleaned, handed
from samutphok.requests.domain.asking import ClockSet, Kind, NewRequest, Taken
from samutphok.requests.domain.rules import suggest
from samutphok.requests.models import Request
from samutphok.requests.queries.checks import check_code
from samutphok.requests.queries.rules import rules_on


@transaction.atomic
def hear_again(*, viewer: Viewer, request_id: UUID, asked: NewRequest, now: datetime) -> Taken:
    """Adds what was heard now to an open request; the form's id names the act, so that it is added once.

    What makes it more urgent than before sets a new clock from now; it never becomes less urgent by a call. Safety
    answers that belong to a named team go there, and the open request does not change. Raises RequestNotFound,
    NotAllowedNow for one that is settled, PhoneUnreadable.
    """
    row = locked(viewer, request_id)
    asked = cleaned(asked)
    rules = rules_on(timezone.localdate(now))
    found = suggest(rules, kind=asked.kind, safety=asked.safety, problems=asked.problems)
    if found.protected:
        return handed(viewer, asked, found.protected, now)
    taken = Taken(row.id, row.number, check_code(row.id))
    if done_before(row, asked.id):
        return taken
    urgency = asked.urgency or found.urgency
    details = {"channel": asked.channel.value}
    if urgency.rank < row.rank:
        hours = calendar(on=timezone.localdate(now))
        due = min(rules.due(kind=Kind(row.kind), urgency=urgency, start=now, calendar=hours), row.due_at or now)
        details |= {"urgency": urgency.value, "because": found.because, "due_at": due.isoformat()}
    _remember(row, asked)
    act(row, "hear_again", by=viewer.account_id, now=now, details=details, note=asked.words, act_id=asked.id)
    if "due_at" in details:
        publish(ClockSet(row.id, row.due_at))
    return taken


def _remember(row: Request, asked: NewRequest) -> None:
    """What is wrong by this call too; the act that follows saves the row."""
    row.safety = list(dict.fromkeys((*row.safety, *asked.safety)))
    row.problems = list(dict.fromkeys((*row.problems, *asked.problems)))
