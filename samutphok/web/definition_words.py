"""Names of fixed things on the pages of local definitions."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from samutphok.targeting.domain.approval import Move, Standing
from samutphok.targeting.domain.knowledge import Known
from samutphok.targeting.domain.reach import Change
from samutphok.web.words import Sign

STANDINGS: dict[Standing, Sign] = {
    Standing.DRAFT: Sign(pgettext_lazy("definition", "being written"), "pencil", "plain"),
    Standing.PROPOSED: Sign(pgettext_lazy("definition", "waits for approval"), "clock", "open"),
    Standing.COMING: Sign(pgettext_lazy("definition", "approved, not yet in force"), "calendar", "good"),
    Standing.IN_FORCE: Sign(pgettext_lazy("definition", "in force"), "circle-check", "good"),
    Standing.SUPERSEDED: Sign(pgettext_lazy("definition", "no longer in force"), "circle-dashed", "plain"),
    Standing.DISCARDED: Sign(pgettext_lazy("definition", "put aside"), "circle-x", "plain"),
}

MOVES: dict[Move, Promise] = {
    Move.BEGIN: pgettext_lazy("definition step", "began the draft"),
    Move.EDIT: pgettext_lazy("definition step", "changed the draft"),
    Move.PROPOSE: pgettext_lazy("definition step", "proposed it"),
    Move.WITHDRAW: pgettext_lazy("definition step", "took the proposal back"),
    Move.SEND_BACK: pgettext_lazy("definition step", "sent it back"),
    Move.APPROVE: pgettext_lazy("definition step", "approved it"),
    Move.DISCARD: pgettext_lazy("definition step", "put it aside"),
}

CHANGES: dict[Change, Sign] = {
    Change.ENTERS: Sign(pgettext_lazy("comparison", "enter"), "arrow-up", "good"),
    Change.LEAVES: Sign(pgettext_lazy("comparison", "leave"), "arrow-down", "bad"),
    Change.STAYS: Sign(pgettext_lazy("comparison", "stay"), "check", "plain"),
    Change.OPENS: Sign(pgettext_lazy("comparison", "cannot be decided yet"), "help-circle", "open"),
}


@dataclass(frozen=True, slots=True)
class KnownSign:
    """A mark and a word for how far registers know a fact."""

    mark: str
    word: Promise


KNOWN: dict[Known, KnownSign] = {
    Known.YES: KnownSign("●", pgettext_lazy("known", "known from registers")),
    Known.ONLY_YES: KnownSign("◐", pgettext_lazy("known", "only where it is so")),
    Known.SOME: KnownSign("◐", pgettext_lazy("known", "for some people")),
    Known.VISIT: KnownSign("○", pgettext_lazy("known", "not known until a visit")),
}
