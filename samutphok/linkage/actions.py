"""Joining the rows of a register to people and families, and deciding what only a person can decide."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.access.queries import within
from samutphok.areas.actions import note_areas
from samutphok.foundation.audit.actions import record as record_act
from samutphok.intake.actions import mark_attached, mark_progress
from samutphok.intake.queries import staged
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.domain.plan import Arrival, Cut, Plan, Planner, Question
from samutphok.linkage.domain.settlement import Place
from samutphok.linkage.engine import chunks
from samutphok.linkage.errors import AlreadyDecided, OtherOffice, ReviewNotFound, ReviewStale
from samutphok.linkage.models import Gate, Review
from samutphok.registry.actions import lookups, writing
from samutphok.registry.domain.changes import KnownRow

_GATE = "joining"
_ACTOR = "linkage"


def attach_batch(batch_id: UUID, *, now: datetime) -> int:
    """Join every staged row of a batch to people and families; returns how many rows this run attached.

    A chunk is one transaction with its audit row and the batch's progress, so a kill at any point loses nothing and a
    second run continues after the last chunk; attaching twice changes nothing. The very rows of the same cut that came
    before under another receipt are not kept twice.
    """
    batch = staged(batch_id)
    cut = Cut(batch.id, batch.sha256, batch.register, batch.as_of)
    done = lookups.count_kept(batch.id)
    attached = 0
    for arrivals in chunks(batch.path, cut):
        fresh = _attach_chunk(cut, arrivals, done=done, now=now)
        attached += fresh
        # rows that were kept already are those of a run before this one, or beside it
        done = done + fresh if fresh == len(arrivals) else lookups.count_kept(batch.id)
    mark_attached(batch_id, now=now)
    return attached


@transaction.atomic
def _attach_chunk(cut: Cut, arrivals: Sequence[Arrival], *, done: int, now: datetime) -> int:
    _enter_gate()
    if not done and lookups.twin_kept(cut.batch_id, cut.register, cut.as_of, cut.sha256):
        return 0
    kept = lookups.rows_kept(cut.batch_id, (arrival.row_number for arrival in arrivals))
    fresh = [arrival for arrival in arrivals if arrival.row_number not in kept]
    if not fresh:
        return 0
    note_areas({arrival.area_code for arrival in fresh if arrival.area_code}, seen_on=cut.as_of)
    known = lookups.known_rows({arrival.pid_index for arrival in fresh if arrival.pid_index})
    planner = Planner(
        cut,
        rulings=_rulings(known),
        houses=lookups.households_of({arrival.house for arrival in fresh if arrival.house}),
        new_id=uuid4,
    )
    _carry_out(planner.plan(fresh, known), cut, known, now)
    record_act(actor=_ACTOR, act="attach_rows", subject=f"batch:{cut.batch_id}", outcome=f"rows:{len(fresh)}", now=now)
    mark_progress(cut.batch_id, rows_attached=done + len(fresh), now=now)
    return len(fresh)


@transaction.atomic
def decide_review(*, viewer: Viewer, review_id: UUID, outcome: Ruling, version: int, now: datetime) -> None:
    """Say whether a row in doubt is the person whose number it carries, and place it, and what follows from it, anew.

    `version` is the one the viewer saw. Raises ReviewNotFound (absent or outside the viewer's areas), ReviewStale,
    AlreadyDecided, OtherOffice (the person belongs to an area that the viewer may not decide in).
    """
    _enter_gate()
    allowed = within(viewer, Action.DECIDE_LINK)
    review = Review.objects.select_related("record__batch", "person").filter(allowed, pk=review_id).first()
    if review is None:
        raise ReviewNotFound
    if review.version != version:
        raise ReviewStale
    if review.outcome != Review.Outcome.OPEN:
        raise AlreadyDecided
    if review.person is not None and not viewer.may(Action.DECIDE_LINK, RecordScope(review.person.area_code)):
        raise OtherOffice
    review.outcome, review.version = outcome.value, version + 1
    review.decided_at, review.decided_by = now, viewer.account_id
    review.save(update_fields=["outcome", "version", "decided_at", "decided_by"])
    _settle_again(review, now)
    grant = decide(viewer, Action.DECIDE_LINK, RecordScope(review.area_code)).grant
    record_act(
        actor=viewer.account_id,
        act="decide_link",
        subject=f"review:{review.pk}",
        grant=grant.id if grant else "",
        outcome=outcome.value,
        now=now,
    )


def _settle_again(review: Review, now: datetime) -> None:
    """Place all rows of the number anew, now that somebody has spoken about one of them."""
    record = review.record
    cut = Cut(record.batch_id, record.batch.staged_sha256, record.register, record.as_of)
    known = lookups.known_rows({record.pid_index})
    _carry_out(Planner(cut, rulings=_rulings(known), houses={}, new_id=uuid4).plan((), known), cut, known, now)


def _enter_gate() -> None:
    """One writer joins at a time: what was looked up still holds when it is written. Left when the transaction ends."""
    Gate.objects.get_or_create(name=_GATE)
    Gate.objects.select_for_update().get(name=_GATE)


def _rulings(known: Iterable[KnownRow]) -> dict[int, Ruling]:
    """What people have decided about these rows."""
    decided = Review.objects.filter(record_id__in=[row.id for row in known]).exclude(outcome=Review.Outcome.OPEN)
    return {record: Ruling(outcome) for record, outcome in decided.values_list("record_id", "outcome")}


def _carry_out(plan: Plan, cut: Cut, known: Sequence[KnownRow], now: datetime) -> None:
    ids = writing.write(plan.changes, now=now)
    records: dict[Place, int] = {row.place: row.id for row in known}
    records |= {(cut.digest, row_number): record for row_number, record in ids.items()}
    areas = {row.id: row.area_code for row in known} | {ids[row.row_number]: row.area_code for row in plan.changes.rows}
    Review.objects.filter(record_id__in=plan.settled, outcome=Review.Outcome.OPEN).delete()
    _ask({records[place]: question for place, question in plan.questions.items()}, areas, now)


def _ask(questions: Mapping[int, Question], areas: Mapping[int, str], now: datetime) -> None:
    """Open the questions that are new; a question that changed gets a new version, so nobody decides on the old one."""
    standing = {review.record_id: review for review in Review.objects.filter(record_id__in=questions)}
    new = []
    for record, question in questions.items():
        reasons = sorted(reason.value for reason in question.reasons)
        review = standing.get(record)
        if review is None:
            new.append(
                Review(
                    record_id=record,
                    person_id=question.person,
                    area_code=areas[record],
                    reasons=reasons,
                    created_at=now,
                )
            )
        elif (review.person_id, review.reasons) != (question.person, reasons):
            review.person_id, review.reasons, review.version = question.person, reasons, review.version + 1
            review.save(update_fields=["person", "reasons", "version"])
    Review.objects.bulk_create(new)
