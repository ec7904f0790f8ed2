"""The trail in the database: written with the act, chained, and any hand on it named by `verify-audit`."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction

from samutphok.cli.main import main
from samutphok.cli.verify_audit import report
from samutphok.foundation.audit.actions import checkpoint, record, seal
from samutphok.foundation.audit.domain import FaultKind
from samutphok.foundation.audit.models import Entry
from samutphok.foundation.audit.queries import Inspection, verify

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings) -> Path:
    settings.KEYS = tmp_path / "keys"
    settings.CHECKPOINTS = tmp_path / "checkpoints"
    return tmp_path


def act(number: int = 0, **more: object) -> None:
    facts: dict[str, object] = {"actor": "system", "act": "test", "subject": f"household:{number}", "now": NOW}
    record(**(facts | more))


def acts(count: int) -> None:
    for number in range(count):
        act(number, fields=["income", "disability"], purpose="follow-up")
    seal()


def inspection(settings) -> Inspection:
    return verify(checkpoints=Path(settings.CHECKPOINTS))


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rechain() -> None:
    """What somebody does who knows the program and owns the database: every digest made good again."""
    from samutphok.foundation.audit.domain import START, digest
    from samutphok.foundation.audit.queries import as_act

    previous = START
    for place, entry in enumerate(Entry.objects.exclude(position=None).order_by("position"), start=1):
        previous = digest(previous, as_act(entry), place)
        sql("UPDATE audit_entry SET position = %s, digest = %s WHERE id = %s", place, previous, entry.pk)


# Recording


@pytest.mark.django_db(transaction=True)
def test_an_act_is_recorded_inside_its_transaction_or_not_at_all() -> None:
    with pytest.raises(RuntimeError, match="atomic"):
        act()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_row_and_a_row_that_fails_leaves_no_act() -> None:
    def failing_act() -> None:
        with transaction.atomic():
            act()
            raise ZeroDivisionError

    def failing_row() -> None:
        with transaction.atomic():
            Entry.objects.create(at="the act itself", actor="a", act="b", subject="c", outcome="d")
            act(subject="somebody@example.org")

    with pytest.raises(ZeroDivisionError):
        failing_act()
    with pytest.raises(ValueError, match="codes"):
        failing_row()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"subject": "person:1990000000012"},
        {"subject": "person:1-9900-00000-01-2"},
        {"actor": "1990000000012"},
        {"actor": "สมชาย ใจดี"},
        {"fields": ["income=3000"]},
        {"fields": ["รายได้"]},
        {"purpose": "her son told me"},
        {"outcome": "a,b"},
        {"act": "x\ny"},
    ],
)
def test_names_values_and_citizen_numbers_are_refused(facts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="codes, ids and pseudonyms"):
        act(**facts)


def test_uuids_hashes_and_area_codes_are_taken() -> None:
    act(subject="household:12345678-1234-4123-8123-123456789012")
    act(subject="batch:" + "0123456789abcdef" * 4)
    act(subject="area:83030101", fields=["grant.areas", "account:12345678-1234-4123-8123-123456789012"])
    assert Entry.objects.count() == 3


def test_a_row_holds_what_was_said_and_no_more() -> None:
    act(1, actor="a1", grant="g1", purpose="follow-up", fields=["b", "a"], outcome="refused")
    seal()
    entry = Entry.objects.get()
    assert (entry.at, entry.actor, entry.act, entry.subject) == (
        "2026-11-23T09:00:00.000000",
        "a1",
        "test",
        "household:1",
    )
    assert (entry.grant, entry.purpose, entry.fields, entry.outcome) == ("g1", "follow-up", "a,b", "refused")
    assert entry.position == 1
    assert len(entry.digest) == 64


# Chaining


def test_an_untouched_trail_is_good(settings) -> None:
    acts(5)
    assert checkpoint(NOW) is not None
    acts(3)
    found = inspection(settings)
    assert found.good
    assert (found.verdict.sound, found.verdict.vouched, found.unsealed) == (8, 5, 0)


def test_an_empty_trail_is_good_and_gets_no_checkpoint(settings) -> None:
    assert checkpoint(NOW) is None
    assert inspection(settings).good


def test_it_is_said_how_much_is_unsealed(settings) -> None:
    acts(2)
    Entry.objects.create(at="2026-11-23T09:00:01.000000", actor="a", act="b", subject="c", outcome="d")
    found = inspection(settings)
    assert (found.unsealed, found.oldest_unsealed) == (1, "2026-11-23T09:00:01.000000")
    assert found.good == (connection.vendor == "postgresql")
    assert "1 acts are not sealed, the oldest of 2026-11-23T09:00:01.000000 UTC." in report(found)


# Attacks on the database


@pytest.mark.parametrize("place", [1, 4, 10])
@pytest.mark.parametrize("column", ["at", "actor", "act", "subject", "grant", "purpose", "fields", "outcome", "digest"])
def test_an_edited_column_is_named(settings, place: int, column: str) -> None:
    acts(10)
    sql(f'UPDATE audit_entry SET "{column}" = %s WHERE position = %s', "0" * 20, place)
    fault = inspection(settings).verdict.fault
    assert fault is not None
    assert (fault.kind, fault.position) == (FaultKind.EDITED, place)


@pytest.mark.parametrize("place", [1, 4, 9])
def test_a_deleted_act_is_named(settings, place: int) -> None:
    acts(10)
    sql("DELETE FROM audit_entry WHERE position = %s", place)
    fault = inspection(settings).verdict.fault
    assert fault is not None
    assert (fault.kind, fault.position) == (FaultKind.DELETED, place)


def test_a_deleted_act_is_named_even_when_the_rest_is_moved_up(settings) -> None:
    acts(10)
    sql("DELETE FROM audit_entry WHERE position = 4")
    for place in range(5, 11):
        sql("UPDATE audit_entry SET position = %s WHERE position = %s", place - 1, place)
    fault = inspection(settings).verdict.fault
    assert fault is not None
    assert (fault.kind, fault.position) == (FaultKind.DELETED, 4)


def test_reordered_acts_are_named(settings) -> None:
    acts(10)
    for old, new in ((3, 99), (7, 3), (99, 7)):
        sql("UPDATE audit_entry SET position = %s WHERE position = %s", new, old)
    fault = inspection(settings).verdict.fault
    assert fault is not None
    assert (fault.kind, fault.position) == (FaultKind.REORDERED, 3)


def test_an_act_slipped_in_is_named(settings) -> None:
    acts(10)
    for place in range(10, 4, -1):
        sql("UPDATE audit_entry SET position = %s WHERE position = %s", place + 1, place)
    Entry.objects.create(at="x", actor="a", act="b", subject="c", outcome="d", position=5, digest="0" * 64)
    fault = inspection(settings).verdict.fault
    assert fault is not None
    assert fault.position == 5


def test_a_tail_cut_before_the_last_exported_checkpoint_is_named(settings) -> None:
    acts(10)
    checkpoint(NOW)
    sql("DELETE FROM audit_entry WHERE position > 6")
    fault = inspection(settings).verdict.fault
    assert fault is not None
    assert (fault.kind, fault.position, fault.until) == (FaultKind.CUT, 7, 10)


def test_the_whole_trail_deleted_is_named(settings) -> None:
    acts(10)
    checkpoint(NOW)
    sql("DELETE FROM audit_entry")
    fault = inspection(settings).verdict.fault
    assert fault is not None
    assert (fault.kind, fault.position) == (FaultKind.CUT, 1)


def test_a_chain_made_good_again_after_an_edit_does_not_match_its_checkpoint(settings) -> None:
    acts(8)
    checkpoint(NOW)
    acts(8)
    checkpoint(NOW)
    sql("UPDATE audit_entry SET actor = 'x' WHERE position = 11")
    rechain()
    found = inspection(settings)
    fault = found.verdict.fault
    assert fault is not None
    assert found.verdict.vouched == 8
    assert fault.kind is FaultKind.REWRITTEN
    assert 8 < fault.position <= 11 <= fault.until == 16


def test_a_chain_that_does_not_hold_is_not_signed(settings, caplog: pytest.LogCaptureFixture) -> None:
    acts(4)
    sql("UPDATE audit_entry SET actor = 'x' WHERE position = 3")
    assert checkpoint(NOW) is None
    assert not list(Path(settings.CHECKPOINTS).glob("checkpoint-*"))
    assert "does not hold at position 3" in caplog.text


# Checkpoints


def test_checkpoints_grow_from_each_other_and_from_nothing_alike(settings) -> None:
    acts(5)
    checkpoint(NOW)
    acts(6)
    grown = checkpoint(NOW)
    assert grown is not None
    shutil.rmtree(settings.CHECKPOINTS)
    assert checkpoint(NOW) == grown
    assert checkpoint(NOW) is None


@pytest.mark.parametrize(
    "forge",
    [
        lambda facts: facts | {"size": 4},
        lambda facts: facts | {"root": "0" * 64},
        lambda facts: facts | {"peaks": ["0" * 64]},
        lambda facts: facts | {"at": "2020"},
        lambda facts: facts | {"signature": ""},
        lambda facts: facts | {"extra": 1},
        lambda facts: {},
        lambda facts: [],
    ],
)
def test_a_checkpoint_that_was_not_signed_here_is_named_and_not_believed(settings, forge: Callable) -> None:
    acts(5)
    checkpoint(NOW)
    path = next(Path(settings.CHECKPOINTS).glob("checkpoint-*.json"))
    path.write_text(json.dumps(forge(json.loads(path.read_text()))))
    found = inspection(settings)
    assert not found.good
    assert found.verdict.fault is not None
    assert (found.verdict.fault.kind, found.verdict.fault.position) == (FaultKind.FORGED_CHECKPOINT, 5)
    assert found.verdict.vouched == 0


def test_a_copy_on_another_host_convicts_whoever_holds_this_one(settings, folders: Path) -> None:
    acts(6)
    checkpoint(NOW)
    copy = shutil.copytree(settings.CHECKPOINTS, folders / "copy")
    shutil.rmtree(settings.CHECKPOINTS)
    shutil.rmtree(settings.KEYS)
    sql("DELETE FROM audit_entry WHERE position > 3")
    rechain()
    checkpoint(NOW)
    assert inspection(settings).good  # by its own new key and checkpoint, all is well
    found = verify(checkpoints=copy, public_key=copy / "audit.pub")
    assert found.verdict.fault is not None
    assert (found.verdict.fault.kind, found.verdict.fault.position) == (FaultKind.CUT, 4)


# The commands


def test_verify_audit_says_what_is_bad_and_returns_one(settings, capsys: pytest.CaptureFixture[str]) -> None:
    acts(5)
    assert main(["seal-audit"]) == 0
    assert main(["verify-audit"]) == 0
    assert "5 acts hold; signed checkpoints vouch for the first 5." in capsys.readouterr().out
    sql("UPDATE audit_entry SET outcome = 'x' WHERE position = 2")
    assert main(["verify-audit"]) == 1
    assert "BAD position 2: the act was edited (edited)." in capsys.readouterr().out


def test_verify_audit_names_a_missing_folder_or_key_and_returns_two(
    folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify-audit", "--checkpoints", str(folders / "none")]) == 2
    bad = folders / "bad.pub"
    bad.write_text("no key")
    assert main(["verify-audit", "--public-key", str(bad)]) == 2
    assert "bad.pub" in capsys.readouterr().err
