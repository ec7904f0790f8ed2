"""Families of a list by their places: what a file of the warehouse names, found again in the office database."""

from collections.abc import Collection, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.targeting.domain.lists import EntryView, ListView
from samutphok.targeting.domain.reach import FamilyPlace
from samutphok.targeting.models import Entry
from samutphok.targeting.queries.families import entry_view

_PIECE = 900  # keys in one query, as SQLite takes them
_COUNTED = Q(target_poor__gt=0) | Q(level__gt=0)


def entries_at(*, viewer: Viewer, drawn: ListView, places: Sequence[FamilyPlace]) -> tuple[EntryView, ...]:
    """The families at these places inside the viewer's scope, in their order: one query, a page of them at the most."""
    if not places:
        return ()
    wanted = reduce(
        or_,
        (
            Q(area_code=one.area_code, house_code=one.house_code, family_no=one.family_no, name=one.name)
            for one in dict.fromkeys(places)
        ),
    )
    rows = Entry.objects.filter(within(viewer, Action.LIST_HOUSEHOLDS), wanted, target_list=drawn.id).order_by("id")
    found: dict[FamilyPlace, list[Entry]] = {}
    for row in rows:
        found.setdefault(FamilyPlace(row.area_code, row.house_code, row.family_no, row.name), []).append(row)
    return tuple(entry_view(found[place].pop(0), drawn) for place in places if found.get(place))


def on_a_list(household: str) -> Exists:
    """Whether a list in force counts the family of a row among the target poor or gives it a level: a condition for a
    query of another capability, which then need not ask again. household: the row's column with the family's id."""
    entries = Entry.objects.filter(household=OuterRef(household), target_list__current=True)
    return Exists(entries.filter(_COUNTED))


def listed_households(household_ids: Collection[UUID]) -> frozenset[UUID]:
    """Of these families those that a list in force counts among the target poor or gives a level: for jobs that show it
    to nobody. A query for nine hundred families."""
    keys, found = list(household_ids), set[UUID]()
    for start in range(0, len(keys), _PIECE):
        rows = Entry.objects.filter(household__in=keys[start : start + _PIECE], target_list__current=True)
        found |= set(rows.filter(_COUNTED).values_list("household_id", flat=True))
    return frozenset(found)
