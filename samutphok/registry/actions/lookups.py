"""What linkage must know before it decides, whoever's area it is in: never shown, so no viewer is asked.

To be called inside the transaction that writes the decision. One query per call, however many keys.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from uuid import UUID

from samutphok.registry.domain.changes import HouseholdKey, KnownRow
from samutphok.registry.models import Household, Identifier, IdentifierKind, Membership, SourceRecord

_PIECE = 500  # keys in one query


def known_rows(pid_indexes: Collection[str]) -> list[KnownRow]:
    """Every kept row that carries one of these citizen numbers (by blind index), the earliest first."""
    found = SourceRecord.objects.filter(pid_index__in=pid_indexes).select_related("batch").order_by("pk")
    return [_as_known(record) for record in found.iterator(chunk_size=2000)]


def rows_of_batch(batch_id: UUID, *, after: int, limit: int) -> list[KnownRow]:
    """The next rows of the batch that stand, by row number; those without a citizen number have an empty index."""
    found = SourceRecord.objects.filter(batch_id=batch_id, row_number__gt=after).select_related("batch")
    return [_as_known(record) for record in found.order_by("row_number")[:limit]]


def holders_of(pid_indexes: Collection[str]) -> dict[str, UUID]:
    """Who holds these citizen numbers (by blind index) today."""
    held = Identifier.objects.filter(kind=IdentifierKind.PID, index__in=pid_indexes)
    return dict(held.values_list("index", "person_id"))


def homes_of(person_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Where each of these people lives today: by the newest stay. A query for five hundred people."""
    keys, found = list(person_ids), dict[UUID, UUID]()
    for start in range(0, len(keys), _PIECE):
        stays = Membership.objects.filter(person__in=keys[start : start + _PIECE], valid_to=None)
        found |= dict(stays.order_by("valid_from", "pk").values_list("person_id", "household_id"))
    return found


def rows_kept(batch_id: UUID, row_numbers: Iterable[int]) -> set[int]:
    """Which of these rows of the batch are kept already."""
    kept = SourceRecord.objects.filter(batch_id=batch_id, row_number__in=list(row_numbers))
    return set(kept.values_list("row_number", flat=True))


def count_kept(batch_id: UUID) -> int:
    """How many rows of the batch are kept."""
    return SourceRecord.objects.filter(batch_id=batch_id).count()


def twin_kept(batch_id: UUID, register: str, as_of: date, staged_sha256: str) -> bool:
    """Whether another batch of the register brought the very same rows of the same cut before."""
    twins = SourceRecord.objects.filter(register=register, as_of=as_of, batch__staged_sha256=staged_sha256)
    return twins.exclude(batch_id=batch_id).exists()


def households_of(keys: Collection[HouseholdKey]) -> dict[HouseholdKey, UUID]:
    """The households among these that exist, retired ones too; one without a house code is never found again."""
    codes = {key.house_code for key in keys if key.house_code}
    found = Household.every.filter(house_code__in=codes).values_list("id", "area_code", "house_code", "family_no")
    known = {HouseholdKey(area, house, family): key for key, area, house, family in found}
    return {key: known[key] for key in keys if key in known}


def households_of_batch(batch_id: UUID) -> Iterator[tuple[int, UUID]]:
    """The household of each row of a survey batch, by row number, for rows that are in one."""
    rows = SourceRecord.objects.filter(batch_id=batch_id, household__isnull=False)
    for row_number, household in rows.values_list("row_number", "household_id").iterator(chunk_size=5000):
        if household:
            yield row_number, household


def _as_known(record: SourceRecord) -> KnownRow:
    return KnownRow(
        id=record.pk,
        place=record.place,
        pid_index=record.pid_index,
        register=record.register,
        as_of=record.as_of,
        area_code=record.area_code,
        state=record.state,
        person=record.person_id,
        household=record.household_id,
        identity=record.identity,
    )


def rows_of_people(person_ids: Collection[UUID], batch_ids: Collection[UUID]) -> list[tuple[UUID, UUID, int]]:
    """(person, batch, row number) of the rows of these batches that speak of these people."""
    rows = SourceRecord.objects.filter(person_id__in=person_ids, batch_id__in=batch_ids)
    return list(rows.values_list("person_id", "batch_id", "row_number"))
