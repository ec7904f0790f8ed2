"""Some hundred families at once as registers know them, for acts that speak of many: names, numbers, rows of registers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.foundation.privacy import unseal
from samutphok.kernel.identifiers import mask_pid
from samutphok.registry.domain.identity import Identity
from samutphok.registry.models import Household, Identifier, IdentifierKind, Membership, RecordState, SourceRecord

_PIECE = 900  # keys in one query, as SQLite takes them


@dataclass(frozen=True, slots=True)
class PersonKnown:
    """A member of today. number: masked, '' without one; rows: the newest of each register that was asked for."""

    person_id: UUID
    identity: Identity = field(repr=False)
    number: str = field(repr=False)
    rows: Mapping[str, Mapping[str, Any]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FamilyKnown:
    """A family with its members of today, the eldest first."""

    id: UUID
    area_code: str
    house_code: str
    members: tuple[PersonKnown, ...]


def families_known(
    *, viewer: Viewer, household_ids: Collection[UUID], registers: Collection[str]
) -> dict[UUID, FamilyKnown]:
    """These families as far as the viewer may read their poverty and health (S2); others are left out. Four queries a
    thousand families. The caller records the reading."""
    found: dict[UUID, FamilyKnown] = {}
    keys = list(dict.fromkeys(household_ids))
    for start in range(0, len(keys), _PIECE):
        found |= _piece(viewer, keys[start : start + _PIECE], registers)
    return found


def _piece(viewer: Viewer, keys: list[UUID], registers: Collection[str]) -> dict[UUID, FamilyKnown]:
    scope = within(viewer, Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S2)
    homes = Household.objects.filter(scope, pk__in=keys)
    places = {row.pk: row for row in homes}
    stays = Membership.objects.filter(household__in=places, valid_to=None).select_related("person").order_by("pk")
    people: dict[UUID, dict[UUID, Any]] = defaultdict(dict)
    for stay in stays:
        people[stay.household_id].setdefault(stay.person_id, stay.person)
    everybody = {person for members in people.values() for person in members}
    numbers, rows = _numbers(everybody), _rows(everybody, registers)
    return {
        key: FamilyKnown(
            key,
            home.area_code,
            home.house_code,
            tuple(
                PersonKnown(person.pk, person.identity, numbers.get(person.pk, ""), rows.get(person.pk, {}))
                for person in sorted(people[key].values(), key=_eldest_first)
            ),
        )
        for key, home in places.items()
    }


def _numbers(people: Iterable[UUID]) -> dict[UUID, str]:
    keys, found = list(people), {}
    for start in range(0, len(keys), _PIECE):
        held = Identifier.objects.filter(person__in=keys[start : start + _PIECE], kind=IdentifierKind.PID)
        for person, sealed in held.values_list("person_id", "sealed"):
            found[person] = mask_pid(unseal(sealed, bound_to=str(person)))
    return found


def _rows(people: Iterable[UUID], registers: Collection[str]) -> dict[UUID, dict[str, Mapping[str, Any]]]:
    keys, found = list(people), defaultdict[UUID, dict[str, Mapping[str, Any]]](dict)
    for start in range(0, len(keys), _PIECE):
        told = SourceRecord.objects.filter(
            person__in=keys[start : start + _PIECE], register__in=registers, state=RecordState.ATTACHED
        )
        for person, register, values in told.order_by("as_of", "pk").values_list("person_id", "register", "values"):
            found[person][register] = values
    return found


def _eldest_first(person: Any) -> tuple[int, str]:
    birth = person.identity.birth
    return (birth.earliest().toordinal() if birth else 10**7), str(person.pk)
