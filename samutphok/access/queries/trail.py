"""The audit trail for whoever may read it, with the names of those who acted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from samutphok.access.domain import COUNTRY, Action, Viewer
from samutphok.access.errors import TrailNotFound
from samutphok.access.models import Account, GrantedArea
from samutphok.access.queries.profile import names_of
from samutphok.access.queries.scope import granted_inside
from samutphok.foundation.audit.domain import ChainState, RecordedAct, TrailFilter, TrailPage
from samutphok.foundation.audit.queries import chain_state, kinds_of_act, trail_acts, trail_page


@dataclass(frozen=True, slots=True)
class TrailView:
    """One page of the trail, the names of its actors by id, and what the filters offer."""

    page: TrailPage
    names: Mapping[str, str]
    kinds: tuple[str, ...]
    chain: ChainState
    everywhere: bool  # False: only the acts of people who work in the viewer's areas


def trail(*, viewer: Viewer, wanted: TrailFilter, name: str = "", page_size: int = 50) -> TrailView:
    """The acts asked for; `name` narrows to actors with that in their user name or name.

    An auditor of part of the country reads the acts of those who work there. Raises TrailNotFound.
    """
    wanted = _within_reach(viewer, wanted, name)
    page = trail_page(wanted, page_size=page_size)
    names = names_of({act.actor for act in page.acts}, viewer=viewer)
    everywhere = COUNTRY in viewer.prefixes(Action.READ_AUDIT)
    return TrailView(page, names, kinds_of_act(), chain_state(), everywhere)


def trail_lines(*, viewer: Viewer, wanted: TrailFilter, name: str = "", most: int) -> Iterator[tuple[RecordedAct, str]]:
    """The same acts with their actors' names, for a file. Raises TrailNotFound."""
    known: dict[str, str] = {}
    for act in trail_acts(_within_reach(viewer, wanted, name), most=most):
        if act.actor not in known:
            known[act.actor] = names_of([act.actor], viewer=viewer).get(act.actor, act.actor)
        yield act, known[act.actor]


def openings(*, viewer: Viewer, subject: str, wanted: TrailFilter, page_size: int) -> TrailView:
    """Who has read one record, for a capability that has decided that this viewer may know."""
    page = trail_page(replace(wanted, subject=subject), page_size=page_size)
    names = names_of({act.actor for act in page.acts}, viewer=viewer)
    return TrailView(page, names, (), chain_state(), everywhere=False)


def _within_reach(viewer: Viewer, wanted: TrailFilter, name: str) -> TrailFilter:
    prefixes = viewer.prefixes(Action.READ_AUDIT)
    if not prefixes:
        raise TrailNotFound
    actors = Account.objects.all()
    if name:
        actors = actors.filter(username__icontains=name) | actors.filter(display_name__icontains=name)
    if COUNTRY not in prefixes:
        here = GrantedArea.objects.filter(granted_inside(prefixes))
        actors = actors.filter(pk__in=here.values("grant__account_id"))
    elif not name:
        return replace(wanted, actors=None)
    return replace(wanted, actors=tuple(str(pk) for pk in actors.values_list("pk", flat=True)[:20_000]))
