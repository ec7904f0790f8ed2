"""Whatever is done to a trail, its first bad place is named; and a root is RFC 6962's, however it was grown."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samutphok.foundation.audit.domain import (
    EMPTY,
    START,
    Act,
    Checkpoint,
    Fault,
    FaultKind,
    Link,
    Peaks,
    digest,
    inspect,
)

codes = st.text("abcdefghij:-.", min_size=1, max_size=8)


def chain(words: list[str]) -> list[Link]:
    links, previous = [], START
    for position, word in enumerate(words, start=1):
        act = Act(position * 3, "2026-11-23T09:00:00.000000", word, "act", f"household:{word}", "", "", "a,b", "done")
        previous = digest(previous, act, position)
        links.append(Link(position, previous, act))
    return links


def signed(links: list[Link], size: int) -> Checkpoint:
    tree = Peaks()
    for link in links[:size]:
        tree = tree.grown(link.digest)
    return Checkpoint(size, links[size - 1].digest if size else START, tree.root(), tree.hashes, "now")


trails = st.lists(codes, min_size=2, max_size=40).map(chain)


@st.composite
def trail_and_place(draw: st.DrawFn) -> tuple[list[Link], int]:
    links = draw(trails)
    return links, draw(st.integers(1, len(links)))


def first_fault(links: list[Link], *checkpoints: Checkpoint) -> Fault | None:
    return inspect(links, checkpoints).fault


@given(trail_and_place())
def test_an_untouched_trail_holds_and_is_vouched_for_by_its_checkpoints(given_trail: tuple[list[Link], int]) -> None:
    links, size = given_trail
    verdict = inspect(links, [signed(links, size)])
    assert (verdict.sound, verdict.vouched, verdict.fault) == (len(links), size, None)


@given(trail_and_place(), st.sampled_from(Act.__slots__), codes)
def test_an_edit_of_any_column_is_named_at_its_position(
    given_trail: tuple[list[Link], int], column: str, text: str
) -> None:
    links, place = given_trail
    link = links[place - 1]
    new = link.act.number + 1 if column == "number" else getattr(link.act, column) + text
    links[place - 1] = replace(link, act=replace(link.act, **{column: new}))
    assert first_fault(links) == Fault(FaultKind.EDITED, place, place)


@given(trail_and_place())
def test_a_changed_digest_is_named_at_its_position(given_trail: tuple[list[Link], int]) -> None:
    links, place = given_trail
    links[place - 1] = replace(links[place - 1], digest=hashlib.sha256(b"else").hexdigest())
    fault = first_fault(links)
    assert fault is not None
    assert fault.position == place


@given(trail_and_place())
def test_an_edit_whose_own_digest_is_made_good_breaks_the_link_of_the_act_behind_it(
    given_trail: tuple[list[Link], int],
) -> None:
    links, place = given_trail
    edited = replace(links[place - 1].act, actor="somebody-else")
    previous = links[place - 2].digest if place > 1 else START
    links[place - 1] = Link(place, digest(previous, edited, place), edited)
    fault = first_fault(links)
    assert (fault is None) == (
        place == len(links)
    )  # the last act has nobody behind it: that is what checkpoints are for
    assert fault is None or fault.position == place + 1


def test_the_chained_bytes_are_these_and_stay_so() -> None:
    act = Act(7, "2026-11-23T02:00:00.000000", "a1", "read_household", "household:1", "g1", "", "income", "done")
    text = (
        '{"act":"read_household","actor":"a1","at":"2026-11-23T02:00:00.000000","fields":"income","grant":"g1",'
        '"number":7,"outcome":"done","position":1,"purpose":"","subject":"household:1"}'
    )
    assert digest(START, act, 1) == hashlib.sha256(bytes(32) + text.encode()).hexdigest()


@given(trail_and_place())
def test_a_deleted_act_is_named_where_it_is_missing(given_trail: tuple[list[Link], int]) -> None:
    links, place = given_trail
    whole = signed(links, len(links))
    del links[place - 1]
    kind = FaultKind.CUT if place > len(links) else FaultKind.DELETED
    assert first_fault(links, whole) == Fault(kind, place, whole.size if kind is FaultKind.CUT else place)


@given(st.lists(codes, min_size=6, max_size=40), st.integers(1, 3), st.data())
def test_acts_deleted_and_the_rest_moved_up_are_named_as_deleted(
    words: list[str], taken: int, data: st.DataObject
) -> None:
    links = chain(words)
    place = data.draw(st.integers(1, len(links) - taken - 1))
    kept = links[: place - 1] + links[place - 1 + taken :]
    moved = [replace(link, position=position) for position, link in enumerate(kept, start=1)]
    assert first_fault(moved) == Fault(FaultKind.DELETED, place, place)


@given(trails, st.data())
def test_two_acts_that_change_places_are_named_as_reordered(links: list[Link], data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(links) - 1))
    second = data.draw(st.integers(first + 1, len(links)))
    here, there = links[first - 1], links[second - 1]
    whole_rows, acts_only = list(links), list(links)
    whole_rows[first - 1], whole_rows[second - 1] = replace(there, position=first), replace(here, position=second)
    acts_only[first - 1], acts_only[second - 1] = replace(here, act=there.act), replace(there, act=here.act)
    for moved in (whole_rows, acts_only):
        assert first_fault(moved) == Fault(FaultKind.REORDERED, first, first)


@given(trail_and_place(), st.data())
def test_a_tail_cut_before_the_checkpoint_is_noticed_and_after_it_is_not(
    given_trail: tuple[list[Link], int], data: st.DataObject
) -> None:
    links, size = given_trail
    left = data.draw(st.integers(0, len(links)))
    expected = Fault(FaultKind.CUT, left + 1, size) if left < size else None
    assert first_fault(links[:left], signed(links, size)) == expected


@given(trail_and_place(), st.data())
def test_a_chain_rewritten_with_good_digests_is_found_by_the_first_checkpoint_behind_it(
    given_trail: tuple[list[Link], int], data: st.DataObject
) -> None:
    links, changed = given_trail
    sizes = sorted(data.draw(st.sets(st.integers(1, len(links)), min_size=1, max_size=4)))
    words = [link.act.actor for link in links]
    words[changed - 1] += "x"
    fault = first_fault(chain(words), *(signed(links, size) for size in sizes))
    behind = [size for size in sizes if size >= changed]
    if not behind:
        assert fault is None
    else:
        assert fault is not None
        assert fault.kind is FaultKind.REWRITTEN
        assert fault.until == behind[0]
        assert fault.position <= changed
        assert fault.position > max((size for size in sizes if size < changed), default=0)


def rfc6962(leaves: list[bytes]) -> bytes:
    """Section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + rfc6962(leaves[:half]) + rfc6962(leaves[half:])).digest()


@pytest.mark.parametrize("count", range(70))
def test_the_root_is_that_of_rfc_6962(count: int) -> None:
    leaves = [hashlib.sha256(bytes([number])).digest() for number in range(count)]
    tree = Peaks()
    for leaf in leaves:
        tree = tree.grown(leaf.hex())
    assert tree.root() == rfc6962(leaves).hex()
    assert len(tree.hashes) == count.bit_count()


def test_the_root_is_that_of_certificate_transparency_s_own_examples() -> None:
    leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    roots = {
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    tree = Peaks()
    assert tree.root() == EMPTY == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for size, leaf in enumerate(leaves, start=1):
        tree = tree.grown(leaf)
        assert roots.get(size, tree.root()) == tree.root()


@given(st.integers(1, 200), st.data())
def test_two_trees_differ_first_in_the_subtree_that_holds_the_changed_act(size: int, data: st.DataObject) -> None:
    changed = data.draw(st.integers(1, size))
    ours, theirs = Peaks(), Peaks()
    for position in range(1, size + 1):
        leaf = hashlib.sha256(str(position).encode()).hexdigest()
        ours = ours.grown(leaf)
        theirs = theirs.grown(START if position == changed else leaf)
    first = ours.first_difference(theirs)
    assert 1 <= first <= changed
    assert ours.first_difference(ours) == 0
