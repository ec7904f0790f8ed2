"""Sealed identifiers: opened by nobody without the key, changed by nobody unseen."""

import base64
import multiprocessing
import stat
from pathlib import Path

import pytest

from samutphok.foundation import privacy
from samutphok.foundation.privacy import Unreadable, blind_index, owned_text, pseudonym, seal, unseal

NUMBER = "1990000000012"


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, settings) -> Path:
    settings.KEYS = tmp_path / "keys"
    return settings.KEYS


def test_what_was_sealed_comes_back_and_is_not_to_be_seen() -> None:
    sealed = seal(NUMBER)
    assert unseal(sealed) == NUMBER
    assert NUMBER not in sealed
    assert NUMBER.encode() not in base64.urlsafe_b64decode(sealed.partition(".")[2])


def test_sealing_twice_never_gives_the_same_text() -> None:
    assert len({seal(NUMBER) for _ in range(100)}) == 100


def test_every_changed_bit_is_noticed() -> None:
    name, _, body = seal(NUMBER).partition(".")
    raw = base64.urlsafe_b64decode(body)
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(Unreadable):
            unseal(f"{name}.{base64.urlsafe_b64encode(changed).decode()}")


@pytest.mark.parametrize(
    "text", ["", ".", "nonsense", "00000000.AAAA", "{name}.", "{name}.AA", "{name}.é", "{name}.A A="]
)
def test_what_was_never_sealed_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        unseal(text.format(name=seal("x").partition(".")[0]))


def test_a_value_cannot_be_moved_to_another_record() -> None:
    sealed = seal(NUMBER, bound_to="person:1")
    assert unseal(sealed, bound_to="person:1") == NUMBER
    for other in ("person:2", ""):
        with pytest.raises(Unreadable):
            unseal(sealed, bound_to=other)


def test_another_installation_cannot_open_it(tmp_path: Path, settings) -> None:
    sealed = seal(NUMBER)
    settings.KEYS = tmp_path / "other"
    with pytest.raises(Unreadable):
        unseal(sealed)


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    old = seal(NUMBER)
    added = privacy.add_seal_key()
    new = seal(NUMBER)
    assert new.startswith(added)
    assert not old.startswith(added)
    assert unseal(old) == unseal(new) == NUMBER


def test_keys_are_the_owners_alone(keys: Path) -> None:
    seal(NUMBER)
    blind_index("pid", NUMBER)
    assert {path.name for path in keys.iterdir()} == {"seal.keys", "index.key"}
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    for path in keys.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_index_finds_the_equal_value_of_the_kind_and_nothing_else() -> None:
    assert blind_index("pid", NUMBER) == blind_index("pid", NUMBER)
    different = [("pid", "1990000000021"), ("passport", NUMBER), ("pi", "d" + NUMBER), ("pid" + NUMBER, "")]
    assert len({blind_index("pid", NUMBER), *(blind_index(*pair) for pair in different)}) == 5
    assert len(blind_index("pid", NUMBER)) == 64


def test_a_pseudonym_is_steady_names_its_kind_and_is_no_index() -> None:
    assert pseudonym("person", NUMBER) == pseudonym("person", NUMBER)
    assert pseudonym("person", NUMBER).startswith("person:")
    assert pseudonym("person", NUMBER).partition(":")[2] not in blind_index("person", NUMBER)


def test_another_installation_has_other_indexes(tmp_path: Path, settings) -> None:
    here = blind_index("pid", NUMBER)
    settings.KEYS = tmp_path / "other"
    assert blind_index("pid", NUMBER) != here


def _first_use(path: Path, mark: str, start, answers) -> None:
    start.wait()
    answers.put(owned_text(path, mark))


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    start, answers = context.Barrier(6), context.Queue()
    path = tmp_path / "new" / "a.key"
    workers = [context.Process(target=_first_use, args=(path, f"key {n}" * 500, start, answers)) for n in range(6)]
    for worker in workers:
        worker.start()
    seen = {answers.get(timeout=30) for _ in workers}
    for worker in workers:
        worker.join()
    assert len(seen) == 1
    assert [found.name for found in path.parent.iterdir()] == ["a.key"]
