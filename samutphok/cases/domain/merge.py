"""Two people who changed one plan: what goes together by itself, and what a person must choose.

Compared is field by field with the version that both had read. Whoever wrote alone is followed; where both wrote and
differ, both words are kept side by side until somebody chooses. A part that one took away and the other changed stays.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from samutphok.cases.domain.plan import WRITTEN, Part, Plan, plan_of


@dataclass(frozen=True, slots=True)
class Clash:
    """A field of a part that two people wrote differently. mine: of whoever is saving now; theirs: what was saved meanwhile."""

    key: UUID
    name: str
    before: Any = field(repr=False)
    mine: Any = field(repr=False)
    theirs: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Merged:
    """The plan with both changes in it, my words where both differ. kept: parts that one side took away, the other changed."""

    plan: Plan
    clashes: tuple[Clash, ...]
    kept: tuple[UUID, ...]


def merge(base: Plan, mine: Plan, theirs: Plan) -> Merged:
    """Both changes of `base` in one plan; nothing that either side wrote is lost: it is in the plan or in a clash."""
    before, own, other = base.parts, mine.parts, theirs.parts
    parts: list[Part] = []
    clashes: list[Clash] = []
    kept: list[UUID] = []
    for key in _order(mine, theirs):
        first, left, right = before.get(key), own.get(key), other.get(key)
        if left is not None and right is not None:
            if type(left) is not type(right):
                parts.append(left)
                continue
            part, found = _both(first if type(first) is type(left) else None, left, right)
            parts.append(part)
            clashes += found
            continue
        one = left or right
        if first is None and one is not None:
            parts.append(one)
        elif one is not None and one != first:
            parts.append(one)
            kept.append(key)
    return Merged(plan_of(parts), tuple(clashes), tuple(kept))


def _order(mine: Plan, theirs: Plan) -> Iterable[UUID]:
    """Mine as they stand, then what only the other has."""
    return dict.fromkeys((*mine.parts, *theirs.parts))


def _both(first: Part | None, left: Part, right: Part) -> tuple[Part, list[Clash]]:
    """A part that both have: each field of whoever changed it, mine where both did."""
    values: dict[str, Any] = {}
    clashes = []
    for name in WRITTEN[type(left)]:
        before = getattr(first, name) if first is not None else None
        mine, theirs = getattr(left, name), getattr(right, name)
        if mine == theirs or (first is not None and theirs == before):
            values[name] = mine
        elif first is not None and mine == before:
            values[name] = theirs
        else:
            values[name] = mine
            clashes.append(Clash(left.key, name, before, mine, theirs))
    return replace(left, **values), clashes


class Kind(StrEnum):
    """What became of a part from one version to another."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """A part of which two versions differ. before, after: the part, None where it is not there; fields: that differ."""

    kind: Kind
    before: Part | None = field(repr=False)
    after: Part | None = field(repr=False)
    fields: tuple[str, ...] = ()

    @property
    def part(self) -> Part:
        """The part as it is now, or as it was last."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of a part")
        return found


def changes(before: Plan, after: Plan) -> tuple[Change, ...]:
    """What changed from one version to another, in the order of the later one; removed parts last."""
    return tuple(_changes(before.parts, after.parts))


def _changes(old: Mapping[UUID, Part], new: Mapping[UUID, Part]) -> Iterator[Change]:
    for key, part in new.items():
        was = old.get(key)
        if was is None:
            yield Change(Kind.ADDED, None, part)
        elif was != part:
            names = tuple(name for name in WRITTEN[type(part)] if getattr(was, name, None) != getattr(part, name))
            yield Change(Kind.CHANGED, was, part, names)
    yield from (Change(Kind.REMOVED, part, None) for key, part in old.items() if key not in new)
