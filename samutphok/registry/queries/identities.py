"""Those who turned out to be one: every identity of a family, and whom an identity stands for today."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.registry.models import Household, Person


def identities_of(household_id: UUID) -> "QuerySet[Any, Any]":
    """The keys of a family and of those absorbed into it: not fetched but put inside the reader's own query.

    Use as `household__in=identities_of(one)`. What was recorded under any of them keeps the key it was recorded with.
    """
    return Household.every.filter(Q(pk=household_id) | Q(survivor=household_id)).values("pk")


def identities_of_person(person_id: UUID) -> "QuerySet[Any, Any]":
    """The same for a person."""
    return Person.every.filter(Q(pk=person_id) | Q(survivor=person_id)).values("pk")


def identities_of_many(household_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Every identity of these families, themselves included, with the family that was asked for: one query."""
    keys = set(household_ids)
    rows = Household.every.filter(survivor__in=keys).values_list("pk", "survivor_id")
    return {key: key for key in keys} | dict(rows)


def stands_for(household_id: UUID) -> UUID:
    """The family that this key stands for today: itself, unless it was absorbed."""
    survivor = Household.every.filter(pk=household_id).values_list("survivor_id", flat=True).first()
    return survivor or household_id


def person_stands_for(person_id: UUID) -> UUID:
    """The person that this key stands for today."""
    survivor = Person.every.filter(pk=person_id).values_list("survivor_id", flat=True).first()
    return survivor or person_id


def survivor_seen(*, viewer: Viewer, household_id: UUID) -> UUID | None:
    """The family that this one was absorbed by, where the viewer may see the absorbed one; None for any other."""
    scope = within(viewer, Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S1)
    absorbed = Household.objects.filter(scope, pk=household_id, survivor__isnull=False)
    return absorbed.values_list("survivor_id", flat=True).first()
