"""How far an assignment has come: a fold over the visits made to the family, and where it stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """Why somebody goes to a family."""

    VISIT = "visit"  # once, with the logbook form
    COMPANION = "companion"  # Tue Ngan Ha Ti: stands by the family, again and again
    VERIFY = "verify"  # asks a sample once more
    JOINT = "joint"  # goes along with agencies


class Standing(StrEnum):
    """Where an assignment stands on a day, the first that holds."""

    REFUSED = "refused"  # the family does not want the visit
    MOVED = "moved"  # the family has moved away
    UNREACHABLE = "unreachable"  # nobody was met, as often as the rules ask
    VISITED = "visited"  # done, or met and nothing due for now
    OVERDUE = "overdue"
    DUE = "due"  # within the next days
    LATER = "later"  # given out, not yet due


MET, NOT_MET, REFUSED, MOVED = "visited", frozenset({"unreachable", "wrong_family"}), "refused", "moved_away"
# Nothing of these moves on by itself: the coordinator decides what becomes of the family.
WAITING_FOR_WORD = (Standing.REFUSED, Standing.MOVED, Standing.UNREACHABLE)


@dataclass(frozen=True, slots=True)
class VisitMade:
    """One visit to the family: its day, its outcome as the form has it, and the account that made it."""

    day: date
    outcome: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What was asked of somebody: from which day on, due when first, and every how many days again (None for once)."""

    purpose: Purpose
    since: date
    first_due: date
    rhythm_days: int | None = None
    account_id: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the visits have made of a task.

    due_on: when the next visit is due, None when none is. met: visits that met the family; tries: since then those that
    met nobody.
    """

    due_on: date | None
    last_on: date | None = None
    last_outcome: str = ""
    met: int = 0
    tries: int = 0


def progress(task: Task, visits: Iterable[VisitMade]) -> Progress:
    """What the visits since the task was given make of it; their order and repetition change nothing.

    A companion and a re-interview are somebody's own: of these only the visits of that account count.
    """
    found = Progress(task.first_due)
    for visit in sorted({one for one in visits if _counts(task, one)}, key=lambda one: (one.day, one.outcome, one.by)):
        found = _after(task, found, visit)
    return found


def standing(found: Progress, *, today: date, due_soon: int, unreachable_after: int) -> Standing:
    """Where the task stands on a day."""
    if found.last_outcome == REFUSED:
        return Standing.REFUSED
    if found.last_outcome == MOVED:
        return Standing.MOVED
    if found.tries >= unreachable_after:
        return Standing.UNREACHABLE
    if found.due_on is None:
        return Standing.VISITED
    if found.due_on < today:
        return Standing.OVERDUE
    if found.due_on <= today + timedelta(days=due_soon):
        return Standing.DUE
    return Standing.VISITED if found.met else Standing.LATER


def _counts(task: Task, visit: VisitMade) -> bool:
    own = task.purpose in (Purpose.COMPANION, Purpose.VERIFY)
    return visit.day >= task.since and (not own or visit.by == task.account_id)


def _after(task: Task, found: Progress, visit: VisitMade) -> Progress:
    """The next step of the fold. Whoever was not met, or said no, leaves the visit as due as it was."""
    if visit.outcome == MET:
        again = visit.day + timedelta(days=task.rhythm_days) if task.rhythm_days else None
        return Progress(again, visit.day, visit.outcome, found.met + 1, 0)
    tries = found.tries + (visit.outcome in NOT_MET)
    due_on = None if visit.outcome in (REFUSED, MOVED) else found.due_on
    return Progress(due_on, visit.day, visit.outcome, found.met, tries)
