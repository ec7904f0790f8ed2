"""Staging is killed for good, again and again, at random moments; what comes out is what a clean run makes."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from intake_files import WELFARE, csv_bytes, saved, welfare_row

# Receives a file (or finds it received), stages it in small parts, and prints what came of it.
WORKER = """
import hashlib
import sys
from datetime import date, datetime, timezone

import django

django.setup()
from samutphok.access.domain import Grant, Role, Viewer
from samutphok.intake.actions import receive_batch, stage_batch
from samutphok.intake.queries import rejects_file

now = datetime(2026, 11, 23, 3, 0, tzinfo=timezone.utc)
viewer = Viewer("officer", "Officer", (Grant(Role.PROVINCE, ("83",)),), now=now)
with open(sys.argv[1], "rb") as file:
    batch = receive_batch(viewer=viewer, file=file, as_of=date(2020, 1, 1), now=now)
print("ready", flush=True)
staged = stage_batch(batch.id, lines=50)
rejects = rejects_file(viewer=viewer, batch_id=batch.id).path.read_bytes()
print(staged.status, staged.staged_sha256, staged.counts, hashlib.sha256(rejects).hexdigest(), flush=True)
"""
KILLS = 3


def environment(folder: Path) -> dict[str, str]:
    keep = {name: value for name, value in os.environ.items() if name != "SAMUTPHOK_DATABASE_URL"}
    return keep | {"SAMUTPHOK_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "samutphok.config.settings"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has received nothing yet."""
    folder = tmp_path_factory.mktemp("office")
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, env=environment(folder), check=True)
    return folder


def start(file: Path, folder: Path) -> "subprocess.Popen[str]":
    """A worker that is about to stage the file."""
    command = [sys.executable, "-c", WORKER, str(file)]
    worker = subprocess.Popen(command, env=environment(folder), stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker


def finish(worker: "subprocess.Popen[str]") -> str:
    """What a worker that is left alone says at its end."""
    said, _ = worker.communicate(timeout=300)
    assert worker.returncode == 0
    return said


def files(folder: Path, name: str) -> list[Path]:
    return list((folder / "warehouse" / name).iterdir())


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [welfare_row(number, validated="x" if number % 7 == 0 else "1") for number in range(3000)]
    return saved(tmp_path_factory.mktemp("sent"), csv_bytes(WELFARE, rows), "welfare.csv")


def test_a_killed_staging_resumes_with_the_result_of_a_clean_run(office: Path, register: Path, tmp_path: Path) -> None:
    clean, killed = shutil.copytree(office, tmp_path / "clean"), shutil.copytree(office, tmp_path / "killed")
    worker = start(register, clean)
    began = time.monotonic()
    expected = finish(worker)
    lasts = time.monotonic() - began
    assert expected.startswith("staged ")

    parts_done = []
    for kill in range(1, KILLS + 1):
        worker = start(register, killed)
        time.sleep(random.uniform(0, lasts * kill / KILLS / 2))
        os.kill(worker.pid, signal.SIGKILL)
        worker.communicate()
        parts_done.append(len(list((killed / "warehouse" / "staging").rglob("*.json"))))
    assert max(parts_done) > 0, "every kill came before the first part: nothing was shown"
    assert finish(start(register, killed)) == expected
    assert files(killed, "staging") == []
    assert len(files(killed, "staged")) == len(files(killed, "rejects")) == 1
