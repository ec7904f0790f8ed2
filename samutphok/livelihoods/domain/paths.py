"""Somebody's way into work, as a table: chosen, in training, followed for a year, finished."""

from datetime import date
from enum import StrEnum

from samutphok.kernel.moves import Moves, move


class PathState(StrEnum):
    """Where a way stands. following: the course is finished or the work begun, and results are asked for."""

    CHOSEN = "chosen"
    TRAINING = "training"
    FOLLOWING = "following"
    FINISHED = "finished"
    CHANGED = "changed"


OPEN = (PathState.CHOSEN, PathState.TRAINING, PathState.FOLLOWING)

# Results are asked of everybody who finished the course or began, also of those who never found the work: else an
# occupation that nobody gets into would look as good as any.
PATHS = Moves(
    PathState.CHOSEN,
    (
        move("take_seat", "chosen", "training"),
        move("give_seat_back", "training", "chosen"),
        move("finish_course", "training", "following"),
        move("start_work", "chosen training", "following"),
        move("follow_up", "following", None),
        move("last_follow_up", "following", "finished"),
        move("change", "chosen training following", "changed"),
    ),
)


def due_after(since: date, asked: tuple[int, ...], months: tuple[int, ...]) -> tuple[int, date] | None:
    """The next month whose result is not in yet, and the day it is due, counted from `since`; None when all are in."""
    for month in months:
        if month not in asked:
            return month, months_later(since, month)
    return None


def months_later(day: date, months: int) -> date:
    """The same day some months later; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
