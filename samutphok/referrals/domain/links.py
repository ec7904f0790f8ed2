"""One-time links: what their maker gets, and what their holder sees."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.referrals.domain.referral import ReferralView

CODE_DIGITS = 8
TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A fresh link, shown once: the token goes into its address, the code is told apart from it."""

    id: UUID
    token: str = field(repr=False)
    code: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class LinkStanding:
    """How the link of a letter stands. code: as the letter prints it, '' when there is no living link."""

    letter_id: UUID
    code: str = field(repr=False)
    expires_at: datetime | None
    opened_at: datetime | None
    locked: bool


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What the holder of link and code sees: the letter's referrals to the agency, each with its named fields."""

    link_id: UUID
    agency: str
    number: str
    office: str
    expires_at: datetime
    referrals: tuple[ReferralView, ...]


def holder(link_id: UUID, agency: str, areas: tuple[str, ...], now: datetime) -> Viewer:
    """Whoever has link and code, as a viewer: an officer of that agency for the letter's places, and nothing else."""
    return Viewer(f"link:{link_id}", agency, (Grant(Role.AGENCY_OFFICER, areas, agency=agency),), now=now)
