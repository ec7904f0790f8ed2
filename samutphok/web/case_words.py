"""How cases are written on a page: where one stands, what was done, who does a step, how a family agreed."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from samutphok.cases.actions import AgreedBy, ContactKind, Witness
from samutphok.cases.domain.conference import ConferenceState
from samutphok.cases.domain.course import CaseDone, CaseState, StepState
from samutphok.cases.domain.listing import CaseStanding, Whose
from samutphok.cases.domain.merge import Kind
from samutphok.cases.domain.plan import AGENCY, FAMILY, VOLUNTEER, WORKER
from samutphok.cases.queries import problem_words, rules_on
from samutphok.partners.queries import agency_label, agency_short
from samutphok.web.words import Sign

STATES: Mapping[CaseState, Sign] = {
    CaseState.OPENED: Sign(pgettext_lazy("case", "no plan yet"), "circle-dashed", "unknown"),
    CaseState.PLANNED: Sign(pgettext_lazy("case", "plan not agreed yet"), "pencil", "unknown"),
    CaseState.AGREED: Sign(pgettext_lazy("case", "plan agreed with the family"), "circle-check", "good"),
    CaseState.CHANGED: Sign(pgettext_lazy("case", "plan changed after the family agreed"), "alert-triangle", "unknown"),
    CaseState.CLOSED: Sign(pgettext_lazy("case", "closed"), "lock", "plain"),
}
STANDINGS: Mapping[CaseStanding, Sign] = {
    CaseStanding.OVERDUE: Sign(pgettext_lazy("case", "a step is late"), "alert-triangle", "bad"),
    CaseStanding.DUE: Sign(pgettext_lazy("case", "a step is due soon"), "clock", "unknown"),
    CaseStanding.SILENT: Sign(pgettext_lazy("case", "long without contact"), "circle-dashed", "bad"),
    CaseStanding.UNPLANNED: Sign(pgettext_lazy("case", "long without a plan"), "clipboard-list", "bad"),
    CaseStanding.UNAGREED: Sign(pgettext_lazy("case", "waits for the family's agreement"), "pencil", "unknown"),
    CaseStanding.CLOSING: Sign(pgettext_lazy("case", "closing waits for a second person"), "lock", "unknown"),
    CaseStanding.CLOSED: Sign(pgettext_lazy("case", "closed"), "lock", "plain"),
}
STANDING_FILTERS: Mapping[CaseStanding, Promise] = {
    CaseStanding.OVERDUE: pgettext_lazy("cases", "Steps late"),
    CaseStanding.DUE: pgettext_lazy("cases", "Due soon"),
    CaseStanding.SILENT: pgettext_lazy("cases", "Long without contact"),
    CaseStanding.UNPLANNED: pgettext_lazy("cases", "Long without a plan"),
    CaseStanding.UNAGREED: pgettext_lazy("cases", "Not agreed yet"),
    CaseStanding.CLOSING: pgettext_lazy("cases", "Closing to confirm"),
    CaseStanding.CLOSED: pgettext_lazy("cases", "Closed"),
}
WHOSE: Mapping[Whose, Promise] = {
    Whose.MINE: pgettext_lazy("cases", "My cases"),
    Whose.AREA: pgettext_lazy("cases", "All of the area"),
    Whose.NOBODY: pgettext_lazy("cases", "Nobody's"),
}
STEP_STATES: Mapping[StepState, Sign] = {
    StepState.OPEN: Sign(pgettext_lazy("step", "to be done"), "circle-dashed", "unknown"),
    StepState.DONE: Sign(pgettext_lazy("step", "done"), "circle-check", "good"),
    StepState.FAILED: Sign(pgettext_lazy("step", "did not work"), "circle-x", "bad"),
    StepState.DROPPED: Sign(pgettext_lazy("step", "no longer wanted"), "minus", "plain"),
}
ACTS: Mapping[str, Sign] = {
    CaseDone.OPEN: Sign(pgettext_lazy("case act", "Case opened"), "lock-open"),
    CaseDone.ASSIGN: Sign(pgettext_lazy("case act", "Given to somebody"), "user"),
    CaseDone.PLAN: Sign(pgettext_lazy("case act", "Plan written"), "clipboard-list"),
    CaseDone.AGREE: Sign(pgettext_lazy("case act", "Family agreed to the plan"), "heart-handshake"),
    CaseDone.STEP: Sign(pgettext_lazy("case act", "Step"), "list-check"),
    CaseDone.CONTACT: Sign(pgettext_lazy("case act", "Contact with the family"), "message-question"),
    CaseDone.NOTE: Sign(pgettext_lazy("case act", "Note"), "pencil"),
    CaseDone.CONFER: Sign(pgettext_lazy("case act", "Decided in a case conference"), "users-group"),
    CaseDone.ASK_CLOSING: Sign(pgettext_lazy("case act", "Asked to close the case"), "lock"),
    CaseDone.SEND_BACK: Sign(pgettext_lazy("case act", "Closing sent back"), "arrow-back-up"),
    CaseDone.CLOSE: Sign(pgettext_lazy("case act", "Case closed"), "lock"),
    CaseDone.REOPEN: Sign(pgettext_lazy("case act", "Case opened again"), "refresh"),
}
CONTACTS: Mapping[ContactKind, Promise] = {
    ContactKind.VISIT: pgettext_lazy("contact", "Visit at home"),
    ContactKind.PHONE: pgettext_lazy("contact", "Telephone"),
    ContactKind.OFFICE: pgettext_lazy("contact", "At the office"),
    ContactKind.MESSAGE: pgettext_lazy("contact", "Message"),
    ContactKind.THROUGH: pgettext_lazy("contact", "Through somebody else"),
}
AGREED: Mapping[AgreedBy, Promise] = {
    AgreedBy.SIGNED: pgettext_lazy("agreement", "signed on the screen"),
    AgreedBy.PAPER: pgettext_lazy("agreement", "signed on paper"),
    AgreedBy.SPOKEN: pgettext_lazy("agreement", "by word of mouth, before a witness"),
}
WITNESSES: Mapping[Witness, Promise] = {
    Witness.VILLAGE_HEAD: pgettext_lazy("witness", "Village head or community chair"),
    Witness.VOLUNTEER: pgettext_lazy("witness", "Social-development volunteer (อพม.)"),
    Witness.HEALTH_VOLUNTEER: pgettext_lazy("witness", "Village health volunteer (อสม.)"),
    Witness.LOCAL_OFFICER: pgettext_lazy("witness", "Officer of the local government"),
    Witness.TEACHER: pgettext_lazy("witness", "Teacher"),
    Witness.RELATIVE: pgettext_lazy("witness", "Relative"),
    Witness.NEIGHBOUR: pgettext_lazy("witness", "Neighbour"),
}
PEOPLE: Mapping[str, Promise] = {
    FAMILY: pgettext_lazy("responsible", "The family"),
    WORKER: pgettext_lazy("responsible", "The case worker"),
    VOLUNTEER: pgettext_lazy("responsible", "A volunteer"),
}
CHANGES: Mapping[Kind, Sign] = {
    Kind.ADDED: Sign(pgettext_lazy("plan", "added"), "plus", "good"),
    Kind.REMOVED: Sign(pgettext_lazy("plan", "taken out"), "minus", "bad"),
    Kind.CHANGED: Sign(pgettext_lazy("plan", "changed"), "pencil", "unknown"),
}
CONFERENCES: Mapping[ConferenceState, Sign] = {
    ConferenceState.CALLED: Sign(pgettext_lazy("conference", "called"), "calendar", "unknown"),
    ConferenceState.HELD: Sign(pgettext_lazy("conference", "held, minutes to be signed"), "pencil", "unknown"),
    ConferenceState.SIGNED: Sign(pgettext_lazy("conference", "minutes signed"), "circle-check", "good"),
    ConferenceState.CANCELLED: Sign(pgettext_lazy("conference", "cancelled"), "circle-x", "plain"),
}
PARTS: Mapping[str, Promise] = {
    "Goal": pgettext_lazy("plan", "Goal of the family"),
    "Strength": pgettext_lazy("plan", "Strength"),
    "Difficulty": pgettext_lazy("plan", "Problem"),
    "Step": pgettext_lazy("plan", "Step"),
}
FIELDS: Mapping[str, Promise] = {
    "text": pgettext_lazy("plan", "Text"),
    "code": pgettext_lazy("plan", "Kind of problem"),
    "responsible": pgettext_lazy("plan", "Responsible"),
    "due_on": pgettext_lazy("plan", "Due day"),
    "indicator": pgettext_lazy("plan", "What shows that it worked"),
    "problem": pgettext_lazy("plan", "Problem it is about"),
    "referral_id": pgettext_lazy("plan", "Referral"),
}


def language() -> str:
    """The reader's language."""
    return get_language() or "th"


def problem_word(code: str) -> str:
    """A problem of the catalogue in words, '' for none."""
    found = problem_words().get(code)
    return found.label.in_language(language()) if found else ""


def responsible_word(who: str, *, short: bool = False) -> str:
    """Who does a step."""
    if who.startswith(AGENCY):
        code = who.removeprefix(AGENCY)
        return (agency_short(code) if short else agency_label(code)).in_language(language())
    return str(PEOPLE.get(who, who))


def outcome_word(code: str, on: date) -> str:
    """How a case ended."""
    found = rules_on(on).outcomes.get(code)
    return found.label.in_language(language()) if found else code
