"""Breaking the glass: asked for by one, allowed by another unless life is at risk, reviewed by somebody else."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Role, Sensitivity, Viewer
from samutphok.access.queries import able_in
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import pseudonym
from samutphok.messaging.actions import send
from samutphok.messaging.domain import Account
from samutphok.protected.domain.glass import LONGEST, SHORTEST_WORDS, Reason, Standing
from samutphok.protected.domain.matters import LONGEST as LONGEST_WORDS
from samutphok.protected.errors import AskedAlready, BadReason, MatterNotFound, MayNotOpen, NotNow, WordsMissing
from samutphok.protected.models import BreakGlass
from samutphok.protected.queries.glass import seen_by, standing
from samutphok.protected.queries.scope import own_id
from samutphok.protected.sealing import household_index, household_indexes, seal
from samutphok.registry.queries import household_area


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said when the glass is to be broken. ask_id: by which a form sent twice is one question."""

    ask_id: uuid.UUID
    household_id: uuid.UUID
    reason: Reason
    words: str


@transaction.atomic
def ask_to_break(*, viewer: Viewer, asked: Asked, now: datetime) -> uuid.UUID:
    """Asks to read what is kept about a family; says the same whether anything is. Supervisors of the area are alerted.

    Where life is at risk it is open at once, else when somebody else has allowed it; for at most four hours, to read and
    nothing more. Raises BadReason, MayNotOpen, AskedAlready, HouseholdNotFound.
    """
    if before := BreakGlass.objects.filter(pk=asked.ask_id).first():
        if before.asked_by_id != own_id(viewer):
            raise BadReason
        return asked.ask_id
    if not SHORTEST_WORDS <= len(asked.words.strip()) <= LONGEST_WORDS:
        raise BadReason
    home, seen = asked.household_id, Action.VIEW_HOUSEHOLD
    place = household_area(viewer=viewer, household_id=home, action=seen, sensitivity=Sensitivity.S1)[:4]
    agencies = frozenset(grant.agency for grant in viewer.grants)
    if not viewer.may(Action.WORK_PROTECTED, RecordScope(place, agencies=agencies), Sensitivity.S1):
        raise MayNotOpen
    _refuse_a_second(viewer, home, now)
    life = asked.reason is Reason.LIFE_AT_RISK
    row = BreakGlass(
        id=asked.ask_id, area_code=place, asked_by_id=uuid.UUID(viewer.account_id), asked_at=now, life=life
    )
    row.household_index = household_index(home)
    told = {"reason": asked.reason, "words": asked.words.strip(), "household_id": str(home)}
    row.sealed = seal(told, bound_to=f"glass:{row.id}")
    if life:
        row.allowed_at, row.ends_at = now, now + LONGEST
    row.save(force_insert=True)
    _alert(viewer, place, now)
    _record(viewer, row, "break_glass", "life_at_risk" if life else "asked", now)
    return row.pk


@transaction.atomic
def allow_break(*, viewer: Viewer, ask_id: uuid.UUID, allowed: bool, now: datetime) -> None:
    """A second person allows it, or refuses. Raises MatterNotFound for who may not, NotNow."""
    row = _of_others(viewer, ask_id)
    if standing(row, now) is not Standing.ASKED:
        raise NotNow
    if allowed:
        row.allowed_by, row.allowed_at, row.ends_at = viewer.account_id, now, now + LONGEST
    else:
        row.refused_at = now
    row.save()
    _record(viewer, row, "break_glass", "allowed" if allowed else "refused", now)


@transaction.atomic
def end_break(*, viewer: Viewer, ask_id: uuid.UUID, now: datetime) -> None:
    """Who asked has read enough. Raises MatterNotFound, NotNow."""
    row = BreakGlass.objects.select_for_update().filter(pk=ask_id, asked_by=own_id(viewer)).first()
    if row is None:
        raise MatterNotFound
    if standing(row, now) is not Standing.OPEN:
        raise NotNow
    row.ends_at = now
    row.save(update_fields=["ends_at"])
    _record(viewer, row, "break_glass", "ended", now)


@transaction.atomic
def review_break(*, viewer: Viewer, ask_id: uuid.UUID, justified: bool, words: str, now: datetime) -> None:
    """Somebody else says whether it was right, within 48 hours. Raises MatterNotFound, NotNow, WordsMissing."""
    row = _of_others(viewer, ask_id)
    if standing(row, now) not in (Standing.OPEN, Standing.TO_REVIEW, Standing.LATE):
        raise NotNow
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise WordsMissing
    row.reviewed_by, row.reviewed_at, row.justified = viewer.account_id, now, justified
    row.ends_at = min(row.ends_at or now, now)
    row.review_sealed = seal({"words": words.strip()}, bound_to=f"review:{row.id}")
    row.save()
    _record(viewer, row, "review_break_glass", "justified" if justified else "not_justified", now)


def _of_others(viewer: Viewer, ask_id: uuid.UUID) -> BreakGlass:
    found = BreakGlass.objects.select_for_update().filter(seen_by(viewer), pk=ask_id).first()
    if found is None or str(found.asked_by_id) == viewer.account_id:
        raise MatterNotFound
    return found


def _refuse_a_second(viewer: Viewer, household_id: uuid.UUID, now: datetime) -> None:
    own = BreakGlass.objects.filter(asked_by=own_id(viewer), household_index__in=household_indexes(household_id))
    if any(standing(row, now) not in (Standing.REVIEWED, Standing.LAPSED) for row in own):
        raise AskedAlready


def _alert(viewer: Viewer, place: str, now: datetime) -> None:
    """Supervisors hear that something waits at the desk, and nothing more."""
    leading = able_in(action=Action.SUPERVISE_CASES, area_code=place, now=now)
    for one in leading:
        if one.role is Role.PROVINCE and str(one.account_id) != viewer.account_id:
            send(to=Account(one.account_id), template="look_in", values={}, now=now)


def _record(viewer: Viewer, row: BreakGlass, act: str, outcome: str, now: datetime) -> None:
    subject = pseudonym("protected", str(row.id))
    record(actor=viewer.account_id, act=act, subject=subject, outcome=outcome, now=now)
