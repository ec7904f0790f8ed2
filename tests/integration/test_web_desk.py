"""What holds on every page: language, policy for content, errors, the numbers of an area, and how the installation is."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from desk_office import PASSWORD, Families, log_in, make_families
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samutphok.access.domain import Role
from samutphok.web.views import health, home

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGES = ["/", "/areas/83/", "/areas/83010101/", "/households/", "/imports/", "/imports/new", "/reviews/"]


@pytest.fixture
def families() -> Families:
    return make_families()


def test_pages_are_thai_until_the_reader_chooses_english(client: Client) -> None:
    thai = client.get("/accounts/login/", headers={"Accept-Language": "en-US"})
    assert '<html lang="th"' in thai.content.decode()
    client.post("/language", {"language": "en", "next": "/accounts/login/"})
    assert '<html lang="en"' in client.get("/accounts/login/").content.decode()


def test_the_language_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/language", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_both_languages_under_a_strict_policy(
    client: Client, families: Families, page: str, language: str
) -> None:
    log_in(client)
    client.cookies["django_language"] = language
    answer = client.get(page)
    text, policy = answer.content.decode(), answer["Content-Security-Policy"]
    assert (answer.status_code, f'<html lang="{language}"' in text) == (200, True)
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"\sstyle=|\son[a-z]+=\"", text)
    assert len(answer.content) < 100_000


@pytest.mark.parametrize(
    "page", ["/areas/83/?dim=health", "/areas/83010101/", "/households/", "/reviews/", "/imports/"]
)
def test_a_page_asks_the_database_few_questions(
    client: Client, families: Families, django_assert_max_num_queries, page: str
) -> None:
    log_in(client)
    client.get(page)
    with django_assert_max_num_queries(12):
        client.get(page)


def test_an_unknown_area_and_one_out_of_scope_look_alike(client: Client, families: Families) -> None:
    log_in(client, Role.AMPHOE, "8303")
    absent, elsewhere = client.get("/areas/99/"), client.get("/areas/8301/")
    assert absent.status_code == elsewhere.status_code == 404


def test_switches_that_do_not_exist_are_refused_with_a_remedy(client: Client) -> None:
    log_in(client)
    answer = client.get("/areas/83/?dim=wealth")
    assert answer.status_code == 422
    assert "เปิดหน้านี้ใหม่จากเมนู" in answer.content.decode()


def test_an_area_counts_its_target_poor_under_the_switches(client: Client, families: Families) -> None:
    log_in(client)

    def counted(address: str) -> str:
        found = re.search(r'lead-value"><a[^>]*>([\d,]+)<', client.get(address).content.decode())
        assert found
        return found.group(1)

    assert counted("/areas/83/") == "1"
    assert counted("/areas/83/?dim=living&dim=income&combine=all") == "1"
    assert counted("/areas/83/?dim=living&dim=health&combine=all") == "0"
    assert counted("/areas/83/?dim=living&dim=health") == "1"
    assert counted("/areas/8303/") == "0"


def test_the_number_of_an_area_opens_the_families_behind_it(client: Client, families: Families) -> None:
    log_in(client)
    page = client.get("/areas/8301/?dim=living&combine=all").content.decode()
    link = re.search(r'lead-value"><a href="([^"]+)"', page)
    assert link
    behind = client.get(link.group(1).replace("&amp;", "&")).content.decode()
    assert re.findall(r'class="family-name"[^>]*>([^<]+)<', behind) == ["นายสมชาย ใจดี"]


def test_the_state_of_the_address_is_carried_to_the_next_area(client: Client, families: Families) -> None:
    log_in(client)
    page = client.get("/areas/83/?dim=living&combine=all&order=name").content.decode()
    assert 'href="/areas/8301/?dim=living&amp;combine=all&amp;order=name"' in page


def test_a_village_shows_its_families_in_the_same_view(client: Client, families: Families) -> None:
    log_in(client)
    assert f"/households/{families.target}/" in client.get("/areas/83010101/").content.decode()


def test_an_area_without_a_list_says_what_is_missing_and_invents_nothing(client: Client) -> None:
    log_in(client, Role.NATIONAL, "TH")
    from samutphok.areas.actions import note_area

    note_area("83", name_th="ภูเก็ต", seen_on=timezone.localdate())
    text = client.get("/areas/83/").content.decode()
    assert "ยังไม่ได้จัดทำบัญชี" in text
    assert "lead-value" not in text


def test_the_way_in_leads_to_the_viewer_s_own_area(client: Client, families: Families) -> None:
    log_in(client, Role.TAMBON, "830101")
    assert client.get("/areas/?dim=income")["Location"] == "/areas/830101/?dim=income"


def test_a_bug_shows_a_thai_page_that_says_what_to_do(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    log_in(client)

    def broken(**_: object) -> None:
        raise RuntimeError("1990000000001")

    monkeypatch.setattr(home, "read_home", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "ระบบขัดข้อง" in answer.content.decode()
    assert "1990000000001" not in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_thai() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "เปิดแบบฟอร์มทิ้งไว้นานเกินไป" in answer.content.decode()


def test_logging_in_by_the_form_leads_home(client: Client) -> None:
    cache.clear()
    log_in(client)
    client.logout()
    answer = client.post("/accounts/login/", {"login": "officer", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_the_menu_holds_only_what_the_role_may_open(client: Client) -> None:
    log_in(client, Role.AUDITOR, "TH")
    text = client.get("/").content.decode()
    menu = re.search(r'<nav class="desk-rail.*?</nav>', text, re.S)
    assert menu
    assert re.findall(r'<a href="([^"]+)"', menu.group()) == [
        "/", "/areas/", "/uptake/", "/partners/", "/programmes/", "/quality/", "/definitions/",
        "/forms/", "/notices/", "/messages/mine/",
        "/guides/", "/console/access", "/audit/",
    ]  # fmt: skip


def test_a_long_menu_folds_its_groups_without_scripts_and_opens_the_current_one(client: Client) -> None:
    log_in(client)
    text = client.get("/areas/83/").content.decode()
    menu = re.search(r'<nav class="desk-rail.*?</nav>', text, re.S)
    assert menu
    groups = re.findall(r'<details class="menu-fold" name="rail"( open)?><summary><span>([^<]+)', menu.group())
    assert [name for opened, name in groups if opened] == ["คนและพื้นที่"]
    assert len(groups) >= 5


def test_one_click_accounts_are_on_the_login_page_of_a_demo_alone(client: Client, settings) -> None:
    from samutphok.access.actions import make_demo_accounts

    settings.DEMO = True
    make_demo_accounts(timezone.now())
    assert 'action="/demo/login"' in client.get("/accounts/login/").content.decode()
    assert client.post("/demo/login", {"username": "phuket"})["Location"] == "/"
    assert client.get("/").status_code == 200
    settings.DEMO = False
    assert client.get("/").status_code == 302
    assert 'action="/demo/login"' not in Client().get("/accounts/login/").content.decode()
    assert Client().post("/demo/login", {"username": "phuket"}).status_code == 404


def test_health_says_when_jobs_wait_and_nobody_works(client: Client) -> None:
    assert json.loads(client.get("/healthz").content)["worker"] == {"state": "ok", "waiting": 0, "running": 0}
    job = DBTaskResult.objects.create(args_kwargs={"args": [], "kwargs": {}}, task_path="x", backend_name="default")
    assert json.loads(client.get("/healthz").content)["worker"]["state"] == "ok"
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - timedelta(minutes=5))
    assert json.loads(client.get("/healthz").content)["worker"] == {"state": "late", "waiting": 1, "running": 0}


def test_health_is_down_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(**_: object) -> None:
        raise DatabaseError("no such host: secret")

    monkeypatch.setattr(health, "queue_state", gone)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert b"secret" not in answer.content


def test_every_static_file_that_a_page_names_is_built(client: Client, families: Families) -> None:
    log_in(client, Role.NATIONAL, "TH")
    text = client.get("/areas/TH/").content.decode()
    static = Path(__file__).parents[2] / "samutphok" / "web" / "static"
    named = set(re.findall(r'"/static/([^"#]+)', text))
    assert {"built/desk.css", "built/desk.js", "built/map.js"} <= named
    assert all((static / name).is_file() for name in named)
