"""Where a submission stands when it has come, and what becomes of those that it changes or that waited for it."""

from dataclasses import dataclass
from enum import StrEnum

from samutphok.submissions.domain.submission import LIVE, Standing


class Reason(StrEnum):
    """Why a submission is not read into the logbook, as far as it is not the reading that failed."""

    NONE = ""
    KEY_REVOKED = "key_revoked"
    FORM_UNKNOWN = "form_unknown"
    PARENT_MISSING = "parent_missing"  # changes a submission that has not come, or that waits itself
    PARENT_NOT_CURRENT = "parent_not_current"  # changes one that something else has already taken the place of
    OTHER_BYTES = "other_bytes"  # the same instanceID was there with other answers


class Parent(StrEnum):
    """The submission that another one takes the place of (deprecatedID), as the office has it."""

    NONE = "none"  # nothing is to be replaced
    CURRENT = "current"
    MISSING = "missing"
    NOT_CURRENT = "not_current"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a submission stands, and why it goes no further."""

    standing: Standing
    reason: Reason = Reason.NONE


def judge(*, revoked: bool, form: Reason, parent: Parent, complete: bool) -> Verdict:
    """Where a submission stands that nobody has decided on. form: NONE or FORM_UNKNOWN."""
    if revoked:
        return Verdict(Standing.QUARANTINED, Reason.KEY_REVOKED)
    if form:
        return Verdict(Standing.QUARANTINED, form)
    if parent is Parent.MISSING:
        return Verdict(Standing.QUARANTINED, Reason.PARENT_MISSING)
    if parent is Parent.NOT_CURRENT:
        return Verdict(Standing.CONFLICT, Reason.PARENT_NOT_CURRENT)
    return Verdict(Standing.STORED if complete else Standing.INCOMPLETE)


def parent_state(standing: Standing | None, *, same_sender: bool) -> Parent:
    """How the submission to be replaced stands; None: it has not come. Only its own sender may replace one."""
    if standing is None:
        return Parent.MISSING
    if not same_sender:
        return Parent.NOT_CURRENT
    if standing in LIVE:
        return Parent.CURRENT
    return Parent.MISSING if standing is Standing.QUARANTINED else Parent.NOT_CURRENT
