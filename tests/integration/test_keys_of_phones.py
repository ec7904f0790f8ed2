"""Field keys: one phone, one key; told once, kept as a keyed hash, ended at the next request, given by nobody beyond reach."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samutphok.access.actions import (
    close_account,
    create_account,
    disable_account,
    enrol_volunteer,
    give_grant,
    give_key,
    give_one_time_code,
    note_key_seen,
    revoke_key,
    withdraw_grant,
)
from samutphok.access.domain import Action, Grant, KeyHolder, NewAccount, RecordScope, Role, Sensitivity, Viewer
from samutphok.access.errors import KeyNotFound, KeyNotTaken, NotAnAdministrator, TooWide
from samutphok.access.models import Account, PhoneKey
from samutphok.access.queries import field_operator, key_holder, keyed_account, keys_of, operator, profile, viewer_of
from samutphok.foundation.audit.models import Entry

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
VILLAGE = RecordScope("83030301")

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def make(username: str, role: Role, *areas: str) -> Viewer:
    create_account(viewer=operator(now=NOW), account=NewAccount(username, username.title()), now=NOW)
    give_grant(viewer=operator(now=NOW), username=username, grant=Grant(role, areas), now=NOW)
    return viewer_of(Account.objects.get(username=username), now=NOW)


def volunteer(coordinator: Viewer, *areas: str, username: str = "somsri") -> str:
    account = NewAccount(username, "สมศรี ใจดี")
    return enrol_volunteer(viewer=coordinator, account=account, areas=areas or ("83030301",), now=NOW).id


def holder(token: str, at: datetime = NOW) -> KeyHolder:
    found = key_holder(token=token, now=at)
    assert found is not None
    return found


def test_a_coordinator_takes_a_volunteer_in_who_meets_families_of_their_villages_and_not_their_poverty() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    given = give_key(viewer=tambon, account_id=volunteer(tambon), label="  Samsung  A05 ", now=NOW)
    found = holder(given.token)
    assert (found.key_id, found.revoked, found.wipe) == (given.key.id, False, False)
    assert given.key.label == "Samsung A05"
    assert found.viewer.clearance(Action.VIEW_HOUSEHOLD, VILLAGE) is Sensitivity.S1
    assert not found.viewer.may(Action.VIEW_HOUSEHOLD, RecordScope("83030302"), Sensitivity.S1)


def test_the_token_has_256_bits_fits_an_address_and_is_kept_nowhere() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    account = volunteer(tambon)
    tokens = {give_key(viewer=tambon, account_id=account, now=NOW).token for _ in range(3)}
    assert {len(token) for token in tokens} == {43}
    assert all(token.replace("-", "").replace("_", "").isalnum() for token in tokens)
    stored = repr(list(PhoneKey.objects.values())) + repr(list(Entry.objects.values()))
    assert not any(token in stored for token in tokens)
    assert len({holder(token).key_id for token in tokens}) == 3


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 10_000, "ก" * 43, "\x00" * 43])
def test_nobody_holds_a_token_that_was_never_given(token: str) -> None:
    assert key_holder(token=token, now=NOW) is None


def test_a_key_taken_back_is_still_known_as_such_at_the_next_request() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    account = volunteer(tambon)
    kept, ended, lost = (give_key(viewer=tambon, account_id=account, now=NOW) for _ in range(3))
    revoke_key(viewer=tambon, key_id=ended.key.id, now=NOW)
    revoke_key(viewer=tambon, key_id=lost.key.id, wipe=True, now=NOW)
    states = [(holder(one.token).revoked, holder(one.token).wipe) for one in (kept, ended, lost)]
    assert states == [(False, False), (True, False), (True, True)]


def test_a_phone_found_to_be_lost_later_is_marked_and_never_unmarked() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    given = give_key(viewer=tambon, account_id=volunteer(tambon), now=NOW)
    for wipe in (False, True, False):
        revoke_key(viewer=tambon, key_id=given.key.id, wipe=wipe, now=NOW)
    assert holder(given.token).wipe
    assert list(Entry.objects.order_by("id").values_list("act", flat=True))[-3:] == [
        "give_field_key",
        "revoke_field_key",
        "wipe_phone",
    ]


def test_a_key_ends_with_the_account_and_with_its_last_grant() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    account = volunteer(tambon)
    given = give_key(viewer=tambon, account_id=account, now=NOW)
    grant = profile(viewer=holder(given.token).viewer).grants[0]
    withdraw_grant(viewer=operator(now=NOW), grant_id=grant.id, now=NOW)
    assert holder(given.token).revoked
    other = give_key(viewer=tambon, account_id=volunteer(tambon, username="malee"), now=NOW)
    disable_account(viewer=operator(now=NOW), username="malee", now=NOW)
    assert holder(other.token).revoked
    assert holder(other.token).viewer.grants == ()


def test_a_key_of_somebody_who_left_does_not_come_back_with_the_account() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    account = volunteer(tambon)
    given = give_key(viewer=tambon, account_id=account, now=NOW)
    close_account(viewer=operator(now=NOW), account_id=account, now=NOW)
    Account.objects.update(is_active=True)
    give_grant(viewer=operator(now=NOW), username="somsri", grant=Grant(Role.VOLUNTEER, ("83030301",)), now=NOW)
    assert holder(given.token).revoked


def test_a_one_time_code_for_the_desk_leaves_the_phone_at_work() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    account = volunteer(tambon)
    given = give_key(viewer=tambon, account_id=account, now=NOW)
    give_one_time_code(viewer=operator(now=NOW), account_id=account, now=NOW)
    assert not holder(given.token).revoked
    assert viewer_of(Account.objects.get(pk=account), now=NOW).grants == ()


def test_a_grant_that_runs_out_ends_the_phone_on_that_moment() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    account = NewAccount("malee", "มาลี")
    made = enrol_volunteer(viewer=tambon, account=account, areas=["83030301"], until=NOW + HOUR, now=NOW)
    given = give_key(viewer=tambon, account_id=made.id, now=NOW)
    assert not holder(given.token, NOW + HOUR - timedelta(seconds=1)).revoked
    assert holder(given.token, NOW + HOUR).revoked


def test_a_phone_is_noted_once_an_hour_and_at_once_after_its_key_was_taken_back() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    account = volunteer(tambon)
    given = give_key(viewer=tambon, account_id=account, now=NOW)
    noted = []
    for minutes in (0, 10, 59, 60, 61):
        at = NOW + timedelta(minutes=minutes)
        note_key_seen(holder=holder(given.token, at), now=at)
        seen = PhoneKey.objects.get().seen_at
        noted.append((seen - NOW) // timedelta(minutes=1))
    assert noted == [0, 0, 0, 60, 60]
    revoke_key(viewer=tambon, key_id=given.key.id, wipe=True, now=NOW + timedelta(minutes=70))
    assert not keys_of([account], viewer=tambon)[account][0].told
    at = NOW + timedelta(minutes=71)
    note_key_seen(holder=holder(given.token, at), now=at)
    assert keys_of([account], viewer=tambon)[account][0].told


def test_finding_the_holder_takes_one_query_and_writes_nothing() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    given = give_key(viewer=tambon, account_id=volunteer(tambon), now=NOW)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        holder(given.token)
    assert len(asked) == 1
    assert all(query["sql"].startswith("SELECT") for query in asked)


def test_nobody_gives_a_key_that_reaches_further_than_they_do() -> None:
    tambon, beside = make("choengthale", Role.TAMBON, "830303"), make("thepkrasatri", Role.TAMBON, "830301")
    officer = make("thalang", Role.AMPHOE, "8303")
    account = volunteer(tambon)
    key = give_key(viewer=tambon, account_id=account, now=NOW).key
    assert give_key(viewer=officer, account_id=account, now=NOW)
    for stranger in (
        beside,
        operator(now=NOW),
        make("governor", Role.GOVERNOR, "83"),
        make("peer", Role.VOLUNTEER, "830303"),
    ):
        for account_id in (account, tambon.account_id, officer.account_id, str(uuid4()), "no id"):
            with pytest.raises(KeyNotFound):
                give_key(viewer=stranger, account_id=account_id, now=NOW)
            with pytest.raises(KeyNotFound):
                keyed_account(account_id, viewer=stranger)
        with pytest.raises(KeyNotFound):
            revoke_key(viewer=stranger, key_id=key.id, wipe=True, now=NOW)
        assert keys_of([account], viewer=stranger) == {}
    with pytest.raises(KeyNotFound):  # an officer's phone is the officer's own affair, even inside the area
        give_key(viewer=officer, account_id=tambon.account_id, now=NOW)
    assert give_key(viewer=tambon, account_id=tambon.account_id, now=NOW)


def test_a_volunteer_of_two_tambon_has_keys_from_whoever_holds_both() -> None:
    tambon, officer = make("choengthale", Role.TAMBON, "830303"), make("thalang", Role.AMPHOE, "8303")
    account = volunteer(officer, "830303", "830301")
    with pytest.raises(KeyNotFound):
        give_key(viewer=tambon, account_id=account, now=NOW)
    assert give_key(viewer=officer, account_id=account, now=NOW)


def test_a_coordinator_can_still_mark_the_phone_of_a_dismissed_volunteer_as_lost() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    account = volunteer(tambon)
    given = give_key(viewer=tambon, account_id=account, now=NOW)
    close_account(viewer=operator(now=NOW), account_id=account, now=NOW)
    revoke_key(viewer=tambon, key_id=given.key.id, wipe=True, now=NOW)
    assert holder(given.token).wipe
    with pytest.raises(KeyNotTaken):
        give_key(viewer=tambon, account_id=account, now=NOW)


def test_a_volunteer_is_taken_in_inside_the_coordinators_area_only() -> None:
    tambon = make("choengthale", Role.TAMBON, "830303")
    for areas in (["830301"], ["830303", "830301"]):
        with pytest.raises(TooWide):
            volunteer(tambon, *areas)
    with pytest.raises(NotAnAdministrator):
        volunteer(make("governor", Role.GOVERNOR, "83"))
    assert not Account.objects.filter(username="somsri").exists()
    assert volunteer(field_operator(now=NOW), "830301")
