"""What visits to households come to, for lists and phones: asked for households that the caller may already see."""

from collections.abc import Iterable
from functools import cache
from uuid import UUID

from django.db.models import Exists, OuterRef

from samutphok.access.queries import inside
from samutphok.kernel.policies import load_policy
from samutphok.logbook.domain.catalogue import Catalogue, read_catalogue
from samutphok.logbook.domain.merge import FIRST_VERSION
from samutphok.logbook.domain.visits import LastVisit
from samutphok.logbook.models import HouseholdNow, Visit

_PIECE = 900  # keys in one query, as SQLite takes them


@cache
def catalogue() -> Catalogue:
    """The facts that forms may feed."""
    return read_catalogue(load_policy("facts", "logbook").raw)


def household_versions(household_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The version of each household: 1 before anybody has visited, and one more with each visit."""
    keys = list(household_ids)
    return dict.fromkeys(keys, FIRST_VERSION) | {row.household_id: row.version for row in _now(keys)}


def last_visits(household_ids: Iterable[UUID]) -> dict[UUID, LastVisit]:
    """The last visit to each household that was visited."""
    return {
        row.household_id: LastVisit(row.last_on, row.last_outcome, row.last_by)
        for row in _now(household_ids)
        if row.last_on is not None
    }


def visits_made(household_ids: Iterable[UUID]) -> dict[UUID, tuple[LastVisit, ...]]:
    """Every visit made to each of these households, as last corrected; none for those that nobody has visited."""
    keys, made = list(dict.fromkeys(household_ids)), dict[UUID, list[LastVisit]]()
    for start in range(0, len(keys), _PIECE):
        told = Visit.objects.filter(household_id__in=keys[start : start + _PIECE]).exclude(form_id="")
        corrected = Visit.objects.filter(replaces=OuterRef("pk"))
        rows = told.filter(~Exists(corrected)).order_by("household_id", "version")
        for household, day, outcome, by in rows.values_list("household_id", "visited_on", "outcome", "said_by"):
            made.setdefault(household, []).append(LastVisit(day, outcome, by))
    return {household: tuple(visits) for household, visits in made.items()}


def visited_in(area: str) -> tuple[UUID, ...]:
    """The households of an area (a prefix) that were visited: for jobs, which show them to nobody. One query."""
    rows = HouseholdNow.objects.filter(inside("household__area_code", area), household__retired_at=None)
    return tuple(rows.order_by("household_id").values_list("household_id", flat=True))


def places(household_ids: Iterable[UUID]) -> dict[UUID, tuple[float, float]]:
    """Where households live, as somebody noted at the door: latitude and longitude in degrees."""
    return {
        row.household_id: (row.latitude, row.longitude)
        for row in _now(household_ids)
        if row.latitude is not None and row.longitude is not None
    }


def _now(household_ids: Iterable[UUID]) -> Iterable[HouseholdNow]:
    keys = list(dict.fromkeys(household_ids))
    for start in range(0, len(keys), _PIECE):
        yield from HouseholdNow.objects.filter(household_id__in=keys[start : start + _PIECE])
