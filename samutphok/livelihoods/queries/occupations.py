"""The catalogue as an area sees it: demand, seats and what became of people."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.livelihoods.domain.asking import Wanted
from samutphok.livelihoods.domain.catalogue import Catalogue, Occupation
from samutphok.livelihoods.domain.outcomes import Prior, Tally
from samutphok.livelihoods.domain.views import DemandView, IntakeView, Listed, OccupationLine, OccupationPage
from samutphok.livelihoods.errors import OccupationNotFound
from samutphok.livelihoods.queries.results import by_month, demands, prior_for, tallies, told_of, works_cases
from samutphok.livelihoods.queries.rules import catalogue_on
from samutphok.livelihoods.queries.seats import by_occupation, home_area, may_manage, open_inside


def occupations(*, viewer: Viewer, wanted: Wanted, now: datetime) -> Listed:
    """The occupations that fit the filters, best result first where results are known: three queries."""
    today, area = timezone.localdate(now), home_area(viewer)
    catalogue, seen = catalogue_on(today), tallies(area)
    prior, held = prior_for(catalogue, seen), by_occupation(open_inside(area, today), catalogue, today)
    wants, case_work = demands(area), works_cases(viewer)
    lines = [
        _line(catalogue, one, wants, held, prior, seen, case_work)
        for one in catalogue.occupations.values()
        if _fits(one, wanted)
    ]
    shown = tuple(line for line in lines if not wanted.seat or line.seats_free)
    return Listed(catalogue, area, shown, prior, sum(one.asked for one in seen.values()))


def occupation_page(*, viewer: Viewer, code: str, now: datetime) -> OccupationPage:
    """One occupation of the viewer's province; four queries. Raises OccupationNotFound."""
    today, area = timezone.localdate(now), home_area(viewer)
    catalogue, case_work = catalogue_on(today), works_cases(viewer)
    one = catalogue.occupations.get(code)
    if one is None:
        raise OccupationNotFound
    seen = tallies(area)
    prior, held = prior_for(catalogue, seen), by_occupation(open_inside(area, today), catalogue, today)
    line = _line(catalogue, one, demands(area), held, prior, seen, case_work)
    return OccupationPage(
        catalogue=catalogue,
        area=area,
        line=line,
        intakes=held.get(code, ()),
        courses=catalogue.courses_for(code),
        prior=prior,
        people=sum(each.asked for each in seen.values()),
        months=by_month(area, code, catalogue) if line.told.seen else (),
        may_note=may_manage(viewer, area),
    )


def _fits(one: Occupation, wanted: Wanted) -> bool:
    return wanted.field in ("", one.field) and wanted.learn in ("", one.learn) and (one.at_home or not wanted.at_home)


def _line(
    catalogue: Catalogue,
    one: Occupation,
    wants: Mapping[str, DemandView],
    held: Mapping[str, tuple[IntakeView, ...]],
    prior: Prior,
    seen: Mapping[str, Tally],
    case_work: bool,
) -> OccupationLine:
    return OccupationLine(
        occupation=one,
        demand=wants.get(one.code),
        seats_free=sum(each.free for each in held.get(one.code, ())),
        told=told_of(catalogue, prior, seen.get(one.code), case_work=case_work),
    )
