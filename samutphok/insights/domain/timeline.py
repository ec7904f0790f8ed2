"""Who said and did what of a family, and when: registers, lists, decisions, documents, visits and help in one order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from samutphok.insights.domain.evidence import Evidence
from samutphok.insights.domain.family_visits import VisitSeen
from samutphok.kernel.dates import PartialDate
from samutphok.kernel.errors import Bilingual


class EventKind(StrEnum):
    """What an event tells of."""

    REGISTER = "register"
    DRAWING = "drawing"
    DECISION = "decision"
    DOCUMENT = "document"
    VISIT = "visit"
    REQUEST = "request"
    CASE = "case"
    REFERRAL = "referral"
    HELP = "help"
    STAY = "stay"


class Did(StrEnum):
    """What was done, in the events of requests, cases, referrals, help and stays."""

    ASKED = "asked"
    ANSWERED = "answered"
    OPENED = "opened"
    CLOSED = "closed"
    REFERRED = "referred"
    APPOINTED = "appointed"
    GIVEN = "given"
    TAKEN_BACK = "taken_back"
    PLACE_ASKED = "place_asked"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"


class Trend(StrEnum):
    """From fragile to strong, or the other way."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    SAME = "same"
    OPEN = "open"  # one of the two levels is not decided


@dataclass(frozen=True, slots=True)
class Told:
    """A change that a register's cut brought, with names in place of ids; see `logbook.domain.cuts.Change`."""

    kind: str
    who: tuple[str, ...] = ()
    label: Bilingual | None = None
    number: int | None = None
    before: float | None = None
    after: float | None = None
    day: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one drawn list said of the family. on: the day it was drawn; cut: the day to which its registers hold.

    level: 0-3; None with `open` while facts are missing, None without it for a family not of low income.
    met: labels of the definitions that the family meets, by name.
    """

    on: date
    cut: date
    measure: Bilingual
    level: int | None
    open: bool
    outcome: Bilingual
    met: tuple[tuple[str, Bilingual], ...]
    target_poor: int


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A drawing beside the one before it, None for the first."""

    now: Drawing
    before: Drawing | None

    @property
    def trend(self) -> Trend | None:
        """Which way the level went; None without an earlier drawing."""
        return trend(self.before, self.now) if self.before else None

    @property
    def entered(self) -> tuple[Bilingual, ...]:
        """Definitions that the family meets now and did not before; on the first drawing all that it meets."""
        then = {name for name, _ in self.before.met} if self.before else set()
        return tuple(label for name, label in self.now.met if name not in then)

    @property
    def left(self) -> tuple[Bilingual, ...]:
        """Definitions that the family no longer meets."""
        here = {name for name, _ in self.now.met}
        return tuple(label for name, label in (self.before.met if self.before else ()) if name not in here)


@dataclass(frozen=True, slots=True)
class Event:
    """One event. label: who says so, or what it is about; the other fields by kind.

    changes: of a register's cut, empty when it says the same as the one before; drawing: of a list; same: whether a
    decision found one person or two; title: of a document, or the number of what was done; visit: at the door, or a
    decision between two; did: of requests, cases, referrals, help and stays; baht, by: of help, 0 for
    things and service.
    """

    on: date
    kind: EventKind
    label: Bilingual
    evidence: Evidence | None = None
    changes: tuple[Told, ...] = ()
    drawing: Redrawn | None = None
    who: str = ""
    same: bool | None = None
    title: str = ""
    visit: VisitSeen | None = None
    did: Did | None = None
    baht: Decimal = Decimal(0)
    by: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """The events of a year, the newest first."""

    year: PartialDate
    events: tuple[Event, ...]


_FIRST = {
    kind: place
    for place, kind in enumerate((EventKind.VISIT, EventKind.DRAWING, EventKind.DECISION, EventKind.DOCUMENT))
}


def trend(before: Drawing, now: Drawing) -> Trend:
    """From fragile to strong: a lower level is stronger, and no level (income no longer low) the strongest."""
    if before.open or now.open:
        return Trend.OPEN
    then, here = (-1 if one.level is None else one.level for one in (before, now))
    return Trend.SAME if then == here else Trend.STRONGER if here < then else Trend.WEAKER


def redrawn(drawings: Iterable[Drawing]) -> tuple[Redrawn, ...]:
    """Each drawing beside the one before it; given and returned the newest first."""
    newest_first = list(drawings)
    return tuple(Redrawn(now, before) for now, before in zip(newest_first, [*newest_first[1:], None], strict=False))


def timeline(events: Iterable[Event]) -> tuple[Year, ...]:
    """Events by year, the newest first; on one day what people did stands before what registers say."""
    ordered = sorted(events, key=lambda one: (-one.on.toordinal(), _FIRST.get(one.kind, len(_FIRST))))
    return tuple(Year(PartialDate(year), tuple(found)) for year, found in groupby(ordered, key=lambda one: one.on.year))
