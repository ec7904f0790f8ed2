"""What visits tell of a family, beside what the registers do: for the family's page and its printed logbook."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from samutphok.insights.domain.choice import Dimension
from samutphok.insights.domain.evidence import Evidence
from samutphok.insights.domain.readings import Reading
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.feelings import FeelingsOfDay as FeelingsOfDay
from samutphok.logbook.domain.feelings import feelings_by_day as feelings_by_day
from samutphok.logbook.domain.record import Answer
from samutphok.logbook.domain.standing import Said, StandingFact, Words


@dataclass(frozen=True, slots=True)
class VisitSeen:
    """One visit in the family's story. speaker: who made it. outcome: as the form says, '' for a decision.

    changes: members who came or went by it; answers: how many questions that feed the logbook were answered;
    photographs: documents that it brought; met: merged, soft, hard or decision; others: who else had visited meanwhile;
    replaced: a correction stands in its place.
    """

    id: UUID
    day: date
    received_at: datetime
    speaker: str
    outcome: str
    changes: tuple["MemberChange", ...]
    answers: int
    photographs: tuple[UUID, ...]
    met: str
    others: tuple[str, ...]
    replaced: bool


@dataclass(frozen=True, slots=True)
class MemberChange:
    """That a member was born, joined, moved out, died, or was met and in no register. on: the day that was said."""

    kind: str
    who: str
    on: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: an answer with who gives it; registers have their row, visits their speaker and day."""

    answer: Answer
    evidence: Evidence | None = None
    speaker: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """An indicator that a visit asked about. who: the member, '' for the family. contested: two visits differ."""

    number: int
    text: Bilingual
    who: str
    register: Side
    visit: Side
    contested: bool

    @property
    def differs(self) -> bool:
        """Whether the register says otherwise."""
        sides = (self.register.answer, self.visit.answer)
        return Answer.UNKNOWN not in sides and sides[0] is not sides[1]

    @property
    def stands_out(self) -> bool:
        """Whether somebody should look: the register says otherwise, or two visits do."""
        return self.contested or self.differs


@dataclass(frozen=True, slots=True)
class DimensionCompared:
    """One dimension: what visits say of its indicators, beside the registers."""

    dimension: Dimension
    label: Bilingual
    indicators: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class AfterVisit:
    """The level and the definitions with the visits' facts laid over the registers, by the rules of the list.

    level: 0-3 or None; reading: with its clauses; learnt: facts that no register told and a visit does; disputed: facts
    about which two visits differ, which count as unknown; assumed: what is still taken as given.
    """

    as_of: date
    level: int | None
    reading: Reading
    definitions: tuple[Reading, ...]
    learnt: tuple[Bilingual, ...]
    disputed: tuple[Bilingual, ...]
    assumed: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class FactTold:
    """Something that visits say of the family or a member, with what stood before, the newest last."""

    fact: StandingFact
    who: str


@dataclass(frozen=True, slots=True)
class FamilyVisits:
    """Everything that visits tell, as far as the viewer is cleared. visits: the newest first.

    compared: dimensions in which a visit asked something; told: what else stands; conflicts: how many facts two visits
    say differently.
    """

    visits: tuple[VisitSeen, ...]
    after: AfterVisit | None
    compared: tuple[DimensionCompared, ...]
    told: tuple[FactTold, ...]
    feelings: tuple[FeelingsOfDay, ...]
    words: tuple[Words, ...]
    conflicts: int

    @property
    def last(self) -> VisitSeen | None:
        """The last visit."""
        made = (one for one in self.visits if not one.replaced and one.met != "decision")
        return max(made, key=lambda one: (one.day, one.received_at), default=None)

    @property
    def differing(self) -> tuple[DimensionCompared, ...]:
        """Only what the visits say otherwise than the registers, or about which two visits differ."""
        found = (
            replace(one, indicators=tuple(row for row in one.indicators if row.stands_out)) for one in self.compared
        )
        return tuple(one for one in found if one.indicators)

    @property
    def last_words(self) -> tuple[Words, ...]:
        """What the family said in its own words, each kind as it was said last."""
        newest: dict[str, Words] = {}
        for one in self.words:
            newest.setdefault(one.fact.name, one)
        return tuple(newest.values())


@dataclass(frozen=True, slots=True)
class SaidGroup:
    """What stands of one member, or of the household (who '')."""

    who: str
    facts: tuple[StandingFact, ...]


@dataclass(frozen=True, slots=True)
class FamilySaid:
    """Everything that visits say of a family, as far as the viewer is cleared. name: of its first member."""

    household_id: UUID
    name: str
    groups: tuple[SaidGroup, ...]


def side_of(said: Said | None, value: str | None) -> Side:
    """A visit's answer to an indicator: 1 passed, 0 failed."""
    answer = {"1": Answer.PASSED, "0": Answer.FAILED}.get(value or "", Answer.UNKNOWN)
    return Side(answer, None, said.speaker if said else "", said.day if said else None)
