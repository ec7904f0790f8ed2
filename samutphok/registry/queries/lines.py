"""Households as lines of a list, inside the viewer's scope."""

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import inside, within
from samutphok.registry.domain.views import HouseholdLine
from samutphok.registry.models import Household, Membership

COUNTRY = "TH"


def prefix_of(area_code: str | None) -> str:
    """The prefix of the area's codes; '' for the country and for no area."""
    return "" if area_code in (None, COUNTRY) else str(area_code)


def listed(viewer: Viewer, area_code: str | None = None) -> "QuerySet[Household]":
    """The households that the viewer may find in lists, in one area; lines and names are S1. Whichever turned out to be
    another is in no list: that other one is."""
    scope = within(viewer, Action.LIST_HOUSEHOLDS, sensitivity=Sensitivity.S1)
    return Household.objects.filter(scope, inside("area_code", prefix_of(area_code)), survivor=None)


def lines(households: Iterable[Household]) -> tuple[HouseholdLine, ...]:
    """The lines of these households, in their order."""
    rows = list(households)
    members = members_of([row.id for row in rows])
    return tuple(HouseholdLine(row.id, row.area_code, row.house_code, row.family_no, members[row.id]) for row in rows)


def members_of(households: Collection[UUID]) -> Counter[UUID]:
    """How many people each household has today, by whichever of its identities; who turned out to be one counts once."""
    keys = list(households)
    homes = Household.every.filter(Q(pk__in=keys) | Q(survivor__in=keys)).values("pk")
    now = Membership.objects.filter(household_id__in=homes, valid_to=None)
    now = now.annotate(home=Coalesce("household__survivor_id", "household_id"))
    people = Count(Coalesce("person__survivor_id", "person_id"), distinct=True)
    return Counter(dict(now.order_by().values_list("home").annotate(people=people)))
