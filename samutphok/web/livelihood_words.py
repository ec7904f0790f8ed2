"""Words of the pages about work that are no policy: states, acts, why an occupation stands where it does."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.livelihoods.domain.paths import PathState
from samutphok.web.words import Sign

STATES: Mapping[PathState, Sign] = {
    PathState.CHOSEN: Sign(pgettext_lazy("way", "chosen, not begun"), "target", "unknown"),
    PathState.TRAINING: Sign(pgettext_lazy("way", "in training"), "school", "unknown"),
    PathState.FOLLOWING: Sign(pgettext_lazy("way", "being followed"), "eye", "unknown"),
    PathState.FINISHED: Sign(pgettext_lazy("way", "followed for a year"), "circle-check", "good"),
    PathState.CHANGED: Sign(pgettext_lazy("way", "ended, another is chosen"), "repeat", "plain"),
}

ACTS: Mapping[str, Promise] = {
    "choose": pgettext_lazy("way act", "Chose the occupation"),
    "take_seat": pgettext_lazy("way act", "Got a seat"),
    "give_seat_back": pgettext_lazy("way act", "Gave the seat back"),
    "finish_course": pgettext_lazy("way act", "Finished the course"),
    "start_work": pgettext_lazy("way act", "Began to work"),
    "follow_up": pgettext_lazy("way act", "Was asked how it goes"),
    "last_follow_up": pgettext_lazy("way act", "Was asked how it goes, for the last time"),
    "change": pgettext_lazy("way act", "Ended this way, to choose another"),
}

FOR: Mapping[str, Promise] = {
    "wants": _("wants this kind of work"),
    "knows": _("has done this kind of work"),
    "at_home": _("can be done at home"),
    "soon": _("money comes as soon as it is needed"),
    "no_money": _("takes hardly any money to start"),
    "demand_high": _("much wanted in the province"),
    "demand_some": _("wanted in the province"),
    "seat_free": _("a course has a seat free"),
    "results": _("people in it fare better than in others"),
}

AGAINST: Mapping[str, Promise] = {
    "under_15": _("by law nobody under 15 may be employed"),
    "asks": _("asks for what is hard:"),
    "care": _("away from home, while somebody needs care"),
    "reach": _("work or customers are farther away:"),
    "place": _("needs what is not there yet:"),
    "money": _("takes more money to start:"),
    "schooling": _("is usually asked for:"),
    "soon": _("the first money comes later:"),
    "course": _("has to be learnt:"),
    "demand_low": _("little wanted in the province"),
    "results": _("people in it fare worse than in others"),
}
