"""A province's plan: needs, success factors, threats and recovery activities, each with numbers that show it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.foundation.audit.actions import record
from samutphok.programmes.domain.asking import NewPoint
from samutphok.programmes.errors import NoEvidence, NotOfTheRules, NotYours, ProgrammeNotFound
from samutphok.programmes.models import Family, Point, Programme
from samutphok.programmes.queries.numbers import DIMENSIONS, numbers_of
from samutphok.programmes.queries.rules import rules_on
from samutphok.programmes.queries.scope import may_manage

TITLE_LENGTH, SAID_LENGTH = 300, 2_000


@transaction.atomic
def write_point(*, viewer: Viewer, point: NewPoint, now: datetime) -> UUID:
    """Writes a point of the plan with its evidence as the numbers stand today; returns its id.

    A need or threat rests on at least one number of ours; a recovery activity answers a point of the same province.
    Raises NotYours, NotOfTheRules, NoEvidence, ProgrammeNotFound.
    """
    if not may_manage(viewer, point.area_code):
        raise NotYours
    if Point.objects.filter(pk=point.id).exists():
        return point.id
    _check(point, now)
    numbers = numbers_of(viewer=viewer, area_code=point.area_code)
    evidence = [numbers[one] for one in point.numbers if one in numbers]
    if point.kind in ("need", "threat") and not evidence:
        raise NoEvidence
    row = Point.objects.create(
        id=point.id,
        area_code=point.area_code,
        kind=point.kind,
        title=point.title.strip(),
        said=point.said.strip(),
        agency=point.agency,
        answers=_answered(point),
        programme=_programme(point),
        dimension=point.dimension,
        families=_families(point, numbers),
        evidence=evidence,
        starts_on=point.starts_on,
        ends_on=point.ends_on,
        by=viewer.account_id,
        at=now,
    )
    _record(viewer, "write_area_point", row, now)
    return row.id


@transaction.atomic
def close_point(*, viewer: Viewer, point_id: UUID, how: str, now: datetime) -> None:
    """A need that is met, a threat that is gone, an activity that is over; again changes nothing.

    Raises ProgrammeNotFound, NotOfTheRules without a word of how.
    """
    row = Point.objects.select_for_update().filter(pk=point_id).first()
    if row is None or not may_manage(viewer, row.area_code):
        raise ProgrammeNotFound
    if not how.strip():
        raise NotOfTheRules
    if row.closed_on is None:
        row.closed_on, row.closed_how = timezone.localdate(now), how.strip()[:500]
        row.save(update_fields=["closed_on", "closed_how"])
        _record(viewer, "close_area_point", row, now)


def _check(point: NewPoint, now: datetime) -> None:
    known = point.kind in rules_on(timezone.localdate(now)).points and (
        not point.dimension or point.dimension in DIMENSIONS
    )
    fits = 0 < len(point.title.strip()) <= TITLE_LENGTH and len(point.said) <= SAID_LENGTH
    ends_first = point.starts_on and point.ends_on and point.ends_on < point.starts_on
    if not known or not fits or ends_first or (point.kind == "activity") != (point.answers is not None):
        raise NotOfTheRules


def _answered(point: NewPoint) -> Point | None:
    if point.answers is None:
        return None
    found = Point.objects.filter(pk=point.answers, area_code=point.area_code).exclude(kind="activity").first()
    if found is None:
        raise ProgrammeNotFound
    return found


def _programme(point: NewPoint) -> Programme | None:
    if point.programme_id is None:
        return None
    found = Programme.objects.filter(pk=point.programme_id).first()
    if found is None:
        raise ProgrammeNotFound
    return found


def _families(point: NewPoint, numbers: dict[str, dict[str, Any]]) -> int | None:
    """How many target families it is about: of the programme in this area, else the poor households of the area."""
    if point.programme_id is not None:
        rows = Family.objects.filter(programme=point.programme_id, left_on=None, area_code__startswith=point.area_code)
        return rows.count()
    return numbers["target_households"]["value"] if point.dimension == "" and "target_households" in numbers else None


def _record(viewer: Viewer, act: str, row: Point, now: datetime) -> None:
    record(actor=viewer.account_id, act=act, subject=f"area-point:{row.id}", now=now)
