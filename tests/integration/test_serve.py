"""`samutphok serve` as an operator meets it: one command up, one signal down, a dead worker comes back."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "samutphok.cli.main"]
PATIENCE = 120  # seconds; a limit for a stuck server, not a measure of speed


def environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "SAMUTPHOK_DATABASE_URL"}
    return {**kept, "SAMUTPHOK_DATA": str(data), "SAMUTPHOK_WEB_WORKERS": "1", "LC_ALL": "en"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)], env=environment(tmp_path), start_new_session=True
    )
    try:
        await_health(port, process)
        yield process, port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def await_health(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(PATIENCE * 4):
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail("the server did not answer in time")


def children(process: "subprocess.Popen[bytes]") -> dict[int, str]:
    tasks = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return {int(pid): Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") for pid in tasks}


def test_a_busy_port_is_named_with_the_remedy(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [*COMMAND, "serve", "--port", str(port)]
        answer = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, timeout=PATIENCE)
    assert answer.returncode == 2
    assert f"Port {port} is in use" in answer.stderr
    assert f"--port {port + 1}" in answer.stderr


def test_it_serves_brings_a_dead_worker_back_and_ends_cleanly(
    served: "tuple[subprocess.Popen[bytes], int]",
) -> None:
    process, port = served
    worker = next(pid for pid, command in children(process).items() if " worker" in command)
    os.kill(worker, signal.SIGKILL)
    for _ in range(PATIENCE * 4):
        again = [pid for pid, command in children(process).items() if " worker" in command and pid != worker]
        if again:
            break
        time.sleep(0.25)
    assert again
    process.terminate()
    assert process.wait(timeout=PATIENCE) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
