"""Ways into work: one, those of a family, and the list of those to be asked about."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import names_of, within
from samutphok.livelihoods.domain.paths import OPEN, PATHS, PathState
from samutphok.livelihoods.domain.views import ActView, IntakeView, PathLine, PathList, PathPage, ResultView
from samutphok.livelihoods.errors import IntakeNotFound, PathNotFound
from samutphok.livelihoods.models import Path, PathAct, Result
from samutphok.livelihoods.queries.people import intakes_for, line_of
from samutphok.livelihoods.queries.rules import catalogue_on
from samutphok.livelihoods.queries.seats import view_of
from samutphok.registry.queries import family_roll, identities_of

PAGE_SIZE = 25


def path_view(*, viewer: Viewer, path_id: UUID, now: datetime) -> PathPage:
    """One way into work of a family with whom the viewer does case work: nine queries. Raises PathNotFound."""
    today = timezone.localdate(now)
    row = Path.objects.filter(within(viewer, Action.WORK_CASE), pk=path_id).select_related("intake").first()
    if row is None:
        raise PathNotFound
    catalogue, acts = catalogue_on(today), list(PathAct.objects.filter(path=row).order_by("at", "id"))
    by = names_of({one.by for one in acts} | {row.chosen_by}, viewer=viewer)
    begun = ActView("choose", row.chosen_at, by.get(row.chosen_by, ""), {"occupation": row.occupation})
    done = [ActView(one.name, one.at, by.get(one.by, ""), one.details) for one in acts]
    found = Result.objects.filter(path=row).order_by("month")
    seats = intakes_for(row.area_code, row.occupation, catalogue, today) if row.state == PathState.CHOSEN else ()
    return PathPage(
        catalogue=catalogue,
        line=line_of(row, _names(viewer, [row.household_id]).get(row.person_id, ""), today),
        income_before=row.income_before,
        intake=view_of(row.intake, catalogue, today) if row.intake else None,
        intakes=seats,
        since=row.since,
        version=row.version,
        open_acts=tuple(one for one in PATHS.open_to(row.state) if one != _hidden(row)),
        results=tuple(ResultView(one.month, one.in_work, one.income, one.found_on) for one in found),
        history=tuple(reversed([begun, *done])),
    )


def paths_due(*, viewer: Viewer, what: str, page: int, now: datetime) -> PathList:
    """A page of the viewer's ways, the longest due first. what: 'due' (asked about by now), 'training', 'chosen' or ''."""
    today = timezone.localdate(now)
    mine = Path.objects.filter(within(viewer, Action.WORK_CASE), state__in=OPEN)
    late = mine.filter(due_on__lte=today).count()
    kinds = {
        "due": Q(due_on__lte=today),
        "training": Q(state=PathState.TRAINING),
        "chosen": Q(state=PathState.CHOSEN),
    }
    rows = mine.filter(kinds.get(what, Q())).order_by("due_on", "chosen_at", "id")
    total = late if what == "due" else rows.count()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    shown = list(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    names = _names(viewer, {one.household_id for one in shown})
    lines = tuple(line_of(one, names.get(one.person_id, ""), today) for one in shown)
    return PathList(lines, page, pages, total, late)


def paths_of_household(*, viewer: Viewer, household_id: UUID, now: datetime) -> tuple[PathLine, ...]:
    """The ways of a family's people, the newest first, without names: one query. Nothing outside case work."""
    rows = Path.objects.filter(within(viewer, Action.WORK_CASE), household__in=identities_of(household_id)).order_by(
        "-chosen_at"
    )
    return tuple(line_of(one, "", timezone.localdate(now)) for one in rows)


def takers(*, viewer: Viewer, intake: IntakeView, now: datetime) -> tuple[PathLine, ...]:
    """Who has a seat, of the families with whom the viewer does case work; nobody for those who run the course alone."""
    if intake is None:
        raise IntakeNotFound
    scope = within(viewer, Action.WORK_CASE)
    rows = list(Path.objects.filter(scope, intake=intake.id).order_by("chosen_at")[:200])
    names = _names(viewer, {one.household_id for one in rows})
    return tuple(line_of(one, names.get(one.person_id, ""), timezone.localdate(now)) for one in rows)


def livelihoods_waiting(*, viewer: Viewer, now: datetime) -> int:
    """How many results are due by today among the viewer's families: one query, none without case work."""
    if not viewer.prefixes(Action.WORK_CASE):
        return 0
    scope = within(viewer, Action.WORK_CASE)
    return Path.objects.filter(scope, state=PathState.FOLLOWING, due_on__lte=timezone.localdate(now)).count()


def _hidden(row: Path) -> str:
    """Of the two acts that keep a result, the one that the next month does not ask for."""
    months = catalogue_on(timezone.localdate(row.chosen_at)).results.months
    return "follow_up" if row.due_month == months[-1] else "last_follow_up"


def _names(viewer: Viewer, households: Collection[UUID]) -> dict[UUID, str]:
    if not households:
        return {}
    roll = family_roll(viewer=viewer, first=households, areas=(), most=len(households))
    return {one.person_id: one.identity.full_name for family in roll.families for one in family.members}
