"""The problems of one family, for whoever may read its poverty and health."""

from datetime import date, datetime
from functools import cache, lru_cache
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.kernel.policies import load_policy, policy_on
from samutphok.logbook.domain.problems import FamilyProblem, KnownProblem, problems_in, read_problems
from samutphok.logbook.queries.household import household_record
from samutphok.logbook.queries.visits import household_file


def known_problems(*, day: date) -> dict[str, KnownProblem]:
    """The catalogue of problems in force on a day, by code; raises PolicyError, which names file, line and remedy."""
    return _named(_name_on(day))


@lru_cache(maxsize=64)
def _name_on(day: date) -> str:
    return policy_on("problems", "problems", day=day).name


@cache
def _named(name: str) -> dict[str, KnownProblem]:
    return read_problems(load_policy("problems", name).raw)


def problems_of(*, viewer: Viewer, household_id: UUID, now: datetime) -> tuple[FamilyProblem, ...]:
    """What registers and visits show to be wrong in a family's life, each with its evidence; nothing without clearance.

    Raises NotFound when the family is absent or out of scope. Reading poverty and health is recorded before anything is
    returned. A page that has the record and the visits already asks `domain.problems.problems_in`.
    """
    today = timezone.localdate(now)
    record = household_record(viewer=viewer, household_id=household_id, as_of=today)
    visits = household_file(viewer=viewer, household_id=household_id, area_code=record.area_code).visits
    return problems_in(record, visits, known_problems(day=today))
