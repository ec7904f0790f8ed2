"""The desk's addresses and forms in hostile hands: ids of others, added fields, foreign sites, bytes that mean nothing."""

import re
from uuid import UUID, uuid4

import pytest
from attack_office import PASSWORD, confirm, log_in, send
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from intake_files import WELFARE, csv_bytes, welfare_row
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.actions import create_account, disable_account, give_grant, make_demo_accounts, withdraw_grant
from samutphok.access.domain import DEMO_ACCOUNTS, Grant, NewAccount, Role
from samutphok.access.models import Account
from samutphok.access.queries import operator, viewer_of
from samutphok.intake.models import Batch
from samutphok.linkage.actions import attach_batch
from samutphok.linkage.models import Review
from samutphok.registry.models import Household
from samutphok.targeting.actions import draw_list

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ELSEWHERE = [account for account in DEMO_ACCOUNTS if account.role is not Role.NATIONAL]  # which is nowhere else
METHODS = ("get", "head", "options", "post", "put", "patch", "delete")
NONSENSE = (
    "/areas/83%00/",
    "/areas/%ff%fe/",
    "/areas/83%27%20OR%201=1--/",
    "/areas/..%2f..%2fetc%2fpasswd/",
    "/areas/83/?measure=%00",
    "/areas/83/?measure=../../../etc/passwd",
    "/areas/83/?dim=health%00",
    "/households/?area=83%00",
    "/households/?page=99999999999999999999",
    "/households/?level=%EF%BC%91",
    "/households/?definition=x%00",
    "/households/?q=%00",
    "/households/?q=%25%5F%5C%27%22",
    "/households/?order=area_code",
    "/files/00000000-0000-0000-0000-000000000000",
    "/reviews/?page=-1",
    "/imports/00000000-0000-0000-0000-000000000000/",
)
FORMS = (
    "/areas/83/draw",
    "/households/",
    "/households/export",
    "/imports/new",
    "/imports/waiting/00000000-0000-0000-0000-000000000000/receive",
    "/demo/login",
    "/language",
)


def body(response: HttpResponse) -> str:
    """The page without what differs by chance."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", response.content.decode())
    return re.sub(r'name="next" value="[^"]*"', "", text)


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def phuket() -> dict[str, UUID]:
    """A household, a batch and a question of Phuket, and its area on a drawn list."""
    who = {"pid": synthetic_pid(1), "birth_date": "1950-01-01", "area_code": "83010101"}
    survey = row("มะลิ", "ทองแท้", house_code="83010000001", family_no="1", bmn9=0, **who)
    batch = stage("bmn_survey", [survey])
    attach_batch(batch, now=NOW)
    attach_batch(
        stage("state_welfare", [row("วีระ", "คนอื่น", sex="M", validated=1, **who | {"birth_date": "1999"})]), now=NOW
    )
    draw_list(viewer=viewer(""), area_prefix="", as_of=NOW.date(), now=NOW)
    return {"household": Household.objects.get().id, "batch": batch, "review": Review.objects.get().id}


def addresses(ids: dict[str, UUID]) -> list[str]:
    """Every address that takes an id."""
    return [
        f"/households/{ids['household']}/",
        f"/households/{ids['household']}/logbook.pdf",
        f"/imports/{ids['batch']}/",
        f"/imports/{ids['batch']}/rejects",
        f"/reviews/{ids['review']}/decide",
    ]


@pytest.mark.parametrize("place", range(len(ELSEWHERE) + 1))
def test_ids_of_another_province_answer_every_method_as_ids_of_nothing(
    client: Client, settings, phuket: dict[str, UUID], place: int
) -> None:
    """Each role of the demo, set over another province; and somebody who is not logged in."""
    if place < len(ELSEWHERE):
        demo, now = ELSEWHERE[place], timezone.now()
        made = create_account(viewer=operator(now=now), account=NewAccount("elsewhere", "Elsewhere"), now=now)
        area = "82" if demo.areas[0] == "TH" else f"82{demo.areas[0][2:]}"
        give_grant(
            viewer=operator(now=now), username="elsewhere", grant=Grant(demo.role, (area,), agency=demo.agency), now=now
        )
        client.force_login(Account.objects.get(pk=made.id))
    nothing = {name: uuid4() for name in phuket}
    decision = {"outcome": "same", "version": "1"}
    for there, nowhere in zip(addresses(phuket), addresses(nothing), strict=True):
        for method in METHODS:
            answers = [
                getattr(client, method)(where, *([decision] if method == "post" else [])) for where in (there, nowhere)
            ]
            assert answers[0].status_code == answers[1].status_code, (method, there)
            assert body(answers[0]).replace(there, "") == body(answers[1]).replace(nowhere, ""), (method, there)
            assert answers[0].status_code in (302, 404, 405), (method, there)
    assert Review.objects.get().outcome == Review.Outcome.OPEN


def test_fields_that_nobody_asked_for_are_ignored(client: Client, settings, tmp_path) -> None:
    settings.WAREHOUSE = tmp_path
    account = log_in(client)
    evil = {"received_by": "1", "area_prefix": "", "scope": "", "owner": "1", "role": "national", "status": "attached"}
    previewed = send(client, csv_bytes(WELFARE, [welfare_row()]), "w.csv", register="state_welfare", **evil)
    assert confirm(client, previewed, **evil).status_code == 302
    batch = Batch.objects.get()
    assert (batch.received_by, batch.area_prefix, batch.scope, batch.status) == (
        str(account.pk),
        "83",
        "83",
        "received",
    )
    client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "username": "root", "is_active": "0", "demo": "1"}
    )
    account.refresh_from_db()
    assert (account.username, account.is_active, account.demo) == ("officer", True, False)


def test_another_s_preview_cannot_be_received(client: Client, settings, tmp_path) -> None:
    settings.WAREHOUSE = tmp_path
    log_in(client)
    previewed = send(client, csv_bytes(WELFARE, [welfare_row()]), "w.csv", register="state_welfare")
    thief = Client()
    log_in(thief, username="thief")
    assert confirm(thief, previewed).status_code == 404
    assert not Batch.objects.exists()


@pytest.mark.parametrize("where", [*FORMS, "/accounts/login/", "/accounts/logout/", f"/reviews/{UUID(int=1)}/decide"])
def test_a_form_without_its_token_is_refused(settings, where: str) -> None:
    settings.DEMO = True
    client = Client(enforce_csrf_checks=True)
    log_in(client)
    assert client.post(where, {"username": "officer", "language": "en"}).status_code == 403


@pytest.mark.parametrize(
    "away",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\thttps://evil.example"],
)
def test_nobody_is_led_to_another_site(client: Client, away: str) -> None:
    log_in(Client())
    login = client.post("/accounts/login/", {"login": "officer", "password": PASSWORD, "next": away})
    assert (login.status_code, login["Location"]) == (302, "/")
    language = client.post("/language", {"language": "en", "next": away}, headers={"Referer": "https://evil.example/"})
    assert language.status_code in (204, 302)
    assert language.get("Location", "/") == "/"


def test_a_foreign_host_is_refused_and_never_written_into_a_letter(client: Client, mailoutbox) -> None:
    log_in(Client())
    for header in ({"Host": "evil.example"}, {"Host": "localhost:80@evil.example"}):
        assert (
            client.post("/accounts/password/reset/", {"email": "officer@example.org"}, headers=header).status_code
            == 400
        )
    client.post(
        "/accounts/password/reset/", {"email": "officer@example.org"}, headers={"X-Forwarded-Host": "evil.example"}
    )
    assert len(mailoutbox) == 1
    assert "evil.example" not in mailoutbox[0].body


def test_an_address_that_means_nothing_is_no_mistake_of_ours(client: Client, phuket: dict[str, UUID]) -> None:
    log_in(client)
    answers = {where: client.get(where).status_code for where in NONSENSE}
    assert {where: status for where, status in answers.items() if status not in (200, 404, 422)} == {}


def test_posted_bytes_that_mean_nothing_are_no_mistake_of_ours(
    client: Client, settings, phuket: dict[str, UUID]
) -> None:
    settings.DEMO = True
    log_in(client)
    nonsense = "\x00\ufffe%_'\"\\"
    for where, field in (
        ("/households/", "q"),
        ("/demo/login", "username"),
        ("/accounts/login/", "login"),
        ("/accounts/password/reset/", "email"),
        (f"/reviews/{phuket['review']}/decide", "version"),
        ("/imports/waiting/00000000-0000-0000-0000-000000000000/receive", "register"),
        ("/language", "language"),
    ):
        answer = (Client() if where.startswith("/accounts") else client).post(
            where, {field: nonsense, "password": nonsense}
        )
        assert answer.status_code < 500, where
    huge = {"outcome": "same", "version": str(10**40)}
    assert client.post(f"/reviews/{phuket['review']}/decide", huge).status_code == 412


def test_a_running_session_ends_with_its_grant_its_account_and_its_demo(settings, phuket: dict[str, UUID]) -> None:
    now, where = timezone.now(), f"/households/{phuket['household']}/"
    settings.DEMO = True
    make_demo_accounts(now)
    visitor, officer, leaver = Client(), Client(), Client()
    account = log_in(officer)
    log_in(leaver, username="leaver")
    visitor.post("/demo/login", {"username": "phuket"})
    assert [one.get(where).status_code for one in (visitor, officer, leaver)] == [200, 200, 200]
    settings.DEMO = False
    (grant,) = viewer_of(account, now=timezone.now()).grants
    withdraw_grant(viewer=operator(now=now), grant_id=grant.id, now=now)
    disable_account(viewer=operator(now=now), username="leaver", now=now)
    assert [one.get(where).status_code for one in (visitor, officer, leaver)] == [302, 404, 302]
    assert Client().post("/demo/login", {"username": "phuket"}).status_code == 404
    for password in ("", "phuket"):
        Client().post("/accounts/login/", {"login": "phuket", "password": password})
    assert visitor.get("/").status_code == 302


def test_a_list_is_drawn_of_an_area_of_one_s_own_and_of_nothing_else(client: Client, phuket: dict[str, UUID]) -> None:
    log_in(client)
    foreign = [client.post(f"/areas/{code}/draw") for code in ("82", "820101", "98", "TH", "C1", "x")]
    assert len({(page.status_code, body(page)) for page in foreign}) == 1
    for code in ("83%00", "83%FF", "83x", "83-", "8301010101010101", "83' OR 1=1", "..%2f"):
        assert client.post(f"/areas/{code}/draw").status_code in (403, 404, 409, 422), code
    assert not DBTaskResult.objects.filter(task_path__contains="draw").exists()  # a clock may stand for later
