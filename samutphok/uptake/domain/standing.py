"""Where somebody stands with one benefit: what the rules say, against what registers and the ledger say was received."""

from enum import StrEnum

from samutphok.entitlements.domain.answers import Outcomes


class Standing(StrEnum):
    """One person or household and one benefit. Everybody has exactly one standing with each benefit."""

    UNCLAIMED = "unclaimed"  # entitled, and a register that covers the area does not have them
    UNTOLD = "untold"  # entitled, and nobody can say whether they receive it
    RECEIVED = "received"  # and nothing speaks against it
    WRONG = "wrong"  # received, and the rules say no: to be verified, never stopped by this
    MAY_APPLY = "may_apply"  # the agency decides; not known to have received
    UNKNOWN = "unknown"  # facts are missing, and not known to have received
    NO = "no"  # not entitled, not received


class Group(StrEnum):
    """Of whom a count speaks. The first four add up to all persons; `DISABLED` is an 'of which'; `FAMILY` is households."""

    CHILD = "child"
    ADULT = "adult"
    ELDERLY = "elderly"
    AGE_OPEN = "age_open"
    DISABLED = "disabled"
    FAMILY = "family"
    ALL = "all"


PARTS = (Group.CHILD, Group.ADULT, Group.ELDERLY, Group.AGE_OPEN, Group.FAMILY)


def standing_of(outcome: Outcomes, received: bool | None) -> Standing:
    """The standing of an answer and of what is known to be received; None: nobody can say.

    What was received counts as received even where facts are missing; only a clear no makes it a finding.
    """
    if received:
        return Standing.WRONG if outcome is Outcomes.NOT else Standing.RECEIVED
    if outcome is Outcomes.ELIGIBLE:
        return Standing.UNTOLD if received is None else Standing.UNCLAIMED
    return {
        Outcomes.MAY_APPLY: Standing.MAY_APPLY,
        Outcomes.UNKNOWN: Standing.UNKNOWN,
        Outcomes.NOT: Standing.NO,
    }[outcome]
