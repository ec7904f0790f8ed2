"""Who stands for whom, looked up for many at once: never shown, so no viewer is asked."""

from collections.abc import Collection
from uuid import UUID

from samutphok.registry.models import Household, Person

_PIECE = 5_000  # keys in one query


def survivors_of(model: type[Person] | type[Household], keys: Collection[UUID]) -> dict[UUID, UUID]:
    """The survivor of each of these that was absorbed; those who stand for themselves are not among the answers."""
    found: dict[UUID, UUID] = {}
    for some in _pieces(keys):
        rows = model.every.filter(pk__in=some, survivor__isnull=False)
        found |= dict(rows.values_list("pk", "survivor_id"))
    return found


def everyone(model: type[Person] | type[Household], keys: Collection[UUID]) -> set[UUID]:
    """These, and every other identity of whom they are."""
    asked = set(keys)
    heads = asked | set(survivors_of(model, asked).values())
    for some in _pieces(heads):
        asked |= set(model.every.filter(survivor__in=some).values_list("pk", flat=True))
    return asked | heads


def _pieces(keys: Collection[UUID]) -> list[list[UUID]]:
    listed = list(keys)
    return [listed[start : start + _PIECE] for start in range(0, len(listed), _PIECE)]
