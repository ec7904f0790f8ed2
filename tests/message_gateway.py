"""A gateway that is none: a real HTTP server on loopback that behaves as gateways do on bad days."""

import json
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class FakeGateway:
    """What it was asked, and how it behaves: moods are taken one a request, then 'accept'.

    moods: accept, refuse, broken, busy, lost (takes the message, loses the reply), slow (takes it, answers too late),
    garbage, sign_in (a network's login page), elsewhere (a redirect). It keeps keys: `sent` holds each key once.
    """

    moods: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    url: str = ""


class _Handler(BaseHTTPRequestHandler):
    fake: FakeGateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        names = {name.lower(): value for name, value in self.headers.items()}
        self.fake.asked.append({"headers": names, "body": body})
        mood = self.fake.moods.pop(0) if self.fake.moods else "accept"
        key = names.get("idempotency-key") or names.get("x-line-retry-key", "")
        if mood in ("accept", "lost", "slow"):
            known = key in self.fake.sent
            self.fake.sent.setdefault(key, {"body": body, "headers": names})
            if mood == "lost":
                reset = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
                self.connection.close()
                return
            if mood == "slow":
                time.sleep(0.6)
            self._answer(409 if known else 200, json.dumps({"id": "gw-1"}).encode())
            return
        status, content, more = {
            "refuse": (400, b"{}", {}),
            "broken": (500, b"oops", {}),
            "busy": (429, b"", {"Retry-After": "7200"}),
            "garbage": (0, b"", {}),
            "sign_in": (200, b"<html>Please sign in</html>", {}),
            "elsewhere": (302, b"", {"Location": "http://127.0.0.1:1/"}),
            "not_ours": (401, b"{}", {}),
        }[mood]
        if mood == "garbage":
            self.wfile.write(b"\x00\xff nonsense\r\n\r\n")
            return
        self._answer(status, content, more)

    def _answer(self, status: int, content: bytes, more: dict[str, str] | None = None) -> None:
        try:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **(more or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            pass  # the other side went away

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def fake_gateway(*moods: str) -> Iterator[FakeGateway]:
    """A gateway with these moods, listening while the block lasts."""
    fake = FakeGateway(moods=list(moods))
    handler = type("Handler", (_Handler,), {"fake": fake})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        fake.url = f"http://127.0.0.1:{server.server_address[1]}/sms"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield fake
        server.shutdown()
