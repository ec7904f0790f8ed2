"""Programmes, and how far they have come: statistics, rounded for whoever may not list the families behind them (ADR 6)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, Sum
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.rounding import rounded
from samutphok.programmes.domain.progress import Flows, Happiness, HelpGiven, added, disclosed
from samutphok.programmes.domain.rounds import Owed, Owing, owed, periods
from samutphok.programmes.domain.views import (
    AreaProgress,
    AreaView,
    LineView,
    PartnerView,
    ProgrammeLine,
    ProgrammeList,
    ProgrammeView,
    Progress,
    ReportView,
)
from samutphok.programmes.errors import ProgrammeNotFound
from samutphok.programmes.models import Family, Line, Partner, Programme, ProgrammeArea, Report
from samutphok.programmes.queries.help import help_given
from samutphok.programmes.queries.rules import rules_on, shipped
from samutphok.programmes.queries.scope import area_view, may_list, touching

LINES_SHOWN, ROUNDS = 200, 8


def programme_list(*, viewer: Viewer, now: datetime) -> ProgrammeList:
    """The programmes that reach the viewer's areas: six queries. A family in several is counted once in the total."""
    today = timezone.localdate(now)
    found = _programmes(viewer)
    mine = {area.id: area for one in found for area in one.areas}
    flows = _standing(mine).flows
    given = _given([one.id for one in found])
    rows = []
    for one in found:
        total = added(_shown(flows[area.id], viewer, area) for area in one.areas)
        late = sum(o.standing is Owing.LATE for o in _owed(one, given, today))
        rows.append(ProgrammeLine(one, total.total, total.better, late))
    exact = all(may_list(viewer, area.code) for area in mine.values())
    families = Family.objects.filter(area__in=list(mine), left_on=None).aggregate(n=Count("household", distinct=True))[
        "n"
    ]
    begun = set(Programme.objects.exclude(shipped="").values_list("shipped", flat=True))
    waiting = tuple(one for one in shipped() if one.name not in begun)
    return ProgrammeList(tuple(rows), families if exact else rounded(families), exact, waiting)


def progress(*, viewer: Viewer, programme_id: UUID, now: datetime) -> Progress:
    """One programme's page: eight queries. Raises ProgrammeNotFound where it does not reach the viewer."""
    today = timezone.localdate(now)
    one = programme_view(viewer=viewer, programme_id=programme_id)
    mine = {area.id: area for area in one.areas}
    found = _standing(mine)
    flows, given_help = found.flows, help_given(viewer=viewer, areas=list(mine))
    lines = tuple(Line.objects.filter(area__in=list(mine)).order_by("-on", "-at"))
    reports = _reports(mine)
    given = {(each.area_id, each.agency, each.start) for each in reports}
    due = _owed(one, given, today)
    kinds = Counter((line.area_id, line.kind) for line in lines if not (line.kind == "obstacle" and line.settled_on))
    late = Counter(each.area_id for each in due if each.standing is Owing.LATE)
    areas = tuple(
        AreaProgress(
            area,
            _shown(flows[key], viewer, area),
            kinds[(key, "obstacle")],
            kinds[(key, "activity")],
            kinds[(key, "result")],
            late[key],
            given_help.get(key, HelpGiven()),
        )
        for key, area in mine.items()
    )
    return Progress(
        programme=one,
        flows=added(each.flows for each in areas),
        areas=areas,
        lines=tuple(map(line_view, lines[:LINES_SHOWN])),
        reports=reports,
        owed=due,
        exact=all(may_list(viewer, area.code) for area in one.areas),
        read_on=found.read_on,
        today=today,
        help=sum(given_help.values(), HelpGiven()),
        happiness=found.happiness,
    )


def programme_view(*, viewer: Viewer, programme_id: UUID) -> ProgrammeView:
    """One programme with those of its areas that are the viewer's; raises ProgrammeNotFound."""
    found = _programmes(viewer, Q(pk=programme_id))
    if not found:
        raise ProgrammeNotFound
    return found[0]


def programmes_named(*, viewer: Viewer) -> tuple[tuple[UUID, Bilingual], ...]:
    """Id and name of the programmes that reach the viewer's areas, for a choice: one query."""
    near = ProgrammeArea.objects.filter(touching(viewer, Action.VIEW_COUNTS), programme=OuterRef("pk"))
    rows = Programme.objects.filter(Exists(near)).order_by("name_th", "id")
    return tuple((one.id, Bilingual(one.name_th, one.name_en or one.name_th)) for one in rows)


def programmes_waiting(*, viewer: Viewer, now: datetime) -> int:
    """How many reports of the viewer's own areas and agencies are late, for the first page: four queries at most."""
    today = timezone.localdate(now)
    found = _programmes(viewer)
    given = _given([one.id for one in found])
    own = {area.id for one in found for area in one.areas if area.reports}
    return sum(o.standing is Owing.LATE and o.area_id in own for one in found for o in _owed(one, given, today))


def _programmes(viewer: Viewer, wanted: Q | None = None) -> list[ProgrammeView]:
    near = touching(viewer, Action.VIEW_COUNTS)
    rows = Programme.objects.filter(wanted or Q()).annotate(all_areas=Count("areas"))
    rows = rows.prefetch_related(
        Prefetch("areas", ProgrammeArea.objects.filter(near).order_by("area_code", "label_th")),
        Prefetch("partners", Partner.objects.order_by("role", "id")),
    )
    leads = bool(viewer.prefixes(Action.MANAGE_PROGRAMME))
    views = [_view(row, viewer, row.all_areas) for row in rows.order_by("since", "name_th", "id")]
    return [one for one in views if one.areas or (leads and one.all_areas == 0)]


def _view(row: Programme, viewer: Viewer, all_areas: int) -> ProgrammeView:
    partners = tuple(row.partners.all())
    agencies = frozenset(one.agency for one in partners)
    return ProgrammeView(
        id=row.id,
        shipped=row.shipped,
        type=row.type,
        name=Bilingual(row.name_th, row.name_en or row.name_th),
        purpose=Bilingual(row.purpose_th, row.purpose_en or row.purpose_th),
        strategies=tuple(row.strategies),
        source=Bilingual(row.source_th, row.source_en or row.source_th),
        since=row.since,
        begun_on=timezone.localdate(row.made_at),
        until=row.until,
        report_every=row.report_every,
        not_named=row.not_named,
        areas=tuple(area_view(one, viewer, agencies) for one in row.areas.all()),
        all_areas=all_areas,
        partners=tuple(
            PartnerView(one.agency, Bilingual(one.label_th, one.label_en or one.label_th), one.role) for one in partners
        ),
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """Families by area, level at entry and now; what they said of their life; the newest day on which one was read."""

    flows: Mapping[UUID, Flows]
    happiness: Happiness
    read_on: date | None


def _standing(areas: Iterable[UUID]) -> _Standing:
    """One query."""
    asked = Q(happiness_then__isnull=False, happiness_now__isnull=False)
    rows = (
        Family.objects.filter(area__in=list(areas), left_on=None).values("area", "level_then", "level_now").order_by()
    )
    told = rows.annotate(
        many=Count("id"),
        day=Max("read_on"),
        felt=Count("id", filter=asked),
        then=Sum("happiness_then", filter=asked),
        now=Sum("happiness_now", filter=asked),
    )
    cells: dict[UUID, dict[tuple[int, int], int]] = defaultdict(dict)
    happiness, days = Happiness(), set[date]()
    for row in told:
        cells[row["area"]][(row["level_then"], row["level_now"])] = row["many"]
        happiness += Happiness(row["then"] or 0.0, row["now"] or 0.0, row["felt"])
        days |= {row["day"]} - {None}
    flows = defaultdict(Flows, {area: Flows(found) for area, found in cells.items()})
    return _Standing(flows, happiness, max(days, default=None))


def _shown(flows: Flows, viewer: Viewer, area: AreaView) -> Flows:
    return flows if may_list(viewer, area.code) else disclosed(flows)


def _given(programme_ids: Sequence[UUID]) -> set[tuple[UUID, str, date]]:
    rows = Report.objects.filter(programme__in=list(programme_ids)).values_list("area", "agency", "start")
    return set(rows)


def _owed(one: ProgrammeView, given: set[tuple[UUID, str, date]], today: date) -> tuple[Owed, ...]:
    if one.until is not None and one.until < today:
        return ()
    due = rules_on(today).report_due_days
    rounds = periods(max(one.since, one.begun_on), today, one.report_every, due_days=due)[:ROUNDS]
    return owed([(area.id, area.agency) for area in one.areas], rounds, given, today=today)


def _reports(areas: Iterable[UUID]) -> tuple[ReportView, ...]:
    newest: dict[tuple[UUID, str, date], Report] = {}
    for row in Report.objects.filter(area__in=list(areas)).order_by("-start", "version"):
        newest[(row.area_id, row.agency, row.start)] = row
    return tuple(
        ReportView(row.area_id, row.agency, row.start, row.end, row.version, row.said, row.next_step, row.at)
        for row in newest.values()
    )


def line_view(row: Line) -> LineView:
    """The frozen view of a line."""
    return LineView(
        id=row.id,
        kind=row.kind,
        code=row.code,
        said=row.said,
        on=row.on,
        area_id=row.area_id,
        agency=row.agency,
        settled_on=row.settled_on,
        settled_how=row.settled_how,
        reached=row.reached,
        evidence=row.evidence,
        evidence_said=row.evidence_said,
    )
