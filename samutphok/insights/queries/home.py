"""The first page: what waits for the viewer today, and where their areas stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from samutphok.access.domain import Action, Viewer
from samutphok.access.domain.labels import ROLE_LABELS
from samutphok.areas.domain import COUNTRY, AreaView
from samutphok.areas.queries import names
from samutphok.insights.domain.area import AreaRow, SourceFreshness
from samutphok.insights.domain.home import AreaSummary, Home, Task, TaskKind
from samutphok.insights.queries.areas import NO_SWITCH, asked_of, rows_of, shown, tallies_of
from samutphok.insights.queries.measures import measure_note
from samutphok.insights.queries.places import place_named, reaches
from samutphok.insights.queries.sources import sources_of
from samutphok.intake.domain.batch import BatchView, Status
from samutphok.intake.queries import batches, newest_staged
from samutphok.linkage.queries import count_reviews
from samutphok.targeting.domain.lists import AreaAsked, AreaTallies, ListView
from samutphok.targeting.queries import current_lists

AREAS_SHOWN, TOP_SHOWN = 12, 5
REJECTS_STAY = timedelta(days=30)
RUNNING = (Status.RECEIVED, Status.STAGING, Status.STAGED, Status.ATTACHING)


def home(*, viewer: Viewer, now: datetime) -> Home:
    """The viewer's day: tasks they may act on, a summary of each area of their grants, and how old its registers are."""
    codes = [prefix or COUNTRY for prefix in viewer.prefixes(Action.VIEW_COUNTS)][:AREAS_SHOWN]
    lists = current_lists() if codes else ()
    asked = [asked_of(code, lists) for code in codes]
    sources = sources_of(codes[0], now=now) if codes else ()
    held = dict.fromkeys(grant.role for grant in viewer.grants if grant.valid_at(now))
    return Home(
        name=viewer.name,
        roles=tuple(ROLE_LABELS[role] for role in held),
        tasks=tuple(task for task in _tasks(viewer, asked, sources, now) if task.count),
        areas=_summaries(viewer, asked),
        sources=sources,
    )


def _tasks(
    viewer: Viewer, asked: Sequence[AreaAsked], sources: tuple[SourceFreshness, ...], now: datetime
) -> Iterator[Task]:
    if viewer.prefixes(Action.DECIDE_LINK):
        yield Task(TaskKind.REVIEWS, count_reviews(viewer=viewer))
    if viewer.prefixes(Action.RECEIVE_REGISTER):
        received = batches(viewer=viewer)
        yield Task(TaskKind.FAILED_IMPORTS, sum(batch.status is Status.FAILED for batch in received))
        yield Task(TaskKind.REJECTED_ROWS, sum(_rejected(batch, viewer, now) for batch in received))
        yield Task(TaskKind.RUNNING_IMPORTS, sum(batch.status in RUNNING for batch in received))
        yield Task(TaskKind.MISSING_REGISTER, sum(source.as_of is None for source in sources))
    if viewer.prefixes(Action.DRAW_LIST):
        yield Task(TaskKind.STALE_LIST, _stale({drawn.id: drawn for one in asked for drawn in one.drawn}.values()))


def _rejected(batch: BatchView, viewer: Viewer, now: datetime) -> int:
    """Rejected rows go back to their sender alone."""
    recent = now - batch.received_at <= REJECTS_STAY
    return batch.counts.rejected if recent and batch.received_by == viewer.account_id else 0


def _stale(lists: Iterable[ListView]) -> int:
    """How many of the lists read a register that has come anew since."""
    drawn = list(lists)
    newest = newest_staged((source.register, one.area_prefix) for one in drawn for source in one.sources)
    known = [{newest[source.register, one.area_prefix]: source for source in one.sources} for one in drawn]
    return sum(any(batch and batch.id != source.batch for batch, source in read.items()) for read in known)


def _summaries(viewer: Viewer, asked: Sequence[AreaAsked]) -> tuple[AreaSummary, ...]:
    """One summary an area; counts and names of all in one query each."""
    drawn = [one for one in asked if one.drawn]
    tallies = dict(zip((one.code for one in drawn), tallies_of(drawn, NO_SWITCH), strict=True))
    inside = (row.area_code for found in tallies.values() for row in found.below)
    known = names({one.code for one in asked}.union(inside))
    return tuple(_summary(viewer, one, tallies.get(one.code), known) for one in asked)


def _summary(
    viewer: Viewer, asked: AreaAsked, tallies: AreaTallies | None, known: Mapping[str, AreaView]
) -> AreaSummary:
    exact = reaches(viewer, Action.LIST_HOUSEHOLDS, asked.code)
    return AreaSummary(
        place=place_named(viewer, asked.code, known),
        measure=measure_note(asked.drawn),
        numbers=shown(tallies.here, exact) if tallies else None,
        top=_top(rows_of(viewer, tallies.below, known, exact)) if tallies else (),
        rounded=not exact,
    )


def _top(rows: tuple[AreaRow, ...]) -> tuple[AreaRow, ...]:
    def share(row: AreaRow) -> float:
        return row.numbers.target_poor / row.numbers.persons if row.numbers.persons else 0.0

    return tuple(sorted(rows, key=share, reverse=True)[:TOP_SHOWN])
