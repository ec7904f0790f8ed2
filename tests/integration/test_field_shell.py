"""The field app's page and service worker: open to whoever comes, with rules of their own and nothing about anybody."""

from collections.abc import Mapping

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """A build of two small files, so that these tests need no Node."""
    (tmp_path / "index.html").write_text("<title>สมุดพกภาคสนาม</title>", "utf-8")
    (tmp_path / "sw.js").write_text("/* worker */", "utf-8")
    places: Mapping[str, str] = {f"built/field/{name}": str(tmp_path / name) for name in ("index.html", "sw.js")}
    monkeypatch.setattr(finders, "find", places.get)


def test_an_app_that_was_not_built_reads_as_absent(monkeypatch, client: Client) -> None:
    monkeypatch.setattr(finders, "find", lambda _name: None)
    assert client.get("/field/").status_code == 404
    assert client.get("/field/sw.js").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_shell_only_answers_reading(client: Client, method: str) -> None:
    assert getattr(client, method)("/field/").status_code == 405


def test_the_shell_comes_without_a_login_and_sets_no_cookie(client: Client) -> None:
    answer = client.get("/field/")
    assert answer.status_code == 200
    assert "สมุดพกภาคสนาม" in answer.content.decode()
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "no-cache"


def test_the_shell_may_start_webassembly_but_evaluates_no_text_and_talks_to_no_other_host(client: Client) -> None:
    rule = {part.split()[0]: part.split()[1:] for part in client.get("/field/")["Content-Security-Policy"].split("; ")}
    assert rule["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert rule["connect-src"] == ["'self'", "data:"]
    assert rule["default-src"] == ["'none'"]
    assert rule["frame-ancestors"] == ["'none'"]
    allowed = {"'self'", "'none'", "'wasm-unsafe-eval'", "data:", "blob:"}
    assert {source for sources in rule.values() for source in sources} <= allowed


def test_camera_and_place_are_asked_for_by_the_field_app_alone(client: Client) -> None:
    assert "geolocation=(self)" in client.get("/field/")["Permissions-Policy"]
    assert "camera=(self)" in client.get("/field/")["Permissions-Policy"]
    for address in ("/field/sw.js", "/accounts/login/", "/healthz"):
        assert "geolocation=()" in client.get(address)["Permissions-Policy"]


def test_the_worker_is_a_script_of_the_apps_own_folder(client: Client) -> None:
    answer = client.get("/field/sw.js")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
