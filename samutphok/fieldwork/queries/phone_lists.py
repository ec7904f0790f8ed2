"""Lists of families and members for one phone: cut here, never wider than what its holder may list."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Sensitivity, Viewer, outermost
from samutphok.areas.queries import names
from samutphok.fieldwork.domain.phone_list import (
    MOST_FAMILIES,
    FamilyNow,
    ListFile,
    ListName,
    households_file,
    members_file,
)
from samutphok.fieldwork.queries.own import assigned_households
from samutphok.logbook.queries import household_versions, last_visits, places
from samutphok.registry.domain.roll import RollFamily
from samutphok.registry.queries import count_roll, family_roll, gone_from_roll, people_gone_from_roll

_NARROW = 6  # digits of a tambon: families of wider areas come only when they are somebody's to visit


def list_file(*, viewer: Viewer, name: str, now: datetime) -> ListFile | None:
    """households.csv or members.csv for the viewer's phone; None for any other name.

    The families that the viewer is to visit, then those of the villages and tambon that their grants name, at most 3,000
    (`left_out` says how many did not fit). Names, places and the days of visits (S1), whatever else the viewer may see.
    The same families give the same bytes. At most a dozen queries.
    """
    if name not in set(ListName):
        return None
    due = assigned_households(viewer=viewer)
    roll = family_roll(viewer=viewer, first=due.keys(), areas=_villages(viewer), most=MOST_FAMILIES)
    ids = [family.id for family in roll.families]
    if name == ListName.MEMBERS:
        versions = {one: FamilyNow(version) for one, version in household_versions(ids).items()}
        return members_file(roll.families, versions, today=timezone.localdate(now), left_out=roll.left_out)
    known = _known(ids, due)
    return households_file(roll.families, known, _village_names(roll.families), left_out=roll.left_out)


def families_left_out(*, viewer: Viewer) -> int:
    """How many families of the viewer's areas are beyond what the list on a phone may hold; 0 when all are there."""
    asked = count_roll(viewer=viewer, first=assigned_households(viewer=viewer).keys(), areas=_villages(viewer))
    return max(0, asked - MOST_FAMILIES)


def family_file(*, viewer: Viewer, name: str, household_id: UUID | None, now: datetime) -> ListFile | None:
    """The same list with one family alone, for a form that is typed in at the desk; without a family it has no rows.

    A family that the viewer may not list is left out like one that is not there; None for any other name of a file.
    """
    if name not in set(ListName):
        return None
    first = () if household_id is None else (household_id,)
    families = family_roll(viewer=viewer, first=first, areas=(), most=1).families
    ids = [family.id for family in families]
    if name == ListName.MEMBERS:
        versions = {one: FamilyNow(version) for one, version in household_versions(ids).items()}
        return members_file(families, versions, today=timezone.localdate(now))
    return households_file(families, _known(ids, {}), _village_names(families))


def integrity(*, viewer: Viewer, name: str, ids: Iterable[UUID]) -> dict[UUID, bool]:
    """Whether entries of a list that a phone holds and no longer finds in the list are gone; {} for an unknown list.

    Gone: the office took the entry back, or it is not the viewer's to list any more. Entries that the office has never
    heard of are left out of the answer: the form that makes them may still lie on the phone.
    """
    if name == ListName.HOUSEHOLDS:
        return gone_from_roll(viewer=viewer, household_ids=ids)
    return people_gone_from_roll(viewer=viewer, person_ids=ids) if name == ListName.MEMBERS else {}


def _villages(viewer: Viewer) -> tuple[str, ...]:
    """The narrow areas that the viewer's grants name, also where another grant of theirs is wider."""
    grants = viewer.reaching(Action.LIST_HOUSEHOLDS, Sensitivity.S1)
    return outermost(area for grant in grants for area in grant.areas if len(area) >= _NARROW)


def _known(ids: list[UUID], due: dict[UUID, date | None]) -> dict[UUID, FamilyNow]:
    versions, visited, where = household_versions(ids), last_visits(ids), places(ids)
    return {
        one: FamilyNow(
            version=versions.get(one, 1),
            place=where.get(one),
            due=due.get(one),
            last_visit=visited[one].day if one in visited else None,
            last_outcome=visited[one].outcome if one in visited else "",
        )
        for one in ids
    }


def _village_names(families: Iterable[RollFamily]) -> dict[str, str]:
    return {code: found.title("th") for code, found in names({family.area_code for family in families}).items()}
