"""`samutphok serve`: web server, job worker and the audit's sealer under one parent.

The web server's end ends everything; a worker that dies is started again, since queued jobs wait in the database.
"""

import argparse
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from samutphok.access.queries import field_operator
from samutphok.areas.actions import load_catalogue
from samutphok.forms.actions import publish_shipped
from samutphok.kernel.errors import Bilingual, Conflict

WORKER = [sys.executable, "-m", "samutphok.cli.main", "worker"]
SEALER = [sys.executable, "-m", "samutphok.cli.main", "seal-audit", "--every"]
SEAL_SECONDS = {"postgresql": "1", "sqlite": "60"}  # SQLite chains by itself, so only checkpoints are left to sign


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `serve`."""
    parser = subparsers.add_parser("serve", help="serve the desk and work through the job queue")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 behind a proxy")


def run(args: argparse.Namespace) -> int:
    """Serves until it is told to stop (Ctrl-C or SIGTERM); exit code 0 then."""
    require_free_port(args.host, args.port)
    prepare()
    return supervise(host=args.host, port=args.port, announcement=f"samutphok is ready: http://{args.host}:{args.port}")


def require_free_port(host: str, port: int) -> None:
    """Raises Conflict with the remedy when something already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Conflict(
                problem=Bilingual(f"พอร์ต {port} ถูกใช้อยู่หรือใช้ไม่ได้", f"Port {port} is in use or not allowed."),
                remedy=Bilingual(
                    f"หยุดโปรแกรมที่ใช้พอร์ตนี้ หรือใช้ --port {port + 1}",
                    f"Stop the program that uses it, or take --port {port + 1}.",
                ),
            ) from error


def prepare() -> None:
    """Brings the database, the areas and the product's forms to this version and gathers the static files."""
    call_command("migrate", verbosity=0)
    gather_static_files()
    load_catalogue()
    now = timezone.now()
    publish_shipped(viewer=field_operator(now=now), now=now)


def gather_static_files() -> None:
    """Collects and compresses the static files, unless they are those of the last time; compressing takes a while."""
    stamp = settings.STATIC_ROOT / ".gathered"
    found = sorted(
        f"{name} {info.st_size} {info.st_mtime_ns}"
        for finder in get_finders()
        for name, storage in finder.list([])
        for info in [Path(storage.path(name)).stat()]
    )
    state = hashlib.sha256("\n".join(found).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)


def supervise(*, host: str, port: int, announcement: str) -> int:
    """Starts the processes, prints `announcement` once /healthz answers, and keeps them until a stop signal."""
    web = subprocess.Popen(gunicorn(host, port))
    others = [WORKER, [*SEALER, SEAL_SECONDS[connection.vendor]]]
    helpers = {index: subprocess.Popen(command) for index, command in enumerate(others)}
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    announced = False
    while not stopping and web.poll() is None:
        if not announced and answers(f"http://{host}:{port}/healthz"):
            announced = True
            print(announcement, file=sys.stderr, flush=True)
        for index, process in helpers.items():
            if process.poll() is not None:
                helpers[index] = subprocess.Popen(others[index])
        time.sleep(0.5)
    return end([web, *helpers.values()], code=0 if stopping else 1)


def end(processes: list["subprocess.Popen[bytes]"], *, code: int) -> int:
    """Asks each process to stop, waits ten seconds, then insists."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    return code


def gunicorn(host: str, port: int) -> list[str]:
    """The command of the web server: threads, so that one process serves a small office."""
    options = [
        "--worker-class",
        "gthread",
        "--workers",
        os.environ.get("SAMUTPHOK_WEB_WORKERS", "2"),
        "--threads",
        "8",
        "--preload",
    ]
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "samutphok.config.wsgi",
        "--bind",
        f"{host}:{port}",
        *options,
        "--log-level",
        "warning",
        "--logger-class",
        "samutphok.config.server_log.ServerLog",
    ]


def answers(address: str) -> bool:
    """Whether the address answers with success."""
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 -- our own loopback address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
