"""How aid is worded."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from samutphok.aid.domain.application import State, Step
from samutphok.aid.domain.kinds import Form, SourceKind
from samutphok.aid.domain.ledger import EvidenceKind
from samutphok.aid.domain.needs import PledgeState
from samutphok.web.words import Sign

SOURCES: Mapping[SourceKind, Promise] = {
    SourceKind.BUDGET: pgettext_lazy("aid", "State budget"),
    SourceKind.AGENCY: pgettext_lazy("aid", "An agency's own means"),
    SourceKind.FUND: pgettext_lazy("aid", "A fund"),
    SourceKind.FIRM: pgettext_lazy("aid", "A firm or organisation"),
    SourceKind.SUPPORTER: pgettext_lazy("aid", "A private supporter"),
    SourceKind.FAMILY_OR_VILLAGE: pgettext_lazy("aid", "People of the community"),
}
FORMS: Mapping[Form, Promise] = {
    Form.MONEY: pgettext_lazy("aid", "Money"),
    Form.GOODS: pgettext_lazy("aid", "Goods"),
    Form.SERVICE: pgettext_lazy("aid", "Service"),
    Form.HOUSE: pgettext_lazy("aid", "House"),
    Form.HONOUR: pgettext_lazy("aid", "Thanks"),
}
EVIDENCE: Mapping[EvidenceKind, Promise] = {
    EvidenceKind.RECEIPT: pgettext_lazy("aid", "Receipt"),
    EvidenceKind.PHOTOGRAPH: pgettext_lazy("aid", "Photograph"),
    EvidenceKind.SIGNATURE: pgettext_lazy("aid", "Signature"),
    EvidenceKind.THUMB: pgettext_lazy("aid", "Thumb print"),
    EvidenceKind.PAPER: pgettext_lazy("aid", "Paper list"),
    EvidenceKind.TRANSFER: pgettext_lazy("aid", "Bank transfer"),
}
STATES: Mapping[State, Sign] = {
    State.APPLIED: Sign(pgettext_lazy("aid", "waits for investigation"), "clock", "unknown"),
    State.INVESTIGATED: Sign(pgettext_lazy("aid", "waits for a decision"), "clock", "unknown"),
    State.APPROVED: Sign(pgettext_lazy("aid", "approved, waits for payment"), "circle-check", "good"),
    State.SENT: Sign(pgettext_lazy("aid", "sent to the bank"), "send", "unknown"),
    State.PAID: Sign(pgettext_lazy("aid", "paid"), "circle-check", "good"),
    State.REFUSED: Sign(pgettext_lazy("aid", "refused"), "circle-x", "plain"),
    State.WITHDRAWN: Sign(pgettext_lazy("aid", "taken back"), "minus", "plain"),
    State.RETURNED: Sign(pgettext_lazy("aid", "money came back"), "arrow-back-up", "plain"),
}
STEPS: Mapping[Step, Promise] = {
    Step.INVESTIGATE: pgettext_lazy("aid step", "Investigated"),
    Step.ASK_AGAIN: pgettext_lazy("aid step", "Sent back for another investigation"),
    Step.APPROVE: pgettext_lazy("aid step", "Approved"),
    Step.REFUSE: pgettext_lazy("aid step", "Refused"),
    Step.SEND: pgettext_lazy("aid step", "Sent to the bank"),
    Step.NOT_TAKEN: pgettext_lazy("aid step", "Not taken by the bank"),
    Step.PAY: pgettext_lazy("aid step", "Paid"),
    Step.RETURN: pgettext_lazy("aid step", "Money came back"),
    Step.WITHDRAW: pgettext_lazy("aid step", "Taken back"),
}
PLEDGES: Mapping[PledgeState, Sign] = {
    PledgeState.PROMISED: Sign(pgettext_lazy("pledge", "waits to be matched"), "clock", "unknown"),
    PledgeState.MATCHING: Sign(pgettext_lazy("pledge", "on its way to families"), "send", "unknown"),
    PledgeState.DELIVERED: Sign(pgettext_lazy("pledge", "reached the families"), "circle-check", "good"),
    PledgeState.WITHDRAWN: Sign(pgettext_lazy("pledge", "taken back"), "minus", "plain"),
    PledgeState.DECLINED: Sign(pgettext_lazy("pledge", "not taken up"), "circle-x", "plain"),
}
