"""Places that are free: told by the office, taken by a referral, given back when it comes to nothing.

A count never falls below zero: a place is taken by one conditional update in the database, whoever asks at the same time.
"""

from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import F

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual
from samutphok.partners.domain.entries import PLACES, nearest
from samutphok.partners.errors import BadEntry, NoPlaceLeft, NotYourDirectory
from samutphok.partners.models import Change, Entry
from samutphok.partners.queries.entries import entries_for

MOST_PLACES = 100_000


@transaction.atomic
def set_capacity(*, viewer: Viewer, service: str, area_code: str, free: int | None, now: datetime) -> None:
    """Writes down how many places of a service are free in an area; None: nobody counts them any more.

    Raises NotYourDirectory where the viewer does not keep the directory, BadEntry for a count below zero.
    """
    if not viewer.may(Action.MANAGE_PARTNERS, RecordScope(area_code)):
        raise NotYourDirectory
    if free is not None and not 0 <= free <= MOST_PLACES:
        raise BadEntry(
            problem=Bilingual("จำนวนที่ว่างใช้ไม่ได้", "This count of places cannot be."),
            remedy=Bilingual(f"ใส่จำนวนตั้งแต่ 0 ถึง {MOST_PLACES:,}", f"Give a number from 0 to {MOST_PLACES:,}."),
        )
    entry, made = Entry.objects.select_for_update().get_or_create(
        kind=PLACES,
        code=service,
        area_code="" if area_code == "TH" else area_code,
        defaults={"free": free, "changed_by": viewer.account_id, "changed_at": now},
    )
    before = None if made else entry.free
    if not made:
        entry.free, entry.ended, entry.version = free, False, entry.version + 1
        entry.changed_by, entry.changed_at = viewer.account_id, now
        entry.save()
    _note(entry, "set", uuid4(), {"free": before}, {"free": free}, viewer.account_id, now)
    record(actor=viewer.account_id, act="set_places", subject=f"partner-entry:{entry.id}", fields=["free"], now=now)


@transaction.atomic
def take_place(*, by: str, service: str, area_code: str, act_id: UUID, now: datetime) -> int | None:
    """Takes a place for a family of the area, counted where the nearest count is; returns how many are left.

    None where nobody counts places. The same act twice takes one place. by: an account's id or a system process.
    Raises NoPlaceLeft.
    """
    held = nearest(entries_for(area_code, PLACES), PLACES, area_code).get(service)
    if held is None or held.free is None:
        return None
    Entry.objects.select_for_update().get(pk=held.id)  # so that a twin of this act waits and finds it done
    if Change.objects.filter(pk=act_id).exists():
        return Entry.objects.get(changes=act_id).free
    if not Entry.objects.filter(pk=held.id, free__gt=0).update(free=F("free") - 1, version=F("version") + 1):
        raise NoPlaceLeft
    return _counted(held.id, "take", act_id, by, now)


@transaction.atomic
def return_place(*, by: str, act_id: UUID, now: datetime) -> int | None:
    """Gives back the place that the act took; returns how many are free now, None when it took none. At most once."""
    taken = Change.objects.filter(pk=act_id, name="take").select_related("entry").first()
    if taken is None:
        return None
    returned = uuid5(act_id, "return")
    Entry.objects.select_for_update().get(pk=taken.entry_id)
    if Change.objects.filter(pk=returned).exists():
        return taken.entry.free
    if not Entry.objects.filter(pk=taken.entry_id, free__isnull=False).update(
        free=F("free") + 1, version=F("version") + 1
    ):
        return None
    return _counted(taken.entry_id, "return", returned, by, now)


def _counted(entry_id: UUID, name: str, act_id: UUID, by: str, now: datetime) -> int:
    entry = Entry.objects.get(pk=entry_id)
    left = entry.free or 0
    step = -1 if name == "take" else 1
    _note(entry, name, act_id, {"free": left - step}, {"free": left}, by, now)
    record(actor=by, act=f"{name}_place", subject=f"partner-entry:{entry_id}", fields=["free"], now=now)
    return left


def _note(
    entry: Entry,
    name: str,
    act_id: UUID,
    before: dict[str, int | None],
    after: dict[str, int | None],
    by: str,
    now: datetime,
) -> None:
    Change.objects.create(id=act_id, entry=entry, name=name, fields=["free"], before=before, after=after, at=now, by=by)
