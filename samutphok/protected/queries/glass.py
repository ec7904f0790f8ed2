"""Broken glass, for those who asked, allow or review."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from samutphok.access.domain import Viewer
from samutphok.access.queries import names_of
from samutphok.protected.domain.glass import ASKED_FOR, REVIEWED_WITHIN, GlassView, Reason, Standing, standing_of
from samutphok.protected.models import BreakGlass, Matter, TeamMember
from samutphok.protected.queries.scope import memberships, own_id, reached
from samutphok.protected.sealing import unseal

_MOST = 50


def broken_glass(*, viewer: Viewer, now: datetime) -> tuple[GlassView, ...]:
    """What the viewer asked for, and what waits for them as a supervisor or a member of the team; four queries at most."""
    lapsed = Q(allowed_at=None, asked_at__lte=now - ASKED_FOR)
    waiting = BreakGlass.objects.filter(seen_by(viewer), reviewed_at=None, refused_at=None).exclude(lapsed)
    broken_first = waiting.order_by(
        F("allowed_at").asc(nulls_last=True), "asked_at", "pk"
    )  # no flood of questions hides one
    rows = list(broken_first[:_MOST])
    names = names_of({str(row.asked_by_id) for row in rows}, viewer=viewer)
    shown = tuple(_view(row, viewer, names, now) for row in rows)
    return tuple(one for one in shown if one.standing not in (Standing.LAPSED, Standing.REVIEWED))


def seen_by(viewer: Viewer) -> Q:
    """Break-glasses of the viewer, of the area they supervise, and of families of their matters."""
    own = Matter.objects.filter(pk__in=TeamMember.objects.filter(memberships(viewer)).values("matter"))
    indexes = own.exclude(household_index="").values("household_index")
    asked = Q(asked_by=own_id(viewer)) if own_id(viewer) else Q(pk__in=[])
    return asked | reached(viewer) | Q(household_index__in=indexes)


def standing(row: BreakGlass, now: datetime) -> Standing:
    """Where a stored break-glass stands."""
    return standing_of(
        asked_at=row.asked_at,
        allowed_at=row.allowed_at,
        ends_at=row.ends_at,
        reviewed=row.reviewed_at is not None or row.refused_at is not None,
        now=now,
    )


def _view(row: BreakGlass, viewer: Viewer, names: dict[str, str], now: datetime) -> GlassView:
    said, here = unseal(row.sealed, bound_to=f"glass:{row.id}"), standing(row, now)
    mine = str(row.asked_by_id) == viewer.account_id
    return GlassView(
        id=row.pk,
        asked_by=names.get(str(row.asked_by_id), ""),
        asked_at=row.asked_at,
        life=row.life,
        reason=Reason(said["reason"]),
        words=said["words"],
        standing=here,
        mine=mine,
        ends_at=row.ends_at,
        review_by=(row.allowed_at or row.asked_at) + REVIEWED_WITHIN,
        justified=row.justified,
        found=_found(row) if mine and here is Standing.OPEN else None,
    )


def _found(row: BreakGlass) -> tuple[UUID, ...]:
    same = Matter.objects.filter(household_index=row.household_index)
    return tuple(same.order_by("opened_at").values_list("pk", flat=True)[:20])
