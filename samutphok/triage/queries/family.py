"""One family sorted: what can be solved first, what needs one agency, what one table."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.logbook.domain.problems import problems_in
from samutphok.logbook.domain.record import HouseholdRecord
from samutphok.logbook.domain.standing import HouseholdVisits
from samutphok.logbook.queries import household_file, household_record, known_problems
from samutphok.partners.queries import services_for
from samutphok.triage.domain import Triage, sort_out, triage_facts
from samutphok.triage.queries.rules import triage_rules


def triage_of(*, viewer: Viewer, household_id: UUID, now: datetime) -> Triage:
    """The family's problems sorted, with reasons and services. Raises NotFound when it is absent or out of scope.

    Reading poverty and health is recorded before anything is returned; without clearance nothing is sorted.
    """
    today = timezone.localdate(now)
    record = household_record(viewer=viewer, household_id=household_id, as_of=today)
    visits = household_file(viewer=viewer, household_id=household_id, area_code=record.area_code).visits
    return sorted_family(record, visits, on=today)


def sorted_family(record: HouseholdRecord, visits: HouseholdVisits, *, on: date) -> Triage:
    """The same for a family whose record and visits somebody has read already. One query at most."""
    problems = problems_in(record, visits, known_problems(day=on))
    codes = {one.code for one in problems}
    offers = services_for(problems=codes, area_code=record.area_code, on=on) if codes else ()
    return sort_out(problems, offers, triage_facts(record, visits, on=on), triage_rules(day=on))
