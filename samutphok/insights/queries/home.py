"""The first page: what waits for the viewer today, and where their areas stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.utils import timezone

from samutphok.access.domain import Action, Role, Sensitivity, Viewer, covers
from samutphok.access.domain.labels import ROLE_LABELS
from samutphok.areas.domain import COUNTRY, AreaView
from samutphok.areas.queries import names
from samutphok.fieldwork.queries import count_joint_waiting, count_overdue
from samutphok.insights.domain.area import AreaRow
from samutphok.insights.domain.attention import AttentionRule, read_attention
from samutphok.insights.domain.home import AreaSummary, Board, Home, SourceState, Task, TaskKind
from samutphok.insights.queries.areas import NO_SWITCH, asked_of
from samutphok.insights.queries.board import board, change_of
from samutphok.insights.queries.drawn_areas import rows_of, shown, tallies_of
from samutphok.insights.queries.exports import exports_ready
from samutphok.insights.queries.measures import measure_note
from samutphok.insights.queries.places import place_named, prefix_of, reaches
from samutphok.insights.queries.sources import freshness, registers_of
from samutphok.intake.domain.batch import BatchView, StagedBatch, Status
from samutphok.intake.queries import batches, staged_near
from samutphok.kernel.policies import load_policy, policy_names, policy_on
from samutphok.linkage.queries import count_reviews
from samutphok.logbook.queries import conflicts_waiting
from samutphok.notices.queries import unread_count
from samutphok.submissions.queries import waiting_submissions
from samutphok.targeting.domain.lists import AreaAsked, AreaTallies, ListView
from samutphok.targeting.queries import complete_lists, list_before, undone_lists_waiting
from samutphok.targeting.queries.definitions import definitions_waiting

AREAS_SHOWN, TOP_SHOWN = 12, 5
REJECTS_STAY = timedelta(days=30)
RUNNING = (Status.RECEIVED, Status.STAGING, Status.STAGED, Status.ATTACHING)

_Arrived = Mapping[tuple[str, str], tuple[StagedBatch, ...]]


@dataclass(frozen=True, slots=True)
class _Area:
    """One of the viewer's areas with its lists in force, and those of the cut before where each of them has one."""

    now: AreaAsked
    before: tuple[ListView, ...]

    @property
    def asked(self) -> tuple[AreaAsked, ...]:
        past = AreaAsked(self.now.code, None, self.before)
        return (self.now, past) if self.before else (self.now,)


def home(*, viewer: Viewer, now: datetime) -> Home:
    """The viewer's day: tasks they may act on, a summary of each area of their grants, and how old its registers are."""
    codes = [prefix or COUNTRY for prefix in viewer.prefixes(Action.VIEW_COUNTS)][:AREAS_SHOWN]
    lists = complete_lists() if codes else ()
    areas = [_area(code, lists) for code in codes]
    arrived = _arrived(areas)
    rule = _attention(now)
    states = _states(codes[0], arrived, rule, now) if codes else ()
    held = tuple(dict.fromkeys(grant.role for grant in viewer.grants if grant.valid_at(now)))
    tallies = _tallies(areas)
    return Home(
        name=viewer.name,
        leading=held[0] if held else None,
        roles=tuple(ROLE_LABELS[role] for role in held),
        tasks=tuple(task for task in _tasks(viewer, areas, arrived, states, now) if task.count),
        areas=_summaries(viewer, areas, tallies),
        board=_board(viewer, areas[0], tallies.get(codes[0]), rule) if held[:1] == (Role.GOVERNOR,) else None,
        sources=states,
    )


def _area(code: str, lists: Sequence[ListView]) -> _Area:
    asked = asked_of(code, lists)
    before = tuple(one for one in (list_before(each, among=lists) for each in asked.drawn) if one)
    return _Area(asked, before if len(before) == len(asked.drawn) else ())


def _arrived(areas: Sequence[_Area]) -> _Arrived:
    """What has arrived of every register for the first area and for the extent of each list: one query."""
    extents = [prefix_of(areas[0].now.code)] if areas else []
    extents += [drawn.area_prefix for area in areas for drawn in area.now.drawn]
    wanted = [(register, extent) for register in policy_names("registers") for extent in dict.fromkeys(extents)]
    return staged_near(wanted) if wanted else {}


def _states(code: str, arrived: _Arrived, rule: AttentionRule, now: datetime) -> tuple[SourceState, ...]:
    found = (
        freshness(register, next(iter(arrived[register, prefix_of(code)]), None), now)
        for register in registers_of(code)
    )
    return tuple(SourceState(source, rule.is_stale(source.days_old)) for source in found)


def _attention(now: datetime) -> AttentionRule:
    return _rule_named(policy_on("attention", "tambon", day=timezone.localdate(now)).name)


@cache
def _rule_named(name: str) -> AttentionRule:
    return read_attention(load_policy("attention", name))


def _tasks(
    viewer: Viewer, areas: Sequence[_Area], arrived: _Arrived, states: tuple[SourceState, ...], now: datetime
) -> Iterator[Task]:
    """In the order of `TaskKind`: the most urgent first."""
    receives = bool(viewer.prefixes(Action.RECEIVE_REGISTER))
    received = batches(viewer=viewer) if receives else ()
    yield Task(TaskKind.FAILED_IMPORTS, sum(batch.status is Status.FAILED for batch in received))
    if viewer.prefixes(Action.DECIDE_LINK):
        yield Task(TaskKind.REVIEWS, count_reviews(viewer=viewer))
    if viewer.prefixes(Action.APPROVE_DEFINITION):
        yield Task(TaskKind.DEFINITIONS, definitions_waiting(viewer=viewer))
    yield Task(TaskKind.NOTICES, unread_count(viewer=viewer, now=now))
    if not receives:  # the nearest desk looks after visits; the province's office has its board
        yield from _field_tasks(viewer, now)
    if viewer.reaching(Action.JOIN_VISIT, Sensitivity.S1):
        yield Task(TaskKind.JOINT_PARTS, count_joint_waiting(viewer=viewer))
    if viewer.prefixes(Action.LIST_HOUSEHOLDS):
        yield Task(TaskKind.FILES, exports_ready(viewer=viewer, now=now))
    if viewer.prefixes(Action.DRAW_LIST):
        drawn = {one.id: one for area in areas for one in area.now.drawn}
        undone = undone_lists_waiting(viewer=viewer, among=drawn.values())
        yield Task(TaskKind.UNDONE_LIST, len(undone))
        yield Task(TaskKind.STALE_LIST, sum(_is_stale(one, arrived) for key, one in drawn.items() if key not in undone))
    yield Task(TaskKind.REJECTED_ROWS, sum(_rejected(batch, viewer, now) for batch in received))
    if receives:
        yield Task(TaskKind.MISSING_REGISTER, sum(one.source.as_of is None for one in states))
        yield Task(TaskKind.STALE_REGISTER, sum(one.stale for one in states))
    yield Task(TaskKind.RUNNING_IMPORTS, sum(batch.status in RUNNING for batch in received))


def _field_tasks(viewer: Viewer, now: datetime) -> Iterator[Task]:
    """What came or did not come from the doors."""
    if viewer.prefixes(Action.MANAGE_FIELDWORK):
        yield Task(TaskKind.OVERDUE_VISITS, count_overdue(viewer=viewer, now=now))
        yield Task(TaskKind.WAITING_FORMS, waiting_submissions(viewer=viewer))
    if viewer.prefixes(Action.RESOLVE_CONFLICT):
        yield Task(TaskKind.CONFLICTS, conflicts_waiting(viewer=viewer))


def _rejected(batch: BatchView, viewer: Viewer, now: datetime) -> int:
    """Rejected rows go back to their sender alone."""
    recent = now - batch.received_at <= REJECTS_STAY
    return batch.counts.rejected if recent and batch.received_by == viewer.account_id else 0


def _is_stale(drawn: ListView, arrived: _Arrived) -> bool:
    """Whether a register came since the list was drawn, of no older cut, or speaks in the place of one that it read."""
    near = [one for (_, extent), found in arrived.items() if extent == drawn.area_prefix for one in found]
    oldest = {source.register: source.as_of for source in reversed(drawn.sources)}
    came = (one.received_at > drawn.drawn_at and one.as_of >= oldest.get(one.register, one.as_of) for one in near)
    return any(came) or not {source.batch for source in drawn.sources} <= {one.id for one in near}


def _tallies(areas: Sequence[_Area]) -> dict[str, tuple[AreaTallies, ...]]:
    """The counts of each area that has a list, now and on the cut before: one query."""
    drawn = [area for area in areas if area.now.drawn]
    found = iter(tallies_of([asked for area in drawn for asked in area.asked], NO_SWITCH))
    return {area.now.code: tuple(next(found) for _ in area.asked) for area in drawn}


def _summaries(
    viewer: Viewer, areas: Sequence[_Area], tallies: Mapping[str, tuple[AreaTallies, ...]]
) -> tuple[AreaSummary, ...]:
    """One summary an area; names of all in one query."""
    inside = (row.area_code for found in tallies.values() for row in found[0].below)
    known = names({area.now.code for area in areas}.union(inside))
    return tuple(_summary(viewer, area, tallies.get(area.now.code), known) for area in areas)


def _summary(
    viewer: Viewer, area: _Area, tallies: tuple[AreaTallies, ...] | None, known: Mapping[str, AreaView]
) -> AreaSummary:
    code = area.now.code
    exact = reaches(viewer, Action.LIST_HOUSEHOLDS, code)
    place = place_named(viewer, code, known)
    if not tallies:
        return AreaSummary(place, measure=None, numbers=None, change=None, top=(), rounded=not exact)
    numbers = [shown(one.here, exact) for one in tallies]
    return AreaSummary(
        place=place,
        measure=measure_note(area.now.drawn),
        numbers=numbers[0],
        change=change_of(numbers[0], numbers[-1], area.now.drawn, area.before),
        top=_top(rows_of(viewer, tallies[0].below, known, exact)),
        rounded=not exact,
    )


def _board(viewer: Viewer, area: _Area, tallies: tuple[AreaTallies, ...] | None, rule: AttentionRule) -> Board | None:
    """The first area's board, where a list covers it and it has amphoe inside."""
    covered = all(covers(one.area_prefix, prefix_of(area.now.code)) for one in area.now.drawn)
    if not tallies or not covered or not reaches(viewer, Action.LIST_HOUSEHOLDS, area.now.code):
        return None
    return board(
        viewer=viewer,
        whole=tallies[0].here,
        amphoe=[row.area_code for row in tallies[0].below],
        drawn=area.now.drawn,
        before=area.before,
        rule=rule,
    )


def _top(rows: tuple[AreaRow, ...]) -> tuple[AreaRow, ...]:
    def share(row: AreaRow) -> float:
        return row.numbers.target_poor / row.numbers.persons if row.numbers.persons else 0.0

    return tuple(sorted(rows, key=share, reverse=True)[:TOP_SHOWN])
