"""What a page says of a batch in work: rows done, of how many, about how long, and whether it stands still."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from samutphok.intake.domain.batch import BatchView, Counts, Status
from samutphok.intake.domain.progress import progress, time_left

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def batch(status: Status, *, percent: int = 0, attached: int = 0, undone: int = 0, quiet: int = 1) -> BatchView:
    """A batch of 100 rows read and 90 accepted, begun a minute ago, that last moved `quiet` seconds ago."""
    return BatchView(
        id=uuid4(),
        register="disability",
        file_name="d.csv",
        file_sha256="",
        staged_sha256="",
        status=status,
        counts=Counts(read=100, accepted=90, rejected=10),
        rows_attached=attached,
        percent=percent,
        as_of=date(2021, 6, 30),
        area_prefix="83",
        received_by="",
        received_at=NOW - timedelta(minutes=2),
        started_at=NOW - timedelta(minutes=1),
        finished_at=None,
        problem=None,
        moved_at=NOW - timedelta(seconds=quiet),
        rows_undone=undone,
    )


# status, per cent stored, rows attached, rows undone -> rows done, of, per cent, whether the rest is told
PHASES = [
    (Status.RECEIVED, 0, 0, 0, 100, None, 0, False),
    (Status.STAGING, 50, 0, 0, 100, None, 50, True),
    (Status.STAGED, 100, 0, 0, 0, None, 0, False),  # waits for its turn: the 100 are of the phase before
    (Status.ATTACHING, 40, 36, 0, 36, 90, 40, True),
    (Status.ATTACHING, 4, 4, 0, 4, 90, 4, False),  # hardly begun
    (Status.UNDOING, 50, 90, 45, 45, 90, 50, True),
]


@pytest.mark.parametrize(("status", "percent", "attached", "undone", "done", "of", "shown", "told"), PHASES)
def test_each_phase_counts_its_own_rows(
    status: Status, percent: int, attached: int, undone: int, done: int, of: int | None, shown: int, told: bool
) -> None:
    said = progress(batch(status, percent=percent, attached=attached, undone=undone), now=NOW)
    assert said
    assert (said.done, said.total, said.percent, said.left is not None) == (done, of, shown, told)


@pytest.mark.parametrize("status", [Status.ATTACHED, Status.FAILED, Status.UNDONE, Status.DUPLICATE])
def test_what_is_not_in_work_has_no_progress(status: Status) -> None:
    assert progress(batch(status), now=NOW) is None


@pytest.mark.parametrize(("quiet", "stalled"), [(10, False), (180, False), (181, True)])
def test_a_batch_without_a_sign_of_work_for_three_minutes_stands_still(quiet: int, stalled: bool) -> None:
    said = progress(batch(Status.ATTACHING, percent=40, quiet=quiet), now=NOW)
    assert said
    assert (said.stalled, said.left is None) == (stalled, stalled)


@pytest.mark.parametrize(
    ("percent", "seconds", "shortest", "longest"), [(50, 60, 40, 90), (25, 60, 120, 270), (100, 60, 0, 0)]
)
def test_the_rest_is_a_range_around_the_pace_so_far(percent: int, seconds: int, shortest: int, longest: int) -> None:
    assert time_left(percent, NOW - timedelta(seconds=seconds), NOW) == (
        timedelta(seconds=shortest),
        timedelta(seconds=longest),
    )


def test_too_early_nothing_is_told() -> None:
    assert time_left(50, None, NOW) is None
    assert time_left(50, NOW - timedelta(seconds=7), NOW) is None
    assert time_left(4, NOW - timedelta(minutes=5), NOW) is None
