"""The closed compartment in plain words: said to its team alone."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from samutphok.entitlements.domain.answers import Outcomes
from samutphok.protected.domain.glass import Reason, Standing
from samutphok.protected.domain.matters import Kind
from samutphok.web.words import Sign

KINDS: dict[str, Promise] = {
    Kind.VIOLENCE: pgettext_lazy("protected", "Violence in the family"),
    Kind.ABUSE: pgettext_lazy("protected", "Abuse of a child, an elderly or a disabled person"),
    Kind.TRAFFICKING: pgettext_lazy("protected", "Human trafficking"),
    Kind.HIV: pgettext_lazy("protected", "Living with HIV"),
    Kind.MENTAL_CRISIS: pgettext_lazy("protected", "Mental crisis"),
    Kind.WITNESS: pgettext_lazy("protected", "Witness"),
    Kind.OTHER: pgettext_lazy("protected", "Something else to be kept apart"),
}

ACTS: dict[str, Promise] = {
    "plan_safety": pgettext_lazy("protected", "Safety plan"),
    "refer_police": pgettext_lazy("protected", "Handed to the police"),
    "refer_hospital": pgettext_lazy("protected", "Handed to a hospital"),
    "refer_shelter": pgettext_lazy("protected", "Handed to a shelter"),
    "follow_up": pgettext_lazy("protected", "Looked in again"),
    "note": pgettext_lazy("protected", "Note for the team"),
    "name_team": pgettext_lazy("protected", "Changed the team"),
    "close": pgettext_lazy("protected", "Close the matter"),
    "reopen": pgettext_lazy("protected", "Open it again"),
}

STATES: dict[str, Sign] = {
    "opened": Sign(pgettext_lazy("protected", "no safety plan yet"), "alert-triangle", "problem"),
    "safe_plan": Sign(pgettext_lazy("protected", "safety plan made"), "shield-check", "good"),
    "followed": Sign(pgettext_lazy("protected", "being followed"), "eye", "good"),
    "closed": Sign(pgettext_lazy("protected", "closed"), "circle-check", "unknown"),
}

REASONS: dict[str, Promise] = {
    Reason.LIFE_AT_RISK: pgettext_lazy("protected", "A life is at risk now"),
    Reason.CHILD_IN_DANGER: pgettext_lazy("protected", "A child may be in danger"),
    Reason.COURT_ORDER: pgettext_lazy("protected", "An order of a court"),
    Reason.TEAM_UNREACHABLE: pgettext_lazy("protected", "The team cannot be reached"),
}

STANDINGS: dict[str, Sign] = {
    Standing.ASKED: Sign(pgettext_lazy("protected", "waits for a second person"), "clock", "unknown"),
    Standing.OPEN: Sign(pgettext_lazy("protected", "open now"), "lock-open", "problem"),
    Standing.TO_REVIEW: Sign(pgettext_lazy("protected", "to be reviewed"), "eye", "unknown"),
    Standing.LATE: Sign(pgettext_lazy("protected", "review is late"), "alert-triangle", "problem"),
    Standing.LAPSED: Sign(pgettext_lazy("protected", "lapsed"), "minus", "unknown"),
    Standing.REVIEWED: Sign(pgettext_lazy("protected", "reviewed"), "circle-check", "good"),
}

OUTCOMES: dict[str, Sign] = {
    Outcomes.ELIGIBLE: Sign(pgettext_lazy("protected", "has the right"), "circle-check", "good"),
    Outcomes.NOT: Sign(pgettext_lazy("protected", "has no right"), "minus", "plain"),
    Outcomes.MAY_APPLY: Sign(pgettext_lazy("protected", "may apply"), "circle-check", "good"),
    Outcomes.UNKNOWN: Sign(pgettext_lazy("protected", "a fact is missing"), "circle-dashed", "unknown"),
}
