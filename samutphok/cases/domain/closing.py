"""Whether a case may be closed: judged by the family's level from facts, never by what was given."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from samutphok.cases.domain.rules import Outcome


class Obstacle(StrEnum):
    """Why a case cannot be closed so."""

    REASONS_MISSING = "reasons_missing"  # of steps or referrals that are open
    NOT_ASSESSED = "not_assessed"  # no visit since the case was opened, or facts are missing
    NOT_LOWER = "not_lower"  # assessed, and not lower than at first


@dataclass(frozen=True, slots=True)
class Levels:
    """A family's level when its case was opened and now; None: of low income no longer, or unknown where `known` is not.

    met_on: the last day on which somebody met the family and filled its logbook.
    """

    then: int | None
    then_known: bool
    now: int | None
    now_known: bool
    met_on: date | None


def obstacles(
    outcome: Outcome, levels: Levels, *, opened_on: date, open_items: Collection[UUID], reasons: Mapping[UUID, str]
) -> tuple[Obstacle, ...]:
    """What stands against closing a case so; nothing: it may be closed. reasons: why each open item is left."""
    found = []
    if any(not reasons.get(item, "").strip() for item in open_items):
        found.append(Obstacle.REASONS_MISSING)
    assessed = levels.met_on is not None and levels.met_on >= opened_on and levels.now_known
    if outcome.evidence and not assessed:
        found.append(Obstacle.NOT_ASSESSED)
    elif outcome.lower and not is_lower(levels):
        found.append(Obstacle.NOT_LOWER)
    return tuple(found)


def is_lower(levels: Levels) -> bool:
    """Whether the family is less fragile than it was: a lower level, or none where there was one."""
    if not levels.now_known:
        return False
    if levels.now is None:
        return levels.then is not None or not levels.then_known
    return levels.then_known and levels.then is not None and levels.now < levels.then
