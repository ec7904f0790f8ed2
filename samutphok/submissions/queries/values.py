"""What many submissions say at a few places, for jobs that check how they came about and show it to nobody."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from samutphok.forms.domain.answers import open_submission
from samutphok.forms.errors import UnsafeXml
from samutphok.foundation.privacy import Unreadable
from samutphok.submissions.models import Submission
from samutphok.submissions.queries.told import raw_bytes

_PIECE = 200  # submissions in memory at a time


@dataclass(frozen=True, slots=True)
class Said:
    """The first value at each place that has one; by_phone: it came with a phone's key, not typed at a desk."""

    submission_id: UUID
    by_phone: bool
    values: dict[str, str]


def values_said(submission_ids: Collection[UUID], *, places: Collection[str]) -> Iterator[Said]:
    """What each submission says at these places ('before/recalled'); what cannot be read says nothing.

    A query for two hundred submissions.
    """
    keys = sorted(submission_ids)
    for start in range(0, len(keys), _PIECE):
        for row in Submission.objects.filter(pk__in=keys[start : start + _PIECE]):
            yield Said(row.id, bool(row.key_id), _values(row, places))


def _values(row: Submission, places: Collection[str]) -> dict[str, str]:
    try:
        opened = open_submission(raw_bytes(row))
    except (UnsafeXml, Unreadable):
        return {}
    found = {place: opened.values(tuple(place.split("/"))) for place in places}
    return {place: values[0] for place, values in found.items() if values}
