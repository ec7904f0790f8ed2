"""Asking for a place: by the case worker of a family, or by the home itself, also for somebody whom nobody knows."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, Sensitivity, Viewer, covers
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import seal
from samutphok.homes.domain.asking import NewGuest
from samutphok.homes.domain.rules import HomeRules
from samutphok.homes.domain.stays import BEFORE, HERE
from samutphok.homes.errors import AlreadyAsked, HomeNotFound, NoHomeServes, NotOfTheRules
from samutphok.homes.models import Home, Stay
from samutphok.homes.queries.places import free_places, works_in
from samutphok.homes.queries.rules import rules_on
from samutphok.kernel.dates import fiscal_year
from samutphok.registry.queries import (
    household_area,
    household_told,
    identities_of,
    identities_of_person,
    person_stands_for,
    stands_for,
)

NAME_LENGTH, MOST_PEOPLE = 200, 20


def ask_admission(
    *,
    viewer: Viewer,
    household_id: UUID | None = None,
    person_id: UUID | None = None,
    kind: str,
    because: str,
    now: datetime,
) -> UUID:
    """Asks for a place for a family or one of its members in the home of its area that has most places of the kind free.

    Returns the stay's id. Raises what `ask` raises.
    """
    guest = NewGuest(kind, because, household_id=household_id, person_id=person_id)
    return ask(viewer=viewer, guest=guest, now=now)


@transaction.atomic
def ask(*, viewer: Viewer, guest: NewGuest, now: datetime) -> UUID:
    """Asks for a place; returns the stay's id. The same guest's form sent twice is one request.

    Raises registry.errors.HouseholdNotFound for a family that the viewer does not work with, HomeNotFound, NoHomeServes,
    AlreadyAsked, and NotOfTheRules for words that the rules do not have.
    """
    today = timezone.localdate(now)
    rules = rules_on(today)
    _check(guest, rules)
    called, area = _who(viewer, guest)
    home = _home(viewer, guest, area, today)
    Home.objects.select_for_update().get(pk=home.pk)
    if Stay.objects.filter(pk=guest.id).exists():
        return guest.id
    _ask_once(guest)
    row = Stay(
        id=guest.id,
        home=home,
        area_code=home.area_code,
        number=next_number(home, now),
        household_id=guest.household_id,
        person_id=guest.person_id,
        called_sealed=seal(called, bound_to=str(guest.id)),
        identity_known=bool(guest.household_id or guest.person_id or guest.called.strip()),
        kind=guest.kind,
        people=guest.people,
        urgency=guest.urgency,
        because=guest.because,
        emergency=guest.emergency,
        asked_by=viewer.account_id,
        asked_at=now,
    )
    row.save(force_insert=True)
    record(actor=viewer.account_id, act="ask_admission", subject=f"stay:{row.id}", now=now)
    return row.id


def _check(guest: NewGuest, rules: HomeRules) -> None:
    known = guest.kind in rules.places and guest.because in rules.reasons and guest.urgency in rules.urgencies
    if not known or not 1 <= guest.people <= MOST_PEOPLE or len(guest.called) > NAME_LENGTH:
        raise NotOfTheRules


def _who(viewer: Viewer, guest: NewGuest) -> tuple[str, str]:
    """What the guest is called, and the area they come from ('' where nobody knows)."""
    called = " ".join(guest.called.split())
    if guest.household_id is None:
        if guest.person_id is not None:
            raise NotOfTheRules  # a person is reached through their family, which says whether the viewer may
        return called, ""
    area = household_area(
        viewer=viewer, household_id=guest.household_id, action=Action.WORK_CASE, sensitivity=Sensitivity.S2
    )
    told = household_told(viewer=viewer, household_id=guest.household_id).view
    who = [one for one in told.members if guest.person_id in (None, one.person_id)]
    if not who:
        raise NotOfTheRules
    first = who[0].identity
    return called or f"{first.title}{first.first_name} {first.last_name}".strip(), area


def _home(viewer: Viewer, guest: NewGuest, area: str, today: date) -> Home:
    """The home that is asked: the one named, which the viewer works in or which serves the family; else the roomiest."""
    if guest.home_id is not None:
        home = Home.objects.filter(pk=guest.home_id, closed_on=None).first()
        if home is None or not (works_in(viewer, home) or (area and covers(home.serves, area))):
            raise HomeNotFound
        return home
    offered = [one for one in free_places(area, today) if one.kind == guest.kind] if area else []
    if not offered:
        raise NoHomeServes
    return Home.objects.get(pk=offered[0].home_id)


def _ask_once(guest: NewGuest) -> None:
    if guest.household_id is None:
        return
    homes = identities_of(stands_for(guest.household_id))
    open_ = Stay.objects.filter(household__in=homes, state__in=(*BEFORE, *HERE))
    who = identities_of_person(person_stands_for(guest.person_id)) if guest.person_id else None
    same = open_.filter(person=None) if who is None else open_.filter(person__in=who)
    if same.exists():
        raise AlreadyAsked


def next_number(home: Home, now: datetime) -> str:
    """The next number of the home's book in this fiscal year, such as 12/2570."""
    year = fiscal_year(timezone.localdate(now))
    return f"{Stay.objects.filter(home=home, number__endswith=f'/{year}').count() + 1}/{year}"
