"""Who knows the families among whom things are shared out, and who makes what was approved: the contracts of `allocation`."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from samutphok.access.domain import Viewer
from samutphok.allocation.domain.contracts import Fate, Outlet, ToMake, Wanting, fill_outlet, fill_source
from samutphok.allocation.domain.rules import Origin, Thing, Way

_ALL = 1_000_000
_BECAUSE = "ได้รับอนุมัติจากการจัดสรรของจังหวัด ผู้เสนอและผู้อนุมัติเป็นคนละคน"


def fill_contracts() -> None:
    """Fills every contract; doing it twice changes nothing."""
    fill_source(Origin.ASKED, _asked)
    fill_source(Origin.HOME, _at_homes)
    fill_source(Origin.COURSE, _for_courses)
    fill_outlet(Way.REFERRAL, Outlet(_refer, _referrals))
    fill_outlet(Way.CASH, Outlet(_apply, _applications))
    fill_outlet(Way.HOME, Outlet(_ask_for_place, _stays))
    fill_outlet(Way.SEAT, Outlet(_take_seat, _ways))


# Rooms are imported when they are first asked: most commands share nothing out.


def _asked(viewer: Viewer, thing: Thing, _of: str, area: str, _now: datetime) -> Iterator[Wanting]:
    from django.utils import timezone

    from samutphok.aid.queries import open_needs

    for one in open_needs(viewer, kind=thing.kind, area=area, most=_ALL):
        yield Wanting(one.household_id, one.area_code, timezone.localdate(one.asked_at), str(one.id))


def _at_homes(viewer: Viewer, _thing: Thing, _of: str, area: str, _now: datetime) -> Iterator[Wanting]:
    from samutphok.homes.queries import waiting_families

    for one in waiting_families(viewer=viewer, area=area):
        yield Wanting(one.household_id, one.area_code, one.since, str(one.stay_id))


def _for_courses(viewer: Viewer, _thing: Thing, of: str, area: str, now: datetime) -> Iterator[Wanting]:
    from samutphok.livelihoods.queries import waiting_for_seat

    for one in waiting_for_seat(viewer=viewer, intake_id=UUID(of), area=area, now=now) if of else ():
        yield Wanting(one.household_id, one.area_code, one.since, str(one.path_id))


def _refer(viewer: Viewer, asked: ToMake, now: datetime) -> str:
    from samutphok.referrals.actions import refer
    from samutphok.referrals.domain.referral import NewReferral

    thing = asked.thing
    new = NewReferral(asked.household_id, thing.agency, thing.service, thing.problem, act_id=asked.id)
    return str(refer(viewer=viewer, referral=new, now=now))


def _referrals(viewer: Viewer, keys: Collection[str], _now: datetime) -> Mapping[str, Fate]:
    from samutphok.referrals.queries import referral_states

    given = ("delivered", "worked")
    declined = ("refused", "returned", "failed", "expired", "settled", "withdrawn")
    return _fates(lambda ids: referral_states(viewer=viewer, referral_ids=ids), keys, given, declined)


def _apply(viewer: Viewer, asked: ToMake, now: datetime) -> str:
    from samutphok.aid.actions import apply_for_aid
    from samutphok.aid.domain.application import NewApplication

    new = NewApplication(asked.household_id, asked.thing.kind, Decimal(asked.baht), _BECAUSE, asked.id)
    return str(apply_for_aid(viewer=viewer, asked=new, now=now))


def _applications(viewer: Viewer, keys: Collection[str], _now: datetime) -> Mapping[str, Fate]:
    from samutphok.aid.queries import application_states

    found = _fates(
        lambda ids: application_states(viewer=viewer, application_ids=ids),
        keys,
        ("paid",),
        ("refused", "withdrawn", "returned"),
    )
    return found


def _ask_for_place(viewer: Viewer, asked: ToMake, now: datetime) -> str:
    from samutphok.homes.actions import act_on_stay, ask
    from samutphok.homes.domain.asking import Doing, NewGuest
    from samutphok.homes.queries import stay_states

    if not asked.ref:
        guest = NewGuest(asked.thing.kind, "home_unfit", household_id=asked.household_id, id=asked.id)
        return str(ask(viewer=viewer, guest=guest, now=now))
    stay = UUID(asked.ref)
    if stay_states(viewer=viewer, stay_ids=[stay]).get(stay) != "waiting":  # who is on the list already stays there
        act_on_stay(viewer=viewer, stay_id=stay, doing=Doing("put_on_list", id=asked.id), now=now)
    return asked.ref


def _stays(viewer: Viewer, keys: Collection[str], _now: datetime) -> Mapping[str, Fate]:
    from samutphok.homes.queries import stay_states

    given = ("staying", "away", "discharged", "transferred")
    return _fates(lambda ids: stay_states(viewer=viewer, stay_ids=ids), keys, given, ("refused", "withdrawn"))


def _take_seat(viewer: Viewer, asked: ToMake, now: datetime) -> str:
    from samutphok.livelihoods.actions import act_on_path
    from samutphok.livelihoods.domain.asking import Doing

    doing = Doing("take_seat", {"intake": asked.of}, id=asked.id)
    act_on_path(viewer=viewer, path_id=UUID(asked.ref), doing=doing, now=now)
    return asked.ref


def _ways(viewer: Viewer, keys: Collection[str], _now: datetime) -> Mapping[str, Fate]:
    from samutphok.livelihoods.queries import path_states

    given = ("training", "following", "finished")
    return _fates(lambda ids: path_states(viewer=viewer, path_ids=ids), keys, given, ("chosen", "changed"))


def _fates(
    states: Callable[[Collection[UUID]], Mapping[UUID, str]],
    keys: Collection[str],
    given: Iterable[str],
    declined: Iterable[str],
) -> dict[str, Fate]:
    meaning = dict.fromkeys(given, Fate.GIVEN) | dict.fromkeys(declined, Fate.DECLINED)
    found = states([UUID(key) for key in keys])
    return {str(key): meaning.get(state, Fate.OPEN) for key, state in found.items()}
