"""A question as a clerk decides it: the row in doubt, everybody it may be, and who lives around them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from samutphok.linkage.domain.accuracy import Rate
from samutphok.linkage.domain.agreement import Reason
from samutphok.linkage.domain.differences import Difference, Side
from samutphok.linkage.domain.gain import Because
from samutphok.linkage.domain.second_look import Table
from samutphok.registry.domain.identity import Identity
from samutphok.registry.domain.views import Source


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody of a household; `also` when the other side's household has somebody of the same name."""

    identity: Identity = field(repr=False)
    also: bool = False


@dataclass(frozen=True, slots=True)
class CandidateView:
    """Whom the row may be. thing: to be given back with the decision; probability: None where only a number says so;
    visible: False when they belong to an area in which the viewer may not decide, and then nothing of them is told."""

    thing: str
    visible: bool
    probability: float | None
    side: Side
    differences: tuple[Difference, ...]
    sources: tuple[Source, ...] = ()
    household_id: UUID | None = None
    household: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A row in doubt. look_id: not None when somebody has answered before, which the page must not show.

    version: to be given back with the decision; decidable: all candidates are in the viewer's areas.
    """

    id: UUID
    look_id: UUID | None
    version: int
    reasons: tuple[Reason, ...]
    because: tuple[Because, ...]
    claimed: Side
    source: Source
    area_code: str
    since: datetime
    candidates: tuple[CandidateView, ...]
    household_id: UUID | None = None
    household: tuple[Neighbour, ...] = ()
    decidable: bool = True


@dataclass(frozen=True, slots=True)
class LastWord:
    """The viewer's newest decision, which can be taken back. outcome: 'same' or 'different'."""

    id: UUID
    version: int
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page of decisions shows. place: of the question among all, from 1; waiting: open ones in the viewer's areas;
    decided: the viewer's own of today; passed: those the viewer has left to others."""

    question: QuestionView | None
    place: int
    waiting: int
    decided: int
    passed: int
    last: LastWord | None

    @property
    def work(self) -> int:
        """The viewer's day: what is decided and what is left."""
        return self.waiting + self.decided


@dataclass(frozen=True, slots=True)
class OfficeAgreement:
    """How far two people agreed in one office. waiting: second or third words still to come; agreement, kappa: None where
    there are fewer pairs than the policy asks for."""

    office: str
    table: Table
    waiting: int
    overruled: int
    agreement: Rate | None
    kappa: Rate | None


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """The blind second reading of a period, by office, and of all together."""

    since: date
    until: date
    least: int
    share: float
    offices: tuple[OfficeAgreement, ...]
    together: OfficeAgreement


@dataclass(frozen=True, slots=True)
class DecidedView:
    """One decision of the history: which register's row, what was said, by whom, when; whether it can be taken back."""

    id: UUID
    version: int
    outcome: str
    by: str
    at: datetime
    register: str
    area_code: str
    who: Identity = field(repr=False)
