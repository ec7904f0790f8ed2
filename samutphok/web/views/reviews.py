"""Rows in doubt: perhaps this person, perhaps another. A worker decides, leaves it to others, or takes a word back."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.queries import names_of
from samutphok.areas.domain import lineage
from samutphok.areas.queries import names
from samutphok.linkage.actions import decide_review, look_again, pass_review, reopen_review
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.queries import agreement_page, decided
from samutphok.linkage.queries import desk as read_desk
from samutphok.web.comparing import compared, places_asked
from samutphok.web.forms import DecisionForm, PageForm, VersionForm
from samutphok.web.requests import DeskRequest

_PERIOD = timedelta(days=89)


@require_safe
def reviews(request: DeskRequest) -> HttpResponse:
    """The question whose answer saves most, each side beside the other; the next ones by their place."""
    place = PageForm(request.GET).read()["page"] or 1
    found = read_desk(viewer=request.viewer, place=place)
    question = compared(found.question, names(places_asked(found.question))) if found.question else None
    return render(request, "reviews.html", {"desk": found, "question": question})


@require_POST
def review_decide(request: DeskRequest, review_id: UUID) -> HttpResponse:
    """The worker's word: this person, or another; or left to others for now."""
    asked = DecisionForm(request.POST).read()
    word, _colon, candidate = asked["outcome"].partition(":")
    viewer, version = request.viewer, asked["version"]
    if word == "pass":
        pass_review(viewer=viewer, review_id=review_id, now=viewer.now)
        messages.info(request, _("Left to others for now. It comes again at the end."))
        return _back(request)
    ruling = Ruling(word)
    if asked["look"]:
        look_again(viewer=viewer, look_id=asked["look"], outcome=ruling, version=version, now=viewer.now)
    else:
        decide_review(
            viewer=viewer, review_id=review_id, outcome=ruling, version=version, candidate=candidate, now=viewer.now
        )
    said = _("Joined: the row now belongs to this person.") if ruling is Ruling.SAME else _("Kept apart: two persons.")
    messages.success(request, said)
    return _back(request)


@require_POST
def review_reopen(request: DeskRequest, review_id: UUID) -> HttpResponse:
    """Take a decision back: what followed from it is undone, and the question is open again."""
    version = VersionForm(request.POST).read()["version"]
    reopen_review(viewer=request.viewer, review_id=review_id, version=version, now=request.viewer.now)
    messages.success(request, _("Taken back: the question is open again."))
    return _back(request)


@require_safe
def reviews_decided(request: DeskRequest) -> HttpResponse:
    """The newest decisions: who decided what and when."""
    found = decided(viewer=request.viewer)
    shown = {
        "decisions": found,
        "people": names_of({one.by for one in found}, viewer=request.viewer),
        "places": names({step for one in found for step in lineage(one.area_code)}),
    }
    return render(request, "reviews_decided.html", shown)


@require_safe
def reviews_agreement(request: DeskRequest) -> HttpResponse:
    """How far two people agree who answered the same questions blind, by office."""
    until = timezone.localdate(request.viewer.now)
    found = agreement_page(viewer=request.viewer, since=until - _PERIOD, until=until)
    places = names({step for one in found.offices for step in lineage(one.office)})
    return render(request, "reviews_agreement.html", {"agreement": found, "places": places})


def _back(request: DeskRequest) -> HttpResponse:
    """To where the next question has moved up to."""
    place = PageForm({"page": request.POST.get("page") or "1"}).read()["page"]
    return redirect(f"{reverse('reviews')}?page={place}" if place > 1 else "reviews")
