"""What was done with and for a family, each piece from its capability: the office's part of the timeline, and of its papers."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.aid.queries import given_to
from samutphok.cases.domain.case import CaseSummary, CaseView
from samutphok.cases.errors import CaseNotFound
from samutphok.cases.queries import case_view
from samutphok.foundation.audit.actions import record
from samutphok.homes.domain.views import StayLine
from samutphok.homes.queries import stays_of_household
from samutphok.insights.domain.family import FamilyPage
from samutphok.insights.domain.family_help import FamilyWork, Given, Referred
from samutphok.insights.domain.timeline import Did, Event, EventKind
from samutphok.insights.queries.family_help import given_words, line_of
from samutphok.kernel.errors import Bilingual
from samutphok.registry.queries import household_area
from samutphok.requests.domain.views import RequestLine
from samutphok.requests.queries import requests_of_household

_UNSAID = Bilingual("", "")


def family_work(*, viewer: Viewer, household_id: UUID, now: datetime) -> FamilyWork:
    """What was done, with its days: at most ten queries. Raises NotFound when the family is absent or out of scope.

    Reading it is recorded. Only for whoever may read poverty and health of the family; nothing of the closed compartment
    is ever here.
    """
    household_area(viewer=viewer, household_id=household_id, action=Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S2)
    with transaction.atomic(savepoint=False):
        _note(viewer, household_id, now)
    line = line_of(viewer, household_id, timezone.localdate(now))
    given = given_words(given_to(viewer, household_id, proofs=False))
    events = (
        *_case_events(line.case),
        *_referral_events(line.referred),
        *_help_events(given),
        *_request_events(requests_of_household(viewer, household_id)),
        *_stay_events(stays_of_household(viewer=viewer, household_id=household_id)),
    )
    return FamilyWork(line, given, events)


def family_on_paper(*, viewer: Viewer, page: FamilyPage, now: datetime) -> FamilyWork | None:
    """The same with the plan of the open case, for the family's logbook on paper; reading the case is recorded.

    None for whoever reads the page without poverty and health.
    """
    if not page.full:
        return None
    found = family_work(viewer=viewer, household_id=page.household_id, now=now)
    return FamilyWork(found.line, found.given, found.events, _plan(viewer, found.line.case))


def _note(viewer: Viewer, household_id: UUID, now: datetime) -> None:
    record(
        actor=viewer.account_id,
        act="read_household",
        subject=f"household:{household_id}",
        fields=["help", "case", "referrals", "requests", "stays"],
        now=now,
    )


def _plan(viewer: Viewer, case: CaseSummary | None) -> CaseView | None:
    if case is None or not case.open:
        return None
    try:
        return case_view(viewer, case.id)
    except CaseNotFound:  # closed or handed on meanwhile
        return None


def _case_events(case: CaseSummary | None) -> Iterator[Event]:
    if case is None:
        return
    yield Event(case.opened_on, EventKind.CASE, _UNSAID, title=case.number, did=Did.OPENED)
    if case.closed_on:
        yield Event(case.closed_on, EventKind.CASE, _UNSAID, title=case.number, did=Did.CLOSED)


def _referral_events(referred: Iterable[Referred]) -> Iterator[Event]:
    for one in referred:
        line = one.line
        made = timezone.localdate(line.made_at)
        yield Event(made, EventKind.REFERRAL, one.agency, title=line.number, did=Did.REFERRED)
        if line.appointment_at:
            day = timezone.localdate(line.appointment_at)
            yield Event(day, EventKind.REFERRAL, one.agency, title=line.number, did=Did.APPOINTED)


def _help_events(given: Iterable[Given]) -> Iterator[Event]:
    for one in given:
        did = Did.GIVEN if one.gift.reverses is None else Did.TAKEN_BACK
        yield Event(one.gift.given_on, EventKind.HELP, one.kind, by=one.giver, did=did, baht=abs(one.gift.baht))


def _request_events(requests: Iterable[RequestLine]) -> Iterator[Event]:
    for one in requests:
        yield Event(timezone.localdate(one.taken_at), EventKind.REQUEST, _UNSAID, title=one.number, did=Did.ASKED)
        if one.settled_at:
            day = timezone.localdate(one.settled_at)
            yield Event(day, EventKind.REQUEST, _UNSAID, title=one.number, did=Did.ANSWERED)


def _stay_events(stays: Iterable[StayLine]) -> Iterator[Event]:
    for one in stays:
        told = ((timezone.localdate(one.asked_at), Did.PLACE_ASKED), (one.admitted_on, Did.MOVED_IN))
        for day, did in (*told, (one.left_on, Did.MOVED_OUT)):
            if day:
                yield Event(day, EventKind.STAY, _UNSAID, title=one.number, who=one.place, did=did)
