"""What is done with a stay: onto the list, into a place, away and back, to another place or home, and out."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.foundation.privacy import seal, unseal
from samutphok.homes.actions.asking import next_number
from samutphok.homes.actions.writing import Held, held, keep
from samutphok.homes.domain.asking import Doing
from samutphok.homes.errors import HomeNotFound, NoPlaceFree, NotOfTheRules
from samutphok.homes.models import Home, Spell, Stay
from samutphok.homes.models import Place as PlaceRow
from samutphok.homes.queries.places import managed, place_free

NAME_LENGTH = 200


@transaction.atomic
def act_on_stay(*, viewer: Viewer, stay_id: UUID, doing: Doing, now: datetime) -> None:
    """Does one of the acts of `domain.stays.STAYS` but for plans; the same act sent again changes nothing.

    What an act says (`doing.said`): admit, move_place: place (id); put_on_list nothing; change_urgency: urgency; refuse:
    because; leave: until (day); discharge: to; transfer: home (id) and to; identify: called. Raises StayNotFound,
    ActNotAllowed, StayChanged, NoPlaceFree, NotOfTheRules.
    """
    ready = held(viewer=viewer, stay_id=stay_id, doing=doing, now=now)
    if ready is None:
        return
    effect = _EFFECTS.get(doing.name)
    said = effect(viewer, ready, doing.said, now) if effect else {}
    kept = Doing(doing.name, said, doing.on, doing.id)
    keep(viewer=viewer, stay=ready.stay, doing=kept, now=now, rules=ready.rules)


def _urgency(_viewer: Viewer, ready: Held, said: Mapping[str, Any], _now: datetime) -> dict[str, Any]:
    return {"urgency": _of(said.get("urgency"), ready.rules.urgencies)}


def _refuse(_viewer: Viewer, ready: Held, said: Mapping[str, Any], _now: datetime) -> dict[str, Any]:
    return {"because": _of(said.get("because"), ready.rules.refusals)}


def _identify(_viewer: Viewer, ready: Held, said: Mapping[str, Any], _now: datetime) -> dict[str, Any]:
    called = " ".join(str(said.get("called", "")).split())
    if not called or len(called) > NAME_LENGTH:
        raise NotOfTheRules
    ready.stay.called_sealed = seal(called, bound_to=str(ready.stay.id))
    ready.stay.identity_known = True
    return {}  # a name stays out of the history


def _admit(_viewer: Viewer, ready: Held, said: Mapping[str, Any], _now: datetime) -> dict[str, Any]:
    place = _take(ready, said)
    ready.stay.admitted_on = ready.day
    return {"place": str(place.id), "label": place.label}


def _move_place(_viewer: Viewer, ready: Held, said: Mapping[str, Any], _now: datetime) -> dict[str, Any]:
    last = Spell.objects.filter(stay=ready.stay, until=None).first()
    if last is None or ready.day < last.since:
        raise NotOfTheRules
    if str(said.get("place")) == str(last.place_id):
        raise NotOfTheRules
    _give_back(ready.stay, ready.day)
    place = _take(ready, said)
    return {"place": str(place.id), "label": place.label}


def _leave(_viewer: Viewer, ready: Held, said: Mapping[str, Any], _now: datetime) -> dict[str, Any]:
    until = said.get("until")
    longest = ready.day + timedelta(days=ready.rules.leave_days)
    if not isinstance(until, date) or not ready.day <= until <= longest:
        raise NotOfTheRules
    return {"until": until.isoformat()}


def _discharge(_viewer: Viewer, ready: Held, said: Mapping[str, Any], _now: datetime) -> dict[str, Any]:
    to = _of(said.get("to"), ready.rules.destinations)
    _out(ready, to)
    return {"to": to}


def _transfer(viewer: Viewer, ready: Held, said: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The guest leaves this home; the other one gets a request that carries who they are, and names this stay."""
    wanted = _uuid(said.get("home"))
    open_homes = Home.objects.filter(closed_on=None).exclude(pk=ready.stay.home_id)
    other = open_homes.filter(pk=wanted).first() if wanted else None
    if other is None or not _reaches(viewer, other, ready.stay):
        raise HomeNotFound
    Home.objects.select_for_update().get(pk=other.pk)  # its book numbers whoever comes one after the other
    _out(ready, "other_home")
    follow = _following(viewer, ready.stay, other, now)
    return {"to": "other_home", "home": str(other.id), "stay": str(follow.id)}


def _reaches(viewer: Viewer, other: Home, stay: Stay) -> bool:
    """A home of the same area, or one in which the viewer works."""
    serves = stay.area_code.startswith(other.serves) or other.serves == stay.home.serves
    return serves or managed(viewer).filter(pk=other.pk).exists()


def _following(viewer: Viewer, stay: Stay, other: Home, now: datetime) -> Stay:
    new = uuid4()
    called = unseal(stay.called_sealed, bound_to=str(stay.id)) if stay.called_sealed else ""
    return Stay.objects.create(
        id=new,
        home=other,
        area_code=other.area_code,
        number=next_number(other, now),
        household_id=stay.household_id,
        person_id=stay.person_id,
        called_sealed=seal(called, bound_to=str(new)),
        identity_known=stay.identity_known,
        kind=stay.kind,
        people=stay.people,
        urgency="critical",  # they stand at the door
        because=stay.because,
        asked_by=viewer.account_id,
        asked_at=now,
        from_stay=stay.id,
    )


def _out(ready: Held, to: str) -> None:
    first = ready.stay.admitted_on
    if first is None or ready.day < first:
        raise NotOfTheRules
    _give_back(ready.stay, ready.day)
    ready.stay.left_on, ready.stay.went_to, ready.stay.place = ready.day, to, None


def _take(ready: Held, said: Mapping[str, Any]) -> PlaceRow:
    """Gives the stay a place from its day on; raises NoPlaceFree."""
    place_id = _uuid(said.get("place"))
    if place_id is None or not place_free(ready.stay.home_id, place_id, on=ready.day):
        raise NoPlaceFree
    place = PlaceRow.objects.get(pk=place_id)
    if place.holds < ready.stay.people:
        raise NoPlaceFree
    Spell.objects.create(stay=ready.stay, place=place, people=ready.stay.people, since=ready.day)
    ready.stay.place = place
    return place


def _give_back(stay: Stay, day: date) -> None:
    last = Spell.objects.filter(stay=stay, until=None).first()
    if last is None or day < last.since:
        raise NotOfTheRules
    Spell.objects.filter(pk=last.pk).update(until=day)


def _of(code: Any, words: Mapping[str, Any]) -> str:
    if code not in words:
        raise NotOfTheRules
    return str(code)


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


_Effect = Callable[[Viewer, Held, Mapping[str, Any], datetime], dict[str, Any]]
_EFFECTS: Mapping[str, _Effect] = {
    "change_urgency": _urgency,
    "refuse": _refuse,
    "identify": _identify,
    "admit": _admit,
    "move_place": _move_place,
    "leave": _leave,
    "discharge": _discharge,
    "transfer": _transfer,
}
