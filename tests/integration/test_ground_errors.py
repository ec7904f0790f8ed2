"""Every failure is a page in the reader's language that says what to do, also when the database cannot be asked."""

import errno
import sqlite3
from collections.abc import Callable

import psycopg
import pytest
from desk_office import log_in
from django.core.exceptions import PermissionDenied
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, path

from samutphok.foundation.outages import BUSY, DOWN, FULL, Outage, outage_of
from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, Stale

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TOLD = {"problem": Bilingual("ปัญหา", "The problem"), "remedy": Bilingual("ทางแก้", "The remedy")}


def sqlite(name: str, text: str) -> OperationalError:
    """An error as Django passes it on from SQLite."""
    cause = sqlite3.OperationalError(text)
    cause.sqlite_errorname = name
    return chained(cause)


def postgres(kind: type[psycopg.Error], text: str) -> OperationalError:
    return chained(kind(text))


def chained(cause: Exception) -> OperationalError:
    try:
        raise OperationalError(str(cause)) from cause
    except OperationalError as error:
        return error


LOCKED = sqlite("SQLITE_BUSY", "database is locked")


def raising(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(_request: HttpRequest) -> HttpResponse:
        raise error

    return view


def reading_what_was_sent(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", ""))


STATUS = {
    "denied": (PermissionDenied(), 403, "ท่านไม่มีสิทธิ์"),
    "forbidden": (Forbidden(**TOLD), 403, "ปัญหา"),
    "conflict": (Conflict(**TOLD), 409, "ปัญหา"),
    "stale": (Stale(**TOLD), 412, "ปัญหา"),
    "invalid": (InvalidInput(**TOLD), 422, "ปัญหา"),
    "bug": (RuntimeError("1990000000001"), 500, "ระบบขัดข้อง"),
    "locked": (LOCKED, 503, "ระบบกำลังมีผู้ใช้งานมาก"),
    "full": (OSError(errno.ENOSPC, "No space left on device"), 503, "พื้นที่จัดเก็บของระบบเต็ม"),
    "down": (postgres(psycopg.OperationalError, "connection refused"), 503, "ติดต่อฐานข้อมูลไม่ได้ชั่วคราว"),
}
urlpatterns = [
    *get_resolver("samutphok.config.urls").url_patterns,
    *(path(f"fails/{name}", raising(error), name=f"fails_{name}") for name, (error, _, _) in STATUS.items()),
    path("fails/read", reading_what_was_sent, name="fails_read"),
]
handler400 = "samutphok.web.failures.bad_request"
handler500 = "samutphok.web.failures.broken"


@pytest.fixture
def failing(client: Client, settings, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A desk with routes that fail, and somebody logged in."""
    from samutphok.web import routes

    doors = {f"fails_{name}": routes.Door.PUBLIC for name in [*STATUS, "read"]}
    monkeypatch.setattr("samutphok.web.middleware.ROUTES", {**routes.ROUTES, **doors})
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    log_in(client)
    return client


def is_a_page_that_helps(answer: HttpResponse) -> str:
    """A whole page in Thai with one heading, a remedy and a way on; returns its text."""
    text = answer.content.decode()
    assert text.count("<h1") == text.count("</html>") == 1
    assert '<html lang="th"' in text
    assert "data-problem" in text
    assert "data-remedy" in text
    assert 'href="/"' in text
    return text


@pytest.mark.parametrize("name", STATUS)
def test_each_failure_has_its_status_and_says_what_to_do(failing: Client, name: str) -> None:
    _error, status, words = STATUS[name]
    answer = failing.get(f"/fails/{name}")
    assert answer.status_code == status
    text = is_a_page_that_helps(answer)
    assert words in text
    assert "1990000000001" not in text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", STATUS)
def test_each_failure_speaks_english_to_whoever_chose_it(failing: Client, name: str) -> None:
    failing.cookies["django_language"] = "en"
    text = failing.get(f"/fails/{name}").content.decode()
    assert '<html lang="en"' in text
    assert STATUS[name][2] not in text


def test_an_outage_says_when_to_try_again(failing: Client) -> None:
    waits = {name: int(failing.get(f"/fails/{name}").headers["Retry-After"]) for name in ("locked", "full", "down")}
    assert waits["locked"] < waits["down"] < waits["full"]


def test_a_bug_is_no_outage(failing: Client) -> None:
    assert "Retry-After" not in failing.get("/fails/bug").headers


def test_a_conflict_leads_back_to_the_page_it_came_from_and_never_to_another_site(failing: Client) -> None:
    back = failing.get("/fails/stale", headers={"Referer": "http://testserver/households/?level=2"})
    assert 'href="/households/?level=2"' in back.content.decode()
    away = failing.get("/fails/stale", headers={"Referer": "https://evil.example/households/"})
    assert "evil.example" not in away.content.decode()


def test_the_database_is_not_asked_while_it_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Session and account cannot be read: the page is made without them, at every address."""

    def away(*_: object, **__: object) -> None:
        raise LOCKED

    log_in(client)
    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
    client.raise_request_exception = False
    for where in ("/", "/households/", "/nothing/", "/accounts/login/"):
        answer = client.get(where)
        assert answer.status_code == 503, where
        assert "desk-rail" not in is_a_page_that_helps(answer)


def test_a_form_that_is_too_long_is_answered_with_413(failing: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = failing.post("/fails/read", "text=" + "ก" * 1000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    is_a_page_that_helps(answer)


def test_a_request_that_makes_no_sense_is_answered_with_400(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in is_a_page_that_helps(answer)


def test_the_wrong_method_is_answered_with_a_page_and_the_right_ones(client: Client) -> None:
    log_in(client)
    answer = client.get("/look")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    is_a_page_that_helps(answer)


def test_a_page_that_is_not_there_keeps_the_menu(client: Client) -> None:
    log_in(client)
    assert "desk-rail" in is_a_page_that_helps(client.get("/nothing/"))


def test_a_lock_out_is_answered_with_429_and_when_to_come_back(client: Client) -> None:
    for _ in range(6):
        answer = client.post("/accounts/login/", {"login": "nobody", "password": "wrong"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (LOCKED, BUSY),
        (sqlite("SQLITE_BUSY_SNAPSHOT", "database is locked"), BUSY),
        (sqlite("SQLITE_FULL", "database or disk is full"), FULL),
        (sqlite("SQLITE_IOERR_WRITE", "disk I/O error"), DOWN),
        (sqlite("SQLITE_ERROR", "no such table: people"), None),
        (postgres(psycopg.errors.DiskFull, "could not extend file"), FULL),
        (postgres(psycopg.errors.TooManyConnections, "too many clients"), DOWN),
        (postgres(psycopg.errors.AdminShutdown, "terminating connection"), DOWN),
        (postgres(psycopg.errors.LockNotAvailable, "lock timeout"), BUSY),
        (postgres(psycopg.errors.DeadlockDetected, "deadlock"), BUSY),
        (postgres(psycopg.OperationalError, "connection refused"), DOWN),
        (OSError(errno.ENOSPC, "no space"), FULL),
        (OSError(errno.EDQUOT, "quota"), FULL),
        (OSError(errno.EFBIG, "too large"), FULL),
        (FileNotFoundError(errno.ENOENT, "gone"), None),
        (DataError("too long"), None),
        (ValueError("a bug"), None),
        (None, None),
    ],
)
def test_only_what_passes_by_itself_or_by_the_operator_is_an_outage(
    error: Exception | None, outage: Outage | None
) -> None:
    assert outage_of(error) is outage


def test_an_outage_is_found_behind_the_error_it_caused() -> None:
    wrapped = RuntimeError("the job failed")
    wrapped.__cause__ = LOCKED
    assert outage_of(wrapped) is BUSY
