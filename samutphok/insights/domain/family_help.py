"""The help tab of a family: who works with it, what is being done and by when, and what everybody has given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from samutphok.aid.domain.ledger import GiftView
from samutphok.cases.domain.case import CaseSummary, CaseView
from samutphok.homes.domain.views import StayLine
from samutphok.insights.domain.family import HelpReceived
from samutphok.insights.domain.timeline import Event, Year, timeline
from samutphok.kernel.dates import fiscal_year
from samutphok.kernel.errors import Bilingual
from samutphok.livelihoods.domain.views import PathLine
from samutphok.logbook.domain.feelings import FeelingsOfDay
from samutphok.programmes.domain.views import PartOf
from samutphok.referrals.domain.referral import ReferralLine
from samutphok.referrals.domain.table import ENDS
from samutphok.requests.domain.views import RequestLine
from samutphok.watch.domain.watching import LevelStep, WatchRow


class NextKind(StrEnum):
    """What comes next for a family."""

    STEP = "step"  # of the plan
    APPOINTMENT = "appointment"  # with an agency
    ANSWER = "answer"  # that an agency owes
    OURS = "ours"  # that the office owes
    LOOK_IN = "look_in"  # from the watch list


@dataclass(frozen=True, slots=True)
class Next:
    """Something that comes, by a day; late: the day has passed. label: the agency or the reason, empty for the plan."""

    day: date
    kind: NextKind
    label: Bilingual
    late: bool
    link: UUID | None = None


@dataclass(frozen=True, slots=True)
class Referred:
    """A referral with its agency in words."""

    line: ReferralLine
    agency: Bilingual
    problem: Bilingual

    @property
    def open(self) -> bool:
        """Whether somebody still owes something."""
        return self.line.state not in ENDS


@dataclass(frozen=True, slots=True)
class Given:
    """An entry of the ledger in words."""

    gift: GiftView
    kind: Bilingual
    giver: Bilingual

    @property
    def stands(self) -> bool:
        """Whether it was neither taken back nor takes back another."""
        return self.gift.reverses is None and self.gift.reversed_by is None


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """What stands above the fold: the case in short, open referrals, what comes next. Nothing where nothing has begun."""

    household_id: UUID
    case: CaseSummary | None
    referred: tuple[Referred, ...]
    next: tuple[Next, ...]

    @property
    def begun(self) -> bool:
        """Whether any work with this family is on record."""
        return self.case is not None or bool(self.referred)

    @property
    def first(self) -> Next | None:
        """What comes first."""
        return self.next[0] if self.next else None


@dataclass(frozen=True, slots=True)
class FamilyHelp:
    """The tab. fiscal_year: of the Buddhist era; registers: help that registers record, all years; full: as on the page."""

    line: FamilyLine
    name: str
    area_code: str
    fiscal_year: int
    given: tuple[Given, ...]
    registers: tuple[HelpReceived, ...]
    full: bool

    @property
    def this_year(self) -> tuple[Given, ...]:
        """Entries of the ledger of this fiscal year, what was taken back among them."""
        return tuple(one for one in self.given if fiscal_year(one.gift.given_on) == self.fiscal_year)

    @property
    def baht_this_year(self) -> Decimal:
        """The value of the ledger's entries of this fiscal year, reversals subtracted."""
        return sum((one.gift.baht for one in self.this_year), Decimal(0))


@dataclass(frozen=True, slots=True)
class Way:
    """A way into work of one of the family, with its occupation in words."""

    line: PathLine
    occupation: Bilingual


@dataclass(frozen=True, slots=True)
class FamilyBeside:
    """What stands beside: programmes, stays, requests, ways into work, why it is watched, and its way from fragile to strong."""

    household_id: UUID
    programmes: tuple[PartOf, ...]
    stays: tuple[StayLine, ...]
    requests: tuple[RequestLine, ...]
    watched: tuple[WatchRow, ...]
    levels: tuple[LevelStep, ...]
    feelings: tuple[FeelingsOfDay, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyWork:
    """What was done with and for a family, as far as the viewer may see it. plan: of an open case, None without one."""

    line: FamilyLine
    given: tuple[Given, ...]
    events: tuple[Event, ...]
    plan: CaseView | None = None

    @property
    def years(self) -> tuple[Year, ...]:
        """The events by year, the newest first."""
        return timeline(self.events)

    @property
    def standing(self) -> tuple[Given, ...]:
        """Help that was given and not taken back."""
        return tuple(one for one in self.given if one.stands)


def what_comes(
    case: CaseSummary | None, referred: Iterable[Referred], *, today: date, local_day: dict[datetime, date]
) -> tuple[Next, ...]:
    """What comes next, the earliest first. local_day: the day of each moment, where the office is."""
    found: list[Next] = []
    if case and case.open and case.next_due:
        found.append(Next(case.next_due, NextKind.STEP, Bilingual("", ""), case.next_due < today, case.id))
    for one in referred:
        line = one.line
        if not one.open:
            continue
        if line.appointment_at and local_day[line.appointment_at] >= today:
            found.append(Next(local_day[line.appointment_at], NextKind.APPOINTMENT, one.agency, False, line.id))
        elif line.due_at:
            kind = NextKind.ANSWER if line.side == "agency" else NextKind.OURS
            found.append(Next(local_day[line.due_at], kind, one.agency, line.late, line.id))
    return tuple(sorted(found, key=lambda one: (one.day, one.kind)))
