"""Making accounts, giving and withdrawing grants: nobody beyond what they hold, every act in the trail."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from samutphok.access.actions import (
    create_account,
    disable_account,
    enable_account,
    give_grant,
    make_demo_accounts,
    withdraw_grant,
)
from samutphok.access.domain import DEMO_ACCOUNTS, Action, Grant, NewAccount, RecordScope, Role, Sensitivity, Viewer
from samutphok.access.errors import (
    AccountNotFound,
    BadAccount,
    BadGrant,
    GrantNotFound,
    NotADemo,
    NotAnAdministrator,
    OwnAccount,
    TooWide,
    UsernameTaken,
)
from samutphok.access.models import Account, GivenGrant
from samutphok.access.queries import account_named, accounts, demo_accounts, operator, viewer_by_id, viewer_of
from samutphok.areas.errors import MalformedAreaCode
from samutphok.areas.models import Area, Coverage
from samutphok.cli.main import main
from samutphok.foundation.audit.models import Entry

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
VILLAGE = RecordScope("83030301")

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def make(username: str, *grants: Grant) -> Viewer:
    """An account with grants, as the viewer it now is."""
    create_account(viewer=operator(now=NOW), account=NewAccount(username, username.title()), now=NOW)
    for grant in grants:
        give_grant(viewer=operator(now=NOW), username=username, grant=grant, now=NOW)
    return now(username)


def now(username: str, at: datetime = NOW) -> Viewer:
    return viewer_of(Account.objects.get(username=username), now=at)


def administrator(username: str = "admin", area: str = "83", **bounds: object) -> Viewer:
    return make(username, Grant(Role.ADMINISTRATOR, (area,), **bounds))


def last_entry() -> tuple[str, str, str]:
    entry = Entry.objects.latest("id")
    return entry.actor, entry.act, entry.subject.partition(":")[0]


# Accounts


def test_whoever_is_no_administrator_makes_no_account() -> None:
    for viewer in (Viewer("x", "X", (), now=NOW), make("officer", Grant(Role.PROVINCE, ("83",)))):
        with pytest.raises(NotAnAdministrator):
            create_account(viewer=viewer, account=NewAccount("new", "New"), now=NOW)
    assert not Account.objects.filter(username="new").exists()


@pytest.mark.parametrize(
    ("account", "password"),
    [
        (NewAccount("", "Name"), None),
        (NewAccount("two words", "Name"), None),
        (NewAccount("x" * 151, "Name"), None),
        (NewAccount("new", " "), None),
        (NewAccount("new", "Name", email="not-an-address"), None),
        (NewAccount("new", "Name", language="fr"), None),
        (NewAccount("new", "Name"), "short"),
        (NewAccount("new", "Name"), "password123"),
        (NewAccount("somchai-phuket", "Name"), "somchai-phuket1"),
    ],
)
def test_an_account_that_makes_no_sense_is_refused_and_nothing_is_kept(
    account: NewAccount, password: str | None
) -> None:
    with pytest.raises(BadAccount):
        create_account(viewer=operator(now=NOW), account=account, password=password, now=NOW)
    assert not Account.objects.exists()
    assert not Entry.objects.exists()


def test_a_user_name_is_taken_once() -> None:
    make("officer")
    with pytest.raises(UsernameTaken):
        make("officer")
    assert Entry.objects.filter(act="create_account").count() == 1


def test_a_new_account_is_recorded_keeps_its_password_secret_and_sees_nothing() -> None:
    account = NewAccount("officer", "Officer", email="a@example.org", agency="msdhs", language="en")
    made = create_account(viewer=operator(now=NOW), account=account, password="correct horse battery", now=NOW)
    row = Account.objects.get(pk=made.id)
    assert (row.email, row.agency, row.language, row.display_name) == ("a@example.org", "msdhs", "en", "Officer")
    assert row.check_password("correct horse battery")
    assert "horse" not in row.password
    assert last_entry() == ("operator", "create_account", "account")
    assert now("officer").grants == ()


def test_an_account_without_password_lets_nobody_in() -> None:
    make("officer")
    assert not Account.objects.get(username="officer").has_usable_password()


def test_an_administrator_manages_accounts_and_reads_no_family() -> None:
    admin = administrator(area="TH")
    assert admin.may(Action.MANAGE_ACCOUNTS, VILLAGE)
    for action in (Action.VIEW_COUNTS, Action.LIST_HOUSEHOLDS, Action.VIEW_HOUSEHOLD, Action.EXPORT_HOUSEHOLDS):
        for level in Sensitivity:
            assert not admin.may(action, VILLAGE, level)


def test_a_provincial_administrator_knows_only_the_accounts_of_the_province() -> None:
    admin = administrator()
    make("inside", Grant(Role.AMPHOE, ("8303",)))
    make("outside", Grant(Role.AMPHOE, ("8203",)))
    make("both", Grant(Role.AMPHOE, ("8303",)), Grant(Role.AMPHOE, ("8203",)))
    make("country", Grant(Role.AUDITOR, ("TH",)))
    make("fresh")
    assert [account.username for account in accounts(viewer=admin)] == ["admin", "fresh", "inside"]
    for hidden in ("outside", "both", "country", "nobody"):
        with pytest.raises(AccountNotFound):
            account_named(hidden, viewer=admin)
        with pytest.raises(AccountNotFound):
            disable_account(viewer=admin, username=hidden, now=NOW)
    assert accounts(viewer=now("inside")) == ()


def test_a_disabled_account_sees_nothing_at_its_next_request() -> None:
    admin = administrator()
    assert make("officer", Grant(Role.PROVINCE, ("83",))).may(Action.VIEW_HOUSEHOLD, VILLAGE)
    disable_account(viewer=admin, username="officer", now=NOW)
    assert now("officer").grants == ()
    assert last_entry() == (admin.account_id, "disable_account", "account")
    with pytest.raises(OwnAccount):
        disable_account(viewer=admin, username="admin", now=NOW)


def test_an_account_that_is_enabled_again_has_the_grants_that_still_stand() -> None:
    admin = administrator()
    officer = make("officer", Grant(Role.AMPHOE, ("8303",)), Grant(Role.TAMBON, ("830202",)))
    disable_account(viewer=admin, username="officer", now=NOW)
    withdraw_grant(viewer=admin, grant_id=officer.grants[0].id, now=NOW)
    enable_account(viewer=admin, username="officer", now=NOW)
    assert now("officer").grants == officer.grants[1:]
    assert last_entry() == (admin.account_id, "enable_account", "account")


def test_a_job_acts_with_the_grants_of_its_account_and_without_an_account_with_none() -> None:
    officer = make("officer", Grant(Role.AMPHOE, ("8303",)))
    assert viewer_by_id(officer.account_id, now=NOW) == officer
    for nobody in ("", "operator", "12", "12345678-1234-4123-8123-123456789012"):
        assert viewer_by_id(nobody, now=NOW) == Viewer("", "", (), now=NOW)
    disable_account(viewer=operator(now=NOW), username="officer", now=NOW)
    assert viewer_by_id(officer.account_id, now=NOW).grants == ()


# Giving grants


def test_a_grant_opens_what_it_says_from_the_next_request_on() -> None:
    before = make("officer")
    give_grant(viewer=administrator(), username="officer", grant=Grant(Role.AMPHOE, ("8303",)), now=NOW)
    assert not before.may(Action.VIEW_HOUSEHOLD, VILLAGE)
    assert now("officer").may(Action.VIEW_HOUSEHOLD, VILLAGE)
    assert not now("officer").may(Action.VIEW_HOUSEHOLD, RecordScope("83020101"))


def test_a_given_grant_is_recorded_with_giver_receiver_and_the_giver_s_own_grant() -> None:
    admin = administrator()
    make("officer")
    given = give_grant(viewer=admin, username="officer", grant=Grant(Role.AMPHOE, ("8303",)), now=NOW)
    entry = Entry.objects.latest("id")
    assert (entry.actor, entry.act, entry.subject) == (admin.account_id, "give_grant", f"grant:{given}")
    assert entry.grant == admin.grants[0].id
    assert entry.fields == f"account:{Account.objects.get(username='officer').pk}"


def test_nobody_gives_to_themselves() -> None:
    admin = administrator(area="TH")
    with pytest.raises(OwnAccount):
        give_grant(viewer=admin, username="admin", grant=Grant(Role.PROVINCE, ("83",)), now=NOW)


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        (Grant(Role.ADMINISTRATOR, ("83",)), Grant(Role.PROVINCE, ("82",))),
        (Grant(Role.ADMINISTRATOR, ("83",)), Grant(Role.PROVINCE, ("83", "82"))),
        (Grant(Role.ADMINISTRATOR, ("83",)), Grant(Role.NATIONAL, ("TH",))),
        (Grant(Role.ADMINISTRATOR, ("83",)), Grant(Role.ADMINISTRATOR, ("TH",))),
        (Grant(Role.ADMINISTRATOR, ("8303",)), Grant(Role.PROVINCE, ("83",))),
        (Grant(Role.ADMINISTRATOR, ("83",), agency="labour"), Grant(Role.PROVINCE, ("83",))),
        (Grant(Role.ADMINISTRATOR, ("83",), agency="labour"), Grant(Role.PROVINCE, ("83",), agency="health")),
        (Grant(Role.ADMINISTRATOR, ("83",), programme="x"), Grant(Role.PROVINCE, ("83",))),
        (Grant(Role.ADMINISTRATOR, ("83",), purpose="x"), Grant(Role.PROVINCE, ("83",))),
        (Grant(Role.ADMINISTRATOR, ("83",), valid_to=LATER), Grant(Role.PROVINCE, ("83",))),
        (
            Grant(Role.ADMINISTRATOR, ("83",), valid_to=LATER),
            Grant(Role.PROVINCE, ("83",), valid_to=LATER + timedelta(seconds=1)),
        ),
    ],
)
def test_nobody_gives_more_than_they_hold(held: Grant, wanted: Grant) -> None:
    admin = make("admin", held)
    make("officer")
    with pytest.raises(TooWide):
        give_grant(viewer=admin, username="officer", grant=wanted, now=NOW)
    assert now("officer").grants == ()


def test_two_grants_of_the_giver_are_not_added_up() -> None:
    admin = make("admin", Grant(Role.ADMINISTRATOR, ("82",)), Grant(Role.ADMINISTRATOR, ("83",)))
    make("officer")
    with pytest.raises(TooWide):
        give_grant(viewer=admin, username="officer", grant=Grant(Role.PROVINCE, ("82", "83")), now=NOW)
    for province in ("82", "83"):
        give_grant(viewer=admin, username="officer", grant=Grant(Role.PROVINCE, (province,)), now=NOW)


def test_a_grant_of_another_role_lets_nobody_give() -> None:
    officer = make("officer", Grant(Role.PROVINCE, ("83",)))
    make("colleague")
    with pytest.raises(AccountNotFound):  # who manages nobody knows no accounts
        give_grant(viewer=officer, username="colleague", grant=Grant(Role.TAMBON, ("830303",)), now=NOW)


@pytest.mark.parametrize(
    ("grant", "error"),
    [
        (Grant(Role.PROVINCE, ()), BadGrant),
        (Grant(Role.PROVINCE, ("TH",)), BadGrant),
        (Grant(Role.AMPHOE, ("83",)), BadGrant),
        (Grant(Role.TAMBON, ("8303",)), BadGrant),
        (Grant(Role.VOLUNTEER, ("8303",)), BadGrant),
        (Grant(Role.NATIONAL, ("83",)), BadGrant),
        (Grant(Role.AGENCY_OFFICER, ("83",)), BadGrant),
        (Grant(Role.PROVINCE, ("83",), valid_to=NOW), BadGrant),
        (Grant(Role.PROVINCE, ("83",), valid_from=LATER, valid_to=LATER), BadGrant),
        (Grant(Role.PROVINCE, ("831",)), MalformedAreaCode),
        (Grant(Role.PROVINCE, ("Phuket",)), MalformedAreaCode),
        (Grant(Role.TAMBON, ("L8399",)), BadGrant),
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(grant: Grant, error: type[Exception]) -> None:
    make("officer")
    with pytest.raises(error):
        give_grant(viewer=operator(now=NOW), username="officer", grant=grant, now=NOW)
    assert not GivenGrant.objects.exists()


def test_a_grant_begins_when_it_is_given_never_before() -> None:
    early = make("officer", Grant(Role.PROVINCE, ("83",), valid_from=NOW - timedelta(days=99)))
    assert early.grants[0].valid_from == NOW
    make("newcomer", Grant(Role.PROVINCE, ("83",), valid_from=LATER, valid_to=LATER + timedelta(days=1)))
    assert now("newcomer").grants == ()
    assert now("newcomer", LATER).may(Action.VIEW_HOUSEHOLD, VILLAGE)
    assert now("newcomer", LATER + timedelta(days=1)).grants == ()


@pytest.fixture
def local_government() -> str:
    for code, kind, level, parent in (
        ("TH", "country", 0, None),
        ("83", "province", 2, "TH"),
        ("8303", "amphoe", 4, "83"),
        ("830303", "tambon", 6, "8303"),
        ("830304", "tambon", 6, "8303"),
        ("83030401", "village", 8, "830304"),
        ("L8301", "local_government", 6, "83"),
    ):
        Area.objects.get_or_create(
            code=code, defaults={"kind": kind, "level": level, "parent_id": parent, "name_th": code, "search_key": code}
        )
    return "L8301"


def test_a_local_government_must_say_first_what_it_covers(local_government: str) -> None:
    make("officer")
    for areas in ((local_government,), ("830303", local_government)):
        with pytest.raises(BadGrant):
            give_grant(viewer=operator(now=NOW), username="officer", grant=Grant(Role.TAMBON, areas), now=NOW)


def test_a_grant_by_local_government_reaches_what_it_covers_today(local_government: str) -> None:
    Coverage.objects.create(local_government_id=local_government, area_id="830303")
    officer = make("officer", Grant(Role.TAMBON, (local_government,)))
    assert officer.prefixes(Action.LIST_HOUSEHOLDS) == ("830303",)
    Coverage.objects.create(local_government_id=local_government, area_id="83030401")
    assert now("officer").prefixes(Action.LIST_HOUSEHOLDS) == ("830303", "83030401")
    Coverage.objects.all().delete()
    assert now("officer").prefixes(Action.LIST_HOUSEHOLDS) == ()


# Withdrawing


def test_a_withdrawn_grant_is_gone_at_the_next_request_and_stays_on_record() -> None:
    admin = administrator()
    officer = make("officer", Grant(Role.AMPHOE, ("8303",)))
    withdraw_grant(viewer=admin, grant_id=officer.grants[0].id, now=LATER)
    assert now("officer").grants == ()
    row = GivenGrant.objects.get(pk=officer.grants[0].id)
    assert (row.withdrawn_at, row.withdrawn_by) == (LATER, admin.account_id)
    assert last_entry() == (admin.account_id, "withdraw_grant", "grant")


def test_withdrawing_twice_changes_and_records_nothing_more() -> None:
    admin = administrator()
    officer = make("officer", Grant(Role.AMPHOE, ("8303",)))
    for moment in (NOW, LATER):
        withdraw_grant(viewer=admin, grant_id=officer.grants[0].id, now=moment)
    assert Entry.objects.filter(act="withdraw_grant").count() == 1
    assert GivenGrant.objects.get(pk=officer.grants[0].id).withdrawn_at == NOW


def test_a_grant_outside_the_province_reads_as_absent() -> None:
    admin = administrator()
    other = make("outside", Grant(Role.AMPHOE, ("8203",)))
    for grant_id in (other.grants[0].id, "12345678-1234-4123-8123-123456789012", "nonsense"):
        with pytest.raises(GrantNotFound):
            withdraw_grant(viewer=admin, grant_id=grant_id, now=NOW)
    assert now("outside").grants == other.grants


def test_nobody_withdraws_their_own_grant() -> None:
    admin = administrator()
    with pytest.raises(OwnAccount):
        withdraw_grant(viewer=admin, grant_id=admin.grants[0].id, now=NOW)


# The demonstration


def test_outside_a_demo_there_are_no_demo_accounts(settings) -> None:
    settings.DEMO = False
    with pytest.raises(NotADemo):
        make_demo_accounts(NOW)
    assert demo_accounts() == ()
    assert not Account.objects.exists()


def test_a_demo_has_one_account_for_every_role_made_once(settings) -> None:
    settings.DEMO = True
    made = make_demo_accounts(NOW)
    assert make_demo_accounts(NOW) == made == demo_accounts() == DEMO_ACCOUNTS
    assert {account.role for account in made} == set(Role)
    assert Account.objects.filter(demo=True).count() == GivenGrant.objects.count() == len(made)
    for account in made:
        assert not Account.objects.get(username=account.username).has_usable_password()
        (grant,) = now(account.username).grants
        assert (grant.role, grant.agency) == (account.role, account.agency)
    assert now("onehome").prefixes(Action.LIST_HOUSEHOLDS) == ("81", "82", "83", "85", "91", "92")
    assert now("phuket").prefixes(Action.DRAW_LIST) == ("83",)


def test_a_real_account_is_never_turned_into_a_demo_account(settings) -> None:
    settings.DEMO = True
    make("phuket")
    with pytest.raises(UsernameTaken):
        make_demo_accounts(NOW)
    assert not Account.objects.filter(demo=True).exists()


def test_demo_accounts_that_remain_after_the_demo_are_not_listed(settings) -> None:
    settings.DEMO = True
    make_demo_accounts(NOW)
    settings.DEMO = False
    assert demo_accounts() == ()


# The command


def test_accounts_on_the_command_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMUTPHOK_LANGUAGE", "en")
    assert main(["accounts", "grant", "kai", "--role", "amphoe", "--area", "8303"]) == 2
    assert "There is no such account." in capsys.readouterr().err
    assert main(["accounts", "create", "kai", "--name", "ไก่", "--email", "kai@example.org"]) == 0
    assert main(["accounts", "create", "kai", "--name", "ไก่", "--email", "kai@example.org"]) == 2
    assert main(["accounts", "grant", "kai", "--role", "amphoe", "--area", "83"]) == 2
    capsys.readouterr()
    assert main(["accounts", "grant", "kai", "--role", "amphoe", "--area", "8303", "--until", "2999-12-31"]) == 0
    grant = capsys.readouterr().out.strip()
    assert main(["accounts", "list"]) == 0
    listed = capsys.readouterr().out
    assert "ไก่" in listed
    assert f"{grant}\tamphoe\t8303" in listed
    assert main(["accounts", "withdraw", grant]) == 0
    assert main(["accounts", "disable", "kai"]) == 0
    assert main(["accounts", "enable", "kai"]) == 0
    assert main(["accounts", "disable", "kai"]) == 0
    assert main(["accounts", "list"]) == 0
    listed = capsys.readouterr().out
    assert "(disabled)" in listed
    assert grant not in listed


def test_the_last_day_of_a_grant_counts(capsys: pytest.CaptureFixture[str]) -> None:
    make("kai")
    assert main(["accounts", "grant", "kai", "--role", "amphoe", "--area", "8303", "--until", "2999-12-31"]) == 0
    end = GivenGrant.objects.get().valid_to
    assert end == datetime(2999, 12, 31, 17, 0, tzinfo=UTC)  # midnight in Bangkok
    with pytest.raises(SystemExit):
        main(["accounts", "grant", "kai", "--role", "amphoe", "--area", "8303", "--until", "31/12/2999"])


def test_the_operator_reads_no_family() -> None:
    machine = operator(now=NOW)
    assert machine.grants == (Grant(Role.ADMINISTRATOR, ("",)),)
    assert not machine.may(Action.VIEW_HOUSEHOLD, VILLAGE, Sensitivity.S1)
    assert not replace(machine, grants=()).may(Action.MANAGE_ACCOUNTS, VILLAGE)
