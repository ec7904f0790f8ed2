"""The numbers of an area: one benefit after another, and the areas inside it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from samutphok.access.domain import Action, RecordScope, Viewer, covers
from samutphok.entitlements.domain.benefits import Benefit
from samutphok.entitlements.queries import benefits
from samutphok.kernel.errors import Bilingual
from samutphok.targeting.rights import register_evidence
from samutphok.uptake.domain.counts import AreaUptake, Cells, CutView, disclosed
from samutphok.uptake.domain.standing import Group
from samutphok.uptake.errors import UptakeNotFound
from samutphok.uptake.models import UptakeCount, UptakeCut

PROVINCE = 2


@dataclass(frozen=True, slots=True)
class UptakePage:
    """What is not received in an area. rows: by benefit, the most unclaimed money first; inside: of `benefit`, by area.

    exact: the viewer may list the families, otherwise counts are rounded; lists: and see them; working: a counting under
    way. told: benefits of which a register says who receives them.
    """

    area: str
    group: Group
    cut: CutView | None
    working: CutView | None
    rows: tuple[tuple[Benefit, Cells], ...]
    benefit: Benefit | None
    chosen: Cells | None
    inside: tuple[AreaUptake, ...]
    exact: bool
    may_count: bool
    month: int
    month_open: int
    told: frozenset[str]
    why: tuple[Bilingual, ...]

    @property
    def telling(self) -> tuple[tuple[Benefit, Cells], ...]:
        """The benefits of which registers say more than that facts are missing."""
        return tuple(one for one in self.rows if _tells(one[1]))

    @property
    def silent(self) -> tuple[tuple[Benefit, Cells], ...]:
        """The others."""
        return tuple(one for one in self.rows if not _tells(one[1]))


def uptake_page(*, viewer: Viewer, area: str = "", group: Group = Group.ALL, benefit: str = "") -> UptakePage:
    """The newest counting of an area; at most four queries. Raises UptakeNotFound outside the viewer's areas."""
    held = sorted(viewer.prefixes(Action.VIEW_COUNTS), key=lambda one: (len(one), one))
    if not held:
        raise UptakeNotFound
    area = area or held[0]
    if not any(covers(prefix, area) for prefix in held):
        raise UptakeNotFound
    cuts = list(UptakeCut.objects.filter(area_prefix__in=[area[:n] for n in range(0, len(area) + 1, 2)]))
    cut = max((one for one in cuts if one.current), key=lambda one: (len(one.area_prefix), one.asked_at), default=None)
    working = next((one for one in cuts if one.state in ("waiting", "working")), None)
    exact = viewer.may(Action.LIST_HOUSEHOLDS, RecordScope(area))
    known = {one.name: one for one in benefits()}
    rows = _cells(UptakeCount.objects.filter(cut=cut, area_code=area, group=group), exact) if cut else {}
    by_money = sorted(rows.items(), key=lambda one: (-one[1].month, -one[1].month_open, -one[1].unclaimed, one[0]))
    standing = tuple((known[name], cells) for name, cells in by_money if name in known and _says(cells))
    wanted = known.get(benefit) or (standing[0][0] if standing else None)
    inside = _inside(cut, area, group, wanted, exact) if cut and wanted else ()
    evidence = register_evidence()
    return UptakePage(
        area=area,
        group=group,
        cut=cut_view(cut) if cut else None,
        working=cut_view(working) if working else None,
        rows=standing,
        benefit=wanted,
        chosen=rows.get(wanted.name) if wanted else None,
        inside=inside,
        exact=exact,
        may_count=viewer.may(Action.DRAW_LIST, RecordScope(area[:PROVINCE])) and len(area) >= PROVINCE,
        month=sum(cells.month for _, cells in standing),
        month_open=sum(cells.month_open for _, cells in standing),
        told=frozenset(one.benefit for one in evidence.received if one.register),
        why=tuple(one.why for one in evidence.shows),
    )


def cut_view(row: UptakeCut) -> CutView:
    """A counting as pages read it."""
    return CutView(
        row.id,
        row.area_prefix,
        row.as_of,
        row.data_cut,
        row.asked_at,
        row.done_at,
        row.state,
        row.percent,
        row.rules,
        row.persons,
        row.households,
    )


def _cells(rows: "QuerySet[UptakeCount]", exact: bool) -> dict[str, Cells]:
    return {row.benefit: _of(row, exact) for row in rows}


def _inside(cut: UptakeCut, area: str, group: Group, benefit: Benefit, exact: bool) -> tuple[AreaUptake, ...]:
    rows = UptakeCount.objects.filter(cut=cut, parent=area, group=group, benefit=benefit.name)
    found = [AreaUptake(row.area_code, _of(row, exact)) for row in rows.order_by("area_code")]
    return tuple(sorted(found, key=lambda one: (-one.cells.unclaimed - one.cells.unknown, one.area_code)))


def _of(row: UptakeCount, exact: bool) -> Cells:
    missing = sorted(row.missing.items(), key=lambda one: (-one[1], one[0]))
    cells = Cells(
        asked=row.asked,
        unclaimed=row.unclaimed,
        untold=row.untold,
        received=row.received,
        wrong=row.wrong,
        may_apply=row.may_apply,
        unknown=row.unknown,
        month=row.month,
        year=row.year,
        month_open=row.month_open,
        year_open=row.year_open,
        missing=tuple((name, count) for name, count in missing),
    )
    return cells if exact else disclosed(cells)


def _says(cells: Cells) -> bool:
    """Whether anybody stands anywhere but at 'no'."""
    return bool(cells.entitled or cells.unknown or cells.may_apply or cells.wrong)


def _tells(cells: Cells) -> bool:
    return bool(cells.entitled or cells.may_apply or cells.wrong or cells.month_open)
