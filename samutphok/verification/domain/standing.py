"""Where a finding stands: from the rule that found it, to whoever can mend it, and back."""

from enum import StrEnum

from samutphok.kernel.moves import Moves, move


class State(StrEnum):
    """States of a finding."""

    FOUND = "found"  # a rule found it; the team has not sent it on
    SENT = "sent"  # waits at the desk that can mend it
    MENDED = "mended"  # set right, or no longer true
    STANDS = "stands"  # true as it is, with the reason
    REOPENED = "reopened"  # found again after that, or not believed


class ActName(StrEnum):
    """Acts on a finding. `clear` and `recur` are the checking's own; `doubt` is the team's."""

    SEND = "send"
    MEND = "mend"
    EXPLAIN = "explain"
    CLEAR = "clear"
    RECUR = "recur"
    DOUBT = "doubt"


MOVES = Moves(
    start=State.FOUND,
    moves=(
        move(ActName.SEND, "found reopened", State.SENT),
        move(ActName.MEND, "found sent reopened", State.MENDED),
        move(ActName.EXPLAIN, "found sent reopened", State.STANDS),
        move(ActName.CLEAR, "found sent reopened", State.MENDED),
        move(ActName.RECUR, "mended stands", State.REOPENED),
        move(ActName.DOUBT, "mended stands", State.REOPENED),
    ),
)
OPEN = (State.FOUND, State.SENT, State.REOPENED)
CLOSED = (State.MENDED, State.STANDS)
BY_CHECKING = (ActName.CLEAR, ActName.RECUR)
TEAM, DESK = frozenset({ActName.SEND, ActName.DOUBT}), frozenset({ActName.MEND, ActName.EXPLAIN})
CHECKING = "verification"  # who acts, where nobody does
SAID_LENGTH = 400
