"""Words of the pages of homes and programmes that are no policy: states, acts, what is due, levels."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.homes.domain.stays import StayState
from samutphok.programmes.domain.progress import NONE, UNKNOWN
from samutphok.programmes.domain.rounds import Owing
from samutphok.web.words import Sign

STATES: Mapping[StayState, Sign] = {
    StayState.ASKED: Sign(pgettext_lazy("stay", "asked for a place"), "inbox", "unknown"),
    StayState.WAITING: Sign(pgettext_lazy("stay", "waits"), "clock", "unknown"),
    StayState.STAYING: Sign(pgettext_lazy("stay", "in the house"), "home", "good"),
    StayState.AWAY: Sign(pgettext_lazy("stay", "away for some days"), "calendar", "unknown"),
    StayState.REFUSED: Sign(pgettext_lazy("stay", "not received"), "x", "bad"),
    StayState.WITHDRAWN: Sign(pgettext_lazy("stay", "withdrawn"), "arrow-back-up", "plain"),
    StayState.DISCHARGED: Sign(pgettext_lazy("stay", "has left"), "check", "plain"),
    StayState.TRANSFERRED: Sign(pgettext_lazy("stay", "passed to another home"), "share", "plain"),
}

ACTS: Mapping[str, Promise] = {
    "ask": pgettext_lazy("stay act", "A place was asked for"),
    "put_on_list": pgettext_lazy("stay act", "Put on the waiting list"),
    "change_urgency": pgettext_lazy("stay act", "Urgency changed"),
    "refuse": pgettext_lazy("stay act", "Not received"),
    "withdraw": pgettext_lazy("stay act", "Withdrawn"),
    "admit": pgettext_lazy("stay act", "Admitted"),
    "identify": pgettext_lazy("stay act", "It became known who it is"),
    "move_place": pgettext_lazy("stay act", "Moved to another place"),
    "leave": pgettext_lazy("stay act", "Away for some days"),
    "come_back": pgettext_lazy("stay act", "Came back"),
    "plan": pgettext_lazy("stay act", "Care plan written"),
    "review": pgettext_lazy("stay act", "Care plan reviewed"),
    "transfer": pgettext_lazy("stay act", "Passed to another home"),
    "discharge": pgettext_lazy("stay act", "Left the home"),
}

DUE: Mapping[str, Promise] = {
    "plan": pgettext_lazy("stay due", "write the care plan"),
    "review": pgettext_lazy("stay due", "review the care plan"),
    "back": pgettext_lazy("stay due", "due back"),
}

LEVELS: Mapping[int, Promise] = {
    3: pgettext_lazy("programme level", "Level 3"),
    2: pgettext_lazy("programme level", "Level 2"),
    1: pgettext_lazy("programme level", "Level 1"),
    0: pgettext_lazy("programme level", "Level 0"),
    NONE: pgettext_lazy("programme level", "No level"),
    UNKNOWN: pgettext_lazy("programme level", "Not known"),
}

OWING: Mapping[Owing, Sign] = {
    Owing.DONE: Sign(pgettext_lazy("report", "reported"), "circle-check", "good"),
    Owing.RUNNING: Sign(pgettext_lazy("report", "round still runs"), "clock", "plain"),
    Owing.DUE: Sign(pgettext_lazy("report", "due"), "circle-dashed", "unknown"),
    Owing.LATE: Sign(pgettext_lazy("report", "late"), "alert-triangle", "bad"),
}

NUMBERS: Mapping[str, Promise] = {
    "target_poor": _("Target-poor people"),
    "target_households": _("Target-poor families"),
    "poor_households": _("Survey-poor families"),
    "health": _("Target-poor people, health"),
    "living": _("Target-poor people, living conditions"),
    "education": _("Target-poor people, education"),
    "income": _("Target-poor people, income"),
    "accessibility": _("Target-poor people, access to state services"),
}

LINES: Mapping[str, Promise] = {
    "obstacle": pgettext_lazy("programme book", "Obstacle"),
    "activity": pgettext_lazy("programme book", "Activity"),
    "result": pgettext_lazy("programme book", "Result"),
}

BOOKS: Mapping[str, Promise] = {
    "obstacle": pgettext_lazy("programme book", "Obstacles"),
    "activity": pgettext_lazy("programme book", "Activities"),
    "result": pgettext_lazy("programme book", "Results"),
    "need": pgettext_lazy("area plan", "Needs"),
    "factor": pgettext_lazy("area plan", "Success factors"),
    "threat": pgettext_lazy("area plan", "Threats to remove"),
}
