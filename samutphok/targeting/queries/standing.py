"""Where one family stands today, for jobs that show it to nobody and only count."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.queries import field_operator
from samutphok.logbook.domain.feelings import FeelingsOfDay, feelings_by_day
from samutphok.logbook.queries import household_file, record_for_counting
from samutphok.targeting.domain.closing import LevelFound
from samutphok.targeting.queries.closing import level_by
from samutphok.targeting.queries.families import household_listings


def standing_for_counting(*, household_id: UUID, now: datetime) -> tuple[LevelFound | None, FeelingsOfDay | None]:
    """Level and feelings as told last; nothing is recorded, since nobody reads. Raises registry.errors.HouseholdNotFound."""
    seer = field_operator(now=now)
    record = record_for_counting(household_id=household_id, as_of=timezone.localdate(now), now=now)
    visits = household_file(viewer=seer, household_id=household_id, area_code=record.area_code).visits
    listings = household_listings(viewer=seer, household_id=household_id)
    felt = feelings_by_day((one.day, one.subject, one.fact, one.value) for one in visits.feelings)
    return level_by(record, visits, listings[:1]), felt[-1] if felt else None
