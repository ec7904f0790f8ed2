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
from samutphok.web.routes import DESK, LOGIN, ROUTES, AnyOf, Door

pytestmark = [pytest.mark.database, pytest.mark.django_db]

METHODS = ["get", "head", "options", "post", "put", "patch", "delete"]

# Which desk routes a role may knock at, besides those open to whoever has logged in. Written by hand.
READ_DEFINITIONS = (
    " definitions definition definition_policy definition_file definition_reach definition_compare comparison"
)
MAY_KNOCK = {
    Role.NATIONAL: "areas area area_outlines households household household_logbook"
    " notice_new notice_answer notice_pass_on notice_revise notice_withdraw notice_readers notice_remind",
    Role.GOVERNOR: "areas area area_outlines households household household_logbook",
    Role.PROVINCE: "areas area area_outlines households household household_logbook household_export"
    " imports import_new import_receive"
    " import_draft import_discard import_remarks import_retry import_undo"
    " import import_rejects reviews review_decide review_reopen reviews_decided reviews_agreement"
    " family_change family_change_look family_change_do family_change_undo area_draw"
    " notice_new notice_answer notice_pass_on notice_revise notice_withdraw notice_readers notice_remind household_openings",
    Role.AMPHOE: "areas area area_outlines households household household_logbook household_export reviews review_decide"
    " review_reopen reviews_decided reviews_agreement family_change family_change_look family_change_do family_change_undo",
    Role.TAMBON: "areas area area_outlines households household household_logbook",
    Role.VOLUNTEER: "areas area area_outlines households household household_logbook",
    Role.AGENCY_OFFICER: "areas area area_outlines households household household_logbook",
    Role.HOTLINE: "areas area area_outlines households household household_logbook",
    Role.HOME_STAFF: "areas area area_outlines",
    Role.SUPPORTER: "needs needs_pledge needs_withdraw",
    Role.VERIFIER: "areas area area_outlines households household household_logbook reviews review_decide review_reopen"
    " reviews_decided reviews_agreement family_change family_change_look family_change_do family_change_undo",
    Role.AUDITOR: "areas area area_outlines audit audit_export audit_verify access_overview",
    Role.ADMINISTRATOR: "accounts account_new account account_grant grant_withdraw account_switch"
    " account_code account_factor account_unlock account_close access_overview",
}
for _role, _names in MAY_KNOCK.items():
    MAY_KNOCK[_role] = _names + (READ_DEFINITIONS if "areas" in _names else "")
    MAY_KNOCK[_role] += " comparison_families" if "households" in _names else ""
for _role, _names in MAY_KNOCK.items():
    MAY_KNOCK[_role] += (
        " household_booklet household_map household_visits document document_small" if "household " in _names else ""
    )
    MAY_KNOCK[_role] += (
        " household_companions household_help household_beside household_work" if "household " in _names else ""
    )
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON):
    MAY_KNOCK[_role] += " document_new document_withdraw"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON):
    MAY_KNOCK[_role] += (
        " fieldwork fieldwork_visits fieldwork_assign fieldwork_suggest fieldwork_give fieldwork_hand_over fieldwork_end"
        " volunteers volunteer_shortage volunteer_new volunteer_sheet_new volunteer_draft volunteer_take_on"
        " volunteer_trainings volunteer volunteer_phone volunteer_stop joint_visit_new joint_visit_close"
    )
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON, Role.VOLUNTEER, Role.AGENCY_OFFICER):
    MAY_KNOCK[_role] += " joint_visits joint_visit joint_visit_fill"
    MAY_KNOCK[_role] += " typing_forms typing typing_open typing_xml typing_file typing_keep"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON):
    MAY_KNOCK[_role] += " submissions submission submission_decide"
for _role in (Role.PROVINCE, Role.AMPHOE):
    MAY_KNOCK[_role] += " submissions_export"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON):
    MAY_KNOCK[_role] += " phones phone_new phone_revoke"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON, Role.VERIFIER):
    MAY_KNOCK[_role] += " conflicts conflict conflict_decide conflicts_joined visit_aside contradictions"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON, Role.HOTLINE):
    MAY_KNOCK[_role] += " requests request_new request_families request_look request request_family request_do"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.AGENCY_OFFICER, Role.HOTLINE, Role.HOME_STAFF):
    MAY_KNOCK[_role] += (
        " protected protected_new protected_break protected_glass protected_matter protected_act protected_team"
        " protected_facts"
    )
MAY_KNOCK[Role.PROVINCE] += " messages message_retry"
MAY_KNOCK[Role.GOVERNOR] += " referrals_sent"
MAY_KNOCK[Role.AGENCY_OFFICER] += " referrals referrals_many referrals_sheet referrals_sheet_read"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON):
    MAY_KNOCK[_role] += (
        " referrals_sent referrals_sent_sheet referrals_sent_sheet_read referral_new referrals_new referral_send"
        " referral_transfer referral_link referrals_give"
    )
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON):
    MAY_KNOCK[_role] += (
        " aid aid_ledger aid_entry aid_reverse aid_prove aid_certificate aid_need_close aid_give aid_apply"
        " aid_need aid_applications aid_application"
        " aid_application_act aid_receipt aid_handouts aid_handout_new aid_handout aid_hand aid_tap aid_typed"
        " aid_handout_close aid_sheet aid_pledges aid_pledge aid_partners"
    )
MAY_KNOCK[Role.PROVINCE] += " aid_budget aid_findings aid_transfers aid_transfer_file aid_ledger_file"
MAY_KNOCK[Role.AMPHOE] += " aid_ledger_file"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON):
    MAY_KNOCK[_role] += " triage watch watch_due watch_act"
for _role in set(MAY_KNOCK) - {Role.ADMINISTRATOR, Role.SUPPORTER}:  # whoever sees counts sees what is not received
    MAY_KNOCK[_role] += " uptake"
    MAY_KNOCK[_role] += " quality quality_register quality_letter quality_letter_file quality_file"
for _role, _words in MAY_KNOCK.items():
    if "households" in _words.split():
        MAY_KNOCK[_role] += " uptake_list"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON, Role.VERIFIER):
    MAY_KNOCK[_role] += " uptake_findings uptake_finding"
MAY_KNOCK[Role.PROVINCE] += " uptake_count"
for _role in set(MAY_KNOCK) - {
    Role.ADMINISTRATOR,
    Role.SUPPORTER,
}:  # whoever sees counts sees how far data can be trusted
    MAY_KNOCK[_role] += " verification_accuracy verification_accuracy_file verification_exclusion"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON, Role.VERIFIER):  # who checks, and who mends
    MAY_KNOCK[_role] += " verification verification_rules verification_findings verification_finding verification_act"
for _role in (Role.PROVINCE, Role.VERIFIER):
    MAY_KNOCK[_role] += " verification_check verification_send verification_draw verification_sample verification_give"
for _role in (Role.GOVERNOR, Role.PROVINCE):
    MAY_KNOCK[_role] += " shares share share_act share_try share_families share_compare share_places share_place"
MAY_KNOCK[Role.PROVINCE] += " share_new share_hand share_look"
for _role in (Role.NATIONAL, Role.GOVERNOR, Role.PROVINCE):
    MAY_KNOCK[_role] += " scenarios scenario_try scenario_trial ahead"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON):
    MAY_KNOCK[_role] += " case_new case_step case_contact case_note case_close case_reopen plan_edit plan_agree"
    MAY_KNOCK[_role] += " conference_put conference_decide"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON, Role.GOVERNOR):
    MAY_KNOCK[_role] += " cases case case_hand_over case_confirm case_send_back plan_compare plan_print"
    MAY_KNOCK[_role] += " conference_new conference_take_off conference_attend conference_sign conference_cancel"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON, Role.GOVERNOR, Role.AGENCY_OFFICER):
    MAY_KNOCK[_role] += " conferences conference conference_minutes"
for _role in (Role.PROVINCE, Role.GOVERNOR):
    MAY_KNOCK[_role] += " case_team"
for _role in set(MAY_KNOCK) - {Role.ADMINISTRATOR, Role.SUPPORTER}:  # whoever sees counts sees who helps with what
    MAY_KNOCK[_role] += " partners partner_agencies partner_agency partner_service partner_agreements"
    MAY_KNOCK[_role] += " partner_calendar partner_export"
for _role in (Role.NATIONAL, Role.PROVINCE):
    MAY_KNOCK[_role] += (
        " partner_agency_keep partner_service_keep partner_places partner_new partner_service_new partner_add"
    )
for _role in set(MAY_KNOCK) - {Role.ADMINISTRATOR, Role.SUPPORTER}:  # whoever sees counts sees how far programmes are
    MAY_KNOCK[_role] += " programmes programme programme_pdf programme_xlsx area_plan"
for _role in (Role.NATIONAL, Role.PROVINCE):
    MAY_KNOCK[_role] += (
        " programme_begin programme_new programme_families programme_enter programme_leave programme_partner"
    )
    MAY_KNOCK[_role] += " area_plan_write area_plan_close"
for _role in (Role.NATIONAL, Role.PROVINCE, Role.AMPHOE, Role.AGENCY_OFFICER):
    MAY_KNOCK[_role] += " programme_line programme_settle programme_report"
for _role in (Role.PROVINCE, Role.HOME_STAFF):
    MAY_KNOCK[_role] += " homes home_new stay stay_act home_house home_guest_new home_places home_place_act home_month"
    MAY_KNOCK[_role] += " home_around"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON):
    MAY_KNOCK[_role] += " home_ask"
for _role in (Role.PROVINCE, Role.AMPHOE, Role.TAMBON):
    MAY_KNOCK[_role] += " livelihood_due livelihood_family livelihood_person livelihood_choose livelihood_path"
    MAY_KNOCK[_role] += " livelihood_path_act"
for _role in (Role.NATIONAL, Role.PROVINCE, Role.AMPHOE, Role.TAMBON, Role.AGENCY_OFFICER):
    MAY_KNOCK[_role] += " livelihoods livelihood livelihood_intakes livelihood_intake"
for _role in (Role.NATIONAL, Role.PROVINCE, Role.AGENCY_OFFICER):
    MAY_KNOCK[_role] += " livelihood_demand livelihood_intake_new livelihood_intake_change"
MAY_KNOCK[Role.GOVERNOR] += " definition_decide"
MAY_KNOCK[Role.PROVINCE] += " definition_new definition_edit definition_move definition_decide"
for _role, _names in MAY_KNOCK.items():
    MAY_KNOCK[_role] += " forms form form_xform form_paper" if "areas" in _names else ""
MAY_KNOCK[Role.PROVINCE] += " form_new form_retire"
# Whoever lists families keeps lists of them, prints booklets, and fetches the files that were made for them.
LISTS = (
    " household_booklets household_columns worklist_put worklist_take kept kept_open kept_change files file file_delete"
)
MAY_KNOCK |= {role: names + LISTS for role, names in MAY_KNOCK.items() if "households" in names.split()}
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
    asked = {name for name, policy in ROUTES.items() if isinstance(policy, Action | AnyOf)}
    assert {name for names in MAY_KNOCK.values() for name in names.split()} == asked


@pytest.mark.parametrize("role", Role)
def test_a_role_may_knock_where_the_table_says_and_nowhere_else(role: Role) -> None:
    now = timezone.now()
    viewer = Viewer("x", "X", (Grant(role, ("83",), agency="labour"),), now=now)
    for name, policy in ROUTES.items():
        expected = name in MAY_KNOCK[role].split() or policy in (Door.PUBLIC, Door.LOGIN_ONLY, Door.KEY)
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
    "name",
    sorted(name for name, policy in ROUTES.items() if policy is Door.LOGIN_ONLY or isinstance(policy, Action | AnyOf)),
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
    for name in [name for name, policy in ROUTES.items() if isinstance(policy, Action | AnyOf) and name not in mine]:
        where = address(name)
        for method in METHODS:
            assert getattr(client, method)(where).status_code == 404, (name, method)
        absent = client.get(f"{where.rstrip('/').rpartition('/')[0]}/nothing-of-the-kind/")
        assert absent.status_code == 404
        assert body(client.get(where)) == body(absent), name


def test_an_account_without_a_grant_sees_no_page_but_the_first(client: Client) -> None:
    now = timezone.now()
    create_account(viewer=operator(now=now), account=NewAccount("new", "New"), now=now)
    client.force_login(Account.objects.get(username="new"))
    for name, policy in ROUTES.items():
        if isinstance(policy, Action | AnyOf):
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
