"""Families of a proposal, of two side by side, and of the places that were approved: inside the viewer's scope, by the page."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.access.queries import inside
from samutphok.allocation.domain.inputs import parts_of
from samutphok.allocation.domain.sharing import settings_of
from samutphok.allocation.domain.table import HOLDING, PlaceState
from samutphok.allocation.domain.views import (
    AreaBar,
    AreaChange,
    Change,
    Difference,
    LinePage,
    LineView,
    PlacePage,
    PlaceView,
    ProposalView,
    SharingPage,
)
from samutphok.allocation.errors import SharingNotFound
from samutphok.allocation.models import Line, PlaceGiven, Proposal
from samutphok.allocation.queries.views import PAGE_SIZE, family_names, paged, proposal_view, reached, sharing_of
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual

NAMED = 40  # families that a comparison names on each side
FIELDS = ("name", "place", "points")


def share_lines(
    *,
    viewer: Viewer,
    sharing_id: UUID,
    number: int,
    given: bool,
    offer: int | None = None,
    area: str = "",
    page: int = 1,
    now: datetime,
    known: SharingPage | None = None,
) -> LinePage:
    """Who is proposed (the greatest need first), or who is next in line. The reading is recorded. Raises SharingNotFound.

    known: the sharing as this viewer's page has just read it.
    """
    sharing = sharing_of(viewer, sharing_id, known)
    rows = Line.objects.filter(reached(viewer), inside("area_code", area), proposal__sharing=sharing.id, given=given)
    rows = rows.filter(proposal__number=number)
    if offer is not None:
        rows = rows.filter(offer=offer)
    total = rows.count()
    page, pages = paged(total, page)
    order = ("offer", "-value", "id") if given else ("offer", "line", "id")
    shown = list(rows.order_by(*order)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    names = family_names(viewer, (one.household_id for one in shown)) if shown else {}
    read_shares(viewer, sharing.id, now)
    rules = sharing.rules
    views = tuple(
        LineView(
            household_id=one.household_id,
            name=names.get(one.household_id, ""),
            area_code=one.area_code,
            offer=one.offer,
            given=one.given,
            why=one.why,
            near=one.near,
            short=one.short,
            line=one.line,
            score=one.score,
            value=one.value,
            parts=parts_of({name: value for name, value in one.facts.items() if value is not None}, rules.points),
            groups=tuple(rules.groups[code].label for code in one.groups if code in rules.groups),
            by_hand=one.by_hand,
        )
        for one in shown
    )
    return LinePage(views, total, page, pages)


def compare_proposals(
    *, viewer: Viewer, sharing_id: UUID, before: int, after: int, now: datetime, known: SharingPage | None = None
) -> Difference:
    """Two finished proposals of a sharing side by side. The reading is recorded. Raises SharingNotFound."""
    sharing = sharing_of(viewer, sharing_id, known)
    rows = {
        one.number: one for one in Proposal.objects.filter(sharing=sharing.id, number__in=(before, after), state="done")
    }
    if before not in rows or after not in rows:
        raise SharingNotFound
    sets = {number: given_by(rows[number], viewer) for number in rows}
    read_shares(viewer, sharing.id, now)
    views = {number: proposal_view(row) for number, row in rows.items()}
    return difference(viewer, views[before], views[after], sets[before], sets[after])


def difference(
    viewer: Viewer,
    before: ProposalView,
    after: ProposalView,
    had: dict[tuple[UUID, str], str],
    has: dict[tuple[UUID, str], str],
) -> Difference:
    """Who enters and who leaves between two ways of giving; keys: (household, thing), values: area codes."""
    entering, leaving = sorted(has.keys() - had.keys(), key=str), sorted(had.keys() - has.keys(), key=str)
    named = [*entering[:NAMED], *leaving[:NAMED]]
    names = family_names(viewer, (home for home, _ in named)) if named else {}
    numbers = _numbers_of(before, after)
    return Difference(
        before=before,
        after=after,
        enter=_changes(entering[:NAMED], has, names, numbers),
        leave=_changes(leaving[:NAMED], had, names, numbers),
        entering=len(entering),
        leaving=len(leaving),
        areas=_areas(before.areas, after.areas),
    )


def share_places(
    *,
    viewer: Viewer,
    sharing_id: UUID,
    state: str = "",
    page: int = 1,
    now: datetime,
    known: SharingPage | None = None,
) -> PlacePage:
    """The places that were approved, and what became of them. The reading is recorded. Raises SharingNotFound."""
    sharing = sharing_of(viewer, sharing_id, known)
    rows = PlaceGiven.objects.filter(reached(viewer), sharing=sharing.id)
    counts = dict(rows.values_list("state").annotate(many=Count("id")).order_by())
    rows = rows.filter(state=state) if state else rows
    total = counts.get(state, 0) if state else sum(counts.values())
    page, pages = paged(total, page)
    shown = list(rows.order_by("offer", "-value", "id")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    names = family_names(viewer, (one.household_id for one in shown)) if shown else {}
    followed = set(
        PlaceGiven.objects.filter(
            instead_of__in=[one.id for one in shown], state__in=[*HOLDING, PlaceState.DECLINED]
        ).values_list("instead_of_id", flat=True)
    )
    read_shares(viewer, sharing.id, now)
    proposes = viewer.may(Action.SHARE_OUT, RecordScope(sharing.area_code), Sensitivity.S2)
    views = tuple(
        PlaceView(
            id=one.id,
            household_id=one.household_id,
            name=names.get(one.household_id, ""),
            area_code=one.area_code,
            offer=one.offer,
            way=one.way,
            state=PlaceState(one.state),
            made=one.made,
            refused=Bilingual(one.refused["th"], one.refused["en"]) if one.refused else None,
            version=one.version,
            named_by_me=one.named_by == viewer.account_id,
            may_name=proposes and one.state == PlaceState.DECLINED and one.id not in followed,
        )
        for one in shown
    )
    return PlacePage(views, counts, total, page, pages)


def read_shares(viewer: Viewer, sharing_id: UUID, now: datetime) -> None:
    """Records that families of a sharing were read, before the answer goes out."""
    with transaction.atomic():
        record(actor=viewer.account_id, act="read_shares", subject=f"sharing:{sharing_id}", fields=FIELDS, now=now)


def given_by(row: Proposal, viewer: Viewer) -> dict[tuple[UUID, str], str]:
    """Whom a proposal gives what, as far as the viewer reaches: (household, thing) to area."""
    things = [f"{one.thing}:{one.of}" for one in settings_of(row.settings).offers]
    lines = Line.objects.filter(reached(viewer), proposal=row, given=True)
    return {
        (home, things[offer]): area for home, offer, area in lines.values_list("household_id", "offer", "area_code")
    }


def _numbers_of(*proposals: ProposalView) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in reversed(proposals):
        found |= {f"{offer.thing}:{offer.of}": place for place, offer in enumerate(one.settings.offers)}
    return found


def _changes(
    keys: Iterable[tuple[UUID, str]],
    areas: dict[tuple[UUID, str], str],
    names: dict[UUID, str],
    numbers: dict[str, int],
) -> tuple[Change, ...]:
    return tuple(
        Change(home, names[home], areas[(home, thing)], numbers.get(thing, 0))
        for home, thing in keys
        if home in names  # whoever may not list a family does not see it here either
    )


def _areas(before: Iterable[AreaBar], after: Iterable[AreaBar]) -> tuple[AreaChange, ...]:
    had, has = {one.area_code: one for one in before}, {one.area_code: one for one in after}
    nothing = AreaBar("", 0, 0, 0.0, 0.0, 0.0)
    pairs = ((code, had.get(code, nothing), has.get(code, nothing)) for code in sorted(had.keys() | has.keys()))
    return tuple(AreaChange(code, was.given, now.given, was.part, now.part) for code, was, now in pairs)
