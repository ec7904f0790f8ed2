"""The place of every open question in the queue, brought up to date."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from samutphok.linkage.domain.differences import Side, differences, evidence
from samutphok.linkage.domain.gain import Gain, Stakes, chance_from_evidence, gain
from samutphok.linkage.domain.likelihood import link_model
from samutphok.linkage.domain.review_policy import ReviewPolicy, review_policy
from samutphok.linkage.models import Review

_PIECE = 500
NOTHING: Mapping[UUID, Stakes] = {}


def people_in_question() -> set[UUID]:
    """Everybody whom an open question speaks of: what hangs on them decides its place. Never shown."""
    waiting = Review.objects.filter(outcome=Review.Outcome.OPEN, person__isnull=False)
    return {person for person in waiting.values_list("person_id", flat=True) if person}


def weigh_questions(*, stakes: Mapping[UUID, Stakes] = NOTHING, now: datetime) -> int:
    """Give every open question its gain; returns how many changed. stakes: by person, as other rooms know them; how many
    rows wait on one person is counted here."""
    policy, changed = review_policy(timezone.localdate(now)), []
    waiting = Review.objects.filter(outcome=Review.Outcome.OPEN).select_related("record", "person")
    rows = Counter(waiting.values_list("person_id", flat=True))
    for review in waiting.iterator(chunk_size=_PIECE):
        known = stakes.get(review.person_id, Stakes()) if review.person_id else Stakes()
        told = Stakes(rows[review.person_id] if review.person_id else 1, known.listed, known.open_case, known.helped)
        found = _gain(review, told, policy)
        because = [reason.value for reason in found.because]
        if (review.gain, review.because) != (round(found.value, 6), because):
            review.gain, review.because = round(found.value, 6), because
            changed.append(review)
    Review.objects.bulk_update(changed, ["gain", "because"], batch_size=_PIECE)
    return len(changed)


def _gain(review: Review, stakes: Stakes, policy: ReviewPolicy) -> Gain:
    model = link_model()
    chances = [one["probability"] for one in review.candidates] or [_of_number(review, policy)]
    return gain(chances, stakes, accept=model.thresholds.accept, weights=policy.stakes)


def _of_number(review: Review, policy: ReviewPolicy) -> float:
    """The chance that a row is the holder of its number: what the model says of the other parts, from the policy's share."""
    if review.person is None:
        return policy.stakes.number_prior
    row = Side(review.record.identity, review.record.area_code)
    holder = Side(review.person.identity, review.person.area_code)
    said = evidence(differences(row, holder, model=link_model(), speaks=policy.speaks))
    return chance_from_evidence(said, policy.stakes.number_prior)
