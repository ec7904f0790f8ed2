"""Kept rows read back as what they say of a person."""

from samutphok.kernel.dates import PartialDate
from samutphok.registry.domain.changes import KnownRow
from samutphok.registry.domain.identity import Identity
from samutphok.registry.models import SourceRecord


def as_known(record: SourceRecord) -> KnownRow:
    """A kept row as linkage sees it. Two batches of equal content stay two places."""
    return KnownRow(
        id=record.pk,
        place=(f"{record.batch.staged_sha256}:{record.batch_id}", record.row_number),
        pid_index=record.pid_index,
        register=record.register,
        as_of=record.as_of,
        area_code=record.area_code,
        state=record.state,
        person=record.person_id,
        household=record.household_id,
        identity=identity_of(record.values),
    )


def identity_of(values: dict[str, object]) -> Identity:
    """Who a row says somebody is, from its values."""
    birth = values.get("birth_date")
    return Identity(
        title=str(values.get("title") or ""),
        first_name=str(values.get("first_name") or ""),
        last_name=str(values.get("last_name") or ""),
        sex=str(values["sex"]) if values.get("sex") else None,
        birth=PartialDate.from_iso(str(birth)) if birth else None,
    )
