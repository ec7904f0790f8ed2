"""Where a stay stands, as a table: asked for, waiting, in the house, away for some days, gone."""

from enum import StrEnum

from samutphok.kernel.moves import Moves, move


class StayState(StrEnum):
    """The states of a stay."""

    ASKED = "asked"
    WAITING = "waiting"
    STAYING = "staying"
    AWAY = "away"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DISCHARGED = "discharged"
    TRANSFERRED = "transferred"


HERE = (StayState.STAYING, StayState.AWAY)  # a guest holds a place, also while away for some days
BEFORE = (StayState.ASKED, StayState.WAITING)

STAYS = Moves(
    StayState.ASKED,
    (
        move("put_on_list", "asked", "waiting"),
        move("change_urgency", "asked waiting", None),
        move("refuse", "asked waiting", "refused"),
        move("withdraw", "asked waiting", "withdrawn"),
        move("admit", "asked waiting", "staying"),
        move("identify", "asked waiting staying away", None),
        move("move_place", "staying away", None),
        move("leave", "staying", "away"),
        move("come_back", "away", "staying"),
        move("plan", "staying away", None),
        move("review", "staying away", None),
        move("transfer", "staying away", "transferred"),
        move("discharge", "staying away", "discharged"),
    ),
)
