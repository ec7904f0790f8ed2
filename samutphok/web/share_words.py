"""What the pages of fair shares call their states, reasons and acts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from samutphok.allocation.domain.explaining import Near
from samutphok.allocation.domain.proposal import Why
from samutphok.allocation.domain.sharing import Aim
from samutphok.allocation.domain.table import Deed, PlaceState, SharingState
from samutphok.web.words import Sign

STATES: Mapping[SharingState, Sign] = {
    SharingState.DRAFT: Sign(pgettext_lazy("shares", "being worked out"), "clock", "unknown"),
    SharingState.PUT_FORWARD: Sign(pgettext_lazy("shares", "waits for approval"), "clock", "unknown"),
    SharingState.APPROVED: Sign(pgettext_lazy("shares", "approved"), "circle-check", "good"),
    SharingState.CLOSED: Sign(pgettext_lazy("shares", "closed"), "check", "plain"),
    SharingState.DROPPED: Sign(pgettext_lazy("shares", "dropped"), "minus", "plain"),
}
PLACES: Mapping[PlaceState, Sign] = {
    PlaceState.NAMED: Sign(pgettext_lazy("shares", "next in line, waits for approval"), "clock", "unknown"),
    PlaceState.APPROVED: Sign(pgettext_lazy("shares", "approved, being made"), "clock", "unknown"),
    PlaceState.MADE: Sign(pgettext_lazy("shares", "passed on"), "send", "unknown"),
    PlaceState.REFUSED: Sign(pgettext_lazy("shares", "could not be made"), "alert-triangle", "bad"),
    PlaceState.GIVEN: Sign(pgettext_lazy("shares", "given"), "circle-check", "good"),
    PlaceState.DECLINED: Sign(pgettext_lazy("shares", "declined"), "circle-x", "plain"),
    PlaceState.DROPPED: Sign(pgettext_lazy("shares", "not named after all"), "minus", "plain"),
}
WHYS: Mapping[str, Promise] = {
    Why.HAS_ENOUGH: pgettext_lazy("shares", "Get something else of this sharing"),
    Why.PLACES_GONE: pgettext_lazy("shares", "All places went to families with more points, or as many"),
    Why.BUDGET_GONE: pgettext_lazy("shares", "The money is used up"),
    Why.AREA_CEILING: pgettext_lazy("shares", "Their area has its largest share"),
    Why.AREA_FLOOR: pgettext_lazy("shares", "A place is kept for areas with a floor"),
    Why.NO_SCORE: pgettext_lazy("shares", "No points, or taken out by hand"),
}
NEARS: Mapping[str, Promise] = {
    Near.POINTS: pgettext_lazy("shares", "%(points)s points short of the last who gets a place"),
    Near.LOT: pgettext_lazy("shares", "As many points as the last who gets a place; the lot decided"),
    Near.AREA: pgettext_lazy("shares", "Its area has its largest share; %(points)s points short of the last there"),
    Near.OTHERS: pgettext_lazy("shares", "The places are kept for areas with a floor, or for who was put in by hand"),
    Near.HAS: pgettext_lazy("shares", "Gets something else of this sharing"),
    Near.TAKEN_OUT: pgettext_lazy("shares", "Taken out by hand"),
    Near.NO_NEED: pgettext_lazy("shares", "No points of need are known"),
}
PARTS: Mapping[str, Promise] = {
    "level": pgettext_lazy("shares", "level %(much)s of the family"),
    "dimensions": pgettext_lazy("shares", "%(much)s dimensions fail"),
    "dependants": pgettext_lazy("shares", "%(much)s dependants"),
    "months": pgettext_lazy("shares", "has waited %(much)s months"),
}
DEEDS: Mapping[str, Promise] = {
    Deed.CHANGE: pgettext_lazy("shares", "Had another proposal worked out"),
    Deed.BY_HAND: pgettext_lazy("shares", "Put a family in, took it out, or took that back"),
    Deed.READ_AGAIN: pgettext_lazy("shares", "Had the needs read anew"),
    Deed.PUT_FORWARD: pgettext_lazy("shares", "Put a proposal forward"),
    Deed.SEND_BACK: pgettext_lazy("shares", "Sent it back"),
    Deed.APPROVE: pgettext_lazy("shares", "Approved it"),
    Deed.DROP: pgettext_lazy("shares", "Dropped it"),
    Deed.CLOSE: pgettext_lazy("shares", "Closed it"),
}
AIMS: Mapping[Aim, Promise] = {
    Aim.NEED: pgettext_lazy("shares", "Meet the most need, wherever it is"),
    Aim.EVEN: pgettext_lazy("shares", "Lift the area where the least need is met"),
}
