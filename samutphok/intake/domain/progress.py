"""How far a batch is, and about how long it will take: a range, or nothing where nothing is known."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from samutphok.intake.domain.batch import IN_WORK, BatchView, Status

STALLED_AFTER = timedelta(minutes=3)  # a worker at work moves many times a minute
KNOWN_FROM, KNOWN_AFTER = 5, timedelta(seconds=8)  # per cent done and time gone from which the rest can be told
PHASES = (Status.STAGING, Status.STAGED, Status.ATTACHED)


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch in work. `done` of `total` rows of the present phase (`total` None while it is not known).

    left: shortest and longest time to the end of the phase, None when it cannot be told. stalled: no sign of work for
    a while, or a problem that stopped it; somebody should say that it goes on.
    """

    done: int
    total: int | None
    percent: int
    left: tuple[timedelta, timedelta] | None
    stalled: bool


def progress(batch: BatchView, *, now: datetime) -> Progress | None:
    """How the present phase stands; None when the batch is not in work."""
    if batch.status not in IN_WORK:
        return None
    waits = batch.status is Status.STAGED  # its numbers are still those of the phase that has ended
    stopped = batch.problem is not None
    silent = now - (batch.moved_at or batch.received_at) > STALLED_AFTER
    return Progress(
        done=_done(batch),
        total=None if waits or batch.status in (Status.RECEIVED, Status.STAGING) else _total(batch),
        percent=0 if waits else batch.percent,
        left=None if stopped or silent or waits else time_left(batch.percent, batch.started_at, now),
        stalled=stopped or silent,
    )


def time_left(percent: int, started: datetime | None, now: datetime) -> tuple[timedelta, timedelta] | None:
    """The rest of a phase by its pace so far, a third less to a half more; None when it has hardly begun."""
    if started is None or percent < KNOWN_FROM or now - started < KNOWN_AFTER:
        return None
    rest = (now - started) * (100 - percent) / percent
    return rest * 2 / 3, rest * 3 / 2


def _done(batch: BatchView) -> int:
    if batch.status is Status.UNDOING:
        return batch.rows_undone
    return batch.counts.read if batch.status in (Status.RECEIVED, Status.STAGING) else batch.rows_attached


def _total(batch: BatchView) -> int:
    return batch.rows_attached if batch.status is Status.UNDOING else batch.counts.accepted
