"""One POST over HTTPS: certificates are checked, redirects are not followed, nothing endless is read."""

import http.client
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

from samutphok.messaging.domain.answers import Answer, Heard

_MOST = 64 * 1024  # bytes of an answer


@dataclass(frozen=True, slots=True)
class Replied:
    """What the other side answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Replied | Answer:
    """The reply, or what it means that there is none: surely not taken before the request left, unclear afterwards."""
    address = urlsplit(url)
    host = address.hostname or ""
    if address.scheme != "https" and not _is_loopback(host):
        return Answer(Heard.LATER, "not_https")
    patience = float(settings.MESSAGES["patience"])
    connection = _connection(address.scheme, host, address.port, patience)
    try:
        connection.connect()
    except ssl.SSLError:
        return Answer(Heard.LATER, "certificate")
    except (OSError, ValueError):
        return Answer(Heard.LATER, "unreachable")
    try:
        path = address.path + (f"?{address.query}" if address.query else "")
        connection.request("POST", path or "/", body=body, headers=dict(headers))
        reply = connection.getresponse()
        return Replied(reply.status, dict(reply.headers.items()), _read(reply, time.monotonic() + patience))
    except TimeoutError:
        return Answer(Heard.UNCLEAR, "timeout")
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(Heard.UNCLEAR, "no_answer")
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None, patience: float) -> http.client.HTTPConnection:
    if scheme != "https":
        return http.client.HTTPConnection(host, port, timeout=patience)
    trusted = ssl.create_default_context(cafile=settings.MESSAGES["authorities"] or None)
    return http.client.HTTPSConnection(host, port, timeout=patience, context=trusted)


def _read(reply: http.client.HTTPResponse, until: float) -> bytes:
    parts, length = [], 0
    while length < _MOST and time.monotonic() < until and (part := reply.read1(8_192)):
        parts.append(part)
        length += len(part)
    return b"".join(parts)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
