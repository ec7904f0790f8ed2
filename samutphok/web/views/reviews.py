"""Rows in doubt: the same citizen number, but perhaps another person. A worker decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.areas.domain import lineage
from samutphok.areas.queries import names
from samutphok.linkage.actions import decide_review
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.queries import reviews as read_reviews
from samutphok.web.comparing import Compared, compared
from samutphok.web.forms import DecisionForm, PageForm
from samutphok.web.requests import DeskRequest

PAGE_SIZE = 20


@require_safe
def reviews(request: DeskRequest) -> HttpResponse:
    """The open questions in the viewer's areas, the oldest first, each side beside the other."""
    page = PageForm(request.GET).read()["page"] or 1
    found = read_reviews(viewer=request.viewer, page=page, page_size=PAGE_SIZE)
    known = names(step for review in found.reviews for step in lineage(review.area_code))
    shown: list[Compared] = [compared(review, known) for review in found.reviews]
    pages = -(-found.total // found.page_size) or 1
    return render(request, "reviews.html", {"list": found, "pages": pages, "questions": shown})


@require_POST
def review_decide(request: DeskRequest, review_id: UUID) -> HttpResponse:
    """The worker's word: the same person, or another."""
    asked = DecisionForm(request.POST).read()
    ruling = Ruling(asked["outcome"])
    decide_review(
        viewer=request.viewer,
        review_id=review_id,
        outcome=ruling,
        version=asked["version"],
        now=request.viewer.now,
    )
    said = _("Joined: the row now belongs to this person.") if ruling is Ruling.SAME else _("Kept apart: two persons.")
    messages.success(request, said)
    return redirect("reviews")
