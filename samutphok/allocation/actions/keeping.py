"""Acts upon sharings and places: kept once, folded, and what the rows repeat of them rewritten."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Max

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.allocation.domain.sharing import Settings
from samutphok.allocation.domain.table import PLACE, SHARING, Deed, PlaceDeed
from samutphok.allocation.errors import NotOpen, SharingChanged, SharingNotFound
from samutphok.allocation.models import ByHand, PlaceAct, PlaceGiven, Proposal, Sharing, SharingAct
from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record


def locked(viewer: Viewer, action: Action, sharing_id: UUID) -> Sharing:
    """The sharing, locked, where the viewer may do this; raises SharingNotFound."""
    row = Sharing.objects.select_for_update().filter(within(viewer, action), pk=sharing_id).first()
    if row is None:
        raise SharingNotFound
    return row


def done_before(row: Sharing, act_id: UUID) -> bool:
    """Whether this act was taken already: a double click is one act."""
    return SharingAct.objects.filter(pk=act_id, sharing=row).exists()


def require(row: Sharing, deed: Deed, version: int) -> None:
    """Raises SharingChanged for a page that is out of date, NotOpen for what the state does not allow."""
    if version != row.version:
        raise SharingChanged
    if SHARING.after(row.state, deed) is None:
        raise NotOpen


def keep(
    row: Sharing, deed: Deed, act_id: UUID, viewer: Viewer, now: datetime, details: Mapping[str, Any] | None = None
) -> None:
    """Keeps the act and rewrites what the row repeats of all of them."""
    last = SharingAct.objects.filter(sharing=row).aggregate(at=Max("at"))["at"]
    at = now if last is None else max(now, last + timedelta(microseconds=1))
    SharingAct.objects.create(
        id=act_id,
        sharing=row,
        name=deed,
        at=at,
        recorded_at=now,
        by=viewer.account_id,
        details=dict(details or {}),
    )
    row.state = SHARING.fold(as_acts(SharingAct.objects.filter(sharing=row))).state
    row.version += 1
    row.save()
    record(actor=viewer.account_id, act=f"shares_{deed.value}", subject=f"sharing:{row.id}", now=now)


def keep_place(
    row: PlaceGiven, deed: PlaceDeed, by: str, now: datetime, *, act_id: UUID | None = None, details: Any = None
) -> None:
    """The same for a place; raises NotOpen."""
    if PLACE.after(row.state, deed) is None:
        raise NotOpen
    last = PlaceAct.objects.filter(place=row).aggregate(at=Max("at"))["at"]
    at = now if last is None else max(now, last + timedelta(microseconds=1))
    PlaceAct.objects.create(
        id=act_id or uuid4(), place=row, name=deed, at=at, recorded_at=now, by=by, details=details or {}
    )
    row.state = PLACE.fold(as_acts(PlaceAct.objects.filter(place=row))).state
    row.version += 1
    row.changed_at = now
    row.save()
    record(actor=by or "shares", act=f"share_{deed.value}", subject=f"place-given:{row.id}", now=now)


def new_proposal(row: Sharing, settings: Settings, viewer: Viewer, now: datetime, *, read: bool) -> Proposal:
    """A proposal that waits to be worked out, with what stands by hand now."""
    hand = ByHand.objects.filter(sharing=row, undone_at=None).order_by("household_id", "offer")
    number = (Proposal.objects.filter(sharing=row).aggregate(last=Max("number"))["last"] or 0) + 1
    row.settings = settings.stored()
    return Proposal.objects.create(
        sharing=row,
        number=number,
        settings=row.settings,
        hand=hand_of(hand),
        read=read,
        inputs="" if read else row.inputs,
        asked_by=viewer.account_id,
        asked_at=now,
    )


def hand_of(rows: Any) -> list[list[Any]]:
    """What stands by hand, as a proposal keeps it."""
    return [[str(one.household_id), one.offer, "in" if one.put_in else "out"] for one in rows]
