"""Clusters are a function of all likely pairs and all words of people, whoever came first."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from samutphok.linkage.domain.clustering import Node, Weighed, cluster
from samutphok.linkage.domain.folding import Word, fold, pair_of
from samutphok.linkage.domain.likelihood import Thresholds

THRESHOLDS = Thresholds(accept=0.9, review=0.5, clear_by=3)
THINGS = [f"person:{letter}" for letter in "abcdefgh"]
CUTS = ("survey@2567", "welfare@2567", "welfare@2568")

nodes = st.lists(
    st.tuples(st.sets(st.sampled_from(CUTS), max_size=2), st.sampled_from(["", "", "1", "2"])),
    min_size=len(THINGS),
    max_size=len(THINGS),
)
pairs = st.dictionaries(
    st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)).filter(lambda pair: pair[0] < pair[1]),
    st.tuples(st.integers(-4, 16), st.booleans()),
    max_size=16,
)
words = st.lists(
    st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS), st.booleans()).filter(lambda word: word[0] != word[1]),
    max_size=6,
)


def _world(
    shown: list[tuple[set[str], str]], likely: dict[tuple[str, str], tuple[int, bool]]
) -> tuple[dict[str, Node], list[Weighed]]:
    known = {
        thing: Node(thing, thing, dict.fromkeys(cuts, thing), number)
        for thing, (cuts, number) in zip(THINGS, shown, strict=True)
    }
    weighed = [
        Weighed(left, right, float(bits), 1 / (1 + 2.0**-bits), named)
        for (left, right), (bits, named) in likely.items()
    ]
    return known, weighed


def _said(told: list[tuple[str, str, bool]]) -> list[Word]:
    return [Word(number, left, right, together) for number, (left, right, together) in enumerate(told)]


@settings(max_examples=300, deadline=None)
@given(nodes, pairs, words, st.randoms(use_true_random=False))
def test_the_order_of_pairs_and_words_decides_nothing(
    shown: list[tuple[set[str], str]],
    likely: dict[tuple[str, str], tuple[int, bool]],
    told: list[tuple[str, str, bool]],
    chance: random.Random,
) -> None:
    known, weighed = _world(shown, likely)
    said = _said(told)
    once = cluster(known, weighed, said, THRESHOLDS)
    other = list(weighed)
    chance.shuffle(other)
    again = cluster(dict(reversed(known.items())), other, chance.sample(said, len(said)), THRESHOLDS)
    assert (again.clusters, again.accepted, again.asked) == (once.clusters, once.accepted, once.asked)


@settings(max_examples=300, deadline=None)
@given(nodes, pairs, words)
def test_no_model_overrules_a_person_and_no_cut_meets_one_human_being_twice(
    shown: list[tuple[set[str], str]],
    likely: dict[tuple[str, str], tuple[int, bool]],
    told: list[tuple[str, str, bool]],
) -> None:
    known, weighed = _world(shown, likely)
    said = _said(told)
    found = cluster(known, weighed, said, THRESHOLDS)
    home = {thing: members for members in found.clusters for thing in members}
    ruled = fold(said)
    for pair in ruled.apart:
        assert home.get(pair[0], pair[0]) != home.get(pair[1], pair[1])
    for pair in ruled.links:
        assert pair[1] in home[pair[0]]
    by_word = {thing: members for members in ruled.clusters for thing in members}
    for pair in found.accepted:
        assert pair.named
        assert pair.probability >= THRESHOLDS.accept
        one, other = by_word.get(pair.left, (pair.left,)), by_word.get(pair.right, (pair.right,))
        cuts = [{cut for thing in side for cut in known[thing].cuts} for side in (one, other)]
        assert not cuts[0] & cuts[1]
        numbers = [{known[thing].number for thing in side} - {""} for side in (one, other)]
        assert not (numbers[0] and numbers[1]) or numbers[0] & numbers[1]


@settings(max_examples=300, deadline=None)
@given(nodes, pairs, words)
def test_the_log_of_what_was_decided_folds_to_the_same_clusters(
    shown: list[tuple[set[str], str]],
    likely: dict[tuple[str, str], tuple[int, bool]],
    told: list[tuple[str, str, bool]],
) -> None:
    known, weighed = _world(shown, likely)
    said = _said(told)
    found = cluster(known, weighed, said, THRESHOLDS)
    log = said + [
        Word(len(said) + place, *pair_of(one.left, one.right), True, by_model=True, probability=one.probability)
        for place, one in enumerate(found.accepted)
    ]
    assert fold(log).clusters == found.clusters


def test_the_newer_word_holds_and_the_older_gives_way() -> None:
    a, b, c = "person:a", "person:b", "person:c"
    log = [Word(1, a, b, True), Word(2, b, c, True), Word(3, a, c, False)]
    assert fold(log).clusters == ((b, c),)
    assert fold([*log, Word(4, a, b, True)]).clusters == ((a, b),)


def test_a_pair_that_leads_no_rival_by_three_bits_is_asked_about() -> None:
    known = {thing: Node(thing, thing, {}, number) for thing, number in (("r", ""), ("p", "1"), ("q", "2"))}
    near = [Weighed("r", "p", 10.0, 0.999, True), Weighed("r", "q", 8.0, 0.996, True)]
    assert not cluster(known, near, [], THRESHOLDS).accepted
    assert len(cluster(known, near, [], THRESHOLDS).asked) == 2
    clear = [near[0], Weighed("r", "q", 6.0, 0.98, True)]
    assert [one.pair for one in cluster(known, clear, [], THRESHOLDS).accepted] == [("p", "r")]


def test_two_valid_numbers_that_differ_are_never_joined_by_a_model_also_when_one_is_in_doubt() -> None:
    doubted = {"r": Node("r", "r", claims="2"), "p": Node("p", "p", number="1"), "n": Node("n", "n")}
    one = [Weighed("r", "p", 30.0, 0.999999, True)]
    assert not cluster(doubted, one, [], THRESHOLDS).accepted
    assert [pair.pair for pair in cluster(doubted, one, [], THRESHOLDS).asked] == [("p", "r")]
    through = [Weighed("r", "n", 31.0, 0.999999, True), Weighed("n", "p", 30.0, 0.999999, True)]
    assert len(cluster(doubted, through, [], THRESHOLDS).accepted) == 1  # nor through somebody between them
    same = doubted | {"r": Node("r", "r", claims="1")}
    assert cluster(same, one, [], THRESHOLDS).accepted
