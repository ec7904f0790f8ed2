"""A family's people and what they could live on: for whoever does case work where the family lives."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.foundation.privacy import unseal
from samutphok.kernel.dates import PartialDate, age_on
from samutphok.livelihoods.domain.catalogue import Catalogue
from samutphok.livelihoods.domain.matching import Here, Match, Situation, match_all
from samutphok.livelihoods.domain.paths import PathState
from samutphok.livelihoods.domain.views import IntakeView, MatchLine, MemberLine, PathLine, PersonPage
from samutphok.livelihoods.errors import PersonNotFound
from samutphok.livelihoods.models import Path, Telling
from samutphok.livelihoods.queries.results import demands, prior_for, tallies, told_of
from samutphok.livelihoods.queries.rules import catalogue_on
from samutphok.livelihoods.queries.seats import by_occupation, open_for
from samutphok.registry.domain.views import MemberView
from samutphok.registry.queries import household_area, household_told

SETS = ("hard", "has", "knows", "wants")


def family_members(*, viewer: Viewer, household_id: UUID, now: datetime) -> tuple[str, tuple[MemberLine, ...]]:
    """The area of a family and its members of today, each with the way they are on. Raises HouseholdNotFound."""
    area = worked_area(viewer, household_id)
    today = timezone.localdate(now)
    ways = {row.person_id: row for row in Path.objects.filter(household=household_id).order_by("chosen_at")}
    members = household_told(viewer=viewer, household_id=household_id).view.members
    return area, tuple(_member(one, ways.get(one.person_id), today) for one in members)


def person_page(*, viewer: Viewer, household_id: UUID, person_id: UUID, now: datetime) -> PersonPage:
    """What somebody said of themselves, and every occupation in its order for them: eight queries.

    Raises HouseholdNotFound, PersonNotFound.
    """
    today = timezone.localdate(now)
    area, members = family_members(viewer=viewer, household_id=household_id, now=now)
    member = next((one for one in members if one.person_id == person_id), None)
    if member is None:
        raise PersonNotFound
    catalogue, seen = catalogue_on(today), tallies(area[:2])
    prior = prior_for(catalogue, seen)
    told = Telling.objects.filter(person=person_id, household=household_id).order_by("-told_at").first()
    said = said_in(told) if told else Situation()
    held, wants = by_occupation(open_for(area, today), catalogue, today), demands(area)
    here = {
        code: Here(
            demand=wants[code].level if code in wants else "",
            seats_free=sum(one.free for one in held.get(code, ())),
            offered=frozenset(way for one in held.get(code, ()) if one.open for way in one.offers),
            above_mean=prior.share(seen[code]) - prior.mean if code in seen else 0.0,
        )
        for code in catalogue.occupations
    }
    found = match_all(catalogue, said, age=member.age, here=here) if told else ()

    def line(match: Match) -> MatchLine:
        code = match.occupation.code
        result = told_of(catalogue, prior, seen.get(code), case_work=True)
        return MatchLine(match, wants.get(code), held.get(code, ()), result)

    return PersonPage(
        catalogue=catalogue,
        household_id=household_id,
        area_code=area,
        member=member,
        situation=said,
        told_at=told.told_at if told else None,
        matches=tuple(map(line, found)),
        prior=prior,
        people=sum(one.asked for one in seen.values()),
    )


def worked_area(viewer: Viewer, household_id: UUID) -> str:
    """Where a family lives with whom the viewer does case work; raises HouseholdNotFound."""
    return household_area(viewer=viewer, household_id=household_id, action=Action.WORK_CASE, sensitivity=Sensitivity.S2)


def packed(said: Situation) -> str:
    """A situation as it is sealed."""
    plain = {name: getattr(said, name) for name in ("schooling", "care", "reach", "money", "soon")}
    return json.dumps(plain | {name: sorted(getattr(said, name)) for name in SETS})


def said_in(row: Telling) -> Situation:
    """The situation that a row holds; what was said by a name that is no more is left out."""
    kept: Mapping[str, Any] = json.loads(unseal(row.said_sealed, bound_to=str(row.id)))
    known = {name: value for name, value in kept.items() if name in Situation.__slots__}
    read: dict[str, Any] = {name: frozenset(value) if name in SETS else value for name, value in known.items()}
    return Situation(**read)


def intakes_for(area_code: str, occupation: str, catalogue: Catalogue, on: date) -> tuple[IntakeView, ...]:
    """The intakes in which somebody of an area can take a seat for an occupation. One query."""
    return by_occupation(open_for(area_code, on), catalogue, on).get(occupation, ())


def line_of(row: Path, name: str, today: date) -> PathLine:
    """A way into work in a list."""
    return PathLine(
        id=row.id,
        household_id=row.household_id,
        person_id=row.person_id,
        name=name,
        area_code=row.area_code,
        occupation=row.occupation,
        state=PathState(row.state),
        due_month=row.due_month,
        due_on=row.due_on,
        late=row.due_on is not None and row.due_on < today,
        chosen_at=row.chosen_at,
    )


def _member(one: MemberView, way: Path | None, today: date) -> MemberLine:
    name = one.identity.full_name
    age = age_of(one.identity.birth, today)
    return MemberLine(one.person_id, name, age, line_of(way, name, today) if way else None)


def age_of(birth: PartialDate | None, on: date) -> int | None:
    """Completed years on a day, the fewest that the date of birth allows; None where it is not known."""
    return age_on(birth, on).low if birth is not None and birth.earliest() <= on else None
