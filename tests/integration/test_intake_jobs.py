"""Staging in the background: queued with the receipt, worked through, taken up again after a kill."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from intake_files import (
    CUT,
    NOW,
    SURVEY,
    WELFARE,
    csv_bytes,
    saved,
    survey_row,
    synthetic_pid,
    upload,
    viewer,
    welfare_row,
)

from samutphok.foundation import events
from samutphok.intake import queries
from samutphok.intake.actions import receive_batch, stage_batch
from samutphok.intake.domain.batch import BatchReceived, Status
from samutphok.intake.jobs import enqueue_staging, resume
from samutphok.intake.models import Batch
from samutphok.targeting.files import target_files

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
PHUKET = viewer("83")


@pytest.fixture(autouse=True)
def _wired_office(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WAREHOUSE = tmp_path / "warehouse"
    monkeypatch.setattr(events, "_HANDLERS", {BatchReceived: [enqueue_staging]})


def receive(number: int = 1) -> Any:
    raw = csv_bytes(WELFARE, [welfare_row(number)])
    return receive_batch(viewer=PHUKET, file=upload(raw), as_of=CUT, now=NOW).id


def work() -> None:
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


def status(batch: Any) -> str:
    return Batch.objects.get(pk=batch).status


def test_a_received_file_is_staged_by_the_worker() -> None:
    batch = receive()
    assert status(batch) == Status.RECEIVED
    work()
    assert status(batch) == Status.STAGED


def test_a_receipt_that_is_undone_queues_nothing() -> None:
    with transaction.atomic():
        receive()
        transaction.set_rollback(True)
    assert Batch.objects.count() == DBTaskResult.objects.count() == 0


def test_a_worker_that_starts_takes_up_what_a_killed_one_left() -> None:
    left, fresh = receive(1), receive(2)
    Batch.objects.filter(pk=left).update(status=Status.STAGING)
    DBTaskResult.objects.all().delete()  # the killed worker had claimed both jobs
    resume()
    work()
    assert status(left) == status(fresh) == Status.STAGED


def test_the_target_list_of_staged_rows_is_that_of_the_files_as_sent(tmp_path: Path) -> None:
    """`samutphok target` reads the office's files and the staged ones; dirt that intake cleans must change nothing."""
    survey = [
        survey_row(
            number, house_code=f"8301{number // 3:07d}", bmn22="0" if number % 5 == 0 else "", bmn20=str(number % 2)
        )
        for number in range(1, 60)
    ]
    survey[3] |= {"pid": f"{survey[3]['pid'][:5]}-{survey[3]['pid'][5:]}", "family_no": "01", "area_code": "83010101.0"}
    survey[4] |= {"pid": synthetic_pid(5, "0")[1:], "house_code": "45/2", "birth_date": "00/00/2500"}
    survey[5] |= {"pid": "1" * 13, "house_code": "", "bmn1": "1.0"}
    welfare = [welfare_row(number, validated=str(number % 2)) for number in range(1, 60, 2)]
    welfare[2] |= {"pid": synthetic_pid(5, "0"), "validated": "true"}
    sent = {"bmn_survey": csv_bytes(SURVEY, survey), "state_welfare": csv_bytes(WELFARE, welfare)}
    staged = {}
    for register, raw in sent.items():
        batch = receive_batch(viewer=PHUKET, file=upload(raw), as_of=CUT, now=NOW)
        assert stage_batch(batch.id).counts.rejected == 0
        staged[register] = queries.staged(batch.id).path
    files = {register: saved(tmp_path, raw, f"{register}.csv") for register, raw in sent.items()}
    results = {}
    for name, pair in (("sent", files), ("staged", staged)):
        out = tmp_path / name
        target_files(
            survey=pair["bmn_survey"],
            welfare=pair["state_welfare"],
            measure="tpmap-2561",
            out=out,
            engine="duckdb",
            memory_limit="1GB",
        )
        persons = pq.read_table(out / "persons.parquet").sort_by("survey_row_id")
        results[name] = (
            persons,
            pq.read_table(out / "areas.parquet").sort_by([("level", "ascending"), ("area_code", "ascending")]),
        )
    assert results["sent"][0].equals(results["staged"][0])
    assert results["sent"][1].equals(results["staged"][1])
    assert sum(results["staged"][0]["target_poor"].to_pylist()) > 0
