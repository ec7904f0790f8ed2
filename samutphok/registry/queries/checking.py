"""Everybody of an area as registers have them, a thin row each: for jobs that check the data and show it to nobody."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KeyTextTransform

from samutphok.access.queries import inside
from samutphok.registry.models import Departure, Household, Membership, RecordState, SourceRecord

_CHUNK = 5_000
_PIECE = 900  # keys in one query, as SQLite takes them
PERSON_COLUMNS = ("person", "household", "area_code", "house_code", "born_year")
ROW_KEYS = ("birth_date", "income_per_person", "bmn16", "bmn22", "validated", "card_issued_on", "paid_on")
ROW_COLUMNS = ("person", "household", "register", "as_of", *ROW_KEYS)
DEATH_COLUMNS = ("person", "household", "died_on")


def people_in(area: str) -> Iterator[tuple[Any, ...]]:
    """Who lives where today, a row a person and household: `PERSON_COLUMNS`. One query."""
    rows = Membership.objects.filter(inside("household__area_code", area), valid_to=None, household__retired_at=None)
    names = ("person_id", "household_id", "household__area_code", "household__house_code", "person__birth_year")
    yield from rows.values_list(*names).iterator(chunk_size=_CHUNK)


def rows_in(area: str) -> Iterator[tuple[Any, ...]]:
    """What registers say of the people of an area: `ROW_COLUMNS`, values as text, None where a row has none. One query."""
    keys = {f"read_{key}": KeyTextTransform(key, "values") for key in ROW_KEYS}
    rows = SourceRecord.objects.filter(inside("area_code", area), state=RecordState.ATTACHED).annotate(**keys)
    yield from rows.values_list("person_id", "household_id", "register", "as_of", *keys).iterator(chunk_size=_CHUNK)


def people_of(household_ids: Collection[UUID]) -> Iterator[tuple[Any, ...]]:
    """Who lives in these households today: `PERSON_COLUMNS`. A query for nine hundred households."""
    keys = list(household_ids)
    names = ("person_id", "household_id", "household__area_code", "household__house_code", "person__birth_year")
    for start in range(0, len(keys), _PIECE):
        rows = Membership.objects.filter(household__in=keys[start : start + _PIECE], valid_to=None)
        yield from rows.values_list(*names)


def rows_about(person_ids: Collection[UUID]) -> Iterator[tuple[Any, ...]]:
    """What registers say of these people: `ROW_COLUMNS`, the newest cut last. A query for nine hundred people."""
    keys = list(person_ids)
    texts = {f"read_{key}": KeyTextTransform(key, "values") for key in ROW_KEYS}
    for start in range(0, len(keys), _PIECE):
        rows = SourceRecord.objects.filter(person__in=keys[start : start + _PIECE], state=RecordState.ATTACHED)
        found = rows.annotate(**texts).order_by("as_of", "pk")
        yield from found.values_list("person_id", "household_id", "register", "as_of", *texts)


def deaths_in(area: str) -> Iterator[tuple[Any, ...]]:
    """Of whom visits said that they died: `DEATH_COLUMNS`. One query."""
    rows = Departure.objects.filter(inside("household__area_code", area), died=True)
    yield from rows.values_list("person_id", "household_id", "gone_on").iterator(chunk_size=_CHUNK)


def found_households(area: str) -> "Any":
    """The households of an area that a visit found and no register has, the newest first; a queryset of (id, area, when)."""
    rows = Household.objects.filter(inside("area_code", area), visit_id__isnull=False, records=None)
    return rows.order_by("-created_at", "id").values_list("id", "area_code", "created_at")
