"""Who said what of a household, and when: what stands by its visits, as somebody with a clearance may read it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from samutphok.access.domain import Sensitivity
from samutphok.logbook.domain.catalogue import FEELINGS, WORDS, Catalogue, LogbookFact
from samutphok.logbook.domain.merge import FactKey, FactState, Statement
from samutphok.logbook.domain.visits import VisitView, sensitivity_of

Names = Mapping[UUID, VisitView]
_FELT = frozenset(map(str, range(11)))


@dataclass(frozen=True, slots=True)
class Said:
    """That one visit says so. speaker: who, by name; day: of the visit."""

    value: str = field(repr=False)
    visit_id: UUID
    speaker: str
    day: date
    received_at: datetime


@dataclass(frozen=True, slots=True)
class StandingFact:
    """A fact that visits state. standing: more than one value while two visits differ; earlier: what stood before."""

    key: FactKey
    fact: LogbookFact
    standing: tuple[Said, ...]
    earlier: tuple[Said, ...]

    @property
    def contested(self) -> bool:
        """Whether two visits differ."""
        return len({one.value for one in self.standing}) > 1

    @property
    def value(self) -> str | None:
        """What stands; None while two visits differ."""
        return None if self.contested else self.standing[0].value

    @property
    def last(self) -> Said:
        """The newest visit that says so."""
        return self.standing[-1]


@dataclass(frozen=True, slots=True)
class Feeling:
    """How an adult felt at a visit, 0 to 10: 'life_satisfaction' or 'security'."""

    subject: str
    fact: str
    value: float
    day: date


@dataclass(frozen=True, slots=True)
class Words:
    """What the family said in its own words; fact: needs, goals, strengths, help, or what cannot wait."""

    fact: LogbookFact
    said: Said


@dataclass(frozen=True, slots=True)
class HouseholdVisits:
    """The visits to a household, the newest first, and what stands by them, as far as the reader is cleared.

    visits: corrected ones too, with `replaced`; decisions between visits have no form. facts: those that last.
    """

    visits: tuple[VisitView, ...]
    facts: Mapping[FactKey, StandingFact]
    feelings: tuple[Feeling, ...]
    words: tuple[Words, ...]

    @property
    def in_force(self) -> tuple[VisitView, ...]:
        """Visits that no correction stands for, without decisions."""
        return tuple(one for one in self.visits if not one.replaced and one.form_id)

    @property
    def last(self) -> VisitView | None:
        """The last visit."""
        return max(self.in_force, key=lambda one: (one.day, one.received_at), default=None)

    @property
    def contested(self) -> tuple[StandingFact, ...]:
        """Facts about which two visits differ."""
        return tuple(one for one in self.facts.values() if one.contested)

    def answers_of(self, subject: str) -> dict[str, str | None]:
        """What stands of a member, or of the household (''), by fact; None where two visits differ."""
        return {key.fact: one.value for key, one in self.facts.items() if key.subject == subject}


def what_stands(
    visits: Sequence[VisitView],
    states: Mapping[FactKey, FactState],
    catalogue: Catalogue,
    clearance: Sensitivity,
) -> HouseholdVisits:
    """The visits with what stands by them; facts above the clearance are left out everywhere."""
    by_id = {one.id: one for one in visits}
    open_states = {key: state for key, state in states.items() if sensitivity_of(key.fact, catalogue) <= clearance}
    live = [one for one in visits if not one.replaced]
    return HouseholdVisits(
        visits=tuple(sorted(visits, key=lambda one: (one.day, one.received_at), reverse=True)),
        facts={
            key: _standing(key, state, catalogue[key.fact], by_id)
            for key, state in sorted(open_states.items())
            if key.fact in catalogue
        },
        feelings=tuple(_feelings(live)),
        words=tuple(_words(live, catalogue)),
    )


def _standing(key: FactKey, state: FactState, fact: LogbookFact, visits: Names) -> StandingFact:
    now = {one.visit.id for one in state.standing}
    earlier = (one for one in state.history if one.visit.id not in now)
    return StandingFact(key, fact, _said(state.standing, visits), _said(earlier, visits))


def _said(statements: Iterable[Statement], visits: Names) -> tuple[Said, ...]:
    return tuple(
        Said(one.value, visit.id, visit.speaker, visit.day, visit.received_at)
        for one in statements
        for visit in [visits[one.visit.id]]
    )


def _feelings(visits: Iterable[VisitView]) -> Iterable[Feeling]:
    for visit in sorted(visits, key=lambda one: (one.day, one.received_at)):
        for key, value in visit.answers.items():
            if key.fact in FEELINGS and value in _FELT:
                yield Feeling(key.subject, key.fact, float(value), visit.day)


def _words(visits: Iterable[VisitView], catalogue: Catalogue) -> Iterable[Words]:
    for visit in sorted(visits, key=lambda one: (one.day, one.received_at), reverse=True):
        for name in WORDS:
            if (text := visit.of_household(name)) and name in catalogue:
                yield Words(catalogue[name], Said(text, visit.id, visit.speaker, visit.day, visit.received_at))
