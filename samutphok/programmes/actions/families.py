"""Families of a programme: entered with a frozen baseline, read again when lists and visits change, let go with a reason."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, Sensitivity, Viewer, covers
from samutphok.access.queries import inside, within
from samutphok.foundation.audit.actions import record
from samutphok.foundation.held_keys import hold_key
from samutphok.logbook.queries import last_visits
from samutphok.programmes.domain.asking import Entering
from samutphok.programmes.domain.standing import Standing
from samutphok.programmes.errors import NotOfTheRules, NotYours, ProgrammeNotFound
from samutphok.programmes.models import Family, ProgrammeArea
from samutphok.programmes.queries.rules import rules_on
from samutphok.programmes.queries.scope import may_manage
from samutphok.programmes.queries.standing import standing_now
from samutphok.registry.queries import household_areas, households, households_told_by
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.queries import entries

MOST_AT_ONCE, PIECE = 5_000, 500
_PROJECTED = ("level_now", "mask_now", "income_now", "happiness_now")
FILE = "bma_families"  # the register in which Bangkok gives its families


@transaction.atomic
def enter_families(
    *, viewer: Viewer, area_id: UUID, household_ids: Collection[UUID], way: str, now: datetime
) -> Entering:
    """Enters families into one area of a programme, each with what lists and visits say of it today as its frozen baseline.

    Who is in it already stays as they are; who lives outside the area, or is out of the viewer's reach, is refused.
    Raises NotYours, NotOfTheRules for an unknown way or more than 5,000 at once.
    """
    area = managed_area(viewer, area_id)
    today = timezone.localdate(now)
    wanted = list(dict.fromkeys(household_ids))
    if way not in rules_on(today).ways or len(wanted) > MOST_AT_ONCE:
        raise NotOfTheRules
    hold_key(f"programme:{area.programme_id}")
    places: dict[UUID, str] = {}
    for start in range(0, len(wanted), PIECE):
        places |= household_areas(
            viewer=viewer,
            household_ids=wanted[start : start + PIECE],
            action=Action.MANAGE_PROGRAMME,
            sensitivity=Sensitivity.S1,
        )
    inside = [one for one in wanted if one in places and covers(area.area_code, places[one])]
    known = _in_already(area, inside)
    fresh = [one for one in inside if one not in known]
    told = standing_now(fresh, now=now)
    Family.objects.bulk_create(
        (_row(area, one, places[one], way, told.get(one, Standing()), viewer, now) for one in fresh), batch_size=PIECE
    )
    subject = f"programme:{area.programme_id}"
    record(actor=viewer.account_id, act="enter_families", subject=subject, fields=[f"count:{len(fresh)}"], now=now)
    return Entering(len(fresh), len(known), len(wanted) - len(inside))


@transaction.atomic
def leave_programme(*, viewer: Viewer, family_id: UUID, because: str, now: datetime) -> None:
    """Lets a family go with a reason; its baseline and what was done stay. Raises ProgrammeNotFound, NotOfTheRules."""
    scope = within(viewer, Action.MANAGE_PROGRAMME, sensitivity=Sensitivity.S1)
    row = Family.objects.select_for_update().filter(scope, pk=family_id).first()
    if row is None:
        raise ProgrammeNotFound
    if not because.strip():
        raise NotOfTheRules
    if row.left_on is None:
        row.left_on, row.left_because = timezone.localdate(now), because.strip()[:200]
        row.save(update_fields=["left_on", "left_because"])
        record(actor=viewer.account_id, act="leave_programme", subject=f"programme:{row.programme_id}", now=now)


def read_again(*, household_ids: Collection[UUID] | None = None, now: datetime) -> int:
    """Reads the levels of families in programmes again, of all or of those named; returns how many rows changed.

    A job's act, shown to nobody. Baselines never change.
    """
    rows = Family.objects.filter(left_on=None)
    rows = rows if household_ids is None else rows.filter(household__in=list(household_ids))
    keys = list(rows.order_by("id").values_list("id", flat=True))
    return sum(_read_piece(keys[start : start + PIECE], now) for start in range(0, len(keys), PIECE))


def read_area_again(*, area_code: str, now: datetime) -> int:
    """Reads the levels of the families that live in an area again, '' for all; returns how many rows changed."""
    rows = Family.objects.filter(inside("area_code", area_code), left_on=None)
    return read_again(household_ids=list(rows.values_list("household_id", flat=True).distinct()), now=now)


@transaction.atomic
def _read_piece(keys: list[UUID], now: datetime) -> int:
    rows = list(Family.objects.select_for_update().filter(pk__in=keys).order_by("id"))
    told = standing_now([one.household_id for one in rows], now=now)
    today, changed = timezone.localdate(now), []
    for row in rows:
        one = told.get(row.household_id)
        if one is None:
            continue
        new = (one.level, one.mask, one.income, one.happiness)
        if new != (row.level_now, row.mask_now, row.income_now, row.happiness_now) or row.read_on != today:
            row.level_now, row.mask_now, row.income_now, row.happiness_now = new
            row.read_on = today
            changed.append(row)
    Family.objects.bulk_update(changed, [*_PROJECTED, "read_on"], batch_size=PIECE)
    return len(changed)


def managed_area(viewer: Viewer, area_id: UUID) -> ProgrammeArea:
    """An area of a programme that the viewer leads; raises NotYours."""
    area = ProgrammeArea.objects.filter(pk=area_id).first()
    if area is None or not may_manage(viewer, area.area_code):
        raise NotYours
    return area


def _in_already(area: ProgrammeArea, household_ids: Iterable[UUID]) -> set[UUID]:
    wanted, found = list(household_ids), set[UUID]()
    for start in range(0, len(wanted), PIECE):
        rows = Family.objects.filter(
            programme=area.programme_id, left_on=None, household__in=wanted[start : start + PIECE]
        )
        found |= set(rows.values_list("household_id", flat=True))
    return found


def _row(
    area: ProgrammeArea, household: UUID, code: str, way: str, told: Standing, viewer: Viewer, now: datetime
) -> Family:
    today = timezone.localdate(now)
    return Family(
        programme_id=area.programme_id,
        area=area,
        household_id=household,
        area_code=code,
        way=way,
        entered_on=today,
        entered_by=viewer.account_id,
        entered_at=now,
        baseline=told.frozen(today),
        level_then=told.level,
        happiness_then=told.happiness,
        level_now=told.level,
        mask_now=told.mask,
        income_now=told.income,
        happiness_now=told.happiness,
        read_on=today,
    )


def enter_from_list(*, viewer: Viewer, area_id: UUID, level: int | None, most: int, now: datetime) -> Entering:
    """Enters the families of the target list in an area, of one level or the greatest need first, at most `most`.

    Raises NotYours.
    """
    area = managed_area(viewer, area_id)
    order = EntryOrder.NEED if level is not None else EntryOrder.LEVEL
    selection = Selection(area=area.area_code, level=level, order=order)
    taken = Family.objects.filter(programme=area.programme_id, left_on=None)
    found = entries(
        viewer=viewer,
        selection=selection,
        page=1,
        page_size=most,
        leaving_out=taken.values_list("household_id", flat=True),
    )
    keys = [row.household for row in found.rows if row.household]
    return enter_families(viewer=viewer, area_id=area_id, household_ids=keys, way="list", now=now)


def enter_from_logbook(*, viewer: Viewer, area_id: UUID, most: int, now: datetime) -> Entering:
    """Enters the families of an area that have a logbook by visits, on a list or not: so Bangkok's enter without a survey.

    Raises NotYours.
    """
    area = managed_area(viewer, area_id)
    found: list[UUID] = []
    after: UUID | None = None
    while len(found) < most:
        page = households(viewer=viewer, area_code=area.area_code, after=after, limit=PIECE)
        visited = last_visits([one.id for one in page.lines])
        found += [one.id for one in page.lines if one.id in visited]
        after = page.next_after
        if after is None:
            break
    return enter_families(viewer=viewer, area_id=area_id, household_ids=found[:most], way="logbook", now=now)


def enter_from_file(*, viewer: Viewer, area_id: UUID, most: int, now: datetime) -> Entering:
    """Enters the families of an area that a file of Bangkok has brought (received and joined as every register is).

    Raises NotYours.
    """
    area = managed_area(viewer, area_id)
    found = households_told_by(viewer=viewer, area_code=area.area_code, register=FILE, most=most)
    return enter_families(viewer=viewer, area_id=area_id, household_ids=found, way="file", now=now)
