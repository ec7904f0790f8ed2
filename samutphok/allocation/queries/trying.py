"""What if: other settings tried on the frozen needs while somebody waits. Nothing is kept."""

from dataclasses import asdict
from datetime import datetime
from time import perf_counter
from uuid import UUID

import numpy as np

from samutphok.access.domain import Action, Viewer, covers
from samutphok.allocation.domain.sharing import Settings, faults, settings_of
from samutphok.allocation.domain.views import Difference, ProposalView, SharingPage
from samutphok.allocation.engine.freezing import thaw
from samutphok.allocation.engine.working_out import WorkedOut, work
from samutphok.allocation.errors import BadSharing, SharingNotFound, TooManyForNow
from samutphok.allocation.models import Proposal
from samutphok.allocation.queries.lines import difference, given_by, read_shares
from samutphok.allocation.queries.views import area_bars, by_offer, proposal_view, sharing_of


def try_settings(
    *,
    viewer: Viewer,
    sharing_id: UUID,
    number: int,
    settings: Settings,
    now: datetime,
    known: SharingPage | None = None,
) -> Difference:
    """What would change against a finished proposal; the offers are those of the proposal, in its order.

    Raises SharingNotFound, BadSharing by field, TooManyForNow, NothingCanBeGiven, HandBreaksRules.
    """
    sharing = sharing_of(viewer, sharing_id, known)
    row = Proposal.objects.filter(sharing=sharing.id, number=number, state="done").first()
    if row is None:
        raise SharingNotFound
    rules = sharing.rules
    if wrong := faults(settings, sharing.area_code, rules):
        raise BadSharing(wrong)
    before = settings_of(row.settings)
    if [(one.thing, one.of) for one in settings.offers] != [(one.thing, one.of) for one in before.offers]:
        raise SharingNotFound
    inputs = thaw(row.inputs)
    if len(inputs) > rules.what_if_most:
        raise TooManyForNow
    began = perf_counter()
    hand = tuple((one[0], one[1], one[2]) for one in row.hand)
    found = work(inputs, settings, hand, area_code=sharing.area_code, rules=rules)
    after = _view(row, settings, found, perf_counter() - began, now)
    things = [f"{one.thing}:{one.of}" for one in settings.offers]
    has = {
        (UUID(inputs.household[need]), things[inputs.offer[need]]): inputs.area[need]
        for need in np.flatnonzero(found.proposal.given)
    }
    mine = [*viewer.prefixes(Action.SHARE_OUT), *viewer.prefixes(Action.APPROVE_SHARES)]
    has = {key: area for key, area in has.items() if any(covers(prefix, area) for prefix in mine)}
    read_shares(viewer, sharing.id, now)
    return difference(viewer, proposal_view(row), after, given_by(row, viewer), has)


def _view(row: Proposal, settings: Settings, found: WorkedOut, seconds: float, now: datetime) -> ProposalView:
    areas = [asdict(one) for one in found.areas]
    proposal = found.proposal
    return ProposalView(
        number=0,
        settings=settings,
        state="done",
        percent=100,
        trouble=None,
        asked_by="",
        asked_at=now,
        done_at=now,
        seconds=seconds,
        objective=found.objective,
        bound=max(proposal.bound, found.objective),
        least=proposal.least,
        least_bound=proposal.least_bound,
        given=int(proposal.given.sum()),
        prices=tuple(round(float(one), 3) for one in proposal.prices),
        areas=area_bars(areas),
        by_offer=by_offer(areas),
        missed=found.missed,
        hand=len(row.hand),
        result=found.result,
    )
