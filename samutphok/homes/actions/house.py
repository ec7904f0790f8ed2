"""The house itself: a home opened, places put in, closed for some days, opened again, taken away."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.areas.domain import read_code
from samutphok.foundation.audit.actions import record
from samutphok.homes.actions.writing import locked_home
from samutphok.homes.errors import HomeNotFound, NotOfTheRules, PlaceHeld
from samutphok.homes.models import Closure, Home, Place, Spell
from samutphok.homes.queries.places import managed
from samutphok.homes.queries.rules import rules_on

MOST_PLACES, MOST_PEOPLE = 100, 20


@transaction.atomic
def open_home(*, viewer: Viewer, name: str, area_code: str, serves: str, phone: str = "", now: datetime) -> UUID:
    """Opens a Ban Klang at a place for the people of an area (`serves`); returns its id.

    Raises HomeNotFound when either lies outside the viewer's area, NotOfTheRules for a missing name.
    """
    here, whose = read_code(area_code), read_code(serves)
    if not all(viewer.may(Action.MANAGE_HOME, RecordScope(code), Sensitivity.S2) for code in (here, whose)):
        raise HomeNotFound
    shown = " ".join(name.split())
    if not shown or len(shown) > 160:
        raise NotOfTheRules
    row = Home.objects.create(
        name_th=shown,
        area_code=here,
        serves=whose,
        phone=phone.strip()[:40],
        opened_on=timezone.localdate(now),
        added_by=viewer.account_id,
        added_at=now,
    )
    record(actor=viewer.account_id, act="open_home", subject=f"home:{row.id}", now=now)
    return row.id


@transaction.atomic
def add_places(
    *, viewer: Viewer, home_id: UUID, kind: str, labels: tuple[str, ...], holds: int = 1, now: datetime
) -> tuple[UUID, ...]:
    """Puts places of one kind into a home, from today on; labels that stand there already are passed over.

    Raises HomeNotFound, NotOfTheRules.
    """
    home, today = locked_home(viewer, home_id), timezone.localdate(now)
    wanted = [" ".join(one.split())[:60] for one in labels if one.strip()]
    if kind not in rules_on(today).places or not 1 <= len(wanted) <= MOST_PLACES or not 1 <= holds <= MOST_PEOPLE:
        raise NotOfTheRules
    known = set(Place.objects.filter(home=home).values_list("label", flat=True))
    fresh = [one for one in dict.fromkeys(wanted) if one not in known]
    made = Place.objects.bulk_create(
        Place(id=uuid4(), home=home, kind=kind, label=one, holds=holds, opened_on=today) for one in fresh
    )
    _record(viewer, "add_places", home_id, [f"place:{one.id}" for one in made], now)
    return tuple(one.id for one in made)


@transaction.atomic
def close_place(
    *, viewer: Viewer, place_id: UUID, because: str, since: date, until: date | None = None, now: datetime
) -> UUID:
    """Closes a place from a day until before another (None: until somebody opens it). Returns the closure's id.

    Raises HomeNotFound, NotOfTheRules, and PlaceHeld while a guest has it on one of these days.
    """
    place = _place(viewer, place_id)
    if because not in rules_on(timezone.localdate(now)).closures or (until is not None and until <= since):
        raise NotOfTheRules
    meeting = Q(until=None) | Q(until__gt=since)
    before = Q(since__lt=until) if until else Q()
    if Spell.objects.filter(meeting & before, place=place).exists():
        raise PlaceHeld
    if Closure.objects.filter(meeting & before, place=place).exists():
        raise NotOfTheRules
    row = Closure.objects.create(
        place=place, since=since, until=until, because=because, closed_by=viewer.account_id, closed_at=now
    )
    _record(viewer, "close_place", place.home_id, [f"place:{place.id}"], now)
    return row.id


@transaction.atomic
def reopen_place(*, viewer: Viewer, place_id: UUID, now: datetime) -> None:
    """Opens a place again today; what was to begin later does not. Opening an open one changes nothing."""
    place, today = _place(viewer, place_id), timezone.localdate(now)
    lasting = Closure.objects.filter(Q(until=None) | Q(until__gt=today), place=place)
    lasting.filter(since__gte=today).delete()
    lasting.update(until=today)
    _record(viewer, "reopen_place", place.home_id, [f"place:{place.id}"], now)


@transaction.atomic
def remove_place(*, viewer: Viewer, place_id: UUID, now: datetime) -> None:
    """Takes a place out of the house from today on; its history stays. Raises PlaceHeld while a guest has it."""
    place, today = _place(viewer, place_id), timezone.localdate(now)
    if Spell.objects.filter(Q(until=None) | Q(until__gt=today), place=place).exists():
        raise PlaceHeld
    if place.gone_on is None:
        place.gone_on = today
        place.save(update_fields=["gone_on"])
        _record(viewer, "remove_place", place.home_id, [f"place:{place.id}"], now)


def _place(viewer: Viewer, place_id: UUID) -> Place:
    """A place of the viewer's homes, its home locked: who admits and who closes come one after the other."""
    home_id = Place.objects.filter(pk=place_id).values_list("home_id", flat=True).first()
    if home_id is None or not managed(viewer).select_for_update().filter(pk=home_id).exists():
        raise HomeNotFound
    return Place.objects.get(pk=place_id)


def _record(viewer: Viewer, act: str, home_id: UUID, fields: list[str], now: datetime) -> None:
    record(actor=viewer.account_id, act=act, subject=f"home:{home_id}", fields=fields, now=now)
