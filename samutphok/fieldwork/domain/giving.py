"""What a coordinator gives out, and who is taken on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samutphok.fieldwork.domain.progress import Purpose
from samutphok.fieldwork.domain.volunteers import VolunteerKind

MOST_AT_ONCE = 300  # families given out by one form


@dataclass(frozen=True, slots=True)
class Giving:
    """Families, each with its volunteer, for one purpose.

    rhythm_days: of a companion; None takes the rules' own. due_on: the first day on which each is due; None takes the
    rules' own by level.
    """

    to: Mapping[UUID, UUID]
    purpose: Purpose = Purpose.VISIT
    rhythm_days: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What became of it. standing: families somebody goes to already for that purpose; absent: out of reach."""

    given: int
    standing: int
    absent: int


@dataclass(frozen=True, slots=True)
class NewVolunteer:
    """Somebody to be taken on. villages: eight-digit codes, or communities; the first tells the tambon.

    account_id: of somebody who logs in already; '' makes an account without a password.
    """

    name: str
    villages: tuple[str, ...]
    kind: VolunteerKind = VolunteerKind.SOCIAL
    phone: str = ""
    trained_on: date | None = None
    certified_until: date | None = None
    account_id: str = ""


@dataclass(frozen=True, slots=True)
class NewTraining:
    """A training session that took place. attended: volunteers by id, True for those who passed."""

    title: str
    area_code: str
    held_on: date
    months: int
    attended: Mapping[UUID, bool]
