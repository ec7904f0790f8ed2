"""The number of a request and the code that goes with it: both follow from its id and the installation's key."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from samutphok.foundation.privacy import blind_index
from samutphok.kernel.dates import buddhist_year
from samutphok.requests.domain.telling import check_of, number_of


def check_code(request_id: UUID) -> str:
    """Six figures that nobody without the key can work out; nothing of them is kept."""
    return check_of(blind_index("request_check", str(request_id)))


def number_for(request_id: UUID, *, now: datetime, turn: int = 0) -> str:
    """The number that a request taken now gets; `turn` counts on where two requests meet."""
    chance = int(blind_index("request_number", str(request_id))[:12], 16) + turn
    return number_of(year=buddhist_year(timezone.localdate(now)), chance=chance)


def handed_index(number: str, check: str) -> str:
    """By what a number that was handed to a named team is known again."""
    return blind_index("request_handed", f"{number} {check}")
