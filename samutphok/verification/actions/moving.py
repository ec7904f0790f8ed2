"""Sending findings on to whoever can mend them, and their answers."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import inside, within
from samutphok.foundation.audit.actions import record as record_act
from samutphok.verification.domain.standing import CLOSED, DESK, MOVES, SAID_LENGTH, TEAM, ActName
from samutphok.verification.domain.views import STATES, Answer, FindingFilter, Standing
from samutphok.verification.errors import FindingChanged, MayNotMend, NotOpenTo, SayWhy, VerificationNotFound
from samutphok.verification.models import CheckFinding, FindingAct
from samutphok.verification.queries.scope import may_mend, visible

MOST_AT_ONCE = 2_000


@transaction.atomic
def send_findings(*, viewer: Viewer, wanted: FindingFilter, now: datetime) -> int:
    """Sends every finding that the filter names, found or come again, to the desk that can mend it; returns how many.

    At most 2,000 at a time. Raises VerificationNotFound for whoever is not of the team anywhere in the area.
    """
    if not viewer.prefixes(Action.CHECK_DATA):
        raise VerificationNotFound
    rows = CheckFinding.objects.select_for_update().filter(
        within(viewer, Action.CHECK_DATA), inside("area_code", wanted.area), state__in=STATES[Standing.TO_SEND]
    )
    for name in ("rule", "owner", "severity"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    found = list(rows.order_by("id")[:MOST_AT_ONCE])
    for row in found:
        _stand(row, MOVES.after(row.state, ActName.SEND) or row.state, viewer.account_id, now)
    CheckFinding.objects.bulk_update(found, ["state", "open", "changed_at", "last_by", "version"], batch_size=200)
    FindingAct.objects.bulk_create(
        FindingAct(id=uuid4(), finding=row, name=ActName.SEND, at=now, recorded_at=now, by=viewer.account_id)
        for row in found
    )
    record_act(
        actor=viewer.account_id,
        act="send_findings",
        subject=f"area:{wanted.area or 'TH'}",
        fields=[f"check-finding:{row.id}" for row in found],
        now=now,
    )
    return len(found)


@transaction.atomic
def act_on_finding(
    *,
    viewer: Viewer,
    finding_id: UUID,
    act: ActName,
    said: str = "",
    answer: Answer | None = None,
    version: int,
    act_id: UUID,
    now: datetime,
) -> None:
    """One act on one finding; the same act sent twice is one.

    Raises VerificationNotFound, MayNotMend, NotOpenTo, FindingChanged (412) when somebody acted since `version`, SayWhy.
    """
    row = CheckFinding.objects.select_for_update().filter(visible(viewer), pk=finding_id).first()
    if row is None:
        raise VerificationNotFound
    if FindingAct.objects.filter(pk=act_id, finding=row).exists():
        return
    _allowed(viewer, row, act)
    if row.version != version:
        raise FindingChanged
    after = MOVES.after(row.state, act)
    if after is None:
        raise NotOpenTo
    words = said.strip()[:SAID_LENGTH]
    if act is not ActName.SEND and not words:
        raise SayWhy
    details = {"said": words} | ({"answer": (answer or Answer.TRUE).value} if act is ActName.EXPLAIN else {})
    _stand(row, after, viewer.account_id, now)
    row.save(update_fields=["state", "open", "changed_at", "last_by", "version"])
    FindingAct.objects.create(
        id=act_id, finding=row, name=act, at=now, recorded_at=now, by=viewer.account_id, details=details
    )
    record_act(actor=viewer.account_id, act=f"{act}_finding", subject=f"check-finding:{row.id}", outcome=after, now=now)


def _allowed(viewer: Viewer, row: CheckFinding, act: ActName) -> None:
    team = viewer.may(Action.CHECK_DATA, RecordScope(row.area_code))
    allowed = may_mend(viewer, row.owner, row.area_code) if act in DESK else team and act in TEAM
    if not allowed:
        raise MayNotMend


def _stand(row: CheckFinding, state: str, by: str, now: datetime) -> None:
    row.state, row.open, row.changed_at, row.last_by = state, state not in CLOSED, now, by
    row.version += 1
