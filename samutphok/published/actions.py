"""Loading published counts from a folder."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from samutphok.foundation.audit.actions import record
from samutphok.kernel.identifiers import area_parent
from samutphok.published.domain import ANY_DIMENSION, DIMENSION_SETS, FIRST_YEAR, AreaFigures, Loaded
from samutphok.published.domain.months import UNEMPLOYED
from samutphok.published.files import read_figures, year_of
from samutphok.published.models import AreaFigure, MonthFigure
from samutphok.published.months_file import read_months

STEP = 1000  # areas of one statement, and of one line of progress
_COUNTS = (
    "parent",
    "households",
    "persons",
    "registered",
    "validated",
    "poor",
    "poor_and_registered",
    "target_poor",
    "by_dimension",
)


def _silent(_: str) -> None:
    """Nobody listens."""


@transaction.atomic
def load_published(
    folder: Path, *, actor: str, now: datetime, year: int | None = None, say: Callable[[str], None] = _silent
) -> Loaded:
    """Take the counts of one year from a folder with population.parquet and target_poor.parquet of TPMAP's shape.

    year: BE; the files' own column `year` comes first, and files that say nothing are those of BE 2561. All or nothing;
    the same numbers again change nothing, other numbers of the year take the place of the old, and areas that are no
    longer published go. `say` hears the progress. Raises UnreadablePublished, OtherYear, UnknownYear.
    """
    of_year = year_of(folder, year, usual=FIRST_YEAR)
    figures = read_figures(folder)
    standing = {row.area_code: row for row in AreaFigure.objects.filter(year=of_year)}
    changed = [row for one in figures if _differs(row := _row(one, of_year, now), standing.get(row.area_code))]
    for begin in range(0, len(changed), STEP):
        AreaFigure.objects.bulk_create(
            changed[begin : begin + STEP],
            update_conflicts=True,
            unique_fields=["year", "area_code"],
            update_fields=[*_COUNTS, "loaded_at"],
        )
        say(f"{min(begin + STEP, len(changed))}/{len(changed)}")
    gone = standing.keys() - {one.area_code for one in figures}
    AreaFigure.objects.filter(year=of_year, area_code__in=gone).delete()
    if changed or gone:
        outcome = f"areas:{len(changed) + len(gone)}"
        record(actor=actor, act="load_published", subject=f"published:{of_year}", outcome=outcome, now=now)
    return Loaded(of_year, len(figures), len(changed) + len(gone))


@transaction.atomic
def load_months(path: Path, *, actor: str, now: datetime) -> int:
    """Take monthly figures of unemployment from a CSV file; how many are new or changed. All or nothing.

    A month that stands there already takes the file's figure; months that the file does not name stay.
    Raises UnreadableMonths.
    """
    rows = read_months(path)
    standing = {
        (one.area_code, one.month): (one.value, one.source) for one in MonthFigure.objects.filter(series=UNEMPLOYED)
    }
    changed = [one for one in rows if standing.get((one.area_code, one.month)) != (one.value, one.source)]
    MonthFigure.objects.bulk_create(
        [
            MonthFigure(
                series=UNEMPLOYED,
                area_code=one.area_code,
                month=one.month,
                value=one.value,
                source=one.source,
                loaded_at=now,
            )
            for one in changed
        ],
        batch_size=STEP,
        update_conflicts=True,
        unique_fields=["series", "area_code", "month"],
        update_fields=["value", "source", "loaded_at"],
    )
    if changed:
        outcome = f"figures:{len(changed)}"
        record(actor=actor, act="load_published", subject=f"published:{UNEMPLOYED}", outcome=outcome, now=now)
    return len(changed)


def _row(one: AreaFigures, year: int, now: datetime) -> AreaFigure:
    together = one.by_set[ANY_DIMENSION]
    return AreaFigure(
        area_code=one.area_code,
        parent=area_parent(one.area_code) or "",
        year=year,
        households=one.households,
        persons=one.persons,
        registered=one.registered,
        validated=one.validated,
        poor=together.poor,
        poor_and_registered=together.poor_and_registered,
        target_poor=together.target_poor,
        by_dimension=[
            [counts.poor, counts.poor_and_registered, counts.target_poor]
            for counts in (one.by_set[name] for name in DIMENSION_SETS)
        ],
        loaded_at=now,
    )


def _differs(row: AreaFigure, standing: AreaFigure | None) -> bool:
    return standing is None or any(getattr(row, name) != getattr(standing, name) for name in _COUNTS)
