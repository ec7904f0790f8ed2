"""The rules in force."""

from datetime import date
from functools import cache

from samutphok.kernel.policies import policy_on
from samutphok.verification.domain.rules import FAMILY, Checks, read_checks


@cache
def checks_on(day: date) -> Checks:
    """The rules of verification that hold on a day."""
    return read_checks(policy_on("verification", FAMILY, day=day))
