"""Reading the questions that wait for somebody's decision, inside the viewer's areas."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.intake.queries import batch
from samutphok.linkage.clerical import agreement_page as agreement_page
from samutphok.linkage.clerical import decided as decided
from samutphok.linkage.clerical import desk as desk
from samutphok.linkage.clerical import question_of as question_of
from samutphok.linkage.domain.agreement import Reason
from samutphok.linkage.domain.review import HouseholdReview, Joined, Likening, LikeningState, ReviewPage, ReviewView
from samutphok.linkage.errors import ReviewNotFound
from samutphok.linkage.models import Joining, Matching, Review
from samutphok.linkage.shapes import families_named as families_named
from samutphok.linkage.shapes import family_shape as family_shape
from samutphok.linkage.shapes import was_done as was_done
from samutphok.linkage.shapes import words_about_family as words_about_family
from samutphok.registry.domain.views import Source
from samutphok.registry.queries import identities_of

PAGE = 50


def reviews(*, viewer: Viewer, page: int = 1, page_size: int = PAGE) -> ReviewPage:
    """The open questions about rows in the viewer's areas, the oldest first; pages count from 1. `desk` has the queue by gain."""
    waiting = _open(viewer)
    total = waiting.count()
    page = max(1, min(page, -(-total // page_size)))
    start = (page - 1) * page_size
    shown = waiting.select_related("record", "person").order_by("created_at", "id")[start : start + page_size]
    today = timezone.localtime(viewer.now).replace(hour=0, minute=0, second=0, microsecond=0)
    decided = Review.objects.filter(decided_by=viewer.account_id, decided_at__gte=today).count()
    return ReviewPage(tuple(_view(viewer, review) for review in shown), total, page, page_size, decided)


def review(*, viewer: Viewer, review_id: UUID) -> ReviewView:
    """One question, decided or not; raises ReviewNotFound when it is absent or outside the viewer's areas."""
    scope = within(viewer, Action.DECIDE_LINK)
    found = Review.objects.select_related("record", "person").filter(scope, pk=review_id).first()
    if found is None:
        raise ReviewNotFound
    return _view(viewer, found)


def count_reviews(*, viewer: Viewer) -> int:
    """How many questions wait for the viewer."""
    return _open(viewer).count()


def joined(*, viewer: Viewer, batch_id: UUID) -> Joined | None:
    """What attaching a batch has done so far, None when nothing yet. Raises intake.errors.UnknownBatch out of scope."""
    batch(viewer=viewer, batch_id=batch_id)
    found = Joining.objects.filter(batch=batch_id).first()
    if found is None:
        return None
    waiting = Review.objects.filter(record__batch=batch_id, outcome=Review.Outcome.OPEN).count()
    return Joined(
        people_new=found.people_new,
        people_changed=found.people_changed,
        households_new=found.households_new,
        rows_matched=found.rows_matched,
        rows_in_review=found.rows_in_review,
        rows_unlinked=found.rows_unlinked,
        reviews_open=waiting,
        likening=_likening(batch_id),
    )


def _likening(batch_id: UUID) -> Likening | None:
    found = Matching.objects.filter(batch=batch_id).first()
    return Likening(LikeningState(found.state), found.compared, found.linked, found.asked) if found else None


def household_reviews(*, viewer: Viewer, household_id: UUID) -> tuple[HouseholdReview, ...]:
    """What waits for a decision or was decided about today's members of a household: registers and reasons, no values.

    A question counts for the person who holds the number and for the one whom the row in doubt made. The register's name
    tells of health or poverty, so the viewer must be cleared for S2; others get nothing.
    """
    asked = Review.objects.select_related("record")
    of_holder, of_row = (_of_members(asked, viewer, household_id, through) for through in ("person", "record__person"))
    found = {(row.id, row.member): row for row in of_holder.union(of_row, all=True)}
    return tuple(
        HouseholdReview(person, row.record.register, _reasons(row), row.created_at, row.outcome, row.decided_at)
        for (_, person), row in sorted(found.items(), key=lambda item: (item[1].created_at, str(item[0])))
    )


def _of_members(waiting: "QuerySet[Review]", viewer: Viewer, household_id: UUID, through: str) -> "QuerySet[Any]":
    """The questions that reach a member of today by this way, with the member."""
    scope = within(
        viewer, Action.VIEW_HOUSEHOLD, f"{through}__memberships__household__area_code", sensitivity=Sensitivity.S2
    )
    here = {
        f"{through}__memberships__household__in": identities_of(household_id),
        f"{through}__memberships__valid_to": None,
    }
    return waiting.filter(scope, **here).annotate(member=F(f"{through}_id"))


def _open(viewer: Viewer) -> "QuerySet[Review]":
    return Review.objects.filter(within(viewer, Action.DECIDE_LINK), outcome=Review.Outcome.OPEN)


def _view(viewer: Viewer, review: Review) -> ReviewView:
    holder, record = review.person, review.record
    visible = holder is not None and viewer.may(Action.DECIDE_LINK, RecordScope(holder.area_code))
    return ReviewView(
        id=review.id,
        version=review.version,
        outcome=review.outcome,
        reasons=_reasons(review),
        claimed=record.identity,
        source=Source(record.register, record.as_of, record.batch_id, record.row_number),
        area_code=review.area_code,
        holder_id=holder.id if holder is not None and visible else None,
        holder=holder.identity if holder is not None and visible else None,
        decidable=visible and review.outcome == Review.Outcome.OPEN,
        since=review.created_at,
    )


def _reasons(review: Review) -> tuple[Reason, ...]:
    return tuple(Reason(reason) for reason in review.reasons)


def waiting_for_likening() -> tuple[UUID, ...]:
    """The batches whose likening was interrupted."""
    begun = Matching.objects.exclude(state__in=(Matching.State.DONE, Matching.State.REFUSED))
    return tuple(begun.order_by("changed_at").values_list("batch_id", flat=True))
