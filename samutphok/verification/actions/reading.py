"""Reading interviews once: what checks need of a visit, from the logbook and the form that brought it."""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from samutphok.access.queries import inside
from samutphok.logbook.queries.checking import VisitRead, visits_known_in, visits_read
from samutphok.submissions.queries.values import Said, values_said
from samutphok.verification.domain.interviews import (
    PLACES,
    counted,
    moment_of,
    place_of,
    print_of,
    told_of,
)
from samutphok.verification.models import Interview

_STEP = 500


def read_interviews(area: str) -> int:
    """Takes up the visits of an area that were not read before; returns how many. Again changes nothing."""
    known = set(Interview.objects.filter(inside("household__area_code", area)).values_list("id", flat=True))
    wanted = visits_known_in(area) - known
    return read_these(wanted)


def read_these(visit_ids: Collection[UUID]) -> int:
    """The same for some visits."""
    said = {one.submission_id: one for one in values_said(visit_ids, places=PLACES)}
    replaced: set[UUID] = set()
    rows = _rows(visits_read(visit_ids), said, replaced)
    done = 0
    while step := list(islice(rows, _STEP)):
        with transaction.atomic():
            Interview.objects.bulk_create(step, ignore_conflicts=True)
        done += len(step)
    if replaced:
        Interview.objects.filter(pk__in=replaced).update(replaced=True)
    return done


def _rows(visits: Iterator[VisitRead], said: dict[UUID, Said], replaced: set[UUID]) -> Iterator[Interview]:
    for visit in visits:
        if visit.replaces:
            replaced.add(visit.replaces)
        yield _row(visit, said.get(visit.id))


def _row(visit: VisitRead, said: Said | None) -> Interview:
    values = said.values if said else {}
    place = place_of(visit.answers)
    return Interview(
        id=visit.id,
        household_id=visit.household_id,
        area_code=visit.area_code,
        form_id=visit.form_id,
        collector=visit.by,
        day=visit.day,
        began=moment_of(values.get("started")),
        ended=moment_of(values.get("ended")),
        received_at=visit.received_at,
        by_phone=bool(said and said.by_phone),
        outcome=visit.outcome,
        answered=counted(visit.answers),
        print=print_of(visit.answers),
        latitude=place[0] if place else None,
        longitude=place[1] if place else None,
        told=told_of(visit.answers, values),
    )


def minutes_of(began: datetime | None, ended: datetime | None) -> float | None:
    """How long an interview took, by the phone's clock."""
    return (ended - began).total_seconds() / 60 if began and ended else None
