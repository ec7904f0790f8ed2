"""The help tab of a family, from what every capability tells this viewer; nothing is read around their scopes."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.aid.domain.ledger import GiftView
from samutphok.aid.queries import given_to
from samutphok.aid.queries.rules import rules_on
from samutphok.cases.queries import case_of
from samutphok.homes.queries import stays_of_household
from samutphok.insights.domain.family_help import FamilyBeside, FamilyHelp, FamilyLine, Given, Referred, Way, what_comes
from samutphok.insights.queries.family import help_received, written
from samutphok.kernel.dates import fiscal_year
from samutphok.kernel.errors import Bilingual
from samutphok.livelihoods.queries import catalogue_on, paths_of_household
from samutphok.logbook.queries import household_record, known_problems
from samutphok.partners.queries import agencies_short
from samutphok.programmes.queries import programmes_of
from samutphok.referrals.queries import referrals_of_household
from samutphok.registry.queries import household_area
from samutphok.requests.queries import requests_of_household
from samutphok.watch.queries import level_history, watched_of


def family_line(*, viewer: Viewer, household_id: UUID, now: datetime) -> FamilyLine:
    """Who works with the family and what comes next: three queries. Raises NotFound when it is absent or out of scope."""
    household_area(viewer=viewer, household_id=household_id, action=Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S1)
    return line_of(viewer, household_id, timezone.localdate(now))


def family_help(*, viewer: Viewer, household_id: UUID, now: datetime) -> FamilyHelp:
    """Case, referrals and everything given, as this viewer may see it. Raises NotFound as the family's page does.

    Reading poverty and health is recorded before anything is returned (`logbook.queries.household_record`).
    """
    today = timezone.localdate(now)
    record = household_record(viewer=viewer, household_id=household_id, as_of=today)
    people = {member.person_id: written(member.identity) for member in record.members}
    return FamilyHelp(
        line=line_of(viewer, household_id, today),
        name=written(record.members[0].identity) if record.members else "",
        area_code=record.area_code,
        fiscal_year=fiscal_year(today),
        given=given_words(given_to(viewer, household_id, proofs=False)) if record.full else (),
        registers=tuple(help_received(one, people) for one in record.help),
        full=record.full,
    )


def family_beside(*, viewer: Viewer, household_id: UUID, now: datetime) -> FamilyBeside:
    """What stands beside: programmes, stays, requests, the watch, levels. Raises NotFound out of scope."""
    household_area(viewer=viewer, household_id=household_id, action=Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S1)
    return FamilyBeside(
        household_id=household_id,
        programmes=programmes_of(household_id, viewer=viewer),
        stays=stays_of_household(viewer=viewer, household_id=household_id),
        requests=requests_of_household(viewer, household_id),
        watched=watched_of(viewer=viewer, household_id=household_id, now=now),
        levels=level_history(viewer=viewer, household_id=household_id),
        ways=_ways(viewer, household_id, now),
    )


def _ways(viewer: Viewer, household_id: UUID, now: datetime) -> tuple[Way, ...]:
    """One query; nothing outside case work."""
    known = catalogue_on(timezone.localdate(now)).occupations
    lines = paths_of_household(viewer=viewer, household_id=household_id, now=now)
    return tuple(
        Way(one, known[one.occupation].label if one.occupation in known else Bilingual(one.occupation, one.occupation))
        for one in lines
    )


def line_of(viewer: Viewer, household_id: UUID, today: date) -> FamilyLine:
    """The same for whoever is known to reach the family: two queries, a third where a case has a worker."""
    case = case_of(viewer, household_id)
    problems = {code: one.label for code, one in known_problems(day=today).items()}
    lines = referrals_of_household(viewer, household_id)
    agencies = agencies_short({one.agency for one in lines})
    referred = tuple(Referred(one, agencies[one.agency], problems.get(one.problem, Bilingual("", ""))) for one in lines)
    moments = {at for one in referred for at in (one.line.appointment_at, one.line.due_at) if at}
    days = {at: timezone.localdate(at) for at in moments}
    return FamilyLine(household_id, case, referred, what_comes(case, referred, today=today, local_day=days))


def given_words(gifts: tuple[GiftView, ...]) -> tuple[Given, ...]:
    """Entries of the ledger with their kinds and givers in words."""
    givers = agencies_short({one.giver for one in gifts})
    return tuple(Given(one, _kind(one), givers[one.giver]) for one in gifts)


def _kind(one: GiftView) -> Bilingual:
    known = rules_on(one.given_on).kinds.get(one.kind)
    return known.label if known else Bilingual(one.kind, one.kind)
