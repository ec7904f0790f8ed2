"""A case worker's word between two visits."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.access.queries import within
from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.events import publish
from samutphok.foundation.held_keys import hold_key
from samutphok.foundation.privacy import seal
from samutphok.logbook.actions.refreshing import refresh, visits_of
from samutphok.logbook.domain.merge import FactKey
from samutphok.logbook.domain.visits import VisitAccepted
from samutphok.logbook.errors import ConflictChanged, ConflictNotFound, NothingDecided
from samutphok.logbook.models import Conflict, Visit
from samutphok.logbook.queries.sealed_numbers import PID, bound, opened
from samutphok.logbook.queries.visits import logbook_of


@transaction.atomic
def resolve_conflict(
    *, viewer: Viewer, conflict_id: UUID, edition: int, choice: Mapping[FactKey, UUID], now: datetime
) -> None:
    """Takes, for each fact in `choice`, the answer of the visit named there; facts left out stay open.

    The decision is a further entry of the logbook over the visits that it decided between: their answers stay, and a
    later visit that saw it may say otherwise. edition: as the viewer saw it. Raises ConflictNotFound (absent, or not
    the viewer's to decide), ConflictChanged, NothingDecided.
    """
    allowed = within(viewer, Action.RESOLVE_CONFLICT, "household__area_code")
    found = Conflict.objects.filter(allowed, pk=conflict_id).select_related("household").first()
    if found is None:
        raise ConflictNotFound
    hold_key(f"household:{found.household_id}")
    found.refresh_from_db(fields=["facts", "edition", "closed_at"])
    if found.closed_at is not None or found.edition != edition:
        raise ConflictChanged
    decision = _decision(found, choice, viewer, now)
    decision.version = logbook_of(visits_of(found.household_id)).version + 1
    decision.save(force_insert=True)
    refresh(found.household_id, now=now)
    Conflict.objects.filter(pk=found.pk).exclude(closed_at=None).update(closed_by=viewer.account_id)
    grant = decide(viewer, Action.RESOLVE_CONFLICT, RecordScope(found.household.area_code)).grant
    record_act(
        actor=viewer.account_id,
        act="resolve_conflict",
        subject=f"household:{found.household_id}",
        grant=grant.id if grant else "",
        fields=tuple(dict.fromkeys(key.fact for key in choice)),
        now=now,
    )
    publish(VisitAccepted(decision.id, found.household_id))


def _decision(found: Conflict, choice: Mapping[FactKey, UUID], viewer: Viewer, now: datetime) -> Visit:
    said = {FactKey(subject, fact): dict(answers) for subject, fact, answers in found.facts}
    chosen = {key: said.get(key, {}).get(str(visit)) for key, visit in choice.items()}
    if not chosen or None in chosen.values():
        raise NothingDecided
    decision = uuid4()
    return Visit(
        id=decision,
        household_id=found.household_id,
        said_by=viewer.account_id,
        speaker=viewer.name[:160],
        received_at=now,
        taken_at=now,
        base=0,  # what it decided between is named; of anything else it says nothing
        over=sorted({visit for key in choice for visit in said[key]}),
        visited_on=timezone.localdate(now),
        answers=[[key.subject, key.fact, value] for key, value in sorted(chosen.items())],
        numbers={key.subject: _number(choice[key], key.subject, decision) for key in choice if key.fact == PID},
        met=Visit.Met.DECISION,
    )


def _number(visit: UUID, subject: str, decision: UUID) -> str:
    """The number that was chosen, sealed for the decision."""
    numbers = Visit.objects.get(pk=visit).numbers
    return seal(opened(numbers[subject], visit=visit), bound_to=bound(decision))
