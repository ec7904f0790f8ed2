"""From the log of decisions to who is one with whom: pure, and the same whoever folds it and when.

People's words come first, the newest before the older: a word that a newer one contradicts no longer stands. A model's
links come after, the likeliest first, and none that a person's word forbids.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]  # two things by their text, in its order


def pair_of(left: str, right: str) -> Pair:
    """The two in the order of their text."""
    return (left, right) if left < right else (right, left)


@dataclass(frozen=True, slots=True)
class Word:
    """One line of the log about two things. number: its place in the log; together: whether it joins them."""

    number: int
    left: str
    right: str
    together: bool
    by_model: bool = False
    probability: float = 0.0

    @property
    def pair(self) -> Pair:
        return pair_of(self.left, self.right)


@dataclass(frozen=True, slots=True)
class Folded:
    """What stands. clusters: of two things or more, sorted; links, apart: the words behind them that stand, by pair."""

    clusters: tuple[tuple[str, ...], ...]
    links: dict[Pair, Word]
    apart: frozenset[Pair]


class Partition:
    """Things in clusters, and which clusters were told apart."""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._foes: defaultdict[str, set[str]] = defaultdict(set)

    def root(self, thing: str) -> str:
        """The name of its cluster, which changes when clusters are joined."""
        return self._root.setdefault(thing, thing)

    def members(self, thing: str) -> Sequence[str]:
        """Everything in its cluster, itself included."""
        return self._members.get(self.root(thing), [thing])

    def are_apart(self, left: str, right: str) -> bool:
        """Whether the clusters of the two were told apart."""
        return self.root(right) in self._foes[self.root(left)]

    def tell_apart(self, left: str, right: str) -> bool:
        """False, and nothing done, when the two are one already."""
        one, other = self.root(left), self.root(right)
        if one == other:
            return False
        self._foes[one].add(other)
        self._foes[other].add(one)
        return True

    def join(self, left: str, right: str) -> bool:
        """False, and nothing done, when the two were told apart."""
        one, other = self.root(left), self.root(right)
        if one == other:
            return True
        if other in self._foes[one]:
            return False
        if len(self.members(one)) < len(self.members(other)):
            one, other = other, one
        moving = list(self.members(other))
        self._members[one] = [*self.members(one), *moving]
        self._members.pop(other, None)
        for thing in moving:
            self._root[thing] = one
        for foe in self._foes.pop(other, ()):
            self._foes[foe].discard(other)
            self._foes[foe].add(one)
            self._foes[one].add(foe)
        return True

    def clusters(self) -> tuple[tuple[str, ...], ...]:
        """Those of two or more, each sorted, in order."""
        return tuple(sorted(tuple(sorted(members)) for members in self._members.values()))


def fold(words: Iterable[Word]) -> Folded:
    """What a log says today. The order in which the words are given does not matter; their numbers do."""
    people, models = newest_words(words)
    partition = Partition()
    links, apart = rule(partition, people)
    for word in sorted(models, key=lambda one: (-one.probability, one.pair)):
        if word.together and partition.join(*word.pair):
            links[word.pair] = word
    return Folded(partition.clusters(), links, frozenset(apart))


def newest_words(words: Iterable[Word]) -> tuple[list[Word], list[Word]]:
    """The newest word of people, and of models, about each pair."""
    newest: tuple[dict[Pair, Word], dict[Pair, Word]] = ({}, {})
    for word in words:
        kept = newest[word.by_model].get(word.pair)
        if kept is None or kept.number < word.number:
            newest[word.by_model][word.pair] = word
    return list(newest[0].values()), list(newest[1].values())


def rule(partition: Partition, people: Iterable[Word]) -> tuple[dict[Pair, Word], set[Pair]]:
    """Carry out what people said, the newest first; the links and the pairs told apart that stand."""
    links: dict[Pair, Word] = {}
    apart: set[Pair] = set()
    for word in sorted(people, key=lambda one: -one.number):
        if word.together and partition.join(*word.pair):
            links[word.pair] = word
        if not word.together and partition.tell_apart(*word.pair):
            apart.add(word.pair)
    return links, apart
