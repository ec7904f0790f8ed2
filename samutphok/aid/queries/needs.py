"""Reading needs: anonymised for supporters, by family for case workers; promises of one's own, or of one's area."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import NOTHING, inside, within
from samutphok.aid.domain.money import whole
from samutphok.aid.domain.needs import MatchView, NeedView, OpenNeed, PledgeState, PledgeView, ShownNeed, disclose
from samutphok.aid.errors import PledgeNotFound
from samutphok.aid.models import Match, Need, Pledge
from samutphok.aid.queries.rules import rules_on

_STANDING = (PledgeState.PROMISED, PledgeState.MATCHING)


def shown_needs(viewer: Viewer) -> tuple[ShownNeed, ...]:
    """What is needed in the viewer's area, as a supporter may see it: no family can be told from it. Two queries.

    What others have promised and nobody has matched yet is taken off, as far as it was promised for the same place.
    """
    rules = rules_on(timezone.localdate(viewer.now))
    rows = Need.objects.filter(within(viewer, Action.PLEDGE), open=True, left__gt=0)
    needs = [
        OpenNeed(kind, area[:4], household, left)
        for kind, area, household, left in rows.values_list("kind", "area_code", "household_id", "left")
        if kind in rules.kinds and rules.kinds[kind].shown
    ]
    shown = disclose(needs, fewest=rules.fewest_families, step=rules.step)
    promised = _promised()
    left = (
        ShownNeed(one.kind, one.area_code, one.quantity - promised.get((one.kind, one.area_code), 0)) for one in shown
    )
    return tuple(one for one in left if one.quantity > 0)


def own_pledges(viewer: Viewer) -> tuple[PledgeView, ...]:
    """What a supporter has promised, the newest first: how far it has come, and no family."""
    try:
        account = UUID(viewer.account_id)
    except ValueError:
        return ()
    return tuple(map(_pledge, Pledge.objects.filter(account_id=account).order_by("-promised_at")))


def pledges(viewer: Viewer, *, most: int) -> tuple[PledgeView, ...]:
    """Promises for the viewer's area that are not ended, the oldest first, then those that are."""
    rows = Pledge.objects.filter(_for_area(viewer))
    waiting = rows.filter(state__in=_STANDING).order_by("promised_at")[:most]
    over = rows.exclude(state__in=_STANDING).order_by("-promised_at")[:most]
    return tuple(map(_pledge, (*waiting, *over)))


def pledge_of(viewer: Viewer, pledge_id: UUID) -> PledgeView:
    """One promise for the viewer's area; raises PledgeNotFound."""
    row = Pledge.objects.filter(_for_area(viewer), pk=pledge_id).first()
    if row is None:
        raise PledgeNotFound
    return _pledge(row)


def matches(viewer: Viewer, pledge_id: UUID) -> tuple[MatchView, ...]:
    """The families of the viewer's area that a promise goes to."""
    scope = within(viewer, Action.GIVE_HELP, "need__area_code")
    rows = Match.objects.filter(scope, pledge=pledge_id).select_related("need").order_by("matched_at", "id")
    return tuple(
        MatchView(
            row.id,
            row.need_id,
            row.need.household_id,
            row.need.area_code,
            row.need.family,
            whole(row.quantity),
            row.entry_id,
        )
        for row in rows
    )


def open_needs(viewer: Viewer, *, kind: str = "", area: str = "", most: int) -> tuple[NeedView, ...]:
    """The needs of families of the viewer's area that still miss something, the oldest first."""
    rows = Need.objects.filter(within(viewer, Action.GIVE_HELP), inside("area_code", area), open=True, left__gt=0)
    given: dict[str, Any] = {"kind": kind} if kind else {}
    shown = rows.filter(**given).order_by("asked_at", "id")[:most]
    return tuple(map(_need, shown))


def needs_of(viewer: Viewer, household_id: UUID) -> tuple[NeedView, ...]:
    """What a family still needs and supporters are asked for, the oldest first, for whoever gives help there. One query."""
    rows = Need.objects.filter(within(viewer, Action.GIVE_HELP), household=household_id, open=True, left__gt=0)
    return tuple(map(_need, rows.order_by("asked_at", "id")))


def _need(row: Need) -> NeedView:
    return NeedView(row.id, row.household_id, row.area_code, row.family, row.kind, whole(row.left), row.asked_at)


def _promised() -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    rows = Pledge.objects.filter(state__in=_STANDING).values_list("kind", "area_code", "quantity", "matched")
    for kind, area, quantity, matched in rows:
        found[(kind, area)] = found.get((kind, area), 0) + (quantity - matched) // 100
    return found


def _for_area(viewer: Viewer) -> Q:
    """Promises inside the viewer's area, and those for a province in which it lies."""
    found = NOTHING
    for prefix in viewer.prefixes(Action.GIVE_HELP):
        found |= inside("area_code", prefix) | Q(area_code=prefix[:2]) | Q(area_code=prefix[:4])
    return found


def _pledge(row: Pledge) -> PledgeView:
    return PledgeView(
        id=row.id,
        number=row.number,
        kind=row.kind,
        area_code=row.area_code,
        quantity=whole(row.quantity),
        matched=whole(row.matched),
        delivered=whole(row.delivered),
        state=PledgeState(row.state),
        promised_at=row.promised_at,
        supporter=row.supporter,
        account_id=str(row.account_id),
        message=row.message,
        told_at=row.told_at,
    )
