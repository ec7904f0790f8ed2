"""From likely pairs of people and rows to who is one: a function of all pairs and all words of people, and of nothing else.

So it does not matter in which order registers came: whoever has the same pairs and the same words comes to the same
clusters. Nothing here reaches beyond things that a likely pair or a link connects, so each such group is decided by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samutphok.linkage.domain.folding import Pair, Partition, Word, newest_words, pair_of, rule
from samutphok.linkage.domain.likelihood import Thresholds


@dataclass(frozen=True, slots=True)
class Node:
    """A thing as clustering needs it.

    cuts: what each cut of a register says of it; one human being stands in a cut once, unless it says the very same twice.
    number: a valid citizen number's index, '' without one. claims: one that it carries, although in doubt. place: breaks
    ties, the same whenever the thing arrives.
    """

    thing: str
    place: str = ""
    cuts: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    claims: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A likely pair. named: something names the person, the first name's spelling or sound, so that it is no twin's."""

    left: str
    right: str
    bits: float
    probability: float
    named: bool
    levels: str = ""

    @property
    def pair(self) -> Pair:
        return pair_of(self.left, self.right)


@dataclass(frozen=True, slots=True)
class Clustered:
    """accepted: the pairs by which a model joins; asked: likely pairs that somebody should look at."""

    clusters: tuple[tuple[str, ...], ...]
    accepted: tuple[Weighed, ...]
    asked: tuple[Weighed, ...]


def cluster(
    nodes: Mapping[str, Node], pairs: Iterable[Weighed], words: Iterable[Word], thresholds: Thresholds
) -> Clustered:
    """Join what is likely, named, clear and forbidden by nobody; ask about what is likely and not joined.

    A pair is clear when it leads, by `clear_by` bits, every pair that would join either side to somebody whom the other
    cannot also be: told apart, with another number, or met beside them in one cut. Who is joined leaves the field, which
    may make others clear. words: of people only; they are carried out first and never overruled.
    """
    said = list(words)
    likely = [pair for pair in pairs if pair.probability >= thresholds.review]
    field_ = _Field(nodes, [word for word in said if not word.by_model])
    accepted: list[Weighed] = []
    asked: list[Weighed] = []
    for group in _groups(likely, field_.linked()):
        mine, doubtful = field_.decide(group, thresholds)
        accepted += mine
        asked += doubtful
    return Clustered(field_.partition.clusters(), tuple(_sorted(accepted)), tuple(_sorted(asked)))


def _sorted(pairs: Iterable[Weighed]) -> list[Weighed]:
    return sorted(pairs, key=lambda one: (-one.bits, one.pair))


def _groups(likely: Sequence[Weighed], linked: Iterable[Pair]) -> list[list[Weighed]]:
    """Likely pairs that share things, directly, through others or through somebody's word."""
    whole = Partition()
    for left, right in linked:
        whole.join(left, right)
    for pair in likely:
        whole.join(pair.left, pair.right)
    groups: defaultdict[str, list[Weighed]] = defaultdict(list)
    for pair in likely:
        groups[whole.root(pair.left)].append(pair)
    return list(groups.values())


class _Field:
    """Everything that is being clustered."""

    def __init__(self, nodes: Mapping[str, Node], people: Iterable[Word]) -> None:
        self.nodes = nodes
        self.partition = Partition()
        self._links, self._apart = rule(self.partition, newest_words(people)[0])

    def linked(self) -> list[Pair]:
        return list(self._links)

    def decide(self, group: Sequence[Weighed], thresholds: Thresholds) -> tuple[list[Weighed], list[Weighed]]:
        """One group: the pairs accepted, and the likely ones that are left open."""
        ordered = sorted(group, key=self._precedence)
        touching: defaultdict[str, list[Weighed]] = defaultdict(list)
        for pair in ordered:
            touching[pair.left].append(pair)
            touching[pair.right].append(pair)
        accepted: list[Weighed] = []
        open_ = [pair for pair in ordered if self._may_join(pair)]
        while True:
            fresh = next((pair for pair in open_ if self._is_clear(pair, touching, thresholds)), None)
            if fresh is None:
                break
            self.partition.join(fresh.left, fresh.right)
            accepted.append(fresh)
            open_ = [pair for pair in open_ if self._may_join(pair)]
        return accepted, [pair for pair in ordered if self._worth_asking(pair, thresholds)]

    def _precedence(self, pair: Weighed) -> tuple[float, list[str]]:
        return (-pair.bits, sorted(self._place(thing) for thing in pair.pair))

    def _place(self, thing: str) -> str:
        node = self.nodes.get(thing)
        return node.place if node and node.place else thing

    def _may_join(self, pair: Weighed) -> bool:
        one, other = self.partition.root(pair.left), self.partition.root(pair.right)
        return one != other and not self._cannot_be_one(one, other) and not self._claim_apart(one, other)

    def _claim_apart(self, one: str, other: str) -> bool:
        """Each carries a citizen number, in doubt or not, and none of them is the other's: a slip of the pen, or two
        people. Too few of them are known to show that a model may decide it; somebody is asked."""
        mine, theirs = (
            {node.number or node.claims for node in self._known(self.partition.members(side))} - {""}
            for side in (one, other)
        )
        return bool(mine and theirs) and not mine & theirs

    def _is_clear(self, pair: Weighed, touching: Mapping[str, list[Weighed]], thresholds: Thresholds) -> bool:
        if not pair.named or pair.probability < thresholds.accept:
            return False
        lead = max(thresholds.clear_by, 1e-9)
        return not any(
            rival.bits > pair.bits - lead
            for here, there in ((pair.left, pair.right), (pair.right, pair.left))
            for rival in self._rivals(here, there, touching)
        )

    def _rivals(self, here: str, there: str, touching: Mapping[str, list[Weighed]]) -> Iterable[Weighed]:
        """Pairs that still could join the one side to somebody whom the other side cannot be."""
        own, other = self.partition.root(here), self.partition.root(there)
        for member in self.partition.members(own):
            for pair in touching.get(member, ()):
                far = self.partition.root(pair.right if pair.left == member else pair.left)
                if far not in (own, other) and not self._cannot_be_one(own, far) and self._cannot_be_one(other, far):
                    yield pair

    def _cannot_be_one(self, one: str, other: str) -> bool:
        """Told apart, with other numbers, or met beside each other in one cut."""
        if self.partition.are_apart(one, other):
            return True
        mine, theirs = self.partition.members(one), self.partition.members(other)
        numbers = ({node.number for node in self._known(side) if node.number} for side in (mine, theirs))
        left, right = numbers
        if left and right and not left & right:
            return True
        said = {cut: word for node in self._known(mine) for cut, word in node.cuts.items()}
        return any(said.get(cut, word) != word for node in self._known(theirs) for cut, word in node.cuts.items())

    def _known(self, things: Iterable[str]) -> list[Node]:
        return [self.nodes[thing] for thing in things if thing in self.nodes]

    def _worth_asking(self, pair: Weighed, thresholds: Thresholds) -> bool:
        """What people told apart, and what another number or one cut keeps apart, is not asked. Where a side is joined
        already, only a pair likely enough to be accepted is."""
        one, other = self.partition.root(pair.left), self.partition.root(pair.right)
        if one == other or self.partition.are_apart(one, other):
            return False
        if self._cannot_be_one(one, other):
            return False
        taken = any(len(self.partition.members(side)) > 1 for side in (one, other))
        return pair.probability >= (thresholds.accept if taken else thresholds.review)
