"""Keeping views, worklists and columns: one's own, shared with the office when wanted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.foundation.audit.actions import record as record_act
from samutphok.insights.actions.chosen import families_meant, settled
from samutphok.insights.domain.choice import FamilyFilter
from samutphok.insights.domain.saved import (
    KEPT_AT_MOST,
    NAME_LENGTH,
    PICKED_AT_MOST,
    Column,
    Keeping,
    KeptList,
    kept_filter,
)
from samutphok.insights.errors import NameMissing, PageNotFound, TooManyChosen, TooManyKept
from samutphok.insights.models import ChosenColumns, PickedFamily
from samutphok.insights.models import KeptList as Stored
from samutphok.insights.queries.kept import offices, view


def choose_columns(*, viewer: Viewer, columns: Iterable[Column]) -> None:
    """Keeps the columns by which the viewer reads lists; none means the usual ones."""
    names = [column.value for column in columns]
    ChosenColumns.objects.update_or_create(pk=viewer.account_id, defaults={"columns": names})


@transaction.atomic
def keep_view(*, viewer: Viewer, name: str, wanted: FamilyFilter, columns: Sequence[Column], now: datetime) -> KeptList:
    """Keeps a filter with its order and columns under a name; a searched text is never kept.

    Raises NameMissing, TooManyKept, and what the list itself raises for a filter that the viewer may not ask for.
    """
    lasting = replace(wanted, text="", only=None)
    settled(viewer, lasting, full=False)
    names = [one.value for one in columns]
    return view(_keep(viewer, Keeping.VIEW, name, now, filter=kept_filter(lasting), columns=names), viewer)


@transaction.atomic
def new_worklist(*, viewer: Viewer, name: str, now: datetime) -> KeptList:
    """An empty worklist; raises NameMissing and TooManyKept."""
    return view(_keep(viewer, Keeping.WORKLIST, name, now), viewer)


@transaction.atomic
def put_on_worklist(*, viewer: Viewer, list_id: UUID, wanted: FamilyFilter, now: datetime) -> int:
    """Puts the families of a filter on a worklist, as far as the viewer may list them; returns how many are new.

    Families without a household in the office cannot be picked. Raises PageNotFound when the list is not the viewer's
    own, NothingChosen and TooManyChosen.
    """
    row = _own(viewer, list_id, Keeping.WORKLIST)
    households = families_meant(viewer, wanted)
    before = set(row.families.values_list("household_id", flat=True))
    new = [household for household in households if household not in before]
    if len(before) + len(new) > PICKED_AT_MOST:
        raise TooManyChosen(PICKED_AT_MOST)
    PickedFamily.objects.bulk_create(
        (PickedFamily(kept_list=row, household_id=household, picked_at=now) for household in new), ignore_conflicts=True
    )
    return len(new)


@transaction.atomic
def take_off_worklist(*, viewer: Viewer, list_id: UUID, households: Iterable[UUID] | None) -> int:
    """Takes these families off one's own worklist, or all of them when `households` is None; returns how many."""
    row = _own(viewer, list_id, Keeping.WORKLIST)
    picked = row.families.all() if households is None else row.families.filter(household_id__in=list(households))
    return picked.delete()[0]


@transaction.atomic
def rename(*, viewer: Viewer, list_id: UUID, name: str) -> None:
    """Gives one's own view or worklist another name."""
    row = _own(viewer, list_id)
    row.name = _named(name)
    row.save(update_fields=["name"])


@transaction.atomic
def share(*, viewer: Viewer, list_id: UUID, with_office: bool, now: datetime) -> None:
    """Lets everybody of the viewer's office open the list, or nobody else. Each sees only families of their own scope."""
    row = _own(viewer, list_id)
    area = next(iter(offices(viewer)), None)
    if with_office and area is None:
        raise PageNotFound
    row.office = area if with_office else None
    row.save(update_fields=["office"])
    record_act(
        actor=viewer.account_id,
        act="share_list" if with_office else "unshare_list",
        subject=f"kept-list:{row.pk}",
        now=now,
    )


@transaction.atomic
def forget(*, viewer: Viewer, list_id: UUID) -> None:
    """Deletes one's own view or worklist; families stay as they are."""
    _own(viewer, list_id).delete()


def _keep(viewer: Viewer, kind: Keeping, name: str, now: datetime, **given: object) -> Stored:
    if Stored.objects.filter(owner=viewer.account_id).count() >= KEPT_AT_MOST:
        raise TooManyKept(KEPT_AT_MOST)
    return Stored.objects.create(
        kind=kind, name=_named(name), owner=viewer.account_id, made_by=viewer.name, made_at=now, **given
    )


def _named(name: str) -> str:
    told = " ".join(name.split())
    if not 0 < len(told) <= NAME_LENGTH:
        raise NameMissing
    return told


def _own(viewer: Viewer, list_id: UUID, kind: Keeping | None = None) -> Stored:
    rows = Stored.objects.select_for_update().filter(pk=list_id, owner=viewer.account_id).exclude(owner="")
    row = rows.filter(kind=kind).first() if kind else rows.first()
    if row is None:
        raise PageNotFound
    return row
