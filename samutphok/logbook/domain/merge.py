"""How visits become one logbook: pure, so that the same visits always tell the same story, however they arrived.

A visit states facts upon a version of the household that the phone knew. A statement gives way to one that was made by
somebody who had seen it; statements made without seeing each other stand side by side. What a fact is follows from the
set of visits alone: sending again, sending late and sending in another order change nothing. Of two visits of one person
the server's order says which came first; no phone's clock is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

FIRST_VERSION = 1  # of a household that nobody has visited


@dataclass(frozen=True, slots=True, order=True)
class FactKey:
    """A fact of the logbook: its name in the catalogue, and of which member ('' for the household itself)."""

    subject: str
    fact: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What somebody said of one household at one time: a visit, or a case worker's decision between visits.

    by: the account. received: when the server had it. version: of the household, made by this visit. base: the version
    that the phone knew, None where the form does not tell: then whatever the server had by then counts as seen. branch,
    step: of edits made offline one after the other on one phone. replaces: the visit that this one corrects, and whose
    place it takes. creates: the household begins with it. over: of a decision, the visits that were decided between.
    """

    id: UUID
    household: UUID
    by: str
    received: datetime
    version: int
    answers: Mapping[FactKey, str] = field(repr=False)
    base: int | None = None
    branch: str = ""
    step: int = 0
    replaces: UUID | None = None
    creates: bool = False
    over: frozenset[UUID] = frozenset()

    @property
    def order(self) -> tuple[datetime, str]:
        """The server's order."""
        return (self.received, str(self.id))


@dataclass(frozen=True, slots=True)
class Statement:
    """That a visit says so."""

    visit: Visit
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FactState:
    """One fact: the statements that stand, and all that were ever made, in the server's order."""

    standing: tuple[Statement, ...]
    history: tuple[Statement, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """What stands, each value once."""
        return tuple(dict.fromkeys(one.value for one in self.standing))

    @property
    def contested(self) -> bool:
        """Whether people who had not seen each other's word say different things."""
        return len(self.values) > 1

    @property
    def value(self) -> str | None:
        """The value; None while it is contested."""
        return None if self.contested else self.values[0]


@dataclass(frozen=True, slots=True)
class Logbook:
    """All visits to one household that have been taken."""

    visits: frozenset[UUID] = frozenset()
    taken: tuple[Visit, ...] = ()

    def with_visit(self, visit: Visit) -> "Logbook":
        """The same with one more visit; a visit that is there already changes nothing."""
        if visit.id in self.visits:
            return self
        return Logbook(self.visits | {visit.id}, tuple(sorted((*self.taken, visit), key=lambda one: one.order)))

    @property
    def version(self) -> int:
        """What the household's version is now."""
        return max((one.version for one in self.taken), default=FIRST_VERSION)

    @property
    def in_force(self) -> tuple[Visit, ...]:
        """The visits that no later version has taken the place of, in the server's order."""
        replaced = {one.replaces for one in self.taken}
        return tuple(one for one in self.taken if one.id not in replaced)


@dataclass(frozen=True, slots=True)
class Merged:
    """Nobody else had visited meanwhile, or whoever visited had seen the others."""

    logbook: Logbook


@dataclass(frozen=True, slots=True)
class SoftConflict:
    """Others visited meanwhile and nothing that they say differs: joined by itself, and shown."""

    logbook: Logbook
    others: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class HardConflict:
    """Somebody who had not seen this visit says otherwise: all is kept, and a case worker chooses."""

    logbook: Logbook
    others: tuple[UUID, ...]
    facts: tuple[FactKey, ...]


Merge: TypeAlias = Merged | SoftConflict | HardConflict


def merge(logbook: Logbook, visit: Visit) -> Merge:
    """The logbook with the visit, and whether it meets what others said without having seen it."""
    after = logbook.with_visit(visit)
    chains = _Chains(after)
    others = tuple(one.id for one in after.in_force if one.id != visit.id and chains.apart(one, visit))
    states = facts_of(after)
    hard = tuple(key for key in sorted(visit.answers) if key in states and _is_contested_by(visit, states[key]))
    if hard:
        return HardConflict(after, others, hard)
    return SoftConflict(after, others) if others else Merged(after)


def facts_of(logbook: Logbook) -> dict[FactKey, FactState]:
    """Every fact that a visit in force states. What only a replaced visit said is in no state; its visit keeps it."""
    chains, in_force = _Chains(logbook), {one.id for one in logbook.in_force}
    said: dict[FactKey, list[Statement]] = defaultdict(list)
    for visit in logbook.taken:
        for key, value in visit.answers.items():
            said[key].append(Statement(visit, value))
    states = {key: _state(key, history, in_force, chains) for key, history in said.items()}
    return {key: state for key, state in states.items() if state.standing}


def ready(waiting: Iterable[Visit], *, households: frozenset[UUID], visits: frozenset[UUID]) -> tuple[Visit, ...]:
    """The visits that can be taken, in the order in which to take them.

    A visit waits until its household is there, and a correction until what it corrects is.
    """
    left, taken = sorted(waiting, key=lambda one: one.order), []
    while found := next((one for one in left if _can_be_taken(one, households, visits)), None):
        left.remove(found)
        taken.append(found)
        households, visits = households | {found.household}, visits | {found.id}
    return tuple(taken)


def _can_be_taken(visit: Visit, households: frozenset[UUID], visits: frozenset[UUID]) -> bool:
    there = visit.creates or visit.household in households
    return there and (visit.replaces is None or visit.replaces in visits)


class _Chains:
    """Corrections, and whose place they take."""

    def __init__(self, logbook: Logbook) -> None:
        self._by_id = {one.id: one for one in logbook.taken}

    def place(self, visit: Visit) -> Visit:
        """The first visit of a chain of corrections: a correction says what that visit should have said."""
        *_, first = self._back(visit)
        return first

    def origin(self, key: FactKey, statement: Statement) -> Visit:
        """Where the chain first said this value."""
        said = statement.visit
        for earlier in self._back(statement.visit):
            if earlier.answers.get(key) != statement.value:
                break
            said = earlier
        return said

    def gives_way(self, key: FactKey, one: Statement, other: Statement) -> bool:
        """Whether `other` was said in knowledge of `one`, and not the reverse."""
        first, then = self.place(one.visit), self.place(other.visit)
        decided = _decided(other.visit, self.origin(key, one)) or _saw(then, first)
        return decided and not (_decided(one.visit, self.origin(key, other)) or _saw(first, then))

    def apart(self, one: Visit, other: Visit) -> bool:
        """Whether neither was made in knowledge of the other."""
        first, second = self.place(one), self.place(other)
        return not (_saw(first, second) or _saw(second, first))

    def _back(self, visit: Visit) -> list[Visit]:
        found, seen = [visit], {visit.id}
        while (before := found[-1].replaces) in self._by_id and before not in seen:
            found.append(self._by_id[before])
            seen.add(before)
        return found


def _decided(decision: Visit, between: Visit) -> bool:
    return between.id in decision.over


def _saw(later: Visit, earlier: Visit) -> bool:
    """Whether whoever made the later visit knew what the earlier one says."""
    if earlier.id in later.over:
        return True
    if later.branch and later.branch == earlier.branch and later.step != earlier.step:
        return earlier.step < later.step
    if later.by == earlier.by or later.base is None:
        return earlier.order < later.order
    return earlier.version <= later.base


def _state(key: FactKey, history: Iterable[Statement], in_force: set[UUID], chains: _Chains) -> FactState:
    said = tuple(history)
    live = [one for one in said if one.visit.id in in_force]
    standing = [one for one in live if not any(chains.gives_way(key, one, other) for other in live if other is not one)]
    return FactState(tuple(standing or live), said)  # claims that go round in a circle all stand


def _is_contested_by(visit: Visit, state: FactState) -> bool:
    return state.contested and any(one.visit.id == visit.id for one in state.standing)
