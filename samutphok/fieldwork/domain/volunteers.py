"""Volunteers as other rooms and pages see them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class VolunteerKind(StrEnum):
    """Whose volunteer somebody is."""

    SOCIAL = "social"  # อพม., of the social-development ministry
    HEALTH = "health"  # อสม., of the health ministry
    OTHER = "other"


class Certificate(StrEnum):
    """Whether somebody may go out with the form today."""

    VALID = "valid"
    ENDING = "ending"  # within two months
    LAPSED = "lapsed"
    NONE = "none"


ENDING_WITHIN = 60  # days


@dataclass(frozen=True, slots=True)
class VolunteerView:
    """One volunteer. families: how many they go to now. phone: None where sealed off."""

    id: UUID
    account_id: str
    name: str
    kind: VolunteerKind
    area_code: str
    villages: tuple[str, ...]
    trained_on: date | None
    certified_until: date | None
    active: bool
    families: int = 0
    phone: str | None = None
    stopped_at: datetime | None = None
    stopped_because: str = ""

    def certificate(self, today: date) -> Certificate:
        """Whether the certificate holds on the day."""
        return certificate(self.certified_until, today)


def certificate(until: date | None, today: date) -> Certificate:
    """Whether a certificate that holds up to and with `until` is valid on the day, and for how much longer."""
    if until is None:
        return Certificate.NONE
    left = (until - today).days
    if left < 0:
        return Certificate.LAPSED
    return Certificate.ENDING if left <= ENDING_WITHIN else Certificate.VALID


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise ValueError("every month has a 28th")
