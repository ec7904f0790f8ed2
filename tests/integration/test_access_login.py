"""Logging in: by name and password, with a second factor if wished; wrong tries cost, and tell nothing."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from samutphok.access.actions import create_account, disable_account, enter_demo, make_demo_accounts
from samutphok.access.domain import NewAccount
from samutphok.access.errors import NotADemo
from samutphok.access.models import Account
from samutphok.access.queries import operator
from samutphok.foundation.audit.models import Entry

LOGIN = "/accounts/login/"
PASSWORD = "correct horse battery"
CITIZEN_NUMBER = "1990000000012"

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def quick_hash(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def fresh_rate_limits() -> None:
    from django.core.cache import cache

    cache.clear()


def make(username: str = "officer", **more: object) -> Account:
    now = timezone.now()
    account = NewAccount(username, username.title(), **({"email": f"{username}@example.org"} | more))
    made = create_account(viewer=operator(now=now), account=account, password=PASSWORD, now=now)
    return Account.objects.get(pk=made.id)


def try_login(client: Client, username: str = "officer", password: str = PASSWORD, **extra: str) -> HttpResponse:
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def logged_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def page(response: HttpResponse, *typed: str) -> str:
    """The page without chance and without what was typed into it."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", response.content.decode())
    for word in typed:
        text = text.replace(word, "…")
    return text


# Refused


def test_wrong_password_unknown_name_and_disabled_account_look_alike(client: Client) -> None:
    make()
    make("gone")
    disable_account(viewer=operator(now=timezone.now()), username="gone", now=timezone.now())
    wrong = try_login(client, password="not the password")
    unknown = try_login(client, "nobody")
    disabled = try_login(client, "gone")
    assert {wrong.status_code, unknown.status_code, disabled.status_code} == {200}
    assert page(wrong, "officer") == page(unknown, "nobody") == page(disabled, "gone")
    assert logged_in(client) is None


def test_a_refusal_is_recorded_without_what_was_typed(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    try_login(client, CITIZEN_NUMBER, "my password")
    client.post(LOGIN, {"login": CITIZEN_NUMBER, "username": CITIZEN_NUMBER, "password": "my password"})
    entry = Entry.objects.latest("id")
    assert (entry.actor, entry.act, entry.outcome) == ("anonymous", "log_in", "refused")
    assert entry.subject.startswith("username:")
    assert CITIZEN_NUMBER not in str(Entry.objects.values())
    assert CITIZEN_NUMBER not in str(AccessAttempt.objects.values())
    assert "my password" not in str(AccessAttempt.objects.values())
    assert AccessAttempt.objects.exists()
    assert CITIZEN_NUMBER not in caplog.text
    assert "my password" not in caplog.text


def test_a_demo_account_is_refused_outside_a_demo_even_with_a_password(client: Client, settings) -> None:
    settings.DEMO = False
    make("demo", demo=True)
    try_login(client, "demo")
    assert logged_in(client) is None
    settings.DEMO = True
    try_login(client, "demo")
    assert logged_in(client) is not None


def test_a_demo_session_ends_when_the_demo_does(client: Client, settings) -> None:
    settings.DEMO = True
    client.force_login(make("demo", demo=True))
    assert client.get("/accounts/password/change/").status_code == 200
    settings.DEMO = False
    assert client.get("/accounts/password/change/").status_code == 302


def test_an_account_without_password_lets_nobody_in(client: Client) -> None:
    now = timezone.now()
    create_account(viewer=operator(now=now), account=NewAccount("empty", "Empty"), now=now)
    for guess in ("", "!", "None"):
        try_login(client, "empty", guess)
    assert logged_in(client) is None


def test_an_email_address_is_no_user_name(client: Client) -> None:
    make()
    try_login(client, "officer@example.org")
    assert logged_in(client) is None


# Too many tries


def lock(client: Client, **extra: str) -> HttpResponse:
    for _ in range(4):
        assert try_login(client, password="wrong", **extra).status_code == 200
    return try_login(client, password="wrong", **extra)


def test_five_wrong_passwords_pause_the_login_and_say_in_thai_what_to_do(client: Client) -> None:
    make()
    answer = lock(client)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    assert "15" in answer.content.decode()
    again = try_login(client)
    assert again.status_code == 429
    assert logged_in(client) is None


def test_a_pause_does_not_tell_whether_the_account_exists(client: Client) -> None:
    make()
    known = lock(client)
    for _ in range(4):
        try_login(client, "nobody", "wrong")
    unknown = try_login(client, "nobody", "wrong")
    assert known.status_code == unknown.status_code == 429
    assert page(known, "officer") == page(unknown, "nobody")


def test_colleagues_at_the_same_address_and_the_owner_elsewhere_are_not_paused(client: Client) -> None:
    make()
    make("colleague")
    lock(client)
    assert try_login(client, "colleague").status_code == 302
    client.logout()
    assert try_login(client, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_forged_forwarding_header_does_not_escape_the_pause(client: Client) -> None:
    make()
    lock(client)
    for number in range(3):
        assert try_login(client, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}").status_code == 429


def test_the_pause_ends_after_a_quarter_of_an_hour_and_trying_does_not_prolong_it(client: Client) -> None:
    make()
    lock(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert try_login(client).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert try_login(client).status_code == 302


def test_a_good_login_forgets_the_wrong_ones(client: Client) -> None:
    make()
    for _ in range(3):
        for _ in range(4):
            try_login(client, password="wrong")
        assert try_login(client).status_code == 302
        client.logout()


# Let in


def test_a_login_opens_a_fresh_session_is_recorded_and_leads_on(client: Client) -> None:
    account = make()
    client.get(LOGIN)
    session = client.session
    session["left by somebody"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    answer = client.post(LOGIN + "?next=/households/", {"login": "officer", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/households/")
    assert logged_in(client) == str(account.pk)
    assert client.session.session_key != before
    entry = Entry.objects.latest("id")
    assert (entry.actor, entry.act, entry.subject) == (str(account.pk), "log_in", f"account:{account.pk}")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_login_leads_to_no_other_site(client: Client, elsewhere: str) -> None:
    make()
    answer = client.post(f"{LOGIN}?next={elsewhere}", {"login": "officer", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(client: Client) -> None:
    make()
    cookie = try_login(client).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]  # ends with the browser


def test_when_the_audit_row_cannot_be_written_nobody_is_let_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make()

    def broken(**_facts: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("samutphok.access.login.record", broken)
    with pytest.raises(OSError, match="disk full"):
        try_login(client)
    assert logged_in(client) is None


def test_logging_out_needs_a_post(client: Client) -> None:
    make()
    try_login(client)
    client.get("/accounts/logout/")
    assert logged_in(client) is not None
    client.post("/accounts/logout/")
    assert logged_in(client) is None


# A forgotten password


def test_a_forgotten_password_is_set_by_a_link_that_works_once(client: Client) -> None:
    make()
    client.post("/accounts/password/reset/", {"email": "officer@example.org"})
    (letter,) = mail.outbox
    assert letter.to == ["officer@example.org"]
    link = urlsplit(re.search(r"https?://\S+", letter.body).group()).path
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": "another horse battery", "password2": "another horse battery"}
    assert client.post(form, new).status_code == 302
    assert Account.objects.get().check_password("another horse battery")
    stranger = Client()
    where = stranger.get(link, follow=True)
    stranger.post(
        where.redirect_chain[-1][0] if where.redirect_chain else link, new | {"password1": "x", "password2": "x"}
    )
    assert Account.objects.get().check_password("another horse battery")


def test_an_unknown_address_gets_no_letter_and_the_same_answer(client: Client) -> None:
    make()
    make("gone")
    disable_account(viewer=operator(now=timezone.now()), username="gone", now=timezone.now())
    known = client.post("/accounts/password/reset/", {"email": "officer@example.org"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    disabled = client.post("/accounts/password/reset/", {"email": "gone@example.org"})
    assert len(mail.outbox) == 1
    for other in (unknown, disabled):
        assert (other.status_code, other.headers["Location"]) == (known.status_code, known.headers["Location"])


# A second factor


def code(secret: str, at: datetime) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30))


def test_a_second_factor_rests_sealed_and_is_asked_for(client: Client) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    account, secret = make(), generate_totp_secret()
    TOTP.activate(account, secret)
    assert secret not in str(Authenticator.objects.values("data"))
    answer = try_login(client)
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert logged_in(client) is None
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert logged_in(client) is None
    client.post("/accounts/2fa/authenticate/", {"code": code(secret, timezone.now())})
    assert logged_in(client) == str(account.pk)


def test_a_second_factor_is_added_only_after_the_password_is_given_again(client: Client) -> None:
    client.force_login(make())
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")


# The demonstration


def request_with_session() -> tuple[RequestFactory, SessionStore]:
    request = RequestFactory().post("/demo/login")
    request.session = SessionStore()
    return request, request.session


def test_one_click_opens_a_demo_account_and_is_recorded(settings) -> None:
    settings.DEMO = True
    make_demo_accounts(timezone.now())
    request, session = request_with_session()
    enter_demo(request=request, username="phuket", now=timezone.now())
    account = Account.objects.get(username="phuket")
    assert session["_auth_user_id"] == str(account.pk)
    assert Entry.objects.latest("id").act == "enter_demo"


def test_one_click_opens_no_real_disabled_or_unknown_account(settings) -> None:
    settings.DEMO = True
    make_demo_accounts(timezone.now())
    make()
    disable_account(viewer=operator(now=timezone.now()), username="auditor", now=timezone.now())
    for username in ("officer", "auditor", "nobody", ""):
        request, session = request_with_session()
        with pytest.raises(NotADemo):
            enter_demo(request=request, username=username, now=timezone.now())
        assert "_auth_user_id" not in session


def test_one_click_opens_nothing_outside_a_demo(settings) -> None:
    settings.DEMO = True
    make_demo_accounts(timezone.now())
    settings.DEMO = False
    request, session = request_with_session()
    with pytest.raises(NotADemo):
        enter_demo(request=request, username="phuket", now=timezone.now())
    assert "_auth_user_id" not in session
