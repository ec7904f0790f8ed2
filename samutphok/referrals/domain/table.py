"""Which act leads a referral where, whose turn it is then, and by which clock. Everything else follows from this table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.moves import Act, Moves, move


class State(StrEnum):
    """Where a referral stands."""

    NEW = "new"  # before it was sent; no referral stands here
    SENT = "sent"
    ASKED = "asked"  # the agency asks something before it decides
    ACCEPTED = "accepted"
    ASKED_LATER = "asked_later"  # it asks something while it is at work
    APPOINTED = "appointed"
    DELIVERED = "delivered"
    REFUSED = "refused"
    RETURNED = "returned"
    MISSED = "missed"  # the family did not come
    FAILED = "failed"  # the help did not help
    EXPIRED = "expired"  # the day until which the family was shared has passed, with work still open
    WORKED = "worked"
    SETTLED = "settled"  # the sender closed what did not work
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"


class Deed(StrEnum):
    """The acts of the table."""

    REFER = "refer"
    ACCEPT = "accept"
    ASK = "ask"
    ANSWER = "answer"
    REFUSE = "refuse"
    RETURN = "return"
    APPOINT = "appoint"
    DELIVER = "deliver"
    MISSED = "missed"
    WORKED = "worked"
    FAILED = "failed"
    SEND_AGAIN = "send_again"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"
    SETTLE = "settle"
    EXPIRE = "expire"
    NOTE = "note"
    TAKE = "take"  # an officer of the agency answers for it
    REASSIGN = "reassign"  # another worker of the sender answers for it
    RENEW = "renew"  # what is shared is read anew, or shared for longer
    REMIND = "remind"
    ESCALATE_HEAD = "escalate_head"
    ESCALATE_PROVINCE = "escalate_province"
    ESCALATE_GOVERNOR = "escalate_governor"


class Side(StrEnum):
    """Whose turn it is."""

    AGENCY = "agency"
    SENDER = "sender"


class ClockKind(StrEnum):
    """What a clock waits for."""

    ANSWER = "answer"  # accept, ask or refuse
    REPLY = "reply"  # to the agency's question
    BEGIN = "begin"  # an appointment, or help
    MEETING = "meeting"  # what came of the appointment
    OUTCOME = "outcome"  # whether the help worked
    DECIDE = "decide"  # what now, when it did not go on


_OPEN = "sent asked accepted asked_later appointed delivered refused returned missed failed expired"
_TO_DECIDE = "refused returned missed failed expired"

MOVES = Moves(
    "new",
    (
        move("refer", "new", "sent"),
        move("accept", "sent asked", "accepted"),
        move("ask", "sent", "asked"),
        move("ask", "accepted appointed", "asked_later"),
        move("answer", "asked", "sent"),
        move("answer", "asked_later", "accepted"),
        move("refuse", "sent asked", "refused"),
        move("return", "accepted asked_later appointed", "returned"),
        move("appoint", "sent asked accepted asked_later appointed missed", "appointed"),
        move("deliver", "sent accepted asked_later appointed delivered missed", "delivered"),
        move("missed", "accepted appointed", "missed"),
        move("worked", "delivered", "worked"),
        move("failed", "delivered", "failed"),
        move("send_again", _TO_DECIDE, "sent"),
        move("transfer", f"sent asked accepted asked_later appointed {_TO_DECIDE}", "transferred"),
        move("withdraw", f"sent asked accepted asked_later appointed {_TO_DECIDE}", "withdrawn"),
        move("settle", _TO_DECIDE, "settled"),
        move("expire", "sent asked accepted asked_later appointed", "expired"),
        *(
            move(deed, _OPEN, None)
            for deed in (
                [
                    "note",
                    "take",
                    "reassign",
                    "renew",
                    "remind",
                    "escalate_head",
                    "escalate_province",
                    "escalate_governor",
                ]
            )
        ),
    ),
)

ENDS = frozenset({State.WORKED, State.SETTLED, State.WITHDRAWN, State.TRANSFERRED})

TURNS: Mapping[State, tuple[Side, ClockKind]] = {
    State.SENT: (Side.AGENCY, ClockKind.ANSWER),
    State.ASKED: (Side.SENDER, ClockKind.REPLY),
    State.ACCEPTED: (Side.AGENCY, ClockKind.BEGIN),
    State.ASKED_LATER: (Side.SENDER, ClockKind.REPLY),
    State.APPOINTED: (Side.AGENCY, ClockKind.MEETING),
    State.DELIVERED: (Side.SENDER, ClockKind.OUTCOME),
    State.REFUSED: (Side.SENDER, ClockKind.DECIDE),
    State.RETURNED: (Side.SENDER, ClockKind.DECIDE),
    State.MISSED: (Side.SENDER, ClockKind.DECIDE),
    State.FAILED: (Side.SENDER, ClockKind.DECIDE),
    State.EXPIRED: (Side.SENDER, ClockKind.DECIDE),
}

STEPS = (Deed.REMIND, Deed.ESCALATE_HEAD, Deed.ESCALATE_PROVINCE, Deed.ESCALATE_GOVERNOR)  # of a clock, in order
BEYOND_HEAD = (Deed.ESCALATE_PROVINCE, Deed.ESCALATE_GOVERNOR)

# Who may do which act; what the state allows is the table's business. The clocks' own acts are nobody's.
MAY: Mapping[Side, frozenset[Deed]] = {
    Side.AGENCY: frozenset(
        {
            Deed.ACCEPT,
            Deed.ASK,
            Deed.REFUSE,
            Deed.RETURN,
            Deed.APPOINT,
            Deed.DELIVER,
            Deed.MISSED,
            Deed.WORKED,
            Deed.FAILED,
            Deed.NOTE,
            Deed.TAKE,
        }
    ),
    Side.SENDER: frozenset(
        {
            Deed.ANSWER,
            Deed.WITHDRAW,
            Deed.SETTLE,
            Deed.SEND_AGAIN,
            Deed.TRANSFER,
            Deed.WORKED,
            Deed.FAILED,
            Deed.MISSED,
            Deed.NOTE,
            Deed.REASSIGN,
            Deed.RENEW,
        }
    ),
}

ANSWERS = frozenset({Deed.ACCEPT, Deed.ASK, Deed.REFUSE, Deed.APPOINT, Deed.DELIVER})  # the agency has answered


class Reach(StrEnum):
    """What the agency still sees: the named fields; only that there was a referral, and its own acts; nothing."""

    FIELDS = "fields"
    SHELL = "shell"
    NOTHING = "nothing"


_SHELL = frozenset({State.REFUSED, State.RETURNED, State.TRANSFERRED, State.SETTLED})


def reach(state: State, *, shared: bool) -> Reach:
    """What the agency sees in the state; shared: the day until which the family is shared has not passed."""
    if not shared or state in (State.WITHDRAWN, State.EXPIRED):
        return Reach.NOTHING
    return Reach.SHELL if state in _SHELL else Reach.FIELDS


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, and by which clock; None when the referral has ended."""

    side: Side
    clock: ClockKind


def turn(state: State) -> Turn | None:
    """Whose turn it is in the state; an open referral always has somebody's."""
    found = TURNS.get(state)
    return Turn(*found) if found else None


def allowed(state: State, side: Side) -> tuple[Deed, ...]:
    """What that side may do now, in the table's order."""
    return tuple(Deed(name) for name in dict.fromkeys(MOVES.open_to(state)) if Deed(name) in MAY[side])


HOLDING = frozenset(
    {State.ACCEPTED, State.ASKED_LATER, State.APPOINTED, State.MISSED}
)  # a place is kept for the family
USED = frozenset({State.DELIVERED, State.WORKED, State.FAILED})  # it was taken up and comes back to nobody


def place_held(done: Sequence[Act]) -> tuple[UUID | None, bool]:
    """The act since which the referral holds a place of its service, and whether it was used; None when it holds none."""
    state, key = State(MOVES.start), None
    for act in done:
        following = State(MOVES.after(state, act.name) or state)
        kept = key if state in HOLDING | USED else act.id
        key = kept if following in HOLDING | USED else None
        state = following
    return key, state in USED
