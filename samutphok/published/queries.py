"""Reading published counts. They are public statistics: whoever may open the page may see them, so no viewer is asked."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from samutphok.kernel.errors import Bilingual
from samutphok.published.domain import SOURCE, PublishedCounts, SetCounts
from samutphok.published.domain.months import Monthly, newest_run
from samutphok.published.models import AreaFigure, MonthFigure


def published_counts(codes: Iterable[str], *, year: int | None = None) -> dict[str, PublishedCounts]:
    """The published counts of these areas ('TH', 2, 4 or 6 digits), by code; an area of which nothing was published is absent.

    year: BE; None for the newest year of each area. One query.
    """
    return _newest(AreaFigure.objects.filter(area_code__in=list(codes)), year)


def published_below(parent: str, *, year: int | None = None) -> tuple[PublishedCounts, ...]:
    """The published counts of the areas one level inside `parent`, in code order. year: as in `published_counts`. One query."""
    found = _newest(AreaFigure.objects.filter(parent=parent), year)
    return tuple(found[code] for code in sorted(found))


def published_years() -> tuple[int, ...]:
    """The years (BE) of which something was loaded, the newest first. One query."""
    return tuple(AreaFigure.objects.order_by("-year").values_list("year", flat=True).distinct())


def published_months(series: str, area_code: str) -> Monthly | None:
    """A province's newest months without a gap, of a series; None without any. One query."""
    rows = MonthFigure.objects.filter(series=series, area_code=area_code).order_by("month")
    found = list(rows.values_list("month", "value", "source"))
    run = newest_run((month, value) for month, value, _ in found)
    return replace(run, source=found[-1][2]) if run else None


def _newest(rows: QuerySet[AreaFigure], year: int | None) -> dict[str, PublishedCounts]:
    chosen = rows if year is None else rows.filter(year=year)
    return {row.area_code: _view(row) for row in chosen.order_by("year")}  # a later year takes the place of an earlier


def _view(row: AreaFigure) -> PublishedCounts:
    return PublishedCounts(
        area_code=row.area_code,
        year=row.year,
        households=row.households,
        persons=row.persons,
        registered=row.registered,
        validated=row.validated,
        poor=row.poor,
        poor_and_registered=row.poor_and_registered,
        target_poor=row.target_poor,
        by_dimension=tuple(SetCounts(*counts) for counts in row.by_dimension),
        source=Bilingual(f"{SOURCE.th} พ.ศ. {row.year}", f"{SOURCE.en}, BE {row.year}"),
        loaded_at=row.loaded_at,
    )
