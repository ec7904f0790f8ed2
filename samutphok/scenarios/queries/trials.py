"""Trials of a viewer's areas, and their numbers, before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from samutphok.access.domain import Action, RecordScope, Viewer, covers
from samutphok.entitlements.domain.benefits import Benefit
from samutphok.entitlements.queries import benefits
from samutphok.kernel.rounding import rounded
from samutphok.scenarios.domain.scenario import LEVELS, Line, Scenario
from samutphok.scenarios.errors import ScenarioNotFound
from samutphok.scenarios.models import Trial, TrialCount
from samutphok.scenarios.queries.rules import poverty_lines, scenario_named, scenarios

NEWEST = 8
MONEY_STEP = 5000  # baht a month, for whoever may not list the families


@dataclass(frozen=True, slots=True)
class Figure:
    """yes: how many to expect; open: of how many nobody knows; month, month_open: baht a month for both."""

    yes: int
    open: int
    month: int
    month_open: int

    @property
    def most(self) -> int:
        """If all that is open were a yes."""
        return self.yes + self.open

    @property
    def cost_most(self) -> int:
        """Baht a month, if all that is open were a yes."""
        return self.month + self.month_open


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One line of poverty or one benefit in one area."""

    area_code: str
    line: Line | None
    benefit: Benefit | None
    asked: int
    before: Figure
    low: Figure
    mid: Figure
    high: Figure

    @property
    def changes(self) -> bool:
        """Whether anything differs from before."""
        return any(one != self.before for one in (self.low, self.mid, self.high))


@dataclass(frozen=True, slots=True)
class TrialView:
    """A trial. state: waiting, working, done or failed."""

    id: UUID
    scenario: Scenario
    area_prefix: str
    settings: Mapping[str, Any]
    as_of: date
    data_cut: date | None
    asked_at: datetime
    state: str
    percent: int


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """The scenarios there are and the newest trials of the viewer's areas; area: where one would be tried."""

    scenarios: tuple[Scenario, ...]
    chosen: Scenario
    area: str
    trials: tuple[TrialView, ...]


@dataclass(frozen=True, slots=True)
class TrialPage:
    """A trial's numbers in one area. what: the line or benefit of `inside`; exact: not rounded."""

    trial: TrialView
    area: str
    rows: tuple[TrialRow, ...]
    what: str
    inside: tuple[TrialRow, ...]
    exact: bool


def scenario_page(*, viewer: Viewer, scenario: str = "", area: str = "") -> ScenarioPage:
    """What may be tried, with which first settings; raises ScenarioNotFound. One query."""
    held = _held(viewer)
    area = area or min(held, key=lambda one: (len(one), one))
    if not any(covers(prefix, area) for prefix in held):
        raise ScenarioNotFound
    rows = Trial.objects.order_by("-asked_at")
    mine = [row for row in rows[: NEWEST * 5] if any(covers(prefix, row.area_prefix) for prefix in held)]
    known = {one.name for one in scenarios()}
    views = tuple(_view(row) for row in mine[:NEWEST] if row.scenario in known)
    return ScenarioPage(scenarios(), scenario_named(scenario) if scenario else scenarios()[0], area, views)


def trial_page(*, viewer: Viewer, trial_id: UUID, area: str = "", what: str = "") -> TrialPage:
    """A trial's numbers; raises ScenarioNotFound outside the viewer's areas. Three queries."""
    row = Trial.objects.filter(pk=trial_id).first()
    held = _held(viewer)
    if row is None or not any(covers(prefix, row.area_prefix) for prefix in held):
        raise ScenarioNotFound
    area = area or row.area_prefix
    if not covers(row.area_prefix, area):
        raise ScenarioNotFound
    exact = viewer.may(Action.LIST_HOUSEHOLDS, RecordScope(area))
    found = tuple(_row(one, exact) for one in TrialCount.objects.filter(trial=row, area_code=area))
    order = {line.id: place for place, line in enumerate(poverty_lines())}
    rows = tuple(sorted(found, key=lambda one: (order.get(_what(one), 99), not one.changes, _what(one))))
    changing = [_what(one) for one in rows if one.changes]
    what = what or next(iter(changing), _what(rows[0]) if rows else "")
    inside = TrialCount.objects.filter(trial=row, parent=area, what=what).order_by("area_code")
    return TrialPage(_view(row), area, rows, what, tuple(_row(one, exact) for one in inside), exact)


def _held(viewer: Viewer) -> tuple[str, ...]:
    held = viewer.prefixes(Action.TRY_SCENARIO)
    if not held:
        raise ScenarioNotFound
    return held


def _what(row: TrialRow) -> str:
    return row.line.id if row.line else row.benefit.name if row.benefit else ""


def _view(row: Trial) -> TrialView:
    return TrialView(
        row.id,
        scenario_named(row.scenario),
        row.area_prefix,
        row.settings,
        row.as_of,
        row.data_cut,
        row.asked_at,
        row.state,
        row.percent,
    )


def _row(row: TrialCount, exact: bool) -> TrialRow:
    lines = {one.id: one for one in poverty_lines()}
    known = {one.name: one for one in benefits()}
    figures = {name: _figure(row.figures[name], exact) for name in ("before", *LEVELS)}
    asked = row.asked if exact else rounded(row.asked)
    return TrialRow(row.area_code, lines.get(row.what), known.get(row.what), asked, **figures)


def _figure(stored: Mapping[str, float], exact: bool) -> Figure:
    yes, open_, month, month_open = (round(stored[name]) for name in ("yes", "open", "month", "month_open"))
    if exact:
        return Figure(yes, open_, month, month_open)
    stepped = ((money + MONEY_STEP // 2) // MONEY_STEP * MONEY_STEP for money in (month, month_open))
    return Figure(rounded(yes), rounded(open_), *stepped)
