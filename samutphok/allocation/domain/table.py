"""Where a sharing stands, and each place that it gives: two tables of moves."""

from enum import StrEnum

from samutphok.kernel.moves import Moves, move


class SharingState(StrEnum):
    """Where a sharing stands."""

    DRAFT = "draft"  # proposals are made and compared
    PUT_FORWARD = "put_forward"  # one proposal waits for a second person
    APPROVED = "approved"  # its places are made
    CLOSED = "closed"
    DROPPED = "dropped"


class Deed(StrEnum):
    """What somebody does with a sharing."""

    CHANGE = "change"  # another proposal was asked for
    BY_HAND = "by_hand"  # a family was put in or taken out, or that was taken back
    READ_AGAIN = "read_again"  # the needs were read anew
    PUT_FORWARD = "put_forward"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    DROP = "drop"
    CLOSE = "close"


SHARING = Moves(
    SharingState.DRAFT,
    (
        move(Deed.CHANGE, "draft", None),
        move(Deed.BY_HAND, "draft", None),
        move(Deed.READ_AGAIN, "draft", None),
        move(Deed.PUT_FORWARD, "draft", SharingState.PUT_FORWARD),
        move(Deed.SEND_BACK, "put_forward", SharingState.DRAFT),
        move(Deed.APPROVE, "put_forward", SharingState.APPROVED),
        move(Deed.DROP, "draft put_forward", SharingState.DROPPED),
        move(Deed.CLOSE, "approved", SharingState.CLOSED),
    ),
)


class PlaceState(StrEnum):
    """Where a place for one family stands."""

    NAMED = "named"  # next in line: proposed in the place of a family that declined
    APPROVED = "approved"
    MADE = "made"  # a referral, an application, a request for a place, a seat
    REFUSED = "refused"  # it could not be made
    GIVEN = "given"
    DECLINED = "declined"
    DROPPED = "dropped"


class PlaceDeed(StrEnum):
    """What happens to a place."""

    APPROVE = "approve"
    DROP = "drop"
    MAKE = "make"
    REFUSE = "refuse"
    TRY_AGAIN = "try_again"
    GIVE = "give"
    DECLINE = "decline"


PLACE = Moves(
    PlaceState.NAMED,
    (
        move(PlaceDeed.APPROVE, "named", PlaceState.APPROVED),
        move(PlaceDeed.DROP, "named", PlaceState.DROPPED),
        move(PlaceDeed.MAKE, "approved", PlaceState.MADE),
        move(PlaceDeed.REFUSE, "approved", PlaceState.REFUSED),
        move(PlaceDeed.TRY_AGAIN, "refused", PlaceState.APPROVED),
        move(PlaceDeed.GIVE, "made", PlaceState.GIVEN),
        move(PlaceDeed.DECLINE, "made refused approved", PlaceState.DECLINED),
    ),
)
HOLDING = (PlaceState.NAMED, PlaceState.APPROVED, PlaceState.MADE, PlaceState.REFUSED, PlaceState.GIVEN)
