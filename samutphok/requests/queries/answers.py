"""What a caller is told who asks by number and code."""

from datetime import datetime

from django.utils import timezone

from samutphok.foundation.privacy import unseal
from samutphok.requests.domain.asking import Outcome
from samutphok.requests.domain.standing import State
from samutphok.requests.domain.telling import CHECK_DIGITS, NUMBER_DIGITS, read_digits
from samutphok.requests.domain.views import Answer
from samutphok.requests.models import Mark, Request
from samutphok.requests.queries.checks import check_code, handed_index
from samutphok.requests.queries.rules import rules_on


def answer_to(*, number: str, check: str, now: datetime | None = None) -> Answer | None:
    """What became of a request, for whoever has its number and code; None for everything else, whatever is wrong.

    A matter that was handed to a named team answers as any request that an officer has taken in hand.
    """
    moment = now or timezone.now()
    figures, code = read_digits(number, NUMBER_DIGITS), read_digits(check, CHECK_DIGITS)
    words = rules_on(timezone.localdate(moment)).answers
    row = Request.objects.filter(number=figures).first() if figures else None
    handed = Mark.objects.filter(pk=handed_index(figures, code)).exists()
    if row is not None and check_code(row.id) == code:
        said = unseal(row.said_sealed, bound_to=f"said:{row.id}") if row.said_sealed else ""
        return Answer(row.number, words[_told(row)], State(row.state), said)
    return Answer(figures, words["in_hand"], State.IN_HAND) if figures and handed else None


def case_has_ended(row: Request) -> bool:
    """Whether the case that a request led to has ended, as far as its callers were told; one query."""
    last = (
        row.acts.filter(name__in=("case_ended", "case_again", "settle")).order_by("-at").values_list("name", flat=True)
    )
    return last.first() == "case_ended"


def _told(row: Request) -> str:
    """Which answer of the policy holds: of a duplicate, that of the request it repeats once this one has ended."""
    if row.outcome == Outcome.DUPLICATE and row.duplicate_of is not None and row.duplicate_of.outcome:
        first = row.duplicate_of
        return "duplicate" if first.outcome in (Outcome.DUPLICATE, Outcome.CANNOT) else _told(first)
    if row.outcome == Outcome.CASE and case_has_ended(row):
        return "case_ended"
    return row.outcome or row.state
