"""Reading hand-outs: who is invited, who has come."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.aid.domain.handout import GuestView, HandoutView
from samutphok.aid.domain.money import whole
from samutphok.aid.errors import HandoutNotFound
from samutphok.aid.models import Guest, Handout


def handouts(viewer: Viewer, *, most: int) -> tuple[HandoutView, ...]:
    """The hand-outs of the viewer's area, the newest first. One query."""
    return tuple(map(_view, _counted(viewer).order_by("-held_on", "-made_at")[:most]))


def handout(viewer: Viewer, handout_id: UUID) -> HandoutView:
    """One hand-out with its numbers; raises HandoutNotFound. One query."""
    row = _counted(viewer).filter(pk=handout_id).first()
    if row is None:
        raise HandoutNotFound
    return _view(row)


def guests(
    viewer: Viewer, handout_id: UUID, *, text: str = "", waiting: bool | None = None, most: int, after: int = 0
) -> tuple[GuestView, ...]:
    """The invited, in the order of the sheet: those who wait, those who received, or all; by a part of the name."""
    rows = Guest.objects.filter(within(viewer, Action.GIVE_HELP, "handout__area_code"), handout=handout_id)
    if waiting is not None:
        rows = rows.filter(received_at__isnull=waiting)
    if text.strip().isdigit():
        rows = rows.filter(place=int(text))
    elif text.strip():
        rows = rows.filter(name__contains=text.strip())
    return tuple(map(_guest, rows.filter(place__gt=after).order_by("place")[:most]))


def came_last(viewer: Viewer, handout_id: UUID, *, most: int) -> tuple[GuestView, ...]:
    """Who received last, the newest first. One query."""
    rows = Guest.objects.filter(within(viewer, Action.GIVE_HELP, "handout__area_code"), handout=handout_id)
    return tuple(map(_guest, rows.filter(received_at__isnull=False).order_by("-received_at", "-place")[:most]))


def by_place(viewer: Viewer, handout_id: UUID, place: int) -> GuestView | None:
    """The invited family with a number of the sheet."""
    found = guests(viewer, handout_id, text=str(place), most=1)
    return found[0] if found else None


def _counted(viewer: Viewer) -> "QuerySet[Handout]":
    rows = Handout.objects.filter(within(viewer, Action.GIVE_HELP))
    return rows.annotate(invited=Count("guests"), received=Count("guests", filter=Q(guests__received_at__isnull=False)))


def _view(row: Handout) -> HandoutView:
    return HandoutView(
        id=row.id,
        title=row.title,
        area_code=row.area_code,
        place=row.place,
        kind=row.kind,
        held_on=row.held_on,
        baht=whole(row.satang),
        quantity=whole(row.quantity),
        source=row.source,
        giver=row.giver,
        open=row.closed_at is None,
        invited=getattr(row, "invited", 0),
        received=getattr(row, "received", 0),
    )


def _guest(row: Guest) -> GuestView:
    return GuestView(
        id=row.id,
        household_id=row.household_id,
        place=row.place,
        name=row.name,
        area_code=row.area_code,
        received_at=row.received_at,
        entry_id=row.entry_id,
        mark=row.mark,
        proxy=row.proxy,
    )
