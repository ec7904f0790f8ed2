"""Words of the watch list and of the contacts that are due."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.watch.domain.rhythms import Contact, WatchReason
from samutphok.watch.domain.watching import WatchEnd, WatchState
from samutphok.web.words import Sign

REASON_ICONS = {
    WatchReason.CARER_DIED: "heartbeat",
    WatchReason.LOST_JOB: "coin",
    WatchReason.LEVEL_WORSE: "arrow-up",
    WatchReason.NEW_DEPENDANT: "user-plus",
    WatchReason.ENDED_BENEFIT: "circle-x",
    WatchReason.REPEATED_REQUESTS: "repeat",
    WatchReason.FEELINGS_FELL: "mood-smile",
}
STATES = {
    WatchState.WATCHED: Sign(pgettext_lazy("watch", "nobody has been there yet"), "circle-dashed", "open"),
    WatchState.VISIT_ASKED: Sign(pgettext_lazy("watch", "a visit is on its way"), "clock", "plain"),
    WatchState.SEEN: Sign(pgettext_lazy("watch", "visited; decide what follows"), "eye", "open"),
    WatchState.ENDED: Sign(pgettext_lazy("watch", "ended"), "circle-check", "good"),
}
ENDS: dict[WatchEnd, Promise] = {
    WatchEnd.STRONGER: pgettext_lazy("watch", "The family manages; stop watching"),
    WatchEnd.NO_NEED: pgettext_lazy("watch", "The sign was not so; stop watching"),
    WatchEnd.CASE: pgettext_lazy("watch", "A case follows"),
    WatchEnd.MOVED: pgettext_lazy("watch", "The family has moved away"),
}
STANDINGS = {
    Contact.NO_CONTACT: Sign(pgettext_lazy("contact", "No contact"), "alert-triangle", "bad"),
    Contact.OVERDUE: Sign(pgettext_lazy("contact", "Overdue"), "clock", "bad"),
    Contact.DUE: Sign(pgettext_lazy("contact", "Due soon"), "calendar", "open"),
    Contact.LATER: Sign(pgettext_lazy("contact", "Later"), "circle-check", "plain"),
    Contact.DONE: Sign(pgettext_lazy("contact", "Followed to the end"), "circle-check", "good"),
}
BENEFITS = {
    "elderly_allowance": _("elderly allowance"),
    "disability_allowance": _("disability allowance"),
    "child_grant": _("child support grant"),
    "school_grant": _("school grant"),
    "welfare_card": _("state welfare card"),
    "social_security": _("social security"),
    "pension": _("pension"),
    "disability": _("register of disability"),
    "state_welfare": _("register of state welfare"),
    "provincial_aid": _("provincial aid"),
}
