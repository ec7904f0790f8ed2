"""Views and worklists that people keep: their own, and those that somebody of the same office shares.

A kept list opens nothing: whatever it names is narrowed to the viewer's own scope whenever it is read.
"""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.insights.domain.saved import (
    PICKED_AT_MOST,
    Column,
    Keeping,
    KeptList,
    columns_of,
    read_filter,
)
from samutphok.insights.errors import PageNotFound
from samutphok.insights.models import ChosenColumns, PickedFamily
from samutphok.insights.models import KeptList as Stored


def kept_lists(*, viewer: Viewer) -> tuple[KeptList, ...]:
    """The viewer's own views and worklists by name, then those shared in the office."""
    rows = readable(viewer).annotate(number=Count("families"))
    views = [view(row, viewer, families=row.number) for row in rows]
    return tuple(sorted(views, key=lambda one: (not one.mine, one.name)))


def kept_list(*, viewer: Viewer, list_id: UUID) -> KeptList:
    """One view or worklist; raises PageNotFound when it is absent, another's, or of another office."""
    row = readable(viewer).filter(pk=list_id).annotate(number=Count("families")).first()
    if row is None:
        raise PageNotFound
    return view(row, viewer, families=row.number)


def picked_households(*, viewer: Viewer, list_id: UUID) -> tuple[UUID, ...]:
    """The households of a worklist, as they were picked; they are still to be narrowed to the viewer's scope."""
    if not readable(viewer).filter(pk=list_id, kind=Keeping.WORKLIST).exists():
        raise PageNotFound
    picked = PickedFamily.objects.filter(kept_list=list_id).order_by("pk")
    return tuple(picked.values_list("household_id", flat=True)[:PICKED_AT_MOST])


def chosen_columns(*, viewer: Viewer) -> tuple[Column, ...]:
    """The columns that the viewer reads lists by."""
    row = ChosenColumns.objects.filter(pk=viewer.account_id).first()
    return columns_of(row.columns if row else None)


def offices(viewer: Viewer) -> tuple[str, ...]:
    """The areas whose people share lists with the viewer: those in which families may be listed, exactly."""
    return viewer.prefixes(Action.LIST_HOUSEHOLDS, Sensitivity.S1)


def readable(viewer: Viewer) -> "QuerySet[Stored]":
    """The kept lists that the viewer may open."""
    shared = Q(office__in=offices(viewer))
    return Stored.objects.filter(shared | Q(owner=viewer.account_id)) if viewer.account_id else Stored.objects.none()


def view(row: Stored, viewer: Viewer, *, families: int = 0) -> KeptList:
    """The frozen view of a stored list."""
    return KeptList(
        id=row.id,
        kind=Keeping(row.kind),
        name=row.name,
        wanted=read_filter({"picked": str(row.id)} if row.kind == Keeping.WORKLIST else row.filter),
        columns=columns_of(row.columns),
        office=row.office,
        mine=row.owner == viewer.account_id,
        made_by=row.made_by,
        families=families,
    )
