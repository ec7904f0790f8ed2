"""How requests are written on a page: by which way they came, how urgent they are, where they stand, how they ended."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy

from samutphok.kernel.errors import Bilingual
from samutphok.requests.domain.asking import Channel, Kind, Outcome, Urgency
from samutphok.requests.domain.rules import RequestRules
from samutphok.requests.domain.standing import State
from samutphok.web.words import Sign

CHANNELS: dict[Channel, Sign] = {
    Channel.HOTLINE: Sign(pgettext_lazy("channel", "Hotline 1300"), "device-mobile"),
    Channel.WALK_IN: Sign(pgettext_lazy("channel", "Came in person"), "user"),
    Channel.CENTRE: Sign(pgettext_lazy("channel", "Tambon centre"), "home"),
    Channel.WEB: Sign(pgettext_lazy("channel", "Web"), "mail"),
    Channel.VOLUNTEER: Sign(pgettext_lazy("channel", "Volunteer's find"), "map-pin"),
    Channel.AGENCY: Sign(pgettext_lazy("channel", "Another agency"), "building-community"),
}
URGENCIES: dict[Urgency, Sign] = {
    Urgency.CRITICAL: Sign(pgettext_lazy("urgency", "Critical"), "alert-triangle", "bad"),
    Urgency.URGENT: Sign(pgettext_lazy("urgency", "Urgent"), "clock", "unknown"),
    Urgency.NORMAL: Sign(pgettext_lazy("urgency", "Normal"), "calendar", "plain"),
    Urgency.INFORMATION: Sign(pgettext_lazy("urgency", "Information"), "info-circle", "plain"),
}
STATES: dict[State, Sign] = {
    State.WAITING: Sign(pgettext_lazy("request", "waits"), "circle-dashed", "unknown"),
    State.IN_HAND: Sign(pgettext_lazy("request", "in hand"), "user", "plain"),
    State.SETTLED: Sign(pgettext_lazy("request", "settled"), "circle-check", "good"),
}
OUTCOMES: dict[Outcome, Promise] = {
    Outcome.SOLVED: pgettext_lazy("request outcome", "Solved"),
    Outcome.INFORMED: pgettext_lazy("request outcome", "Information given"),
    Outcome.HELPED: pgettext_lazy("request outcome", "First help given"),
    Outcome.CASE: pgettext_lazy("request outcome", "A case was opened"),
    Outcome.REFERRED: pgettext_lazy("request outcome", "Referred"),
    Outcome.CORRECTED: pgettext_lazy("request outcome", "Data put right, or shown"),
    Outcome.DUPLICATE: pgettext_lazy("request outcome", "The same as another request"),
    Outcome.CANNOT: pgettext_lazy("request outcome", "Cannot be helped with (say why)"),
    Outcome.NOT_REACHED: pgettext_lazy("request outcome", "Not reached after several tries"),
}
AT_ONCE = (Outcome.INFORMED, Outcome.SOLVED, Outcome.DUPLICATE)
BY_HAND = tuple(one for one in OUTCOMES if one is not Outcome.CASE)
STANDINGS: dict[str, Promise] = {
    "open": pgettext_lazy("requests", "Open"),
    "late": pgettext_lazy("requests", "Late"),
    "mine": pgettext_lazy("requests", "Mine"),
    "waiting": pgettext_lazy("requests", "Nobody's yet"),
    "settled": pgettext_lazy("requests", "Settled"),
}
RELATIONS: dict[str, Promise] = {
    "self": pgettext_lazy("caller", "For themselves"),
    "family": pgettext_lazy("caller", "For their family"),
    "neighbour": pgettext_lazy("caller", "For a neighbour"),
    "officer": pgettext_lazy("caller", "Officer or volunteer"),
    "other": pgettext_lazy("caller", "For somebody else"),
}
ABOUT: dict[str, Promise] = {
    "name": pgettext_lazy("correction", "Name or number of a person"),
    "members": pgettext_lazy("correction", "Who lives in the family"),
    "place": pgettext_lazy("correction", "Address"),
    "income": pgettext_lazy("correction", "Work and income"),
    "house": pgettext_lazy("correction", "House"),
    "health": pgettext_lazy("correction", "Illness or disability"),
    "benefits": pgettext_lazy("correction", "Benefits received"),
    "other": pgettext_lazy("correction", "Something else"),
}
ACTS: dict[str, Sign] = {
    "take": Sign(pgettext_lazy("request act", "taken"), "inbox"),
    "claim": Sign(pgettext_lazy("request act", "taken in hand"), "user"),
    "let_go": Sign(pgettext_lazy("request act", "put back"), "arrow-back-up"),
    "pass_on": Sign(pgettext_lazy("request act", "passed on"), "share"),
    "rate": Sign(pgettext_lazy("request act", "urgency changed"), "clock"),
    "link": Sign(pgettext_lazy("request act", "family named"), "users-group"),
    "note": Sign(pgettext_lazy("request act", "note"), "pencil"),
    "try": Sign(pgettext_lazy("request act", "called back, nobody reached"), "device-mobile-off"),
    "case_ended": Sign(pgettext_lazy("request act", "the family's case has ended"), "circle-check"),
    "case_again": Sign(pgettext_lazy("request act", "the family's case is worked on again"), "repeat"),
    "hear_again": Sign(pgettext_lazy("request act", "heard again"), "repeat"),
    "help": Sign(pgettext_lazy("request act", "first help given"), "heart-handshake"),
    "escalate": Sign(pgettext_lazy("request act", "late: raised to the supervisor"), "bell", "bad"),
    "settle": Sign(pgettext_lazy("request act", "settled"), "circle-check", "good"),
    "reopen": Sign(pgettext_lazy("request act", "opened again"), "refresh"),
}


def in_words(text: Bilingual) -> str:
    """A text of the policy in the reader's language."""
    return text.in_language(get_language() or "th")


def why(because: str, rules: RequestRules, problems: dict[str, str]) -> str:
    """Why a request is as urgent as it is, from the code that the rule or the desk left."""
    kind, _sign, name = because.partition(":")
    if kind == "safety" and (question := rules.question(name)):
        return in_words(question.label)
    if kind == "problem":
        return problems.get(name, name)
    if kind == "kind":
        return in_words(rules.kinds[Kind(name)].label)
    return gettext("decided at the desk")
