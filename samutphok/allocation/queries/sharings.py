"""Sharings: the list, one of them, and what waits for somebody."""

from uuid import UUID

from django.db.models import Q

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.access.queries import names_of, within
from samutphok.allocation.domain.sharing import settings_of
from samutphok.allocation.domain.table import SHARING, Deed, PlaceState, SharingState
from samutphok.allocation.domain.views import ActLine, HandView, SharesWaiting, SharingLine, SharingList, SharingPage
from samutphok.allocation.models import ByHand, PlaceGiven, Proposal, Sharing, SharingAct
from samutphok.allocation.queries.rules import rules_named
from samutphok.allocation.queries.views import PAGE_SIZE, family_names, paged, proposal_view, reached, with_proposals
from samutphok.foundation.counting import counted
from samutphok.foundation.privacy import unseal

_APPROVER = frozenset({Deed.SEND_BACK, Deed.APPROVE})
_SHOWN_HANDS = 60


def sharings(*, viewer: Viewer, state: str = "", page: int = 1) -> SharingList:
    """The sharings of the viewer's area, what waits for them first: three queries."""
    rows = Sharing.objects.filter(reached(viewer))
    rows = rows.filter(state=state) if state else rows.exclude(state=SharingState.DROPPED)
    total = rows.count()
    page, pages = paged(total, page)
    shown = list(rows.order_by("-made_at", "id")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    busy = Proposal.objects.filter(sharing__in=[one.id for one in shown], state__in=("waiting", "working"))
    working = dict(busy.values_list("sharing_id", "percent"))
    return SharingList(tuple(_line(one, viewer, working.get(one.id)) for one in shown), total, page, pages)


def _line(row: Sharing, viewer: Viewer, working: int | None) -> SharingLine:
    things, settings = rules_named(row.policy).things, settings_of(row.settings)
    waits = row.state == SharingState.PUT_FORWARD and viewer.account_id not in (row.put_forward_by, row.made_by)
    return SharingLine(
        id=row.id,
        title=row.title,
        area_code=row.area_code,
        state=SharingState(row.state),
        things=tuple((things[one.thing], one.places) for one in settings.offers if one.thing in things),
        families=row.families,
        made_at=row.made_at,
        approved_at=row.approved_at,
        working=working,
        mine_to_approve=waits and _may(viewer, Action.APPROVE_SHARES, row),
    )


def sharing_page(*, viewer: Viewer, sharing_id: UUID, number: int | None = None, whole: bool = True) -> SharingPage:
    """One sharing with its proposals; the one named, else the one put forward, else the newest. Raises SharingNotFound.

    whole: with what was done by hand, by whom, and the acts so far; the pages beside do without.
    """
    row, rows = with_proposals(viewer, sharing_id)
    hands = list(ByHand.objects.filter(sharing=row, undone_at=None).order_by("-at")[:_SHOWN_HANDS]) if whole else []
    acts = list(SharingAct.objects.filter(sharing=row).order_by("-at")[:30]) if whole else []
    accounts = {one.asked_by for one in rows} | {one.by for one in hands} | {one.by for one in acts}
    people = names_of(accounts | {row.made_by}, viewer=viewer) if whole else {}
    proposals = tuple(proposal_view(one, people) for one in rows)
    shown = next(
        (one for one in proposals if one.number == (number or row.chosen)), proposals[0] if proposals else None
    )
    rules, settings = rules_named(row.policy), settings_of(row.settings)
    offers = shown.settings.offers if shown else settings.offers
    hand_by = {one.by for one in hands}
    asker = next((one.asked_by for one in rows if one.number == row.chosen), "")
    return SharingPage(
        id=row.id,
        title=row.title,
        area_code=row.area_code,
        state=SharingState(row.state),
        version=row.version,
        rules=rules,
        settings=settings,
        offers=tuple((one, rules.things[one.thing]) for one in offers),
        data_cut=row.data_cut,
        read_at=row.read_at,
        families=row.families,
        needs=row.needs,
        proposals=proposals,
        shown=shown,
        chosen=row.chosen,
        hands=_hands(viewer, row, hands, people),
        acts=tuple(_act(one, people) for one in acts),
        may=frozenset(one for one in SHARING.open_to(row.state) if _open(viewer, row, Deed(one))),
        same_person=viewer.account_id in {row.made_by, row.put_forward_by, asker, *hand_by},
        compared=rules.compare.get(len(row.area_code), 8),
    )


def shares_waiting(*, viewer: Viewer) -> SharesWaiting:
    """How much waits for the viewer: one query, none for whoever has no part in it."""
    if not (viewer.prefixes(Action.SHARE_OUT) or viewer.prefixes(Action.APPROVE_SHARES)):
        return SharesWaiting()
    mine = Q(made_by=viewer.account_id) | Q(put_forward_by=viewer.account_id)
    forward = Sharing.objects.filter(within(viewer, Action.APPROVE_SHARES), state=SharingState.PUT_FORWARD).exclude(
        mine
    )
    standing = PlaceGiven.objects.filter(reached(viewer), sharing__state=SharingState.APPROVED)
    found = counted(
        forward=forward,
        named=standing.filter(state=PlaceState.NAMED).exclude(named_by=viewer.account_id),
        stuck=standing.filter(state=PlaceState.REFUSED),
    )
    approves = bool(viewer.prefixes(Action.APPROVE_SHARES))
    proposes = bool(viewer.prefixes(Action.SHARE_OUT))
    return SharesWaiting(
        found["forward"] if approves else 0, found["named"] if approves else 0, found["stuck"] if proposes else 0
    )


def _hands(viewer: Viewer, row: Sharing, hands: list[ByHand], people: dict[str, str]) -> tuple[HandView, ...]:
    names = family_names(viewer, (one.household_id for one in hands)) if hands else {}
    rules = rules_named(row.policy)
    return tuple(
        HandView(
            id=one.id,
            household_id=one.household_id,
            name=names.get(one.household_id, ""),
            offer=one.offer,
            put_in=one.put_in,
            because=(rules.reasons_in if one.put_in else rules.reasons_out)[one.because],
            said=unseal(one.said_sealed, bound_to=f"by-hand:{one.id}") if one.said_sealed else "",
            by=people.get(one.by, ""),
            at=one.at,
        )
        for one in hands
        if one.household_id in names
    )


def _act(row: SharingAct, people: dict[str, str]) -> ActLine:
    return ActLine(row.name, row.at, people.get(row.by, ""), row.details.get("said", ""), row.details.get("proposal"))


def _open(viewer: Viewer, row: Sharing, deed: Deed) -> bool:
    return _may(viewer, Action.APPROVE_SHARES if deed in _APPROVER else Action.SHARE_OUT, row)


def _may(viewer: Viewer, action: Action, row: Sharing) -> bool:
    return viewer.may(action, RecordScope(row.area_code), Sensitivity.S2)


def waiting_proposals(sharing_id: UUID) -> tuple[UUID, ...]:
    """The proposals of a sharing that no job has taken up yet: ids alone, for whoever works them out at once."""
    rows = Proposal.objects.filter(sharing=sharing_id, state="waiting").order_by("number")
    return tuple(rows.values_list("id", flat=True))
