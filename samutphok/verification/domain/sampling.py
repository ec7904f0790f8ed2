"""Samples of families to be asked again: in every stratum, with a chance in proportion to risk, and drawn again the same.

The chance of each family is known and kept, so what is found in the sample speaks for the frame (Horvitz and Thompson).
"""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from uuid import UUID

LEAST_RISK = 1.0


@dataclass(frozen=True, slots=True)
class Framed:
    """A family that could be drawn. risk: its weight in the draw, at least 1."""

    household_id: UUID
    stratum: str
    risk: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """A family that was drawn; chance: of being drawn, above 0 and at most 1."""

    household_id: UUID
    stratum: str
    risk: float
    chance: float


def frame_sha256(frame: Iterable[Framed]) -> str:
    """Names a frame: the same families with the same weights, in whatever order."""
    lines = sorted(f"{one.household_id} {one.stratum} {one.risk:.6f}" for one in frame)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def draw(frame: Sequence[Framed], *, size: int, in_each: int, seed: int) -> tuple[Chosen, ...]:
    """A sample of about `size` families, `in_each` of every stratum at least where it has so many, by stratum.

    Within a stratum the draw is systematic over a shuffled order: everybody once at most, each with exactly their chance.
    The same frame, size and seed give the same sample.
    """
    strata: dict[str, list[Framed]] = defaultdict(list)
    for one in sorted(frame, key=lambda each: each.household_id.hex):
        strata[one.stratum].append(one)
    shares = shared_out({name: sum(one.risk for one in held) for name, held in strata.items()}, size)
    chosen: list[Chosen] = []
    for name in sorted(strata):
        held = strata[name]
        wanted = min(len(held), max(in_each, shares[name]))
        chances = inclusion([one.risk for one in held], wanted)
        chance = random.Random(f"{seed}:{name}")  # noqa: S311 -- a sample that can be drawn again, not a secret
        chosen += _systematic(held, chances, chance)
    return tuple(chosen)


def shared_out(weights: dict[str, float], size: int) -> dict[str, int]:
    """Whole numbers in proportion to the weights that add up to `size`: largest remainders, ties by name."""
    total = sum(weights.values()) or 1.0
    exact = {name: size * weight / total for name, weight in weights.items()}
    given = {name: int(share) for name, share in exact.items()}
    left = size - sum(given.values())
    for name in sorted(exact, key=lambda one: (given[one] - exact[one], one))[:left]:
        given[name] += 1
    return given


def inclusion(risks: Sequence[float], wanted: int) -> list[float]:
    """Everybody's chance in a draw of `wanted`, in proportion to risk and never above one; they add up to `wanted`."""
    sure: set[int] = set()
    while True:
        rest = [place for place in range(len(risks)) if place not in sure]
        total, left = sum(risks[place] for place in rest), wanted - len(sure)
        over = [place for place in rest if left * risks[place] >= total]
        if not over or not rest:
            break
        sure |= set(over)
    return [1.0 if place in sure else left * risks[place] / total for place in range(len(risks))]


def _systematic(held: Sequence[Framed], chances: Sequence[float], chance: random.Random) -> list[Chosen]:
    order = list(range(len(held)))
    chance.shuffle(order)
    start, reached, found = chance.random(), 0.0, []
    for place in order:
        before, reached = reached, reached + chances[place]
        hit = floor(before - start) != floor(reached - start)
        if hit or chances[place] >= 1.0:
            one = held[place]
            found.append(Chosen(one.household_id, one.stratum, one.risk, chances[place]))
    return found
