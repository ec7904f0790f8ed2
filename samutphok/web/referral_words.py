"""How referrals are written on a page: where one stands, what can be done, what was done, whose turn it is."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from samutphok.referrals.domain.referral import Mode
from samutphok.referrals.domain.table import ClockKind, Deed, Side, State
from samutphok.web.words import Sign

STATES: Mapping[State, Sign] = {
    State.SENT: Sign(pgettext_lazy("referral", "waits for an answer"), "send", "unknown"),
    State.ASKED: Sign(pgettext_lazy("referral", "question to the sender"), "message-question", "unknown"),
    State.ACCEPTED: Sign(pgettext_lazy("referral", "accepted"), "check", "good"),
    State.ASKED_LATER: Sign(pgettext_lazy("referral", "question to the sender"), "message-question", "unknown"),
    State.APPOINTED: Sign(pgettext_lazy("referral", "appointment made"), "calendar", "good"),
    State.DELIVERED: Sign(pgettext_lazy("referral", "help delivered"), "heart-handshake", "good"),
    State.REFUSED: Sign(pgettext_lazy("referral", "not accepted"), "circle-x", "bad"),
    State.RETURNED: Sign(pgettext_lazy("referral", "given back"), "arrow-back-up", "bad"),
    State.MISSED: Sign(pgettext_lazy("referral", "family did not come"), "circle-dashed", "bad"),
    State.FAILED: Sign(pgettext_lazy("referral", "did not help"), "alert-triangle", "bad"),
    State.EXPIRED: Sign(pgettext_lazy("referral", "sharing has ended"), "lock", "bad"),
    State.WORKED: Sign(pgettext_lazy("referral", "helped"), "circle-check", "good"),
    State.SETTLED: Sign(pgettext_lazy("referral", "closed"), "minus", "plain"),
    State.WITHDRAWN: Sign(pgettext_lazy("referral", "withdrawn"), "x", "plain"),
    State.TRANSFERRED: Sign(pgettext_lazy("referral", "went to another agency"), "share", "plain"),
}
DOING: Mapping[Deed, Sign] = {
    Deed.ACCEPT: Sign(pgettext_lazy("referral act", "Accept"), "check"),
    Deed.ASK: Sign(pgettext_lazy("referral act", "Ask the sender"), "message-question"),
    Deed.ANSWER: Sign(pgettext_lazy("referral act", "Answer the question"), "send"),
    Deed.REFUSE: Sign(pgettext_lazy("referral act", "Not accept"), "circle-x"),
    Deed.RETURN: Sign(pgettext_lazy("referral act", "Give back"), "arrow-back-up"),
    Deed.APPOINT: Sign(pgettext_lazy("referral act", "Make an appointment"), "calendar"),
    Deed.DELIVER: Sign(pgettext_lazy("referral act", "Help was delivered"), "heart-handshake"),
    Deed.MISSED: Sign(pgettext_lazy("referral act", "The family did not come"), "circle-dashed"),
    Deed.WORKED: Sign(pgettext_lazy("referral act", "It helped"), "circle-check"),
    Deed.FAILED: Sign(pgettext_lazy("referral act", "It did not help"), "alert-triangle"),
    Deed.SEND_AGAIN: Sign(pgettext_lazy("referral act", "Send it again"), "repeat"),
    Deed.TRANSFER: Sign(pgettext_lazy("referral act", "Send it to another agency"), "share"),
    Deed.WITHDRAW: Sign(pgettext_lazy("referral act", "Withdraw"), "x"),
    Deed.SETTLE: Sign(pgettext_lazy("referral act", "Close without result"), "minus"),
    Deed.NOTE: Sign(pgettext_lazy("referral act", "Write a note"), "pencil"),
    Deed.TAKE: Sign(pgettext_lazy("referral act", "I answer for it"), "user"),
    Deed.RENEW: Sign(pgettext_lazy("referral act", "Share anew"), "refresh"),
}
DONE: Mapping[Deed, Promise] = {
    Deed.REFER: pgettext_lazy("referral done", "sent"),
    Deed.ACCEPT: pgettext_lazy("referral done", "accepted"),
    Deed.ASK: pgettext_lazy("referral done", "asked"),
    Deed.ANSWER: pgettext_lazy("referral done", "answered"),
    Deed.REFUSE: pgettext_lazy("referral done", "did not accept"),
    Deed.RETURN: pgettext_lazy("referral done", "gave it back"),
    Deed.APPOINT: pgettext_lazy("referral done", "made an appointment"),
    Deed.DELIVER: pgettext_lazy("referral done", "delivered help"),
    Deed.MISSED: pgettext_lazy("referral done", "the family did not come"),
    Deed.WORKED: pgettext_lazy("referral done", "it helped"),
    Deed.FAILED: pgettext_lazy("referral done", "it did not help"),
    Deed.SEND_AGAIN: pgettext_lazy("referral done", "sent it again"),
    Deed.TRANSFER: pgettext_lazy("referral done", "sent it to another agency"),
    Deed.WITHDRAW: pgettext_lazy("referral done", "withdrew it"),
    Deed.SETTLE: pgettext_lazy("referral done", "closed it"),
    Deed.EXPIRE: pgettext_lazy("referral done", "sharing ended"),
    Deed.NOTE: pgettext_lazy("referral done", "noted"),
    Deed.TAKE: pgettext_lazy("referral done", "answers for it"),
    Deed.REASSIGN: pgettext_lazy("referral done", "gave it to a colleague"),
    Deed.RENEW: pgettext_lazy("referral done", "shared anew"),
    Deed.REMIND: pgettext_lazy("referral done", "reminded"),
    Deed.ESCALATE_HEAD: pgettext_lazy("referral done", "told the head of the agency"),
    Deed.ESCALATE_PROVINCE: pgettext_lazy("referral done", "told the provincial office"),
    Deed.ESCALATE_GOVERNOR: pgettext_lazy("referral done", "told the governor"),
}
CLOCKS: Mapping[ClockKind, Promise] = {
    ClockKind.ANSWER: pgettext_lazy("referral clock", "first answer"),
    ClockKind.REPLY: pgettext_lazy("referral clock", "reply to the question"),
    ClockKind.BEGIN: pgettext_lazy("referral clock", "appointment or help"),
    ClockKind.MEETING: pgettext_lazy("referral clock", "what came of the appointment"),
    ClockKind.OUTCOME: pgettext_lazy("referral clock", "whether it helped"),
    ClockKind.DECIDE: pgettext_lazy("referral clock", "what to do now"),
}
SIDES: Mapping[Side, Promise] = {
    Side.AGENCY: pgettext_lazy("referral side", "agency"),
    Side.SENDER: pgettext_lazy("referral side", "sender"),
}
MODES: Mapping[Mode, Promise] = {
    Mode.HAND_OVER: pgettext_lazy("referral mode", "The agency takes it over"),
    Mode.JOINT: pgettext_lazy("referral mode", "Both work on it together"),
}
TURNS = (
    ("", pgettext_lazy("referral turn", "All")),
    ("own", pgettext_lazy("referral turn", "Waits for us")),
    ("other", pgettext_lazy("referral turn", "Waits for the other side")),
    ("open", pgettext_lazy("referral turn", "Either side's turn")),
    ("ended", pgettext_lazy("referral turn", "Ended")),
)
