"""Where a message stands: the table of its acts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.moves import Moves, move


class State(StrEnum):
    """shown: its reader finds it at the desk and asked for no more. declined: they asked for no messages. skipped: there is
    no gateway here that could reach them."""

    WAITING = "waiting"
    SENT = "sent"
    SHOWN = "shown"
    DECLINED = "declined"
    SKIPPED = "skipped"
    FAILED = "failed"


MOVES = Moves(
    start=State.WAITING,
    moves=(
        move("try", "waiting", None),
        move("defer", "waiting", None),
        move("accept", "waiting", "sent"),
        move("show", "waiting", "shown"),
        move("decline", "waiting", "declined"),
        move("skip", "waiting", "skipped"),
        move("refuse", "waiting", None),
        move("give_up", "waiting", "failed"),
        move("retry", "failed skipped", "waiting"),
    ),
)


@dataclass(frozen=True, slots=True)
class MessageDue:
    """A message wants to be looked at: at once, or not before a moment."""

    message_id: UUID
    not_before: datetime | None
