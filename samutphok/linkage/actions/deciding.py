"""The worker's word about a row in doubt, given, left to others, or taken back."""

from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.access.queries import within
from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.privacy import blind_index
from samutphok.linkage.actions.families import take_back
from samutphok.linkage.actions.settling import carry_out, enter_gate, rulings
from samutphok.linkage.actions.words import ignore, link
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.domain.plan import Cut, Planner
from samutphok.linkage.domain.review_policy import review_policy
from samutphok.linkage.domain.second_look import asked_again
from samutphok.linkage.domain.things import Thing
from samutphok.linkage.errors import AlreadyDecided, NotDecided, OtherOffice, ReviewNotFound, ReviewStale, UnknownThing
from samutphok.linkage.models import LinkDecision, Passed, Review, SecondLook
from samutphok.registry.actions import lookups

DECIDED = (Review.Outcome.SAME, Review.Outcome.DIFFERENT)


@transaction.atomic
def decide_review(
    *, viewer: Viewer, review_id: UUID, outcome: Ruling, version: int, now: datetime, candidate: str = ""
) -> None:
    """Say whether a row in doubt is the person whose number it carries, or one whom it looks like, and place it anew.

    `version` is the one the viewer saw. candidate: whom it is, where there are several (default: the likeliest); 'different'
    means none of them. Raises ReviewNotFound (absent or outside the viewer's areas), ReviewStale, AlreadyDecided,
    OtherOffice (the person belongs to an area that the viewer may not decide in), UnknownThing (no such candidate).
    """
    enter_gate()
    review = open_to(viewer, review_id, version)
    if review.outcome != Review.Outcome.OPEN:
        raise AlreadyDecided
    if review.person is not None and not viewer.may(Action.DECIDE_LINK, RecordScope(review.person.area_code)):
        raise OtherOffice
    carry_word(review, outcome, viewer=viewer, candidate=candidate, now=now)
    _ask_again(review, now)
    note(viewer, "decide_link", review, outcome.value, now)


@transaction.atomic
def reopen_review(*, viewer: Viewer, review_id: UUID, version: int, now: datetime) -> None:
    """Take a decision back: the question is open again, and what followed from the answer is undone.

    Raises ReviewNotFound, ReviewStale, NotDecided, OtherOffice.
    """
    enter_gate()
    review = open_to(viewer, review_id, version)
    if review.outcome not in DECIDED:
        raise NotDecided
    if review.person is not None and not viewer.may(Action.DECIDE_LINK, RecordScope(review.person.area_code)):
        raise OtherOffice
    take_word_back(review, viewer=viewer, now=now)
    review.second_looks.filter(state__in=(SecondLook.State.SECOND, SecondLook.State.THIRD)).update(
        state=SecondLook.State.DROPPED
    )
    note(viewer, "reopen_link", review, "", now)


@transaction.atomic
def pass_review(*, viewer: Viewer, review_id: UUID, now: datetime) -> None:
    """Leave a question to others for now; it stays open. Passing it again changes nothing. Raises ReviewNotFound."""
    review = Review.objects.filter(within(viewer, Action.DECIDE_LINK), pk=review_id).first()
    if review is None:
        raise ReviewNotFound
    _, fresh = Passed.objects.get_or_create(review=review, account=viewer.account_id, defaults={"at": now})
    if fresh:
        note(viewer, "pass_link", review, "", now)


def open_to(viewer: Viewer, review_id: UUID, version: int) -> Review:
    """The question, as the viewer saw it. Raises ReviewNotFound, ReviewStale."""
    asked = Review.objects.select_related("record__batch", "person").filter(within(viewer, Action.DECIDE_LINK))
    review = asked.filter(pk=review_id).first()
    if review is None:
        raise ReviewNotFound
    if review.version != version:
        raise ReviewStale
    return review


def carry_word(review: Review, outcome: Ruling, *, viewer: Viewer, candidate: str, now: datetime) -> None:
    """Keep the word on the question and carry it out; behind the gate."""
    said_at = review.version
    review.outcome, review.version = outcome.value, said_at + 1
    review.decided_at, review.decided_by = now, viewer.account_id
    if review.kind == Review.Kind.NUMBER:
        review.save(update_fields=["outcome", "version", "decided_at", "decided_by"])
        _settle_again(review, now)
        return
    chosen = candidate or review.candidates[0]["thing"]
    if chosen not in {one["thing"] for one in review.candidates}:
        raise UnknownThing
    if outcome is Ruling.SAME:
        review.person_id = Thing.read(chosen).uuid
    review.save(update_fields=["outcome", "version", "decided_at", "decided_by", "person"])
    row = thing_of(review)
    for one in review.candidates:
        right, act = Thing.read(one["thing"]), _act(review, said_at, one["thing"])
        if outcome is Ruling.SAME and one["thing"] == chosen:
            met = [f"{part}:{level}" for part, level in sorted(one["levels"].items()) if level]
            sure = one["probability"]
            link(viewer=viewer, left=right, right=row, evidence=met, probability=sure, act_id=act, now=now)
        elif outcome is Ruling.DIFFERENT:
            ignore(viewer=viewer, left=right, right=row, act_id=act, now=now)


def take_word_back(review: Review, *, viewer: Viewer, now: datetime) -> None:
    """Undo what `carry_word` did; behind the gate."""
    said_at = review.version - 1
    review.outcome, review.version = Review.Outcome.OPEN, review.version + 1
    review.decided_at, review.decided_by = None, ""
    review.save(update_fields=["outcome", "version", "decided_at", "decided_by"])
    if review.kind == Review.Kind.NUMBER:
        _settle_again(review, now)
        review.record.refresh_from_db(fields=["state"])
        if review.record.state != "review":  # another register has answered meanwhile
            Review.objects.filter(pk=review.pk).update(outcome=Review.Outcome.WITHDRAWN)
        return
    acts = [_act(review, said_at, one["thing"]) for one in review.candidates]
    for said in LinkDecision.objects.filter(pk__in=acts):
        take_back(viewer=viewer, decision_id=said.pk, reason="reopened", now=now)


def thing_of(review: Review) -> Thing:
    """What a question of likelihood is about: the person whom a survey met in the row, else the row itself."""
    person = review.record.person_id
    return Thing.person(person) if person and person != review.person_id else Thing.record(review.record_id)


def note(viewer: Viewer, act: str, review: Review, outcome: str, now: datetime) -> None:
    """The act in the audit, with the grant by which it was done."""
    grant = decide(viewer, Action.DECIDE_LINK, RecordScope(review.area_code)).grant
    record_act(
        actor=viewer.account_id,
        act=act,
        subject=f"review:{review.pk}",
        grant=grant.id if grant else "",
        outcome=outcome,
        now=now,
    )


def _act(review: Review, version: int, thing: str) -> UUID:
    """The id of the word about one candidate: the same for the same answer to the same version."""
    return uuid5(review.pk, f"{version}:{thing}")


def _ask_again(review: Review, now: datetime) -> None:
    """Now and then another person answers the same question; which ones, nobody can foresee without the office's key."""
    policy = review_policy(timezone.localdate(now)).second_look
    draw = int(blind_index("second_look", f"{review.pk}:{review.version}")[:13], 16) / 16**13
    if asked_again(probability=review.probability, draw=draw, policy=policy):
        SecondLook.objects.create(
            review=review,
            area_code=review.area_code,
            office=review.area_code[: policy.office_digits],
            first=review.outcome,
            first_by=review.decided_by,
            asked_at=now,
        )


def _settle_again(review: Review, now: datetime) -> None:
    """Place all rows of the number anew, now that somebody has spoken about one of them."""
    record = review.record
    cut = Cut(record.batch_id, record.batch.staged_sha256, record.register, record.as_of)
    known = lookups.known_rows({record.pid_index})
    carry_out(Planner(cut, rulings=rulings(known), houses={}, new_id=uuid4).plan((), known), cut, known, now)
