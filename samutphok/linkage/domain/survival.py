"""Under which of its identities a cluster goes on."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from samutphok.linkage.domain.folding import Word


class Known(Protocol):
    """What of a person decides."""

    @property
    def id(self) -> UUID: ...
    @property
    def numbered(self) -> bool: ...
    @property
    def from_visit(self) -> bool: ...
    @property
    def retired(self) -> bool: ...
    @property
    def created_at(self) -> datetime: ...


def survivor(people: Iterable[Known]) -> UUID | None:
    """Who stands before who was retired, whoever holds a citizen number, whom registers know, then the longest known."""
    ranked = sorted(people, key=lambda one: (one.retired, not one.numbered, one.from_visit, one.created_at, one.id))
    return ranked[0].id if ranked else None


def newest_name(cluster: Sequence[str], links: Iterable[Word]) -> str:
    """The family into which the newest word joined the others."""
    inside = set(cluster)
    return max((word for word in links if word.left in inside), key=lambda word: word.number).left
