"""What an official letter of referral says, before it is typeset."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from samutphok.referrals.domain.referral import SharedField


@dataclass(frozen=True, slots=True)
class LetterCase:
    """One family of the letter: what was shared of it, and what the worker says about it."""

    referral_id: UUID
    number: str
    problem: str
    service: str
    until: date
    shared: tuple[SharedField, ...]
    said: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter. office: the area whose office writes; due: the day by which the first answer is promised; code: of the
    one-time link, '' without one; ended: how many of its referrals share nothing any more."""

    id: UUID
    number: str
    office: str
    agency: str
    area_code: str
    dated: date
    many: bool
    purpose: str
    until: date
    due: date | None
    cases: tuple[LetterCase, ...]
    ended: int
    code: str = field(default="", repr=False)
