"""The roll of families for a phone: those it is sent to, and those of its villages."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q

from samutphok.access.domain import Viewer
from samutphok.access.queries import NOTHING, inside
from samutphok.kernel.dates import PartialDate
from samutphok.registry.domain.identity import Identity
from samutphok.registry.domain.roll import FamilyRoll, RollFamily, RollMember
from samutphok.registry.models import Household, Membership
from samutphok.registry.queries.lines import listed

_ORDER = ("area_code", "house_code", "family_no", "id")
_PERSON = ("title", "first_name", "last_name", "sex", "birth_year", "birth_month", "birth_day")


def family_roll(*, viewer: Viewer, first: Collection[UUID], areas: Collection[str], most: int) -> FamilyRoll:
    """At most so many families that the viewer may list: the named ones first, then all of the areas, each by place.

    A name outside the viewer's scope is left out like one that is not there. Names and places only (S1). Four queries at
    most, whatever the number of families.
    """
    mine = listed(viewer)
    named = list(mine.filter(pk__in=first).order_by(*_ORDER)[:most]) if first else []
    others = mine.filter(_in_any(areas)).exclude(pk__in=[row.pk for row in named])
    room = most - len(named)
    rest = list(others.order_by(*_ORDER)[: room + 1]) if areas else []
    left_out = others.count() - room if len(rest) > room else 0
    rows = [*named, *rest[:room]]
    members = _members([row.pk for row in rows])
    families = (RollFamily(row.pk, row.area_code, row.house_code, row.family_no, members[row.pk]) for row in rows)
    return FamilyRoll(tuple(families), left_out)


def count_roll(*, viewer: Viewer, first: Collection[UUID], areas: Collection[str]) -> int:
    """How many families `family_roll` would give without a limit. One query."""
    mine = listed(viewer)
    return mine.filter(Q(pk__in=first) | _in_any(areas)).count()


def gone_from_roll(*, viewer: Viewer, household_ids: Iterable[UUID]) -> dict[UUID, bool]:
    """Whether families that the office knows are gone for this viewer: retired, or no longer theirs to list.

    A family that the office has never heard of is not answered: its form may still be under way.
    """
    known = set(Household.every.filter(pk__in=list(household_ids)).values_list("pk", flat=True))
    here = set(listed(viewer).filter(pk__in=known).values_list("pk", flat=True))
    return {one: one not in here for one in known}


def people_gone_from_roll(*, viewer: Viewer, person_ids: Iterable[UUID]) -> dict[UUID, bool]:
    """Whether people whom the office knows live today in no family that this viewer may list; others are not answered."""
    stays = Membership.every.filter(person_id__in=list(person_ids))
    known = set(stays.values_list("person_id", flat=True))
    today = stays.filter(retired_at=None, valid_to=None, household__in=listed(viewer))
    here = set(today.values_list("person_id", flat=True))
    return {one: one not in here for one in known}


def _in_any(areas: Iterable[str]) -> Q:
    found = NOTHING
    for area in areas:
        found |= inside("area_code", area)
    return found


def _members(households: list[UUID]) -> dict[UUID, tuple[RollMember, ...]]:
    """Who lives in each household today; a person whom two rows of one cut name there stands once."""
    today = Membership.objects.filter(household_id__in=households, valid_to=None).order_by("pk")
    people: dict[UUID, dict[UUID, RollMember]] = defaultdict(dict)
    columns = ("household_id", "person_id", *(f"person__{name}" for name in _PERSON))
    for household, person, *told in today.values_list(*columns):
        people[household][person] = RollMember(person, _identity(*told))
    return {one: tuple(sorted(people[one].values(), key=_eldest_first)) for one in households}


def _identity(title: str, first_name: str, last_name: str, sex: str, year: int | None, *rest: int | None) -> Identity:
    return Identity(title, first_name, last_name, sex or None, PartialDate(year, *rest) if year else None)


def _eldest_first(member: RollMember) -> tuple[int, str, str]:
    birth = member.identity.birth
    born = birth.earliest().toordinal() if birth else 10**7
    return born, member.identity.full_name, str(member.person_id)
