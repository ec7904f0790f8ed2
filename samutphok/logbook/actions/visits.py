"""Taking what came back from a door into the family's logbook."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, covers
from samutphok.access.queries import viewer_by_id
from samutphok.areas.actions import note_areas
from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.events import publish
from samutphok.foundation.held_keys import hold_key
from samutphok.kernel.errors import Bilingual, Error
from samutphok.kernel.identifiers import read_house_code
from samutphok.logbook.actions.aside import take_out
from samutphok.logbook.actions.numbers import Numbered, with_numbers_sealed
from samutphok.logbook.actions.photographs import Photograph, keep_photographs, photographs_of
from samutphok.logbook.actions.refreshing import refresh, visits_of
from samutphok.logbook.domain.hearing import Heard, hear, speaks_of_households
from samutphok.logbook.domain.merge import FactKey, HardConflict, Merge, SoftConflict, merge
from samutphok.logbook.domain.visits import OUTCOMES, HeldVisitReady, VisitAccepted
from samutphok.logbook.errors import NoHousehold, OutsideTheSendersArea, PersonOfAnotherFamily, TooManyMembers
from samutphok.logbook.models import HeldVisit, Visit
from samutphok.logbook.queries.projected import catalogue
from samutphok.logbook.queries.visits import lasting, logbook_of
from samutphok.registry.actions import door
from samutphok.registry.domain.changes import HouseholdKey
from samutphok.submissions.actions import settle
from samutphok.submissions.domain.submission import Standing
from samutphok.submissions.errors import SubmissionNotFound
from samutphok.submissions.queries import Told, submission_told

MOST_MEMBERS = 200  # people of whom one form tells
LATE = timedelta(days=365)  # how long a paper form may lie before somebody types it in
WAITS = Bilingual("รอแบบที่แจ้งพบครอบครัวนี้", "Waits for the form that found this family")
_TAKEN_IN = frozenset({Standing.STORED, Standing.TAKEN, Standing.UNREADABLE})


@dataclass(frozen=True, slots=True)
class _Coming:
    """A submission that speaks of a household, ready for the transaction that takes it."""

    told: Told
    heard: Heard
    household: UUID
    photographs: Sequence[Photograph] = field(repr=False)


def accept_visit(*, submission_id: UUID, now: datetime) -> None:
    """Takes a submission into the logbook of its family; taking it again changes nothing, wherever a run was cut short.

    What it corrects is taken before it. A form about a family that is not there yet waits for the form that finds the
    family; one that maps nothing, or cannot be read, says so on the submission. Acts for the sender, whose area the
    family must be in.
    """
    try:
        told = submission_told(submission_id=submission_id)
    except SubmissionNotFound:
        return
    except Error as error:
        _leave(submission_id, error)
        return
    if told.standing in _TAKEN_IN:
        _accept(told, now)


def _accept(told: Told, now: datetime) -> None:
    if not speaks_of_households(told.schema):
        settle(submission_id=told.id, standing=Standing.TAKEN)
        return
    try:
        _take_corrected(told, now)
        _take(_coming(told), now)
    except Error as error:
        _leave(told.id, error)


def _take_corrected(told: Told, now: datetime) -> None:
    """The submission that this one takes the place of stays in the history, also when it was never read before."""
    if told.replaces is None or Visit.objects.filter(pk=told.replaces).exists():
        return
    try:
        before = submission_told(submission_id=told.replaces)
        _take_corrected(before, now)
        _take(_coming(before), now)
    except Error:
        return  # what cannot be read cannot be corrected either: the later form stands by itself


def _coming(told: Told) -> _Coming:
    heard = hear(told.schema, told.answers, catalogue(), origin=_origin(told))
    if heard.household is None:
        raise NoHousehold
    if len({key.subject for key in heard.facts} | heard.new_people) > MOST_MEMBERS + 1:  # and the household itself
        raise TooManyMembers(MOST_MEMBERS)
    return _Coming(told, heard, heard.household, photographs_of(told, heard.facts, catalogue()))


def _origin(told: Told) -> UUID:
    """The first of a chain of corrections, so that a correction speaks of the same people."""
    first, before = told.id, told.replaces
    while before is not None:
        first = before
        before = Visit.objects.filter(pk=before).values_list("replaces", flat=True).first()
    return first


@transaction.atomic
def _take(coming: _Coming, now: datetime) -> None:
    told = coming.told
    elsewhere = _corrected_elsewhere(coming)
    for household in sorted({coming.household, *(one.household_id for one in elsewhere)}):
        hold_key(f"household:{household}")
    if not Visit.objects.filter(pk=told.id).exists():
        area_code = _family_there(coming, now)
        if area_code is None:
            HeldVisit.objects.get_or_create(
                submission_id=told.id, defaults={"household_id": coming.household, "since": now}
            )
            settle(submission_id=told.id, standing=Standing.STORED, problem=WAITS)
            return
        _write(coming, now)
        for visit in elsewhere:
            take_out(visit, by=told.account_id, now=now)
    settle(
        submission_id=told.id, standing=Standing.TAKEN, area_code=door.standing_area(coming.household) or told.area_code
    )


def _corrected_elsewhere(coming: _Coming) -> list[Visit]:
    """The visit that this one corrects, if it went to another family's logbook by mistake and stands there."""
    if coming.told.replaces is None:
        return []
    mistaken = Visit.objects.filter(pk=coming.told.replaces, creates=False)
    return list(mistaken.exclude(household=coming.household))


def _family_there(coming: _Coming, now: datetime) -> str | None:
    """The area of the household, which the sender may visit; a found one is made. None: it is not there yet."""
    told, heard = coming.told, coming.heard
    area_code, was_in = door.standing_area(coming.household), door.area_ever(coming.household)
    if was_in is not None and not _reaches(told, was_in, now):
        raise OutsideTheSendersArea
    if area_code is not None or not heard.creates:
        return area_code
    found_in = _place_found(told, heard, now)
    note_areas({found_in}, seen_on=timezone.localdate(told.received_at))
    key = HouseholdKey(found_in, read_house_code(heard.of_household("house_code")) or "")
    door.note_found_household(coming.household, key, visit=told.id, now=now)
    return found_in


def _place_found(told: Told, heard: Heard, now: datetime) -> str:
    """The village that the form names, if the sender may work there; else where the sender works."""
    village = heard.of_household("village")
    works_there = _worked_in(told, village) or _reaches(told, village, now)
    if village.isascii() and village.isdigit() and len(village) == 8 and works_there:
        return village
    if not told.area_code:
        raise OutsideTheSendersArea
    return told.area_code


def _reaches(told: Told, area_code: str, now: datetime) -> bool:
    """Where the holder of a phone worked when the form came, or where the sender may go now.

    What is typed in at the desk counts by what its typist may open: an agency's officer opens few families of an area.
    """
    sender = viewer_by_id(told.account_id, now=now)
    by_phone = bool(told.key_id) and _worked_in(told, area_code)
    return by_phone or sender.may(Action.VIEW_HOUSEHOLD, RecordScope(area_code), Sensitivity.S1)


def _worked_in(told: Told, area_code: str) -> bool:
    return bool(told.area_code) and covers(told.area_code, area_code)


def _write(coming: _Coming, now: datetime) -> None:
    """The visit's row and everything that follows from it."""
    told = coming.told
    heard = _own_people(coming)
    numbered = with_numbers_sealed(heard, visit=told.id, reaches=lambda area: _reaches(told, area, now))
    visit = _row(coming, numbered, now)
    book = logbook_of(visits_of(coming.household))
    visit.version = book.version + 1
    visit.base = None if coming.heard.base is None else min(coming.heard.base, book.version)
    met = merge(book, lasting(visit.said()))
    visit.met, visit.others = _met(met), [str(one) for one in _others(met)]
    visit.save(force_insert=True)
    keep_photographs(visit, coming.photographs, now=now)
    refresh(coming.household, now=now)
    record_act(
        actor=told.account_id or "logbook",
        act="accept_visit",
        subject=f"household:{coming.household}",
        fields=("answers", "members", "photographs") if coming.photographs else ("answers", "members"),
        outcome=visit.met,
        now=now,
    )
    _release_held(coming)
    publish(VisitAccepted(visit.id, coming.household))


def _own_people(coming: _Coming) -> Heard:
    """The same without people of other families: the keys of people are the office's to give, not a phone's.

    Somebody new who comes with a known person's key gets another. Raises PersonOfAnotherFamily for a member of the list.
    """
    heard, household = coming.heard, coming.household
    told_of = {UUID(key.subject) for key in heard.facts if key.subject} | {UUID(one) for one in heard.new_people}
    others = {str(one) for one in door.strangers(told_of, household=household)}
    if others - heard.new_people:
        raise PersonOfAnotherFamily
    fresh = {one: str(uuid5(_origin(coming.told), one)) for one in others}
    return replace(
        heard,
        facts={FactKey(fresh.get(key.subject, key.subject), key.fact): value for key, value in heard.facts.items()},
        new_people=frozenset(fresh.get(one, one) for one in heard.new_people),
    )


def _release_held(coming: _Coming) -> None:
    held = HeldVisit.objects.filter(household_id=coming.household).order_by("since")
    for submission_id in held.exclude(pk=coming.told.id).values_list("submission_id", flat=True):
        publish(HeldVisitReady(submission_id))
    HeldVisit.objects.filter(pk=coming.told.id).delete()


def _row(coming: _Coming, numbered: Numbered, now: datetime) -> Visit:
    told, heard = coming.told, numbered.heard
    return Visit(
        id=told.id,
        household_id=coming.household,
        form_id=told.form_id,
        form_version=told.version,
        said_by=told.account_id,
        speaker=viewer_by_id(told.account_id, now=now).name[:160],
        received_at=told.received_at,
        taken_at=now,
        branch=heard.branch[:100],
        step=min(heard.step, 32_000),
        replaces=told.replaces,
        creates=heard.creates,
        outcome=outcome if (outcome := heard.of_household("outcome")) in OUTCOMES else "",
        visited_on=_day_of(heard, told.received_at),
        answers=[[key.subject, key.fact, value] for key, value in sorted(heard.facts.items())],
        numbers=dict(numbered.numbers),
        new_people=sorted(heard.new_people),
    )


def _day_of(heard: Heard, received: datetime) -> date:
    """The day that the form names; the day it came where a phone's clock, or a slip, cannot be right."""
    came = timezone.localdate(received)
    said = heard.visited_on
    return said if said and came - LATE <= said <= came else came


def _met(met: Merge) -> str:
    if isinstance(met, HardConflict):
        return Visit.Met.HARD
    return Visit.Met.SOFT if isinstance(met, SoftConflict) else Visit.Met.MERGED


def _others(met: Merge) -> tuple[UUID, ...]:
    return met.others if isinstance(met, SoftConflict | HardConflict) else ()


def _leave(submission_id: UUID, error: Error) -> None:
    """Says on the submission why it is in no logbook; its bytes stay, and it can be read again."""
    problem = Bilingual(f"{error.problem.th} {error.remedy.th}", f"{error.problem.en} {error.remedy.en}")
    settle(submission_id=submission_id, standing=Standing.UNREADABLE, problem=problem)
