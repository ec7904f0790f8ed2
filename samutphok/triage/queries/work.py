"""The worklist 'what can be solved first', inside the viewer's scope and paged in the database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer, decide
from samutphok.access.queries import inside, within
from samutphok.areas.domain import COUNTRY
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.problems import KnownProblem
from samutphok.logbook.queries import known_problems
from samutphok.partners.queries import agency_label, services
from samutphok.registry.queries import family_roll
from samutphok.triage.domain.sorting import Kind
from samutphok.triage.domain.work import Facet, Tab, WorkPage, WorkRow, WorkWanted
from samutphok.triage.models import AtWork, WorkLine

PAGE_SIZE = 25
TAMBON = 6  # digits
_NAMELESS = Bilingual("", "")


def worklist(*, viewer: Viewer, wanted: WorkWanted, now: datetime) -> WorkPage:
    """One page of what can be solved first, and how many lines there are by tab, problem, agency and tambon.

    At most nine queries; reading a page is recorded once, with its families, before it goes out.
    """
    scope = within(viewer, Action.WORK_CASE) & inside("area_code", wanted.area)
    lines = WorkLine.objects.filter(scope, household__retired_at=None)
    cells = _cells(lines)
    shown = lines.filter(_tab(wanted.tab))
    shown = shown.filter(problem=wanted.problem) if wanted.problem else shown
    shown = shown.filter(agency=wanted.agency) if wanted.agency else shown
    total = sum(cell.count for cell in cells if cell.fits(wanted, tab=wanted.tab))
    pages = -(-total // PAGE_SIZE) or 1
    page = min(max(wanted.page, 1), pages)
    rows = list(shown.order_by("place", "id")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    _note_page(viewer, wanted.area, rows)
    known = known_problems(day=timezone.localdate(now))
    return WorkPage(
        rows=_rows(viewer, rows, known, now),
        total=total,
        page=page,
        pages=pages,
        tabs={tab: sum(cell.count for cell in cells if cell.fits(wanted, tab=tab)) for tab in Tab},
        problems=_problems(cells, wanted, known),
        agencies=_agencies(cells, wanted),
        areas=tuple(sorted(Counter({c.tambon: 0 for c in cells} | _by_tambon(cells, wanted)).items())),
        refreshed_at=min((row.refreshed_at for row in rows), default=None),
    )


def worklist_waiting(*, viewer: Viewer) -> tuple[int, int]:
    """How many problems can be solved now and nobody deals with, and how many families are in danger: one query."""
    lines = WorkLine.objects.filter(within(viewer, Action.WORK_CASE), household__retired_at=None)
    found = lines.aggregate(
        now=Count("pk", filter=_tab(Tab.NOW)), danger=Count("household", filter=_tab(Tab.DANGER), distinct=True)
    )
    return found["now"], found["danger"]


class _Cell:
    """How many lines are alike in what the page filters by."""

    __slots__ = ("agency", "at_work", "count", "danger", "kind", "problem", "tambon")

    def __init__(self, row: dict[str, object]) -> None:
        self.kind, self.problem = str(row["kind"]), str(row["problem"])
        self.agency, self.tambon = str(row["agency"]), str(row["tambon"])
        self.at_work, self.danger = str(row["at_work"]), row["family_kind"] == Kind.DANGER
        self.count = int(str(row["lines"]))

    def fits(self, wanted: WorkWanted, *, tab: Tab, problem: bool = True, agency: bool = True) -> bool:
        """Whether the cell stands under the tab and the filter, but for what is asked about."""
        return (
            self._in(tab)
            and (not problem or wanted.problem in ("", self.problem))
            and (not agency or wanted.agency in ("", self.agency))
        )

    def _in(self, tab: Tab) -> bool:
        if tab is Tab.AT_WORK:
            return self.at_work != AtWork.NOBODY
        if self.at_work != AtWork.NOBODY:
            return False
        if tab is Tab.DANGER:
            return self.danger
        return self.kind == _KINDS[tab]


_KINDS = {Tab.NOW: Kind.SOLVABLE_NOW, Tab.AGENCY: Kind.ONE_AGENCY, Tab.TABLE: Kind.CONFERENCE}


def _tab(tab: Tab) -> Q:
    if tab is Tab.AT_WORK:
        return ~Q(at_work=AtWork.NOBODY)
    if tab is Tab.DANGER:
        return Q(at_work=AtWork.NOBODY, family_kind=Kind.DANGER)
    return Q(at_work=AtWork.NOBODY, kind=_KINDS[tab])


def _cells(lines: "QuerySet[WorkLine]") -> list[_Cell]:
    """Grain: kind, family's kind, problem, agency, at work, tambon."""
    keys = ("kind", "family_kind", "problem", "agency", "at_work", "tambon")
    counted = lines.annotate(tambon=Substr("area_code", 1, TAMBON)).order_by().values(*keys)
    return [_Cell(row) for row in counted.annotate(lines=Count("pk"))]


def _problems(cells: Iterable[_Cell], wanted: WorkWanted, known: dict[str, KnownProblem]) -> tuple[Facet, ...]:
    found: Counter[str] = Counter()
    for cell in cells:
        if cell.fits(wanted, tab=wanted.tab, problem=False):
            found[cell.problem] += cell.count
    return tuple(Facet(code, one.label, found[code]) for code, one in known.items() if found[code])


def _agencies(cells: Iterable[_Cell], wanted: WorkWanted) -> tuple[Facet, ...]:
    found: Counter[str] = Counter()
    for cell in cells:
        if cell.agency and cell.fits(wanted, tab=wanted.tab, agency=False):
            found[cell.agency] += cell.count
    return tuple(Facet(code, agency_label(code), count) for code, count in found.most_common())


def _by_tambon(cells: Iterable[_Cell], wanted: WorkWanted) -> dict[str, int]:
    found: Counter[str] = Counter()
    for cell in cells:
        if cell.fits(wanted, tab=wanted.tab):
            found[cell.tambon] += cell.count
    return dict(found)


def _rows(
    viewer: Viewer, rows: Sequence[WorkLine], known: dict[str, KnownProblem], now: datetime
) -> tuple[WorkRow, ...]:
    names = _names(viewer, {row.household_id for row in rows})
    today = timezone.localdate(now)
    offered = {one.code: one for one in services(area_code="", on=today)} if rows else {}
    return tuple(
        WorkRow(
            household_id=row.household_id,
            name=names.get(row.household_id, ""),
            area_code=row.area_code,
            problem=row.problem,
            label=known[row.problem].label if row.problem in known else _NAMELESS,
            kind=Kind(row.kind),
            family_kind=Kind(row.family_kind),
            agency=row.agency,
            agency_label=agency_label(row.agency) if row.agency else _NAMELESS,
            service=row.service,
            service_label=found.label if (found := offered.get(row.service)) else _NAMELESS,
            expected_days=row.expected_days,
            sure=row.sure,
            persons=row.persons,
            level=None if row.level < 0 else row.level,
            since=row.since,
            reasons=tuple(Bilingual(one["th"], one["en"]) for one in row.reasons),
            at_work=row.at_work,
        )
        for row in rows
    )


def _names(viewer: Viewer, households: Iterable[UUID]) -> dict[UUID, str]:
    roll = family_roll(viewer=viewer, first=list(households), areas=(), most=PAGE_SIZE)
    return {one.id: one.members[0].identity.full_name for one in roll.families if one.members}


def _note_page(viewer: Viewer, area: str, rows: Sequence[WorkLine]) -> None:
    if not rows:
        return
    opened = decide(viewer, Action.WORK_CASE, RecordScope(rows[0].area_code), Sensitivity.S2)
    with transaction.atomic(savepoint=False):
        record(
            actor=viewer.account_id,
            act="read_worklist",
            subject=f"area:{area or COUNTRY}",
            grant=opened.grant.id if opened.grant else "",
            fields=sorted({f"household:{row.household_id}" for row in rows}),
            now=viewer.now,
        )
