"""The families behind a number, and the findings that somebody looks into; paged in the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import inside, names_of, within
from samutphok.entitlements.domain.benefits import Benefit
from samutphok.entitlements.queries import benefits
from samutphok.foundation.audit.actions import record as record_act
from samutphok.registry.queries import family_roll
from samutphok.uptake.domain.counts import CutView
from samutphok.uptake.domain.findings import FindingView
from samutphok.uptake.domain.standing import Group, Standing
from samutphok.uptake.errors import UptakeNotFound
from samutphok.uptake.models import Finding, UptakeCut, UptakeLine
from samutphok.uptake.queries.numbers import cut_view

PAGE_SIZE = 25
LISTED = (Standing.UNCLAIMED, Standing.UNTOLD, Standing.MAY_APPLY, Standing.UNKNOWN)


@dataclass(frozen=True, slots=True)
class UptakeLineView:
    """One person or household of a list; amount: baht, each `benefit.per`; why: facts that are missing."""

    household_id: UUID | None
    name: str
    area_code: str
    group: Group
    disabled: bool
    amount: float | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UptakeLines:
    """One page of a list."""

    cut: CutView
    benefit: Benefit
    standing: Standing
    rows: tuple[UptakeLineView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One page of findings; open_count: of all that are open in the viewer's areas."""

    rows: tuple[FindingView, ...]
    total: int
    open_count: int
    page: int
    pages: int


def uptake_lines(
    *,
    viewer: Viewer,
    area: str,
    benefit: str,
    standing: Standing,
    group: Group,
    page: int,
    now: datetime,
) -> UptakeLines:
    """Who stands so with a benefit, by place. The reading is recorded. At most five queries.

    Raises UptakeNotFound without a counting, for a benefit that is not counted, and for areas whose families the viewer
    may not list.
    """
    found = {one.name: one for one in benefits() if not one.sealed}.get(benefit)
    cuts = UptakeCut.objects.filter(current=True, area_prefix__in=[area[:n] for n in range(0, len(area) + 1, 2)])
    cut = cuts.order_by("-area_prefix").first()
    if found is None or cut is None or standing not in LISTED or not viewer.prefixes(Action.LIST_HOUSEHOLDS):
        raise UptakeNotFound
    rows = UptakeLine.objects.filter(
        within(viewer, Action.LIST_HOUSEHOLDS), inside("area_code", area), cut=cut, benefit=benefit, standing=standing
    )
    if group is Group.DISABLED:
        rows = rows.filter(disabled=True)
    elif group is not Group.ALL:
        rows = rows.filter(group=group)
    total = rows.count()
    pages = -(-total // PAGE_SIZE) or 1
    page = min(max(page, 1), pages)
    shown = list(rows.order_by("area_code", "row")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    names = _names(viewer, (row.household_id for row in shown))
    _read(viewer, f"uptake-cut:{cut.id}", now)
    views = tuple(
        UptakeLineView(
            row.household_id,
            names.get(row.household_id, "") if row.household_id else "",
            row.area_code,
            Group(row.group),
            row.disabled,
            row.amount,
            tuple(row.why),
        )
        for row in shown
    )
    return UptakeLines(cut_view(cut), found, standing, views, total, page, pages)


def findings(*, viewer: Viewer, closed: bool, benefit: str, page: int, now: datetime) -> FindingPage:
    """Who received what the rules do not give them, in areas whose registers the viewer decides on. Five queries."""
    scope = Finding.objects.filter(within(viewer, Action.RESOLVE_CONFLICT))
    open_count = scope.filter(state="open").count()
    rows = scope.filter(state="closed" if closed else "open")
    rows = rows.filter(benefit=benefit) if benefit else rows
    total = rows.count()
    pages = -(-total // PAGE_SIZE) or 1
    page = min(max(page, 1), pages)
    shown = list(rows.order_by("area_code", "found_at", "id")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    names = _names(viewer, (row.household_id for row in shown))
    people = names_of({row.closed_by for row in shown if row.closed_by}, viewer=viewer)
    _read(viewer, "uptake-findings", now)
    views = tuple(
        FindingView(
            row.id,
            row.household_id,
            names.get(row.household_id, ""),
            row.area_code,
            row.benefit,
            tuple(row.why),
            row.found_at,
            row.state,
            row.outcome,
            people.get(row.closed_by, ""),
            row.closed_at,
        )
        for row in shown
    )
    return FindingPage(views, total, open_count, page, pages)


def _names(viewer: Viewer, households: Iterable[UUID | None]) -> dict[UUID, str]:
    """What families are called: their first member's name, as far as the viewer may list them."""
    wanted = [one for one in dict.fromkeys(households) if one]
    roll = family_roll(viewer=viewer, first=wanted, areas=(), most=max(len(wanted), 1))
    return {one.id: one.members[0].identity.full_name for one in roll.families if one.members}


def _read(viewer: Viewer, subject: str, now: datetime) -> None:
    with transaction.atomic():
        record_act(
            actor=viewer.account_id, act="read_uptake", subject=subject, fields=("name", "place", "benefit"), now=now
        )
