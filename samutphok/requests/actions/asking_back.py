"""A caller asks what became of their request."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samutphok.requests.actions.knocking import full, knock
from samutphok.requests.domain.telling import NUMBER_DIGITS, read_digits
from samutphok.requests.domain.views import Answer
from samutphok.requests.errors import TooMany
from samutphok.requests.queries.answers import answer_to
from samutphok.requests.queries.rules import rules_on


def ask_answer(*, number: str, check: str, address: str, now: datetime) -> Answer | None:
    """The answer for number and code; None when they do not belong together, whatever of them is wrong.

    Each question counts for the address, each wrong one for the number too, whether there is such a request or not.
    Raises TooMany.
    """
    limits = rules_on(timezone.localdate(now)).limits
    with transaction.atomic():
        knock("answer", address, most=limits.answers, now=now)
        figures = read_digits(number, NUMBER_DIGITS)
        blocked = full("wrong_code", figures, most=limits.wrong_codes, now=now)
        if blocked:
            raise TooMany
        found = answer_to(number=number, check=check, now=now)
        if found is None and figures:
            knock("wrong_code", figures, most=limits.wrong_codes, now=now)
    return found
