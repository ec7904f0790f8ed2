"""A volunteer's own families: for their phone and for their first page."""

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.areas.queries import names
from samutphok.fieldwork.domain.board import AssignmentView
from samutphok.fieldwork.models import Assignment
from samutphok.fieldwork.queries.families import families_named
from samutphok.fieldwork.queries.rules import rules_on
from samutphok.fieldwork.queries.standing import open_work
from samutphok.fieldwork.queries.views import assignment_views
from samutphok.logbook.queries import last_visits, places
from samutphok.registry.domain.roll import RollFamily
from samutphok.registry.queries import family_roll

MOST = 3_000  # families on one phone


class PhoneVisit(TypedDict):
    """One family to go to, as the phone's list has it. Days are ISO text, '' for none; geometry: 'lat lon 0 0' or ''."""

    household: str
    label: str
    village: str
    due: str
    kind: str
    rhythm_days: int | None
    last_visit: str
    last_outcome: str
    geometry: str


class PhoneVisits(TypedDict):
    """The answer to a phone, with the moment of which it holds."""

    as_of: str
    visits: list[PhoneVisit]


def visits(*, viewer: Viewer, now: datetime) -> PhoneVisits:
    """The families that the viewer is to go to, the most pressing first: names, places and days (S1), at most 3,000."""
    rows = list(_own(viewer)[:MOST])
    families = list({row.household_id: None for row in rows})
    listed = families_named(families, viewer=viewer)
    missing = [one for one in families if one not in listed]
    roll = family_roll(viewer=viewer, first=missing, areas=(), most=MOST).families if missing else ()
    labels = {one: entry.name for one, entry in listed.items()} | {one.id: _eldest(one) for one in roll}
    villages, seen, where = names({row.area_code for row in rows}), last_visits(families), places(families)
    found = [
        PhoneVisit(
            household=str(row.household_id),
            label=labels.get(row.household_id, ""),
            village=villages[row.area_code].name("th") if row.area_code in villages else row.area_code,
            due=_iso(row.due_on),
            kind=row.purpose,
            rhythm_days=row.rhythm_days,
            last_visit=_iso(seen[row.household_id].day) if row.household_id in seen else "",
            last_outcome=seen[row.household_id].outcome if row.household_id in seen else "",
            geometry="{} {} 0 0".format(*where[row.household_id]) if row.household_id in where else "",
        )
        for row in rows
    ]
    return PhoneVisits(as_of=now.isoformat(), visits=found)


def assigned_households(*, viewer: Viewer) -> dict[UUID, date | None]:
    """The families that the viewer is to go to, with the earliest day on which one of their visits is due: one query."""
    rows = _own(viewer).values_list("household_id", "due_on")
    found: dict[UUID, date | None] = {}
    for household, due_on in rows:  # the earliest comes first
        found.setdefault(household, due_on)
    return found


def own_assignments(*, viewer: Viewer, now: datetime, most: int) -> tuple[AssignmentView, ...]:
    """The viewer's own open assignments, the most pressing first, for the desk."""
    today = timezone.localdate(now)
    rows = _own(viewer)[:most]
    return assignment_views(rows, viewer=viewer, today=today, rules=rules_on(today))


def count_own(*, viewer: Viewer) -> int:
    """How many families wait for the viewer: one query."""
    return _own(viewer).count()


def _own(viewer: Viewer) -> "QuerySet[Assignment]":
    """Assignments to the viewer's own account that ask for something, inside what their grants reach."""
    try:
        account = UUID(viewer.account_id)
    except ValueError:  # nobody, or a process of the system
        return Assignment.objects.none()
    scope = within(viewer, Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S1)
    rows = Assignment.objects.filter(open_work(), scope, volunteer__account_id=account)
    return rows.select_related("volunteer").order_by(F("due_on").asc(nulls_last=True), "area_code", "id")


def _eldest(family: RollFamily) -> str:
    """What a family is called that stands on no list yet: by its eldest."""
    return family.members[0].identity.full_name if family.members else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
