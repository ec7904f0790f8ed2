"""A web server that can be killed, and the line between it and a phone: what goes wrong on it is planned beforehand."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias

from samutphok.cli.serve import answers, gunicorn

_STARTING = 120  # seconds; the machine may be busy
_BETWEEN = {"connection", "keep-alive", "transfer-encoding", "content-length"}  # headers of one stretch of the line
_INSTANCE = re.compile(rb"instanceID>([^<]+)<")


_Answer: TypeAlias = tuple[int, dict[str, str], bytes]


class Fault(StrEnum):
    """What befalls a form on its way."""

    LOST_REQUEST = "the line breaks before anything arrives"
    TORN = "half of it arrives"
    LOST_REPLY = "the server has it, and the phone does not hear of it"
    PORTAL = "the network's own page answers in the server's place"
    BUSY = "something before the server says that it is busy"
    KILLED_MIDWAY = "the server is killed with half of it in hand"
    KILLED_AT_WORK = "the server is killed with all of it in hand, before its reply"


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """The product's web server upon a data folder of its own, in processes of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    deaths: int = 0
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        own = {"SAMUTPHOK_DATA": str(self.folder), "SAMUTPHOK_TESTING": "1", "SAMUTPHOK_LOG": "WARNING"}
        inherited = {name: value for name, value in os.environ.items() if name != "SAMUTPHOK_DATABASE_URL"}
        self._process = subprocess.Popen(
            gunicorn("127.0.0.1", self.port), env=inherited | own, start_new_session=True, cwd=self.folder
        )
        end = time.monotonic() + _STARTING
        while not answers(f"http://127.0.0.1:{self.port}/healthz"):
            if time.monotonic() > end or self._process.poll() is not None:
                raise RuntimeError("The server does not start.")
            time.sleep(0.2)

    def kill(self) -> None:
        """SIGKILL to it and its workers, in this moment."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        self.deaths += 1


@dataclass
class BadLine:
    """A proxy before the server. plan: by the number of the POST of a form, from 0, what befalls it.

    befell: what did. said: how often the server took each instance by 201 or 202, whether the phone heard it or not.
    heard: the instances of which the phone was told that they are kept, by such a reply or by a receipt.
    """

    server: Server
    plan: Mapping[int, Fault]
    befell: list[Fault] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    heard: set[str] = field(default_factory=set)
    posts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self) -> str:
        """Listens; the address for the phone."""
        self._listener = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Stretch, self))
        self._listener.daemon_threads = True
        threading.Thread(target=self._listener.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._listener.server_port}"

    def close(self) -> None:
        """Listens no more."""
        self._listener.shutdown()
        self._listener.server_close()

    def next_fault(self) -> Fault | None:
        """What befalls the form that comes now."""
        with self._lock:
            fault = self.plan.get(self.posts)
            self.posts += 1
            if fault:
                self.befell.append(fault)
            return fault


class _Stretch(BaseHTTPRequestHandler):
    """One request on its way to the server and back."""

    protocol_version = "HTTP/1.1"

    def __init__(self, line: BadLine, *given: object) -> None:
        self.line = line
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """There and back."""
        self._reply(self._sent(b""))

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """As the plan has it when it is a form; there and back otherwise."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fault = self.line.next_fault() if self.path.endswith("/submission") else None
        if fault is None:
            answer = self._sent(body)
            self._reply(answer)
            self.line.heard.update(_told(self.path, body, answer))
        elif fault is Fault.PORTAL:
            self._answer(200, {"Content-Type": "text/html"}, b"<h1>Free WiFi</h1>")
        elif fault is Fault.BUSY:
            self._answer(503, {"Content-Type": "text/html"}, b"<h1>Busy</h1>")
        else:
            self._lose(fault, body)

    def _lose(self, fault: Fault, body: bytes) -> None:
        if fault is Fault.LOST_REPLY:
            self._sent(body)
        elif fault is not Fault.LOST_REQUEST:
            whole = fault is Fault.KILLED_AT_WORK
            with suppress(OSError):
                self._ask(body if whole else body[: len(body) // 2])
            if fault is not Fault.TORN:
                self.line.server.kill()
        self._break_off()
        if fault in {Fault.KILLED_MIDWAY, Fault.KILLED_AT_WORK}:
            self.line.server.start()

    def _ask(self, body: bytes) -> http.client.HTTPConnection:
        there = http.client.HTTPConnection("127.0.0.1", self.line.server.port, timeout=60)
        there.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in {"connection", "accept-encoding"}:
                there.putheader(name, value)
        there.putheader("Connection", "close")
        there.endheaders(body)
        return there

    def _sent(self, body: bytes) -> _Answer | None:
        """The server's answer, noted; None when none came."""
        try:
            there = self._ask(body)
            answer = there.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        there.close()
        headers = {name: value for name, value in answer.getheaders() if name.lower() not in _BETWEEN}
        if self.path.endswith("/submission"):
            self.line.said.update(_told(self.path, body, (answer.status, headers, content)))
        return answer.status, headers, content

    def _reply(self, answer: _Answer | None) -> None:
        if answer is None:
            self._break_off()
        else:
            self._answer(*answer)

    def _answer(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            with suppress(OSError):  # the phone has gone away
                self.wfile.write(content)

    def _break_off(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_given: object) -> None:
        """Nothing is told."""


def _told(path: str, body: bytes, answer: _Answer | None) -> list[str]:
    """The instances that this answer says are kept."""
    if answer is None or answer[0] not in {200, 201, 202}:
        return []
    if path.endswith("/receipts"):
        return [one["instanceID"] for one in json.loads(answer[2])["receipts"]]
    found = _INSTANCE.search(body) if path.endswith("/submission") else None
    return [found[1].decode()] if found else []
