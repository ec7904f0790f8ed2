"""What waits in helping families: on everybody's first page, each their own part."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samutphok.insights.domain.home import Movement
from samutphok.kernel.errors import Bilingual


class HelpTask(StrEnum):
    """Kinds of work that wait, the most urgent first; the desk gives each its page and its words."""

    CRITICAL_REQUESTS = "critical_requests"
    LATE_REQUESTS = "late_requests"
    OPEN_REQUESTS = "open_requests"
    DANGER = "danger"
    LATE_REFERRALS = "late_referrals"
    ESCALATED = "escalated"
    REFERRALS = "referrals"
    APPOINTMENTS = "appointments"
    OVERDUE_CASES = "overdue_cases"
    DESK_CASES = "desk_cases"
    CLOSINGS = "closings"
    UNPLANNED = "unplanned"
    UNAGREED = "unagreed"
    CONFERENCES = "conferences"
    NO_CONTACT = "no_contact"
    CONTACTS = "contacts"
    WATCHED = "watched"
    INVESTIGATE = "investigate"
    DECIDE_AID = "decide_aid"
    PAY_AID = "pay_aid"
    PLEDGES = "pledges"
    PLACES_ASKED = "places_asked"
    STAYS_DUE = "stays_due"
    WORK_RESULTS = "work_results"
    APPROVE_SHARES = "approve_shares"
    NEXT_IN_LINE = "next_in_line"
    STUCK_PLACES = "stuck_places"
    FINDINGS = "findings"
    SOLVABLE = "solvable"
    FAILED_MESSAGES = "failed_messages"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits, and how many of it; only counts above zero."""

    kind: HelpTask
    count: int


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency on the governor's board. median_days: working days to its first answer, None before the first."""

    code: str
    label: Bilingual
    open: int
    late: int
    escalated: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class MetFlows:
    """From fragile to strong by visits: families met since a day whose level was known before.

    met: all that were met; families: those with a level before and now; felt, secure: means of ten of `answered` families.
    """

    movement: Movement | None
    met: int
    families: int
    since: date
    until: date | None
    felt: float | None
    secure: float | None
    answered: int


@dataclass(frozen=True, slots=True)
class HelpHome:
    """The viewer's part. agencies: for whoever supervises an area, else None; begun: any referral is on record there."""

    waiting: tuple[Waiting, ...]
    agencies: tuple[AgencyRow, ...] | None
    flows: MetFlows | None
    area_code: str

    @property
    def escalated(self) -> int:
        """How many referrals have gone beyond the head of their agency."""
        return sum(one.escalated for one in self.agencies or ())

    @property
    def behind(self) -> tuple[AgencyRow, ...]:
        """Agencies with something late."""
        return tuple(one for one in self.agencies or () if one.late)
