"""Keeping the list of what can be solved first: one family after a visit, or an area after its list was drawn.

Jobs' acts: they show nothing to anybody, and doing them twice changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.queries import field_operator
from samutphok.logbook.domain.problems import FamilyProblem, KnownProblem, SaidBy, Shown
from samutphok.logbook.queries import household_file, known_problems, last_visits, record_for_counting
from samutphok.logbook.queries.projected import visited_in
from samutphok.partners.domain import ServiceOffer
from samutphok.partners.queries import services_for
from samutphok.targeting.domain.lists import SURVEY, EntryView, ListView
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.queries import current_lists, every_entry, household_listings
from samutphok.triage.domain import Triage, place_of, sort_out
from samutphok.triage.domain.sorting import Reason
from samutphok.triage.models import AtWork, WorkLine
from samutphok.triage.queries.family import sorted_family
from samutphok.triage.queries.rules import triage_rules

STEP = 500  # families of an area that are sorted at once
TAMBON = 6  # digits


@transaction.atomic
def refresh_family(*, household_id: UUID, now: datetime) -> int:
    """Sorts one family anew; returns how many problems it has. Raises registry.errors.HouseholdNotFound."""
    today, seer = timezone.localdate(now), field_operator(now=now)
    record = record_for_counting(household_id=household_id, as_of=today, now=now)
    visits = household_file(viewer=seer, household_id=household_id, area_code=record.area_code).visits
    listings = household_listings(viewer=seer, household_id=household_id)
    level = listings[0].entry.level if listings else None
    rows = _lines(household_id, record.area_code, sorted_family(record, visits, on=today), level, now)
    _replace([household_id], rows)
    return len(rows)


def refresh_area(*, area: str, now: datetime) -> int:
    """Sorts the families of an area with target-poor members by the registers alone, and those visited by their visits too.

    Returns how many families were sorted. One transaction for every five hundred; a killed job is simply begun again.
    """
    today, done = timezone.localdate(now), 0
    known, offers = known_problems(day=today), dict[str, tuple[ServiceOffer, ...]]()
    wanted = Selection(area=area, target_poor=True, order=EntryOrder.AREA)
    lists = {one.id: one for one in current_lists()}
    entries = every_entry(viewer=field_operator(now=now), selection=wanted)
    for step in _steps(entries):
        here = [one for one in step if one.household]
        visited = last_visits(one.household for one in here if one.household)
        untouched = [one for one in here if one.household not in visited]
        _keep_listed(untouched, lists, known, offers, now)
        done += len(here)
    for household in visited_in(area):  # also those whom no list names, or none as target-poor
        refresh_family(household_id=household, now=now)
    return done


@transaction.atomic
def note_work(*, household_id: UUID, case_open: bool, referred: Iterable[str]) -> None:
    """Marks which problems of the family a case or an open referral deals with. referred: codes of problems."""
    lines = WorkLine.objects.filter(household=household_id)
    lines.update(at_work=AtWork.CASE if case_open else AtWork.NOBODY)
    lines.filter(problem__in=list(referred)).update(at_work=AtWork.REFERRED)


@transaction.atomic
def _keep_listed(
    entries: Sequence[EntryView],
    lists: Mapping[UUID, ListView],
    known: Mapping[str, KnownProblem],
    offers: dict[str, tuple[ServiceOffer, ...]],
    now: datetime,
) -> None:
    today, rows = timezone.localdate(now), list[WorkLine]()
    for one in entries:
        tambon = one.area_code[:TAMBON]
        if tambon not in offers:
            offers[tambon] = services_for(problems=known, area_code=tambon, on=today)
        problems = tuple(_by_register(one, lists[one.target_list].data_cut, known))
        found = sort_out(problems, offers[tambon], {}, triage_rules(day=today))
        if one.household:
            rows += _lines(one.household, one.area_code, found, one.level, now)
    _replace([one.household for one in entries if one.household], rows)


def _by_register(entry: EntryView, day: date, known: Mapping[str, KnownProblem]) -> Iterator[FamilyProblem]:
    for problem in known.values():
        if problem.indicator in entry.failed:
            shown = Shown(SaidBy.REGISTER, day, f"bmn{problem.indicator}", SURVEY)
            yield FamilyProblem(problem.code, problem.label, problem.dimension, None, (shown,))


def _lines(household: UUID, area: str, found: Triage, level: int | None, now: datetime) -> list[WorkLine]:
    return [
        WorkLine(
            household_id=household,
            area_code=area,
            problem=one.code,
            kind=one.kind,
            family_kind=found.kind,
            agency=one.offer.agency if one.offer else "",
            service=one.offer.service if one.offer else "",
            expected_days=one.offer.expected_days if one.offer else None,
            sure=one.sure,
            persons=len(one.persons),
            level=-1 if level is None else level,
            since=one.since,
            place=place_of(one, found.kind, level, triage_rules(day=timezone.localdate(now))),
            reasons=[_stored(reason) for reason in (*_danger(found), *one.reasons)],
            refreshed_at=now,
        )
        for one in found.problems
    ]


def _danger(found: Triage) -> Iterable[Reason]:
    return (one for one in found.reasons if one.because == "danger")


def _stored(one: Reason) -> dict[str, object]:
    return {"because": one.because, "th": one.words.th, "en": one.words.en, "sure": one.sure}


def _replace(households: Sequence[UUID], rows: Sequence[WorkLine]) -> None:
    """Writes the lines of these families anew; what was said of who deals with them stays."""
    old = WorkLine.objects.select_for_update().filter(household__in=households)
    kept = {
        (household, problem): said for household, problem, said in old.values_list("household", "problem", "at_work")
    }
    old.delete()
    for row in rows:
        row.at_work = kept.get((row.household_id, row.problem), AtWork.NOBODY)
    WorkLine.objects.bulk_create(rows, batch_size=STEP)


def _steps(entries: Iterator[EntryView]) -> Iterator[list[EntryView]]:
    while step := list(islice(entries, STEP)):
        yield step
