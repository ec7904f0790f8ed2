"""From frozen needs and settings to a proposal with everything that is told of it: the same for a trial and for the record."""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from samutphok.allocation.domain.explaining import AreaPart, Told, by_area, reasons, told
from samutphok.allocation.domain.inputs import Inputs, Posed, posed, scores
from samutphok.allocation.domain.problem import Floats
from samutphok.allocation.domain.proposal import Proposal
from samutphok.allocation.domain.rules import ShareRules
from samutphok.allocation.domain.sharing import Settings
from samutphok.allocation.engine.solving import allocate

Hand = tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A proposal. objective, bound: in points times weight; score: of each need; result: SHA-256 of who is given what."""

    proposal: Proposal
    pose: Posed
    score: Floats
    objective: float
    told: tuple[Told, ...]
    areas: tuple[AreaPart, ...]
    missed: dict[str, int]
    result: str


def work(inputs: Inputs, settings: Settings, hand: Hand, *, area_code: str, rules: ShareRules) -> WorkedOut:
    """Works a proposal out; raises NothingCanBeGiven and HandBreaksRules."""
    digits = rules.compare.get(len(area_code), 8)
    pose = posed(
        inputs,
        settings,
        points=rules.points,
        groups=rules.groups,
        digits=digits,
        put_in=frozenset((home, offer) for home, offer, way in hand if way == "in"),
        taken_out=frozenset((home, offer) for home, offer, way in hand if way == "out"),
    )
    found = allocate(pose.problem)
    said, counts = np.unique([one.value for one in reasons(pose, found.given)] or [""], return_counts=True)
    return WorkedOut(
        proposal=found,
        pose=pose,
        score=scores(inputs.facts, rules.points),
        objective=float(pose.value[found.given].sum()),
        told=tuple(told(inputs, pose, found.given, most=rules.next_in_line, digits=digits)),
        areas=tuple(by_area(inputs, pose, found.given, digits=digits)),
        missed={str(one): int(count) for one, count in zip(said, counts, strict=True) if one},
        result=_digest(inputs, found.given),
    )


def _digest(inputs: Inputs, given: np.ndarray) -> str:
    got = sorted(f"{inputs.household[need]}:{inputs.offer[need]}" for need in np.flatnonzero(given))
    return sha256("\n".join(got).encode()).hexdigest()
