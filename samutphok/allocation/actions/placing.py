"""What approved places become, by the upper rooms' own actions; what came of them; and who is next in line."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import viewer_by_id, within
from samutphok.allocation.actions.keeping import keep_place
from samutphok.allocation.domain.contracts import Fate, ToMake, outlet_of
from samutphok.allocation.domain.events import SharesApproved
from samutphok.allocation.domain.rules import Way
from samutphok.allocation.domain.sharing import Offer, settings_of
from samutphok.allocation.domain.table import HOLDING, PlaceDeed, PlaceState, SharingState
from samutphok.allocation.errors import NobodyInLine, NotOpen, SecondPerson, SharingChanged, SharingNotFound
from samutphok.allocation.models import Line, PlaceGiven, Proposal, Sharing
from samutphok.allocation.queries.rules import rules_named
from samutphok.foundation.audit.actions import record
from samutphok.foundation.events import publish
from samutphok.kernel.errors import Error

AT_ONCE = 500


def make_places(*, sharing_id: UUID, now: datetime) -> int:
    """Makes every approved place of a sharing, each in a transaction of its own; how many were made.

    In the name of whoever put the proposal forward. What an upper room refuses is kept with its words. Again makes nothing
    twice: a place is locked, and has left the state in which it is made.
    """
    sharing = Sharing.objects.filter(pk=sharing_id).first()
    if sharing is None:
        raise SharingNotFound
    viewer = viewer_by_id(sharing.put_forward_by, now=now)
    waiting = PlaceGiven.objects.filter(sharing=sharing, state=PlaceState.APPROVED).order_by("offer", "-value", "id")
    return sum(_make(one, sharing, viewer, now) for one in list(waiting.values_list("id", flat=True)))


@transaction.atomic
def _make(place_id: UUID, sharing: Sharing, viewer: Viewer, now: datetime) -> bool:
    row = PlaceGiven.objects.select_for_update().get(pk=place_id)
    if row.state != PlaceState.APPROVED:
        return False
    offer = settings_of(sharing.settings).offers[row.offer]
    try:
        with transaction.atomic():
            row.made = outlet_of(Way(row.way)).make(viewer, _to_make(row, sharing, offer), now)
    except Error as error:
        row.refused = {"th": error.problem.th, "en": error.problem.en}
        keep_place(row, PlaceDeed.REFUSE, viewer.account_id, now)
        return False
    row.refused = {}
    keep_place(row, PlaceDeed.MAKE, viewer.account_id, now)
    return True


def _to_make(row: PlaceGiven, sharing: Sharing, offer: Offer) -> ToMake:
    thing = rules_named(sharing.policy).things[offer.thing]
    return ToMake(row.id, row.household_id, thing, offer.cost, offer.of, row.ref)


def look_again(*, viewer: Viewer, sharing_id: UUID, now: datetime) -> int:
    """Asks the upper rooms what came of the places that were made; how many have changed. Raises SharingNotFound."""
    if not Sharing.objects.filter(within(viewer, Action.SHARE_OUT), pk=sharing_id).exists():
        raise SharingNotFound
    return _look(PlaceGiven.objects.filter(sharing=sharing_id), viewer, now)


def hear_of(*, made: Collection[str], now: datetime) -> int:
    """The same for what was made under these keys, heard from the upper rooms; nothing where no place became them."""
    rows = PlaceGiven.objects.filter(made__in=list(made), state=PlaceState.MADE).select_related("sharing")
    return sum(
        _look(PlaceGiven.objects.filter(pk=one.pk), viewer_by_id(one.sharing.put_forward_by, now=now), now)
        for one in rows
    )


def _look(places: "QuerySet[PlaceGiven]", viewer: Viewer, now: datetime) -> int:
    changed = 0
    made = list(places.filter(state=PlaceState.MADE).values_list("id", "way", "made"))
    for way in {one[1] for one in made}:
        keys = [one[2] for one in made if one[1] == way]
        for start in range(0, len(keys), AT_ONCE):
            fates = outlet_of(Way(way)).look(viewer, keys[start : start + AT_ONCE], now)
            for place_id, _, key in made:
                if fates.get(key, Fate.OPEN) is not Fate.OPEN:
                    changed += _settle(place_id, fates[key], viewer, now)
    return changed


@transaction.atomic
def _settle(place_id: UUID, fate: Fate, viewer: Viewer, now: datetime) -> bool:
    row = PlaceGiven.objects.select_for_update().get(pk=place_id)
    if row.state != PlaceState.MADE:
        return False
    keep_place(row, PlaceDeed.GIVE if fate is Fate.GIVEN else PlaceDeed.DECLINE, viewer.account_id, now)
    return True


@transaction.atomic
def act_on_place(*, viewer: Viewer, place_id: UUID, deed: PlaceDeed, act_id: UUID, version: int, now: datetime) -> None:
    """One person's word on a place: try again what was refused, give it up, approve or drop who was named next.

    Raises SharingNotFound, SharingChanged, NotOpen, SecondPerson.
    """
    action = Action.APPROVE_SHARES if deed in (PlaceDeed.APPROVE, PlaceDeed.DROP) else Action.SHARE_OUT
    row = _held(viewer, action, place_id)
    if row.acts.filter(pk=act_id).exists():
        return
    if version != row.version:
        raise SharingChanged
    if deed not in (PlaceDeed.APPROVE, PlaceDeed.DROP, PlaceDeed.TRY_AGAIN, PlaceDeed.DECLINE):
        raise NotOpen
    if deed is PlaceDeed.DECLINE and row.state == PlaceState.MADE:
        raise NotOpen  # what was made ends where it was made, and is heard of from there
    if deed is PlaceDeed.APPROVE and viewer.account_id == row.named_by:
        raise SecondPerson
    keep_place(row, deed, viewer.account_id, now, act_id=act_id)
    if deed in (PlaceDeed.APPROVE, PlaceDeed.TRY_AGAIN):
        publish(SharesApproved(row.sharing_id))


@transaction.atomic
def name_next(*, viewer: Viewer, place_id: UUID, act_id: UUID, version: int, now: datetime) -> UUID:
    """Names the next in line for a place that was declined; a second person approves. Returns the new place's id, which is
    the act's: sent again, it is the same.

    Where areas have shares the next is of the same area, so that the shares stay as they were approved. Raises
    SharingNotFound, SharingChanged, NotOpen, NobodyInLine.
    """
    row = _held(viewer, Action.SHARE_OUT, place_id)
    if PlaceGiven.objects.filter(pk=act_id, sharing=row.sharing).exists():
        return act_id
    if version != row.version:
        raise SharingChanged
    taken = PlaceGiven.objects.filter(instead_of=row, state__in=[*HOLDING, PlaceState.DECLINED]).exists()
    if row.state != PlaceState.DECLINED or taken:
        raise NotOpen
    line = _next(row, viewer)
    if line is None:
        raise NobodyInLine
    PlaceGiven.objects.create(
        id=act_id,
        sharing=row.sharing,
        household_id=line.household_id,
        area_code=line.area_code,
        offer=line.offer,
        way=row.way,
        ref=line.ref,
        value=line.value,
        instead_of=row,
        named_by=viewer.account_id,
        changed_at=now,
    )
    record(actor=viewer.account_id, act="name_next_in_line", subject=f"place-given:{act_id}", now=now)
    row.version += 1
    row.save(update_fields=["version"])
    return act_id


def _next(row: PlaceGiven, viewer: Viewer) -> Line | None:
    sharing = row.sharing
    settings, rules = settings_of(sharing.settings), rules_named(sharing.policy)
    proposal = Proposal.objects.get(sharing=sharing, number=sharing.chosen or 0)
    lines = Line.objects.filter(
        within(viewer, Action.SHARE_OUT), proposal=proposal, given=False, offer=row.offer, line__gt=0
    )
    if settings.shares:
        lines = lines.filter(area_code__startswith=row.area_code[: rules.compare.get(len(sharing.area_code), 8)])
    standing = PlaceGiven.objects.filter(sharing=sharing).values_list("household_id", "offer", "state")
    tried = {home for home, offer, _ in standing if offer == row.offer}
    held: dict[UUID, int] = {}
    for home, _, state in standing:
        held[home] = held.get(home, 0) + (state in HOLDING)
    for line in lines.order_by("line"):
        if line.household_id not in tried and held.get(line.household_id, 0) < settings.most:
            return line
    return None


def _held(viewer: Viewer, action: Action, place_id: UUID) -> PlaceGiven:
    rows = PlaceGiven.objects.select_for_update().filter(within(viewer, action), pk=place_id)
    row = rows.filter(sharing__state=SharingState.APPROVED).first()
    if row is None:
        raise SharingNotFound
    return row
