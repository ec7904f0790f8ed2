"""What waits in aid, for the first page."""

from dataclasses import dataclass

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.aid.domain.application import State
from samutphok.aid.domain.needs import PledgeState
from samutphok.aid.models import Application, Pledge
from samutphok.foundation.counting import counted

_WAITING = (State.APPLIED, State.INVESTIGATED, State.APPROVED, State.SENT)


@dataclass(frozen=True, slots=True)
class AidWaiting:
    """Applications to investigate, to decide (as a second person), to pay, and late ones; promises to match."""

    investigate: int = 0
    decide: int = 0
    pay: int = 0
    late: int = 0
    pledges: int = 0


def aid_waiting(viewer: Viewer) -> AidWaiting:
    """How much waits for this viewer: one query, none for whoever gives no help."""
    if not viewer.prefixes(Action.GIVE_HELP):
        return AidWaiting()
    rows = Application.objects.filter(within(viewer, Action.GIVE_HELP), state__in=_WAITING)
    approves = within(viewer, Action.APPROVE_AID)
    pledges = Pledge.objects.filter(state__in=(PledgeState.PROMISED, PledgeState.MATCHING))
    told = counted(
        investigate=rows.filter(state=State.APPLIED),
        decide=rows.filter(approves, state=State.INVESTIGATED).exclude(asked_by=viewer.account_id),
        pay=rows.filter(approves, state__in=(State.APPROVED, State.SENT)),
        late=rows.filter(due_at__lt=viewer.now),
        pledges=pledges.filter(within(viewer, Action.GIVE_HELP)),
    )
    return AidWaiting(**told)
