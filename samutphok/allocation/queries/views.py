"""Rows as pages read them, and what a viewer reaches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.allocation.domain.rules import ShareRules
from samutphok.allocation.domain.sharing import settings_of
from samutphok.allocation.domain.views import AreaBar, ProposalView, SharingPage
from samutphok.allocation.errors import SharingNotFound
from samutphok.allocation.models import Proposal, Sharing
from samutphok.allocation.queries.rules import rules_named
from samutphok.kernel.errors import Bilingual
from samutphok.registry.queries import family_roll

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Head:
    """A sharing as the pages beside it need it."""

    id: UUID
    area_code: str
    rules: ShareRules


def reached(viewer: Viewer, field: str = "area_code") -> Q:
    """Rows of areas where the viewer proposes or approves."""
    return within(viewer, Action.SHARE_OUT, field) | within(viewer, Action.APPROVE_SHARES, field)


def sharing_of(viewer: Viewer, sharing_id: UUID, known: SharingPage | None = None) -> Head:
    """What the pages beside need of a sharing in which the viewer has a part; `known` as just read saves asking again.

    Raises SharingNotFound.
    """
    if known is not None and known.id == sharing_id:
        return Head(known.id, known.area_code, known.rules)
    row = sharing_row(viewer, sharing_id)
    return Head(row.id, row.area_code, rules_named(row.policy))


def sharing_row(viewer: Viewer, sharing_id: UUID) -> Sharing:
    """The sharing, where the viewer has a part in it; raises SharingNotFound."""
    row = Sharing.objects.filter(reached(viewer), pk=sharing_id).first()
    if row is None:
        raise SharingNotFound
    return row


def with_proposals(viewer: Viewer, sharing_id: UUID) -> tuple[Sharing, list[Proposal]]:
    """The sharing with its proposals, the newest first: one query. Raises SharingNotFound."""
    inside = reached(viewer, "sharing__area_code")
    rows = list(Proposal.objects.filter(inside, sharing=sharing_id).select_related("sharing").order_by("-number"))
    return (rows[0].sharing if rows else sharing_row(viewer, sharing_id)), rows


def proposal_view(row: Proposal, people: Mapping[str, str] | None = None) -> ProposalView:
    """A proposal as pages read it; `people`: names of accounts."""
    return ProposalView(
        number=row.number,
        settings=settings_of(row.settings),
        state=row.state,
        percent=row.percent,
        trouble=Bilingual(row.trouble["th"], row.trouble["en"]) if row.trouble else None,
        asked_by=(people or {}).get(row.asked_by, ""),
        asked_at=row.asked_at,
        done_at=row.done_at,
        seconds=row.seconds,
        objective=row.objective or 0.0,
        bound=row.bound or 0.0,
        least=row.least,
        least_bound=row.least_bound,
        given=row.given,
        prices=tuple(row.prices),
        areas=area_bars(row.areas),
        by_offer=by_offer(row.areas),
        missed=row.missed,
        hand=len(row.hand),
        result=row.result,
    )


def area_bars(parts: Iterable[Mapping[str, Any]]) -> tuple[AreaBar, ...]:
    """The areas over all offers, by code."""
    found: dict[str, list[float]] = {}
    for one in parts:
        sums = found.setdefault(one["area"], [0, 0, 0.0, 0.0, 0.0])
        for place, name in enumerate(("needs", "given", "need", "met", "baht")):
            sums[place] += one[name]
    return tuple(
        AreaBar(area, int(needs), int(given), need, met, baht)
        for area, (needs, given, need, met, baht) in sorted(found.items())
    )


def by_offer(parts: Iterable[Mapping[str, Any]]) -> dict[int, tuple[int, int, float]]:
    """Families in need, given, and baht of each offer."""
    found: dict[int, tuple[int, int, float]] = {}
    for one in parts:
        needs, given, baht = found.get(one["offer"], (0, 0, 0.0))
        found[one["offer"]] = (needs + one["needs"], given + one["given"], baht + one["baht"])
    return found


def family_names(viewer: Viewer, households: Iterable[UUID]) -> dict[UUID, str]:
    """What families are called: their first member's name, as far as the viewer may list them."""
    wanted = list(dict.fromkeys(households))
    roll = family_roll(viewer=viewer, first=wanted, areas=(), most=max(len(wanted), 1))
    return {one.id: one.members[0].identity.full_name for one in roll.families if one.members}


def paged(total: int, page: int) -> tuple[int, int]:
    """The page that is shown and how many there are."""
    pages = -(-total // PAGE_SIZE) or 1
    return min(max(page, 1), pages), pages
