"""PostgreSQL's sealer: one at a time, gaps and late commits and all, and nobody who acts waits for it."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction

from samutphok.foundation.audit.actions import checkpoint, record, seal
from samutphok.foundation.audit.models import Entry
from samutphok.foundation.audit.queries import verify

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings) -> None:
    settings.KEYS = tmp_path / "keys"
    settings.CHECKPOINTS = tmp_path / "checkpoints"


@pytest.fixture
def postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set SAMUTPHOK_DATABASE_URL")


def act(name: str) -> None:
    record(actor="system", act=name, subject="household:1", now=NOW)


def in_thread(work: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def order() -> list[str]:
    return list(Entry.objects.exclude(position=None).order_by("position").values_list("act", flat=True))


def good(settings) -> bool:
    return verify(checkpoints=Path(settings.CHECKPOINTS)).good


@pytest.mark.postgres
@pytest.mark.usefixtures("postgres")
def test_what_is_rolled_back_leaves_a_gap_in_the_numbers_and_none_in_the_chain(settings) -> None:
    for name in ("first", "undone", "third"):
        try:
            with transaction.atomic():
                act(name)
                if name == "undone":
                    raise ZeroDivisionError
        except ZeroDivisionError:
            pass
    assert seal() == 2
    numbers = list(Entry.objects.order_by("id").values_list("id", flat=True))
    assert numbers[1] - numbers[0] == 2
    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == [1, 2]
    assert good(settings)


@pytest.mark.postgres
@pytest.mark.usefixtures("postgres")
def test_an_act_that_commits_late_holds_nobody_up_and_is_chained_when_it_is_seen(settings) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def long_import() -> None:
        with transaction.atomic():
            act("late")
            begun.set()
            assert may_end.wait(30)

    thread = in_thread(long_import)
    assert begun.wait(30)
    with transaction.atomic():
        act("early")
    assert seal() == 1
    assert checkpoint(NOW) is not None
    may_end.set()
    thread.join()
    late, early = Entry.objects.get(act="late"), Entry.objects.get(act="early")
    assert late.pk < early.pk
    assert not verify(checkpoints=Path(settings.CHECKPOINTS)).verdict.fault
    assert verify(checkpoints=Path(settings.CHECKPOINTS)).unsealed == 1
    assert seal() == 1
    assert order() == ["early", "late"]
    assert good(settings)


@pytest.mark.postgres
@pytest.mark.usefixtures("postgres")
def test_a_second_sealer_stands_aside_while_one_works() -> None:
    with transaction.atomic():
        act("waiting")
    working, may_end = threading.Event(), threading.Event()

    def first_sealer() -> None:
        with transaction.atomic():
            assert seal() == 1
            working.set()
            assert may_end.wait(30)

    thread = in_thread(first_sealer)
    assert working.wait(30)
    assert seal() == 0
    with transaction.atomic():
        act("not-held-up")  # who acts does not wait for the sealer
    may_end.set()
    thread.join()
    assert seal() == 1
    assert order() == ["waiting", "not-held-up"]


@pytest.mark.postgres
@pytest.mark.usefixtures("postgres")
def test_many_sealers_and_many_actors_together_make_one_chain(settings) -> None:
    stop = threading.Event()

    def sealer() -> None:
        while not stop.is_set():
            seal()

    def actor(worker: int) -> None:
        try:
            for number in range(40):
                with transaction.atomic():
                    act(f"act-{worker}-{number}")
        finally:
            connection.close()

    sealers = [in_thread(sealer) for _ in range(2)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(actor, range(4)))
    stop.set()
    for thread in sealers:
        thread.join()
    while seal():
        pass
    assert Entry.objects.filter(position=None).count() == 0
    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 161))
    assert good(settings)


@pytest.mark.postgres
@pytest.mark.usefixtures("postgres")
def test_more_than_one_batch_is_chained_in_rounds(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samutphok.foundation.audit.actions._BATCH", 3)
    with transaction.atomic():
        for number in range(8):
            act(f"act-{number}")
    assert [seal(), seal(), seal(), seal()] == [3, 3, 2, 0]
    assert order() == [f"act-{number}" for number in range(8)]
    assert good(settings)


SEVERAL_WRITERS = """
import multiprocessing, os, sys
import django
django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from django.db import connections, transaction
from samutphok.foundation.audit.actions import record

def work(worker):
    for number in range(15):
        with transaction.atomic():
            record(actor=f"worker-{worker}", act=f"act-{number}", subject="household:1", now=datetime.now(UTC))

call_command("migrate", "audit", verbosity=0)
connections.close_all()
workers = [multiprocessing.Process(target=work, args=(worker,)) for worker in range(4)]
for process in workers:
    process.start()
for process in workers:
    process.join()
    assert process.exitcode == 0
"""


def test_on_sqlite_processes_that_write_at_once_chain_their_acts_themselves(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "SAMUTPHOK_DATABASE_URL"}
    environment |= {"SAMUTPHOK_DATA": str(data), "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    subprocess.run([sys.executable, "-c", SEVERAL_WRITERS], env=environment, check=True, timeout=120)
    verified = subprocess.run(
        [sys.executable, "-m", "samutphok.cli.main", "verify-audit"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert verified.stdout.startswith("60 acts hold")
