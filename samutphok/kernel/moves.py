"""Where a piece of work stands, as a fold over the acts recorded of it; which act leads where is a table.

A table holds for any order of arrival: acts are taken in the order in which they happened, each once, and an act that its
state does not allow stays on record without effect. So an act sent twice, late or from a phone that was offline ends in
the same state as one sent at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody did: its name in the table, when it happened, who did it (an account's id, 'family', or the
    name of a system process), and what they said. Two acts of one id are one act."""

    id: UUID
    name: str
    at: datetime
    by: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the table: the act is allowed in the states of `since`, and leads to `to`; None: the state stays."""

    act: str
    since: frozenset[str]
    to: str | None


@dataclass(frozen=True, slots=True)
class Folded:
    """What the acts come to. since: of the last act that changed the state, None at the start; done: acts with effect,
    idle: acts without, both in the order in which they happened."""

    state: str
    since: datetime | None
    done: tuple[Act, ...]
    idle: tuple[Act, ...]

    def last(self, *names: str) -> Act | None:
        """The latest act with effect that has one of these names."""
        return next((act for act in reversed(self.done) if act.name in names), None)


@dataclass(frozen=True, slots=True)
class Moves:
    """A table of moves, its first state and its last ones. Each act has one way out of each state."""

    start: str
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        ways = [(move.act, state) for move in self.moves for state in move.since]
        if len(ways) != len(set(ways)):
            raise ValueError("an act has two ways out of one state")

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the table reaches them."""
        reached = [self.start, *(state for move in self.moves for state in (*sorted(move.since), move.to) if state)]
        return tuple(dict.fromkeys(reached))

    @property
    def ends(self) -> frozenset[str]:
        """The states out of which no act leads."""
        return frozenset(self.states) - {state for move in self.moves if move.to for state in move.since}

    def after(self, state: str, act: str) -> str | None:
        """The state that follows; None when the act is not allowed here."""
        move = next((one for one in self.moves if one.act == act and state in one.since), None)
        return None if move is None else move.to or state

    def open_to(self, state: str) -> tuple[str, ...]:
        """The acts that this state allows, in the table's order."""
        return tuple(move.act for move in self.moves if state in move.since)

    def fold(self, acts: Iterable[Act]) -> Folded:
        """The acts in the order in which they happened (by id where the moment is one), each taken once."""
        state, since = self.start, None
        done: list[Act] = []
        idle: list[Act] = []
        for act in sorted({act.id: act for act in acts}.values(), key=lambda one: (one.at, one.id)):
            following = self.after(state, act.name)
            if following is None:
                idle.append(act)
                continue
            done.append(act)
            if following != state:
                state, since = following, act.at
        return Folded(state, since, tuple(done), tuple(idle))

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the documents."""
        arrows = [f"  [*] --> {self.start}"]
        for move in self.moves:
            arrows += [f"  {state} --> {move.to or state}: {move.act}" for state in sorted(move.since)]
        arrows += [f"  {state} --> [*]" for state in self.states if state in self.ends]
        return "\n".join(("stateDiagram-v2", *arrows, ""))


def move(act: str, since: str, to: str | None) -> Move:
    """A row of a table, with the states of `since` parted by spaces."""
    return Move(act, frozenset(since.split()), to)
