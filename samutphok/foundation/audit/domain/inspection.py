"""Walking the chain and naming the first place where it does not hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from samutphok.foundation.audit.domain.chain import START, Link, digest
from samutphok.foundation.audit.domain.merkle import Checkpoint, Peaks

_AHEAD = 1000  # how many acts after a fault are read to tell what was done


class FaultKind(StrEnum):
    """What was done to the trail."""

    EDITED = "edited"  # an act is not what was chained there
    DELETED = "deleted"  # an act is missing, whether or not those after it were moved up
    REORDERED = "reordered"  # the act that belongs here stands elsewhere
    CUT = "cut"  # the trail is shorter than a signed checkpoint says
    REWRITTEN = "rewritten"  # the chain holds in itself, but is not the one that was signed
    FORGED_CHECKPOINT = "forged_checkpoint"  # a checkpoint file that this installation's key did not sign


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad position (from 1); for a rewritten chain, the first that may be bad, and the last (`until`)."""

    kind: FaultKind
    position: int
    until: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many acts hold, up to which checkpoint they are vouched for, and the first fault, if any."""

    sound: int
    vouched: int
    fault: Fault | None


def inspect(links: Iterable[Link], checkpoints: Sequence[Checkpoint]) -> Verdict:
    """Follows the chain from its first act (`links` by position) and compares it with checkpoints of good signature."""
    signed = {checkpoint.size: checkpoint for checkpoint in checkpoints}
    previous, tree, vouched = START, Peaks(), 0
    walk = iter(links)
    for link in walk:
        expected = tree.size + 1
        if link.position != expected or link.digest != digest(previous, link.act, expected):
            kind = _what_happened(previous, expected, [link, *islice(walk, _AHEAD)])
            return Verdict(tree.size, vouched, Fault(kind, expected, expected))
        previous, tree = link.digest, tree.grown(link.digest)
        if (checkpoint := signed.get(expected)) is not None:
            if checkpoint.root != tree.root():
                first = max(vouched + 1, tree.first_difference(checkpoint.tree()))
                return Verdict(first - 1, vouched, Fault(FaultKind.REWRITTEN, first, expected))
            vouched = expected
    promised = max(signed, default=0)
    cut = Fault(FaultKind.CUT, tree.size + 1, promised) if tree.size < promised else None
    return Verdict(tree.size, vouched, cut)


def _what_happened(previous: str, expected: int, ahead: Sequence[Link]) -> FaultKind:
    """Tells the kinds apart, given the good digest before the fault and what stands from there on."""
    stored = {link.digest for link in ahead}
    if any(digest(previous, link.act, expected) in stored for link in ahead):
        return FaultKind.REORDERED
    if ahead[0].position != expected or _moved_up(ahead):
        return FaultKind.DELETED
    return FaultKind.EDITED


def _moved_up(ahead: Sequence[Link]) -> bool:
    """Whether the second act follows the first once both are moved down again, by the acts that were taken out."""
    if len(ahead) < 2:
        return False
    first, second = ahead[:2]
    return any(digest(first.digest, second.act, second.position + gap) == second.digest for gap in range(1, _AHEAD))
