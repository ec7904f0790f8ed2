"""Every route has its policy row, and the row decides who may knock. Missing, forbidden, then allowed."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.utils import timezone

from samutphok.access.actions import create_account, disable_account, give_grant, withdraw_grant
from samutphok.access.domain import Action, Grant, NewAccount, Role, Viewer
from samutphok.access.models import Account
from samutphok.access.queries import operator, viewer_of
from samutphok.web.middleware import open_to
from samutphok.web.routes import DESK, LOGIN, ROUTES, Door

pytestmark = [pytest.mark.database, pytest.mark.django_db]

METHODS = ["get", "head", "options", "post", "put", "patch", "delete"]

# Which desk routes a role may knock at, besides those open to whoever has logged in. Written by hand.
MAY_KNOCK = {
    Role.NATIONAL: "areas area households household household_logbook",
    Role.PROVINCE: "areas area households household household_logbook household_export imports import_new import_receive"
    " import import_rejects reviews review_decide area_draw",
    Role.AMPHOE: "areas area households household household_logbook household_export reviews review_decide",
    Role.TAMBON: "areas area households household household_logbook",
    Role.VOLUNTEER: "areas area households household household_logbook",
    Role.AGENCY_OFFICER: "areas area households household household_logbook",
    Role.VERIFIER: "areas area households household household_logbook reviews review_decide",
    Role.AUDITOR: "areas area",
    Role.ADMINISTRATOR: "",
}
AREA = {Role.NATIONAL: "TH", Role.TAMBON: "830303", Role.VOLUNTEER: "830303", Role.AMPHOE: "8303"}


def walk(
    patterns: list[URLPattern | URLResolver], where: str = "", space: str = ""
) -> Iterator[tuple[str, str | None]]:
    """Every address and name that Django's resolver knows."""
    for pattern in patterns:
        here = where + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from walk(pattern.url_patterns, here, inner)
        else:
            yield here, pattern.name and space + pattern.name


def routes() -> list[tuple[str, str | None]]:
    return list(walk(get_resolver().url_patterns))


def address(name: str) -> str:
    """An address of the route, with made-up ids."""
    raw = next(where for where, found in routes() if found == name)
    raw = re.sub(r"<uuid:\w+>", "12345678-1234-4123-8123-123456789012", raw)
    raw = re.sub(r"<\w+:\w+>", "83", raw)
    raw = raw.replace(r"^confirm-email/(?P<key>[-:\w]+)/$", "confirm-email/abc/")
    raw = raw.replace(r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", "password/reset/key/1-abc/")
    return "/" + raw


def member(client: Client, role: Role, username: str = "member") -> Account:
    """Logs the client in as somebody with the role."""
    viewer, now = operator(now=timezone.now()), timezone.now()
    made = create_account(viewer=viewer, account=NewAccount(username, username), now=now)
    grant = Grant(role, (AREA.get(role, "83"),), agency="labour" if role is Role.AGENCY_OFFICER else "")
    give_grant(viewer=viewer, username=username, grant=grant, now=now)
    account = Account.objects.get(pk=made.id)
    client.force_login(account)
    return account


def body(response: HttpResponse) -> str:
    """The page without what differs from one answer to the next by chance."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", response.content.decode())
    return re.sub(r'name="next" value="[^"]*"', "", text)


# The table


def test_every_route_has_a_name_and_a_policy_row() -> None:
    assert [where for where, name in routes() if name not in ROUTES] == []


def test_every_policy_row_has_a_route() -> None:
    assert sorted(set(ROUTES) - {name for _where, name in routes()}) == []


def test_no_name_stands_in_two_tables() -> None:
    assert not set(LOGIN) & set(DESK)


def test_the_hand_written_table_speaks_of_every_role_and_every_route_that_asks_for_an_action() -> None:
    assert set(MAY_KNOCK) == set(Role)
    asked = {name for name, policy in ROUTES.items() if isinstance(policy, Action)}
    assert {name for names in MAY_KNOCK.values() for name in names.split()} == asked


@pytest.mark.parametrize("role", Role)
def test_a_role_may_knock_where_the_table_says_and_nowhere_else(role: Role) -> None:
    now = timezone.now()
    viewer = Viewer("x", "X", (Grant(role, ("83",), agency="labour"),), now=now)
    for name, policy in ROUTES.items():
        expected = name in MAY_KNOCK[role].split() or policy in (Door.PUBLIC, Door.LOGIN_ONLY)
        assert open_to(policy, viewer) == expected, name


@pytest.mark.parametrize("ended", [timedelta(0), timedelta(days=400)])
def test_a_grant_that_ran_out_opens_no_door(ended: timedelta) -> None:
    now = timezone.now()
    viewer = Viewer("x", "X", (Grant(Role.PROVINCE, ("83",), valid_to=now - ended),), now=now)
    assert not any(open_to(policy, viewer) for policy in Action)


def test_a_route_without_a_row_is_open_to_nobody() -> None:
    now = timezone.now()
    every = tuple(Grant(role, ("",), agency="labour") for role in Role)
    assert not open_to(None, Viewer("x", "X", every, now=now))


# Whoever has not logged in


@pytest.mark.parametrize(
    "name", sorted(name for name, policy in ROUTES.items() if policy is Door.LOGIN_ONLY or isinstance(policy, Action))
)
def test_without_login_every_page_leads_to_the_login_whatever_its_id(client: Client, name: str) -> None:
    where = address(name)
    for method in METHODS:
        response = getattr(client, method)(where + "?q=somchai")
        back = where if method in ("get", "head") else "/"
        assert (response.status_code, response.headers["Location"]) == (302, f"/accounts/login/?next={back}"), method


def test_an_expired_part_of_a_page_sends_the_whole_page_to_the_login(client: Client) -> None:
    response = client.get("/households/", headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/households/"


@pytest.mark.parametrize("name", sorted(name for name, policy in ROUTES.items() if policy is Door.CLOSED))
@pytest.mark.parametrize("logged_in", [False, True])
def test_closed_routes_are_absent_for_everybody(client: Client, name: str, logged_in: bool) -> None:
    if logged_in:
        member(client, Role.ADMINISTRATOR)
    for method in METHODS:
        assert getattr(client, method)(address(name)).status_code == 404, method


def test_nobody_signs_up(client: Client) -> None:
    made_up = {
        "username": "new",
        "email": "a@example.org",
        "password1": "correct horse 9",
        "password2": "correct horse 9",
    }
    assert client.post("/accounts/signup/", made_up).status_code == 404
    assert not Account.objects.exists()


@pytest.mark.parametrize("method", METHODS)
def test_the_demo_s_door_is_absent_outside_a_demo(client: Client, settings, method: str) -> None:
    settings.DEMO = False
    assert getattr(client, method)(address("demo_login")).status_code == 404
    assert "_auth_user_id" not in client.session


# Whoever has logged in with another role


@pytest.mark.parametrize("role", Role)
def test_a_page_that_the_role_does_not_know_reads_as_absent_by_every_method(client: Client, role: Role) -> None:
    member(client, role)
    mine = MAY_KNOCK[role].split()
    for name in [name for name, policy in ROUTES.items() if isinstance(policy, Action) and name not in mine]:
        where = address(name)
        for method in METHODS:
            assert getattr(client, method)(where).status_code == 404, (name, method)
        absent = client.get(f"/{where.split('/')[1]}/nothing/of/the/kind/")
        assert absent.status_code == 404
        assert body(client.get(where)) == body(absent), name


def test_an_account_without_a_grant_sees_no_page_but_the_first(client: Client) -> None:
    now = timezone.now()
    create_account(viewer=operator(now=now), account=NewAccount("new", "New"), now=now)
    client.force_login(Account.objects.get(username="new"))
    for name, policy in ROUTES.items():
        if isinstance(policy, Action):
            assert client.get(address(name)).status_code == 404, name


# A route somebody forgot


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a family's page")


urlpatterns = [
    *get_resolver(configured.ROOT_URLCONF).url_patterns,
    path("forgotten/", forgotten, name="forgotten"),
    path("nameless/", forgotten),
]


@pytest.mark.parametrize("where", ["/forgotten/", "/nameless/"])
@pytest.mark.parametrize("logged_in", [False, True])
def test_a_route_without_a_row_answers_as_if_it_were_not_there(
    client: Client, settings, where: str, logged_in: bool
) -> None:
    settings.ROOT_URLCONF = __name__
    if logged_in:
        member(client, Role.PROVINCE)
    absent = body(client.get("/nothing/of/the/kind/"))
    for method in METHODS:
        response = getattr(client, method)(where)
        assert response.status_code == 404
    assert body(client.get(where)) == absent
    assert [name for _where, name in walk(get_resolver(__name__).url_patterns) if name not in ROUTES] == [
        "forgotten",
        None,
    ]


# The next request


def test_a_withdrawn_grant_counts_at_the_next_request(client: Client) -> None:
    account = member(client, Role.ADMINISTRATOR)
    now = timezone.now()
    give_grant(viewer=operator(now=now), username="member", grant=Grant(Role.PROVINCE, ("83",)), now=now)
    viewer = viewer_of(account, now=timezone.now())
    assert open_to(Action.RECEIVE_REGISTER, viewer)
    given = next(grant for grant in viewer.grants if grant.role is Role.PROVINCE)
    withdraw_grant(viewer=operator(now=now), grant_id=given.id, now=timezone.now())
    assert client.get(address("import_rejects")).status_code == 404
    assert not open_to(Action.RECEIVE_REGISTER, viewer_of(account, now=timezone.now()))


def test_a_disabled_account_is_logged_out_at_the_next_request(client: Client) -> None:
    member(client, Role.PROVINCE)
    now = timezone.now()
    disable_account(viewer=operator(now=now), username="member", now=now)
    response = client.get(address("import_rejects"))
    assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, "/accounts/login/")


# Headers


@pytest.mark.parametrize("where", ["/", "/households/", "/nothing/", "/accounts/login/", "/accounts/signup/"])
@pytest.mark.parametrize("logged_in", [False, True])
def test_no_page_stays_in_a_cache_or_tells_where_one_came_from(client: Client, where: str, logged_in: bool) -> None:
    if logged_in:
        member(client, Role.ADMINISTRATOR)
    headers = client.get(where).headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "noindex" in headers["X-Robots-Tag"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
