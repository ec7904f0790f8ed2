"""The first page of the desk: the viewer's areas with their numbers, and what waits for them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from register_rows import NOW, stage, viewer
from register_rows import row as register_row
from small_office import attach_families, draw, made_up_families

from samutphok.access.domain import Role, Viewer
from samutphok.insights.domain.home import TaskKind
from samutphok.insights.queries import area_page, home
from samutphok.intake.domain.batch import Status
from samutphok.intake.models import Batch

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PROVINCE = viewer("83")


@pytest.fixture(scope="module", autouse=True)
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The office is made once and rolled back after the last test."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            attach_families(made_up_families())
            draw("")
            yield
            transaction.set_rollback(True)
        connection.close()


def test_home_tells_of_each_of_the_viewer_s_areas_and_what_waits() -> None:
    who = viewer("8301", "8303", role=Role.PROVINCE)
    page = home(viewer=who, now=NOW)
    assert [summary.place.code for summary in page.areas] == ["8301", "8303"]
    for summary in page.areas:
        exact = area_page(viewer=PROVINCE, code=summary.place.code, now=NOW)
        assert summary.numbers == exact.numbers
        assert {row.place.code for row in summary.top} <= {row.place.code for row in exact.rows}
        shares = [row.numbers.target_poor / row.numbers.persons for row in summary.top]
        assert shares == sorted(shares, reverse=True)
    tasks = {task.kind: task.count for task in page.tasks}
    assert tasks[TaskKind.MISSING_REGISTER] == 2  # nobody has sent the allowance or the aid
    assert TaskKind.STALE_LIST not in tasks


def waiting(who: Viewer) -> dict[TaskKind, int]:
    return {task.kind: task.count for task in home(viewer=who, now=NOW).tasks}


def test_a_register_that_came_since_makes_the_list_stale_for_whoever_may_draw_it() -> None:
    stage("state_welfare", [register_row(validated=1)], as_of=date(2020, 1, 1))
    assert waiting(PROVINCE)[TaskKind.STALE_LIST] == 1
    assert TaskKind.STALE_LIST not in waiting(viewer("8301", role=Role.AMPHOE))


def test_an_older_cut_that_came_since_changes_nothing() -> None:
    stage("state_welfare", [register_row(validated=1)], as_of=date(2017, 1, 1))
    assert TaskKind.STALE_LIST not in waiting(PROVINCE)


def test_rejected_rows_wait_for_their_sender_alone_and_for_thirty_days() -> None:
    for sender, rejected, received in (
        ("account", 3, NOW),
        ("account", 4, NOW - timedelta(days=30)),
        ("account", 50, NOW - timedelta(days=31)),
        ("another", 60, NOW),
    ):
        batch = stage("provincial_aid", [register_row()])
        Batch.objects.filter(pk=batch).update(received_by=sender, rows_rejected=rejected, received_at=received)
    assert waiting(PROVINCE)[TaskKind.REJECTED_ROWS] == 7
    assert TaskKind.REJECTED_ROWS not in waiting(viewer("8301", role=Role.AMPHOE))


def test_imports_that_failed_or_are_in_work_are_told() -> None:
    failed, running = stage("provincial_aid", [register_row()]), stage("elderly_allowance", [register_row()])
    Batch.objects.update(status=Status.ATTACHED)
    Batch.objects.filter(pk=failed).update(status=Status.FAILED)
    Batch.objects.filter(pk=running).update(status=Status.ATTACHING)
    tasks = waiting(PROVINCE)
    assert (tasks[TaskKind.FAILED_IMPORTS], tasks[TaskKind.RUNNING_IMPORTS]) == (1, 1)


def test_home_of_somebody_without_grants_is_empty() -> None:
    page = home(viewer=viewer(), now=NOW)
    assert (page.areas, page.tasks, page.sources, page.roles) == ((), (), (), ())
