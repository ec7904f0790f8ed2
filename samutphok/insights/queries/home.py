"""The first page: what waits for the viewer today, and where their areas stand."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from samutphok.access.domain import Action, Viewer
from samutphok.access.domain.labels import ROLE_LABELS
from samutphok.areas.domain import COUNTRY
from samutphok.areas.queries import names
from samutphok.insights.domain.area import AreaRow, Place, SourceFreshness
from samutphok.insights.domain.home import AreaSummary, Home, Task, TaskKind
from samutphok.insights.queries.areas import NO_SWITCH, rows_of, shown, tallies_of
from samutphok.insights.queries.measures import measure_note
from samutphok.insights.queries.places import place_named, prefix_of, reaches
from samutphok.insights.queries.sources import sources_of
from samutphok.intake.domain.batch import BatchView, Status
from samutphok.intake.queries import batches, latest_staged
from samutphok.linkage.queries import count_reviews
from samutphok.targeting.domain.lists import ListView
from samutphok.targeting.queries import lists_for

AREAS_SHOWN, TOP_SHOWN = 12, 5
REJECTS_STAY = timedelta(days=30)
RUNNING = (Status.RECEIVED, Status.STAGING, Status.STAGED, Status.ATTACHING)


def home(*, viewer: Viewer, now: datetime) -> Home:
    """The viewer's day: tasks they may act on, a summary of each area of their grants, and how old its registers are."""
    codes = [prefix or COUNTRY for prefix in viewer.prefixes(Action.VIEW_COUNTS)][:AREAS_SHOWN]
    sources = sources_of(codes[0], now=now) if codes else ()
    held = dict.fromkeys(grant.role for grant in viewer.grants if grant.valid_at(now))
    return Home(
        name=viewer.name,
        roles=tuple(ROLE_LABELS[role] for role in held),
        tasks=tuple(task for task in _tasks(viewer, codes, sources, now) if task.count),
        areas=_summaries(viewer, codes),
        sources=sources,
    )


def _tasks(viewer: Viewer, codes: list[str], sources: tuple[SourceFreshness, ...], now: datetime) -> Iterator[Task]:
    if viewer.prefixes(Action.DECIDE_LINK):
        yield Task(TaskKind.REVIEWS, count_reviews(viewer=viewer))
    if viewer.prefixes(Action.RECEIVE_REGISTER):
        received = batches(viewer=viewer)
        yield Task(TaskKind.FAILED_IMPORTS, sum(batch.status is Status.FAILED for batch in received))
        yield Task(TaskKind.REJECTED_ROWS, sum(_rejected(batch, viewer, now) for batch in received))
        yield Task(TaskKind.RUNNING_IMPORTS, sum(batch.status in RUNNING for batch in received))
        yield Task(TaskKind.MISSING_REGISTER, sum(source.as_of is None for source in sources))
    if viewer.prefixes(Action.DRAW_LIST):
        yield Task(TaskKind.STALE_LIST, sum(_stale(drawn) for code in codes for drawn in lists_for(prefix_of(code))))


def _rejected(batch: BatchView, viewer: Viewer, now: datetime) -> int:
    """Rejected rows go back to their sender alone."""
    recent = now - batch.received_at <= REJECTS_STAY
    return batch.counts.rejected if recent and batch.received_by == viewer.account_id else 0


def _stale(drawn: ListView) -> bool:
    """Whether a register that the list read has come anew since."""
    newest = ((source, latest_staged(source.register, area_prefix=drawn.area_prefix)) for source in drawn.sources)
    return any(batch is not None and batch.id != source.batch for source, batch in newest)


def _summaries(viewer: Viewer, codes: list[str]) -> tuple[AreaSummary, ...]:
    known = names(codes)
    return tuple(_summary(viewer, code, place=place_named(viewer, code, known)) for code in codes)


def _summary(viewer: Viewer, code: str, *, place: Place) -> AreaSummary:
    exact = reaches(viewer, Action.LIST_HOUSEHOLDS, code)
    drawn = lists_for(prefix_of(code))
    tallies = tallies_of(drawn, code, NO_SWITCH)
    return AreaSummary(
        place=place,
        measure=measure_note(drawn),
        numbers=shown(tallies.here, exact) if tallies else None,
        top=_top(rows_of(viewer, tallies, exact)) if tallies else (),
        rounded=not exact,
    )


def _top(rows: tuple[AreaRow, ...]) -> tuple[AreaRow, ...]:
    def share(row: AreaRow) -> float:
        return row.numbers.target_poor / row.numbers.persons if row.numbers.persons else 0.0

    return tuple(sorted(rows, key=share, reverse=True)[:TOP_SHOWN])
