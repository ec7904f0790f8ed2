"""The phones of one volunteer, for whoever leads them."""

from dataclasses import dataclass
from uuid import UUID

from samutphok.access.domain import Action, FieldKey, Viewer
from samutphok.access.errors import KeyNotFound
from samutphok.access.queries import keys_of, names_of, within
from samutphok.fieldwork.models import Volunteer


@dataclass(frozen=True, slots=True)
class VolunteerPhones:
    """A volunteer with the keys of their phones, the newest first. givers: names of those who gave them, by account id."""

    volunteer_id: UUID
    account_id: UUID
    name: str
    area_code: str
    active: bool
    keys: tuple[FieldKey, ...]
    givers: dict[str, str]


def phones_of(*, viewer: Viewer, volunteer_id: UUID) -> VolunteerPhones:
    """The volunteer's phones, five queries at most.

    Raises KeyNotFound when the volunteer is not the viewer's to lead, also for a part of their villages: whoever gives
    a key reads all that it opens.
    """
    scope = within(viewer, Action.MANAGE_FIELDWORK)
    found = Volunteer.objects.filter(scope, pk=volunteer_id).first()
    keys = keys_of([found.account_id], viewer=viewer) if found else {}
    if found is None or str(found.account_id) not in keys:
        raise KeyNotFound
    own = keys[str(found.account_id)]
    return _phones(found, own, names_of({key.given_by for key in own}, viewer=viewer))


def phone_book(*, viewer: Viewer) -> tuple[VolunteerPhones, ...]:
    """All volunteers whom the viewer leads, with their phones, by place and name; five queries."""
    rows = list(Volunteer.objects.filter(within(viewer, Action.MANAGE_FIELDWORK)).order_by("area_code", "name", "pk"))
    keys = keys_of([row.account_id for row in rows], viewer=viewer)
    givers = names_of({key.given_by for held in keys.values() for key in held}, viewer=viewer)
    return tuple(_phones(row, keys[str(row.account_id)], givers) for row in rows if str(row.account_id) in keys)


def _phones(row: Volunteer, keys: tuple[FieldKey, ...], givers: dict[str, str]) -> VolunteerPhones:
    return VolunteerPhones(row.pk, row.account_id, row.name, row.area_code, row.active, keys, givers)
