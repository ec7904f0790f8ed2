"""Where a request stands: the table of its moves, and what its acts come to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from samutphok.kernel.moves import Act, Moves, move
from samutphok.requests.domain.asking import Desk, Outcome, Urgency


class State(StrEnum):
    """NEW is before anybody has written it down."""

    NEW = "new"
    WAITING = "waiting"
    IN_HAND = "in_hand"
    SETTLED = "settled"


OPEN = (State.WAITING, State.IN_HAND)

MOVES = Moves(
    State.NEW,
    (
        move("take", "new", State.WAITING),
        move("claim", "waiting in_hand", State.IN_HAND),
        move("let_go", "in_hand", State.WAITING),
        move("pass_on", "waiting in_hand", State.WAITING),
        move("rate", "waiting in_hand", None),
        move("link", "waiting in_hand", None),
        move("note", "waiting in_hand", None),
        move("try", "waiting in_hand", None),
        move("hear_again", "waiting in_hand", None),
        move("help", "waiting in_hand", None),
        move("escalate", "waiting in_hand", None),
        move("settle", "waiting in_hand", State.SETTLED),
        move("case_ended", "settled", None),  # what the caller is told changes with it
        move("case_again", "settled", None),
        move("reopen", "settled", State.WAITING),
    ),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the acts of a request come to; its row repeats it so that lists are filtered in the database.

    desk and area_code: whose business it is; owner: the account that has it in hand, '' when it waits. due_at: None once
    it is settled. tries: calls that reached nobody; escalations: since it was taken or opened again.
    """

    state: State
    area_code: str = ""
    desk: Desk = Desk.PROVINCE
    owner: str = ""
    urgency: Urgency = Urgency.NORMAL
    because: str = ""
    due_at: datetime | None = None
    tries: int = 0
    escalations: int = 0
    escalated_at: datetime | None = None
    outcome: Outcome | None = None
    settled_at: datetime | None = None


def standing(acts: Iterable[Act]) -> Standing:
    """The acts folded, each once and in the order in which they happened, whatever the order given.

    An open request always has a desk, an area and a clock: the acts that lead there carry them.
    """
    folded = MOVES.fold(acts)
    found: dict[str, Any] = {}
    for act in folded.done:
        found |= _brought(act, found)
    return Standing(state=State(folded.state), **found)


_READ: Mapping[str, Callable[[str], object]] = {
    "urgency": Urgency,
    "because": str,
    "due_at": datetime.fromisoformat,
    "desk": Desk,
    "area_code": str,
}
_AFRESH: Mapping[str, object] = {
    "outcome": None,
    "settled_at": None,
    "escalations": 0,
    "escalated_at": None,
    "tries": 0,
}


def _brought(act: Act, before: Mapping[str, Any]) -> dict[str, object]:
    """What an act changes of the standing: what it says itself, and what follows from its name."""
    said: dict[str, object] = {name: read(act.details[name]) for name, read in _READ.items() if act.details.get(name)}
    match act.name:
        case "claim":
            return {"owner": act.details.get("owner") or act.by}
        case "let_go" | "pass_on":
            return said | {"owner": ""}
        case "try":
            return {"tries": before.get("tries", 0) + 1}
        case "escalate":
            return {"escalations": before.get("escalations", 0) + 1, "escalated_at": act.at}
        case "settle":
            return {"outcome": Outcome(act.details["outcome"]), "settled_at": act.at, "owner": "", "due_at": None}
        case "reopen":
            return said | dict(_AFRESH)
    return said
