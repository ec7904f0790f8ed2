"""Open requests of people whom no list has: by them errors of exclusion come to notice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from samutphok.access.domain import Viewer
from samutphok.access.queries import inside
from samutphok.requests.domain.standing import OPEN
from samutphok.requests.queries.scope import visible


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A request of somebody on no list; number: as the caller was given it."""

    id: UUID
    number: str
    area_code: str
    taken_at: datetime


def unlisted_in(viewer: Viewer, *, area: str) -> "Any":
    """Requests of people on no list that the viewer's desk sees in an area: a queryset, to be counted with others."""
    return visible(viewer).filter(inside("area_code", area), household=None, state__in=OPEN)


def unlisted_requests(viewer: Viewer, *, area: str, start: int, most: int) -> tuple[Unlisted, ...]:
    """A page of them, the newest first. One query."""
    rows = unlisted_in(viewer, area=area).order_by("-taken_at", "id")[start : start + most]
    return tuple(Unlisted(row.id, row.number, row.area_code, row.taken_at) for row in rows)
