"""What became of people in an occupation, counted over a province: numbers alone."""

from collections.abc import Mapping

from django.db.models import Count, Q

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import inside
from samutphok.livelihoods.domain.catalogue import Catalogue
from samutphok.livelihoods.domain.outcomes import Prior, Tally, prior_of
from samutphok.livelihoods.domain.views import DemandView, MonthTally, Told
from samutphok.livelihoods.models import Demand, Path, Result


def tallies(area_code: str) -> dict[str, Tally]:
    """By occupation: of the people with a result, who are in work by their newest one. One query; each person once."""
    rows = Path.objects.filter(inside("area_code", area_code), in_work__isnull=False).values("occupation").order_by()
    rows = rows.annotate(asked=Count("id"), good=Count("id", filter=Q(in_work=True)))
    return {row["occupation"]: Tally(row["good"], row["asked"]) for row in rows}


def prior_for(catalogue: Catalogue, seen: Mapping[str, Tally]) -> Prior:
    """The mean of all and its weight, by the catalogue's rules."""
    return prior_of(seen, strength=catalogue.results.strength, enough=catalogue.results.enough)


def told_of(catalogue: Catalogue, prior: Prior, seen: Tally | None, *, case_work: bool) -> Told:
    """What is told of an occupation: counts of a few people only within case work, and nothing drawn from them outside."""
    if seen is None or not seen.asked:
        return Told(prior.mean, None)
    few = seen.asked < catalogue.results.told_from
    if few and not case_work:
        return Told(prior.mean, None, few=True)
    return Told(prior.share(seen), seen, few=few)


def by_month(area_code: str, occupation: str, catalogue: Catalogue) -> tuple[MonthTally, ...]:
    """The results of an occupation after each number of months. One query."""
    bands = {code: rank for rank, code in enumerate(catalogue.scales["incomes"])}
    rows = Result.objects.filter(inside("path__area_code", area_code), path__occupation=occupation)
    found: dict[int, list[tuple[bool | None, str, str]]] = {month: [] for month in catalogue.results.months}
    for month, in_work, income, before in rows.values_list("month", "in_work", "income", "path__income_before"):
        found.setdefault(month, []).append((in_work, income, before))
    return tuple(
        MonthTally(
            month,
            asked=sum(in_work is not None for in_work, _, _ in each),
            in_work=sum(in_work is True for in_work, _, _ in each),
            not_reached=sum(in_work is None for in_work, _, _ in each),
            better=sum(
                bands.get(income, -1) > bands.get(before, 99) for in_work, income, before in each if in_work is not None
            ),
        )
        for month, each in sorted(found.items())
    )


def demands(area_code: str) -> dict[str, DemandView]:
    """The newest word on each occupation in a province, by the day it speaks of. One query."""
    rows = Demand.objects.filter(area_code=area_code[:2]).order_by("as_of", "noted_at")
    return {row.occupation: DemandView(row.level, row.as_of, row.source) for row in rows}


def works_cases(viewer: Viewer) -> bool:
    """Whether the viewer does case work anywhere."""
    return bool(viewer.prefixes(Action.WORK_CASE))
