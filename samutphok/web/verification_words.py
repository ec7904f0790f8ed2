"""The words of data checks."""

from django.utils.translation import pgettext_lazy

from samutphok.verification.domain.rules import DataKind, Owner, Severity
from samutphok.verification.domain.standing import ActName, State
from samutphok.verification.domain.views import Answer, Standing
from samutphok.web.words import Sign

SEVERITIES = {
    Severity.GRAVE: Sign(pgettext_lazy("severity", "Grave"), "alert-triangle", "bad"),
    Severity.HELP: Sign(pgettext_lazy("severity", "Changes who gets help"), "hand-stop", "open"),
    Severity.TIDY: Sign(pgettext_lazy("severity", "To be tidied"), "pencil"),
}
OWNERS = {
    Owner.COLLECTOR: pgettext_lazy("check", "Desk that leads the collector"),
    Owner.OFFICE: pgettext_lazy("check", "Desk of the tambon or amphoe"),
    Owner.REGISTER: pgettext_lazy("check", "Province, with the register's office"),
}
STATES = {
    State.FOUND: Sign(pgettext_lazy("check", "Found"), "search"),
    State.SENT: Sign(pgettext_lazy("check", "At the desk"), "send", "open"),
    State.MENDED: Sign(pgettext_lazy("check", "Mended"), "circle-check", "good"),
    State.STANDS: Sign(pgettext_lazy("check", "Stands as it is"), "check", "good"),
    State.REOPENED: Sign(pgettext_lazy("check", "Found again"), "repeat", "bad"),
}
STANDINGS = {
    Standing.TO_SEND: pgettext_lazy("check", "To send on"),
    Standing.WAITING: pgettext_lazy("check", "At desks"),
    Standing.CLOSED: pgettext_lazy("check", "Closed"),
}
ACTS = {
    ActName.SEND: Sign(pgettext_lazy("check", "Sent to the desk"), "send"),
    ActName.MEND: Sign(pgettext_lazy("check", "Set right"), "circle-check", "good"),
    ActName.EXPLAIN: Sign(pgettext_lazy("check", "Answered: stands as it is"), "check"),
    ActName.CLEAR: Sign(pgettext_lazy("check", "No longer true at the next checking"), "circle-check", "good"),
    ActName.RECUR: Sign(pgettext_lazy("check", "Found again by the checking"), "repeat", "bad"),
    ActName.DOUBT: Sign(pgettext_lazy("check", "Reopened by the team"), "arrow-back-up", "bad"),
}
ANSWERS = {
    Answer.TRUE: pgettext_lazy("check", "Looked into: it is so"),
    Answer.TOLD: pgettext_lazy("check", "The register's office was told; its next file will show"),
    Answer.OPEN: pgettext_lazy("check", "Cannot be found out"),
}
KINDS = {
    DataKind.IDENTITY: pgettext_lazy("data", "Who somebody is"),
    DataKind.MEMBERS: pgettext_lazy("data", "Members"),
    DataKind.INCOME: pgettext_lazy("data", "Income"),
    DataKind.HOUSING: pgettext_lazy("data", "Housing"),
    DataKind.HEALTH: pgettext_lazy("data", "Health and disability"),
    DataKind.EDUCATION: pgettext_lazy("data", "Education"),
    DataKind.RECEIPT: pgettext_lazy("data", "Benefits received"),
    DataKind.INTERVIEW: pgettext_lazy("data", "The interview itself"),
}
FIELDS = {
    "met": pgettext_lazy("compared", "The first interview was made"),
    "members": pgettext_lazy("compared", "Number of members"),
    "children": pgettext_lazy("compared", "Children under 18"),
    "elderly": pgettext_lazy("compared", "People over 60"),
    "income": pgettext_lazy("compared", "Income a person"),
    "poverty": pgettext_lazy("compared", "Above or below 38,000 baht"),
    "house": pgettext_lazy("compared", "Secure and durable house"),
    "help": pgettext_lazy("compared", "Help received"),
    "disabled": pgettext_lazy("compared", "Disabled members"),
    "cards": pgettext_lazy("compared", "Welfare cards"),
}
SOURCES = {
    "visit": pgettext_lazy("compared", "First interview"),
    "list": pgettext_lazy("compared", "List of members"),
}
EXCLUDED = {
    "found": Sign(pgettext_lazy("excluded", "Found at the door, in no register"), "map-pin"),
    "poor": Sign(pgettext_lazy("excluded", "Seen poor, on no target list"), "coin"),
    "refused": Sign(pgettext_lazy("excluded", "Refused the visit"), "hand-stop"),
    "asked": Sign(pgettext_lazy("excluded", "Asked for help, known to no list"), "message-question"),
}
