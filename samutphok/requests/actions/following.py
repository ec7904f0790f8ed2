"""What the caller is told follows the family's case: it has ended, or is worked on again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.requests.actions.acting import act
from samutphok.requests.actions.telling import tell_answered
from samutphok.requests.domain.asking import Outcome
from samutphok.requests.domain.standing import State
from samutphok.requests.models import Request
from samutphok.requests.queries.answers import case_has_ended
from samutphok.requests.queries.one import caller_of

BY = "system"


@transaction.atomic
def follow_case(*, case_id: UUID, ended: bool, now: datetime) -> int:
    """The answers of the requests that ended with this case say how it stands; callers hear that there is an answer.

    A job's act: done twice it changes nothing. Returns how many answers changed. Nothing of the case is written down.
    """
    rows = Request.objects.select_for_update().filter(case_id=case_id, state=State.SETTLED, outcome=Outcome.CASE)
    changed = [row for row in rows.order_by("id") if case_has_ended(row) is not ended]
    for row in changed:
        act(row, "case_ended" if ended else "case_again", by=BY, now=now)
        if ended:
            tell_answered(row, caller_of(row), now=now)
    return len(changed)
