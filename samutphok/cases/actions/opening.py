"""Opening a family's case, and opening it again."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.cases.actions.acting import act_on, kept_before, locked_case
from samutphok.cases.actions.numbers import case_number
from samutphok.cases.domain.course import CaseDone, CaseState
from samutphok.cases.domain.events import CaseOpened, CaseReopened
from samutphok.cases.errors import OpenAlready, ReasonMissing, UnknownWord
from samutphok.cases.models import Case
from samutphok.cases.queries.words import problem_words
from samutphok.foundation.events import publish
from samutphok.foundation.privacy import seal
from samutphok.registry.queries import household_area, identities_of, stands_for
from samutphok.requests.actions import settle_request
from samutphok.requests.domain.asking import Outcome
from samutphok.requests.errors import NotAllowedNow as RequestEnded
from samutphok.targeting.domain.lists import EntryView
from samutphok.targeting.queries import household_listings

REASON = 1_000  # characters


@transaction.atomic
def open_case(
    *,
    viewer: Viewer,
    household_id: UUID,
    because: str,
    request_id: UUID | None = None,
    problems: Iterable[str] = (),
    now: datetime,
) -> UUID:
    """Opens the case of a family, worked on by whoever opens it; returns its id. One case a family is open at a time.

    Raises registry.errors.HouseholdNotFound outside the viewer's area, ReasonMissing, UnknownWord, OpenAlready,
    requests.errors.RequestNotFound. The request from which it comes is settled by it.
    """
    area = household_area(viewer=viewer, household_id=household_id, action=Action.WORK_CASE)
    named = tuple(dict.fromkeys(problems))
    if not because.strip():
        raise ReasonMissing
    if not set(named) <= problem_words().keys():
        raise UnknownWord
    if _others_open(household_id).exists():
        raise OpenAlready
    entry = _listed(viewer, household_id)
    row = Case(
        id=uuid4(),
        number=case_number(area, timezone.localdate(now)),
        household_id=household_id,
        area_code=area,
        family=entry.name if entry else "",
        request_id=request_id,
        problems=list(named),
        level_then=-1 if entry is None or entry.level is None else entry.level,
        opened_at=now,
        state=CaseState.OPENED,
    )
    row.because_sealed = seal(because.strip()[:REASON], bound_to=str(row.id))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise OpenAlready from error
    act_on(viewer, row, CaseDone.OPEN, now=now, details={"problems": list(named)})
    act_on(viewer, row, CaseDone.ASSIGN, now=now, details={"to": viewer.account_id})
    if request_id is not None:
        _answer(viewer, request_id, row.id, now)
    publish(CaseOpened(row.id, household_id))
    return row.id


@transaction.atomic
def reopen_case(*, viewer: Viewer, case_id: UUID, because: str, now: datetime, act_id: UUID | None = None) -> None:
    """Works on a closed case again, with the reason. Raises CaseNotFound, ReasonMissing, NotAllowedNow, OpenAlready."""
    if not because.strip():
        raise ReasonMissing
    row = locked_case(viewer, case_id)
    kept = kept_before(viewer, row, act_id)
    if kept is None and _others_open(row.household_id).exclude(pk=row.pk).exists():
        raise OpenAlready
    said = {"because": because.strip()[:REASON]}
    try:
        with transaction.atomic():
            fresh = act_on(viewer, row, CaseDone.REOPEN, now=now, act_id=act_id, said=said)
    except IntegrityError as error:
        raise OpenAlready from error
    if fresh:
        publish(CaseReopened(row.id, row.household_id))


def _others_open(household_id: UUID) -> "QuerySet[Case]":
    """Cases now open of a family, under whichever of its identities; the table's own rule knows one identity alone."""
    return Case.objects.filter(household__in=identities_of(stands_for(household_id))).exclude(state=CaseState.CLOSED)


def _answer(viewer: Viewer, request_id: UUID, case_id: UUID, now: datetime) -> None:
    """The request from which the case comes ends with it; one that has ended already stays as it is."""
    try:
        settle_request(viewer=viewer, request_id=request_id, outcome=Outcome.CASE, case_id=case_id, now=now)
    except RequestEnded:
        return


def _listed(viewer: Viewer, household_id: UUID) -> EntryView | None:
    found = household_listings(viewer=viewer, household_id=household_id)
    return found[0].entry if found else None
