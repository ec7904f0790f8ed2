"""Choosing together: what somebody says of themselves, what they choose, and every step of their way."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import seal
from samutphok.livelihoods.domain.asking import Doing
from samutphok.livelihoods.domain.catalogue import Catalogue
from samutphok.livelihoods.domain.matching import Situation
from samutphok.livelihoods.domain.paths import OPEN, PATHS, PathState, due_after
from samutphok.livelihoods.errors import (
    ActNotAllowed,
    AlreadyChosen,
    NoSeatLeft,
    NotOfTheCatalogue,
    OccupationNotFound,
    PathChanged,
    PathNotFound,
    PersonNotFound,
)
from samutphok.livelihoods.models import Intake, Path, PathAct, Result, Telling
from samutphok.livelihoods.queries.people import packed, worked_area
from samutphok.livelihoods.queries.rules import catalogue_on
from samutphok.livelihoods.queries.seats import open_for
from samutphok.registry.queries import household_told

_SCALED = {"schooling": "schooling", "care": "care", "reach": "reach", "money": "money", "soon": "first_income"}


@transaction.atomic
def tell_situation(*, viewer: Viewer, household_id: UUID, person_id: UUID, said: Situation, now: datetime) -> None:
    """Keeps what somebody said of themselves, sealed; what they said before stays and counts no more.

    Raises HouseholdNotFound, PersonNotFound, NotOfTheCatalogue for a code that the catalogue does not have.
    """
    worked_area(viewer, household_id)
    _member(viewer, household_id, person_id)
    catalogue = catalogue_on(timezone.localdate(now))
    scaled = all(getattr(said, name) in ("", *catalogue.scales[scale]) for name, scale in _SCALED.items())
    fields = set(catalogue.scales["fields"])
    if not scaled or not (said.hard <= set(catalogue.asks) and said.has <= set(catalogue.places)):
        raise NotOfTheCatalogue
    if not (said.knows <= fields and said.wants <= fields):
        raise NotOfTheCatalogue
    key = uuid4()
    Telling.objects.create(
        id=key,
        household_id=household_id,
        person_id=person_id,
        said_sealed=seal(packed(said), bound_to=str(key)),
        told_to=viewer.account_id,
        told_at=now,
    )
    record(actor=viewer.account_id, act="tell_situation", subject=f"household:{household_id}", now=now)


@transaction.atomic
def choose(
    *,
    viewer: Viewer,
    household_id: UUID,
    person_id: UUID,
    occupation: str,
    income_before: str,
    now: datetime,
    path_id: UUID | None = None,
) -> UUID:
    """Writes down what somebody chose, and what they earn now (a band); returns the way's id.

    path_id comes from the form: a double click is one way. Raises HouseholdNotFound, PersonNotFound, OccupationNotFound,
    NotOfTheCatalogue, AlreadyChosen.
    """
    area = worked_area(viewer, household_id)
    _member(viewer, household_id, person_id)
    catalogue = catalogue_on(timezone.localdate(now))
    if occupation not in catalogue.occupations:
        raise OccupationNotFound
    if income_before not in catalogue.scales["incomes"]:
        raise NotOfTheCatalogue
    if path_id and Path.objects.filter(pk=path_id, person=person_id).exists():
        return path_id
    if Path.objects.filter(person=person_id, state__in=OPEN).exists():
        raise AlreadyChosen
    row = Path.objects.create(
        id=path_id or uuid4(),
        household_id=household_id,
        person_id=person_id,
        area_code=area,
        occupation=occupation,
        income_before=income_before,
        chosen_by=viewer.account_id,
        chosen_at=now,
    )
    record(actor=viewer.account_id, act="choose_occupation", subject=f"path:{row.id}", now=now)
    return row.id


@transaction.atomic
def act_on_path(*, viewer: Viewer, path_id: UUID, doing: Doing, now: datetime) -> None:
    """Does one of the acts of `domain.paths.PATHS`; the same act sent again changes nothing.

    What an act says: take_seat: intake (id); follow_up, last_follow_up: in_work (True, False, or None: not reached) and
    income (a band; '' where not told). Raises PathNotFound, ActNotAllowed, PathChanged, NoSeatLeft, NotOfTheCatalogue.
    """
    row = Path.objects.select_for_update().filter(within(viewer, Action.WORK_CASE), pk=path_id).first()
    if row is None:
        raise PathNotFound
    if PathAct.objects.filter(pk=doing.id, path=row).exists():
        return
    if PATHS.after(row.state, doing.name) is None:
        raise ActNotAllowed
    if doing.version is not None and doing.version != row.version:
        raise PathChanged
    today = timezone.localdate(now)
    day = doing.on or today
    if not timezone.localdate(row.chosen_at) <= day <= today:
        raise NotOfTheCatalogue
    effect = _EFFECTS.get(doing.name)
    said = effect(row, replace(doing, on=day), catalogue_on(today)) if effect else {}
    _keep(viewer, row, doing, {**said, "on": day.isoformat()}, now)


def _take_seat(path: Path, doing: Doing, catalogue: Catalogue) -> dict[str, Any]:
    """One seat of an intake that leads to the occupation: counted up where one is free, in one statement."""
    key = _uuid(doing.said.get("intake"))
    intake = open_for(path.area_code, doing.on or date.min).filter(pk=key).first() if key else None
    course = catalogue.courses.get(intake.course) if intake else None
    if intake is None or course is None or path.occupation not in course.leads_to:
        raise NoSeatLeft
    free = Intake.objects.filter(pk=intake.pk, closed_at=None, taken__lt=F("seats"))
    if not free.update(taken=F("taken") + 1):
        raise NoSeatLeft
    path.intake = intake
    return {"intake": str(intake.pk)}


def _give_back(path: Path, _doing: Doing, _catalogue: Catalogue) -> dict[str, Any]:
    """The seat goes back while the course has not been finished."""
    if path.intake_id and path.state == PathState.TRAINING:
        Intake.objects.filter(pk=path.intake_id, taken__gt=0).update(taken=F("taken") - 1)
        path.intake = None
    return {}


def _begin(path: Path, doing: Doing, _catalogue: Catalogue) -> dict[str, Any]:
    path.since = doing.on
    return {}


def _start_work(path: Path, doing: Doing, catalogue: Catalogue) -> dict[str, Any]:
    """Work begun before the course ended: the seat goes back, as somebody else may use it."""
    _give_back(path, doing, catalogue)
    return _begin(path, doing, catalogue)


def _follow_up(path: Path, doing: Doing, catalogue: Catalogue) -> dict[str, Any]:
    """The result of the month that is due next. The last month ends the way, and only that one does."""
    in_work, income, month = doing.said.get("in_work"), str(doing.said.get("income") or ""), path.due_month
    ends = month == catalogue.results.months[-1]
    known = in_work in (True, False, None) and income in ("", *catalogue.scales["incomes"])
    if month is None or not known or ends != (doing.name == "last_follow_up"):
        raise NotOfTheCatalogue
    if path.since is None or doing.on is None or doing.on < path.since:
        raise NotOfTheCatalogue
    Result.objects.create(path=path, month=month, in_work=in_work, income=income, found_on=doing.on)
    if in_work is not None:
        path.in_work, path.income = in_work, income
    return {"month": month, "in_work": in_work, "income": income}


def _keep(viewer: Viewer, path: Path, doing: Doing, said: Mapping[str, Any], now: datetime) -> None:
    """Keeps the act and rewrites what the row repeats of all of them."""
    last = PathAct.objects.filter(path=path).aggregate(at=Max("at"))["at"]
    at = now if last is None else max(now, last + timedelta(microseconds=1))
    PathAct.objects.create(
        id=doing.id, path=path, name=doing.name, at=at, recorded_at=now, by=viewer.account_id, details=dict(said)
    )
    path.state = PATHS.fold(as_acts(PathAct.objects.filter(path=path))).state
    asked = tuple(Result.objects.filter(path=path).values_list("month", flat=True))
    months = catalogue_on(timezone.localdate(now)).results.months
    following = path.since is not None and path.state == PathState.FOLLOWING
    due = due_after(path.since, asked, months) if following and path.since else None
    path.due_month, path.due_on = due or (None, None)
    path.version += 1
    path.save()
    record(actor=viewer.account_id, act="act_on_path", subject=f"path:{path.id}", fields=[doing.name], now=now)


def _member(viewer: Viewer, household_id: UUID, person_id: UUID) -> None:
    told = household_told(viewer=viewer, household_id=household_id).view
    if all(one.person_id != person_id for one in told.members):
        raise PersonNotFound


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


_Effect = Callable[[Path, Doing, Catalogue], dict[str, Any]]
_EFFECTS: Mapping[str, _Effect] = {
    "take_seat": _take_seat,
    "give_seat_back": _give_back,
    "change": _give_back,
    "finish_course": _begin,
    "start_work": _start_work,
    "follow_up": _follow_up,
    "last_follow_up": _follow_up,
}
