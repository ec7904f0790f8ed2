"""Before a referral is sent: who can help there, what is proposed to be shared, and who of a list would be refused and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.fieldwork.queries.families import families_named
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.queries import known_problems
from samutphok.partners.domain import ServiceOffer
from samutphok.partners.queries import services_for
from samutphok.referrals.domain.referral import Refused
from samutphok.referrals.errors import TooMany
from samutphok.referrals.models import Referral
from samutphok.referrals.queries.rules import rules_on, sharing_on
from samutphok.registry.errors import HouseholdNotFound
from samutphok.registry.queries import household_areas


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the family whom a referral can be for."""

    person_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the form of a new referral offers. families: id, name and place of each that may be referred; already: by
    family, agencies and services at which the same is open; absent: chosen, and not in the viewer's reach."""

    families: tuple[tuple[UUID, str, str], ...]
    absent: int
    already: tuple[tuple[UUID, str, str], ...]
    problems: tuple[tuple[str, Bilingual], ...]
    offers: tuple[ServiceOffer, ...]
    area_code: str


def prepare(viewer: Viewer, *, household_ids: Sequence[UUID], problem: str = "") -> Prepared:
    """Who can help these families against a problem. Raises TooMany, HouseholdNotFound when none is in reach."""
    today = timezone.localdate(viewer.now)
    most = rules_on(today).at_once
    wanted = list(dict.fromkeys(household_ids))
    if not 0 < len(wanted) <= most:
        raise TooMany(most)
    places = household_areas(viewer=viewer, household_ids=wanted, action=Action.WORK_CASE, sensitivity=Sensitivity.S2)
    if not places:
        raise HouseholdNotFound
    names = families_named(places, viewer=viewer)
    area = _common(list(places.values()))
    return Prepared(
        families=tuple((one, names[one].name if one in names else "", places[one]) for one in wanted if one in places),
        absent=len(wanted) - len(places),
        already=_already(places),
        problems=tuple((code, known.label) for code, known in known_problems(day=today).items()),
        offers=services_for(problems=[problem], area_code=area, on=today) if problem else (),
        area_code=area,
    )


def refused_of(prepared: Prepared, *, agency: str, service: str) -> tuple[Refused, ...]:
    """Who of the families would be refused at that agency and service."""
    return tuple(
        Refused(household, "already") for household, at, what in prepared.already if (at, what) == (agency, service)
    )


def proposed(problem: str, *, service: str, on: date) -> tuple[str, tuple[str, ...], int]:
    """The purpose of a problem, the fields proposed for it, and for how many days."""
    sharing = sharing_on(on)
    purpose = sharing.purpose_of(problem)
    return purpose, sharing.proposed(purpose=purpose, service=service), sharing.purposes[purpose].days


def _already(places: dict[UUID, str]) -> tuple[tuple[UUID, str, str], ...]:
    rows = Referral.objects.filter(household__in=list(places), ended_at=None)
    return tuple(rows.values_list("household_id", "agency", "service"))


def _common(areas: Sequence[str]) -> str:
    """The smallest area that holds all of them, by their digits."""
    first, last = min(areas), max(areas)
    length = next((n for n in (8, 6, 4, 2) if first[:n] == last[:n] and len(first) >= n), 0)
    return first[:length] if length else ""
