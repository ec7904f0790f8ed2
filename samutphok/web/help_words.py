"""Words of what waits in helping families, and of what comes next for a family."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.insights.domain.family_help import NextKind
from samutphok.insights.domain.help_home import HelpTask
from samutphok.insights.domain.timeline import Did, EventKind
from samutphok.referrals.domain.table import State
from samutphok.web.words import Sign, TaskWords

HELP_TASKS: dict[HelpTask, TaskWords] = {
    HelpTask.CRITICAL_REQUESTS: TaskWords(
        _("critical requests"), _("Somebody may be in danger. Open them first."), "alert-triangle", "requests"
    ),
    HelpTask.LATE_REQUESTS: TaskWords(
        _("requests are past their term"), _("Those who asked still wait for an answer."), "clock", "requests"
    ),
    HelpTask.OPEN_REQUESTS: TaskWords(
        _("requests wait"), _("Each of them ends in an answer that the caller can ask for."), "inbox", "requests"
    ),
    HelpTask.DANGER: TaskWords(
        _("families show a sign of danger"), _("Look in today, or call 1300."), "alert-triangle", "triage"
    ),
    HelpTask.LATE_REFERRALS: TaskWords(
        _("referrals are past their term"), _("It is your side's turn."), "clock", "referrals"
    ),
    HelpTask.ESCALATED: TaskWords(
        _("referrals were escalated to you"),
        _("The agency's term is over. Call its head."),
        "alert-triangle",
        "referrals_sent",
    ),
    HelpTask.REFERRALS: TaskWords(
        _("referrals wait for your side"), _("Answer before the clock runs out."), "send", "referrals"
    ),
    HelpTask.APPOINTMENTS: TaskWords(
        _("appointments today"), _("Families come to you, or you go to them."), "calendar", "referrals"
    ),
    HelpTask.OVERDUE_CASES: TaskWords(
        _("of your cases have a step that is late"), _("Do it, or agree on another day."), "clock", "cases"
    ),
    HelpTask.DESK_CASES: TaskWords(
        _("cases have no worker of their own"), _("Take one, or give it to a colleague."), "user-plus", "cases"
    ),
    HelpTask.CLOSINGS: TaskWords(
        _("closings wait for a second person"),
        _("Read the evidence, then agree or send back."),
        "circle-check",
        "cases",
    ),
    HelpTask.UNPLANNED: TaskWords(
        _("open cases have no plan yet"), _("Write the first plan with the family."), "clipboard-list", "cases"
    ),
    HelpTask.UNAGREED: TaskWords(
        _("plans wait for the family's agreement"),
        _("Read the plan together, then note what the family says."),
        "file-text",
        "cases",
    ),
    HelpTask.CONFERENCES: TaskWords(
        _("case conferences are called"),
        _("Families are put to your agency or stand on your agenda."),
        "users",
        "conferences",
    ),
    HelpTask.NO_CONTACT: TaskWords(
        _("families that nobody meets any more"),
        _("Tried in vain or long overdue; decide who goes."),
        "alert-triangle",
        "watch_due",
    ),
    HelpTask.CONTACTS: TaskWords(
        _("families are to be met again"), _("By the rhythm of their level."), "calendar", "watch_due"
    ),
    HelpTask.WATCHED: TaskWords(
        _("watched families are due a look"), _("Each with the sign that put it there."), "eye", "watch"
    ),
    HelpTask.INVESTIGATE: TaskWords(
        _("applications for aid wait for a visit"), _("Investigate before a second person decides."), "search", "aid"
    ),
    HelpTask.DECIDE_AID: TaskWords(
        _("applications for aid wait for your decision"), _("You decide as the second person."), "coin", "aid"
    ),
    HelpTask.PAY_AID: TaskWords(
        _("approved payments wait"), _("Send the transfer file, then the receipts."), "coin", "aid"
    ),
    HelpTask.PLEDGES: TaskWords(
        _("promises of private givers wait"), _("Match them with a family in need."), "heart-handshake", "aid"
    ),
    HelpTask.PLACES_ASKED: TaskWords(
        _("people wait for a place in your home"), _("Whoever is next stands on top."), "home", "homes"
    ),
    HelpTask.STAYS_DUE: TaskWords(
        _("stays are due to be looked at"), _("Care plan, or the way home."), "calendar", "homes"
    ),
    HelpTask.WORK_RESULTS: TaskWords(
        _("people are to be asked how work is going"),
        _("3, 6 and 12 months after a course or the first day of work."),
        "school",
        "livelihood_due",
    ),
    HelpTask.APPROVE_SHARES: TaskWords(
        _("sharings wait for your approval"), _("You decide as the second person."), "scale", "shares"
    ),
    HelpTask.NEXT_IN_LINE: TaskWords(
        _("families next in line wait for your word"), _("In the place of families that declined."), "users", "shares"
    ),
    HelpTask.STUCK_PLACES: TaskWords(
        _("approved places could not be passed on"),
        _("Read why, then try again or give up."),
        "alert-triangle",
        "shares",
    ),
    HelpTask.FINDINGS: TaskWords(
        _("findings of the data checks wait for you"),
        _("Mend the data, or say why they stand."),
        "search",
        "verification_findings",
    ),
    HelpTask.SOLVABLE: TaskWords(
        _("problems can be solved now"),
        _("A service exists here and nobody deals with them yet."),
        "list-check",
        "triage",
    ),
    HelpTask.FAILED_MESSAGES: TaskWords(
        _("messages could not be sent"), _("Correct the address, or call."), "mail", "messages"
    ),
}
NEXT: dict[NextKind, Promise] = {
    NextKind.STEP: pgettext_lazy("next", "a step of the plan"),
    NextKind.APPOINTMENT: pgettext_lazy("next", "appointment"),
    NextKind.ANSWER: pgettext_lazy("next", "the agency answers"),
    NextKind.OURS: pgettext_lazy("next", "our turn with"),
    NextKind.LOOK_IN: pgettext_lazy("next", "look in"),
}
REFERRED: dict[str, Sign] = {
    State.SENT: Sign(pgettext_lazy("referral", "sent, no answer yet"), "send", "open"),
    State.ASKED: Sign(pgettext_lazy("referral", "the agency asks"), "message-question", "open"),
    State.ACCEPTED: Sign(pgettext_lazy("referral", "accepted"), "check", "plain"),
    State.ASKED_LATER: Sign(pgettext_lazy("referral", "the agency asks"), "message-question", "open"),
    State.APPOINTED: Sign(pgettext_lazy("referral", "appointment made"), "calendar", "plain"),
    State.DELIVERED: Sign(pgettext_lazy("referral", "help delivered, result open"), "heart-handshake", "open"),
    State.REFUSED: Sign(pgettext_lazy("referral", "refused"), "circle-x", "bad"),
    State.RETURNED: Sign(pgettext_lazy("referral", "sent back"), "arrow-back-up", "bad"),
    State.MISSED: Sign(pgettext_lazy("referral", "the family did not come"), "alert-triangle", "bad"),
    State.FAILED: Sign(pgettext_lazy("referral", "did not help"), "circle-x", "bad"),
    State.EXPIRED: Sign(pgettext_lazy("referral", "sharing has ended"), "lock", "bad"),
    State.WORKED: Sign(pgettext_lazy("referral", "worked"), "circle-check", "good"),
    State.SETTLED: Sign(pgettext_lazy("referral", "closed"), "check", "plain"),
    State.WITHDRAWN: Sign(pgettext_lazy("referral", "withdrawn"), "x", "plain"),
    State.TRANSFERRED: Sign(pgettext_lazy("referral", "passed on"), "share", "plain"),
}
DID: dict[Did, Promise] = {
    Did.ASKED: pgettext_lazy("done", "Request taken"),
    Did.ANSWERED: pgettext_lazy("done", "Request answered"),
    Did.OPENED: pgettext_lazy("done", "Case opened"),
    Did.CLOSED: pgettext_lazy("done", "Case closed"),
    Did.REFERRED: pgettext_lazy("done", "Referred to an agency"),
    Did.APPOINTED: pgettext_lazy("done", "Appointment with an agency"),
    Did.GIVEN: pgettext_lazy("done", "Help given"),
    Did.TAKEN_BACK: pgettext_lazy("done", "Entry of help taken back"),
    Did.PLACE_ASKED: pgettext_lazy("done", "A place in a home was asked for"),
    Did.MOVED_IN: pgettext_lazy("done", "Moved into a home"),
    Did.MOVED_OUT: pgettext_lazy("done", "Moved out of a home"),
}
WORK_ICONS: dict[EventKind, str] = {
    EventKind.REQUEST: "inbox",
    EventKind.CASE: "clipboard-list",
    EventKind.REFERRAL: "send",
    EventKind.HELP: "heart-handshake",
    EventKind.STAY: "home",
}
