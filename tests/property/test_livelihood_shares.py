"""Shares of few people equal a Beta-binomial worked out by brute force; no answer takes an occupation off the list."""

from fractions import Fraction
from math import comb, exp, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samutphok.kernel.policies import load_policy
from samutphok.livelihoods.domain.catalogue import read_catalogue
from samutphok.livelihoods.domain.matching import Here, Situation, match_all
from samutphok.livelihoods.domain.outcomes import STRENGTHS, Prior, Tally, likelihood, prior_of

CATALOGUE = read_catalogue(load_policy("occupations", "occupations-2564"))
tallies = st.integers(0, 12).flatmap(lambda n: st.integers(0, n).map(lambda x: Tally(x, n)))
many = st.dictionaries(st.sampled_from("abcdefgh"), tallies, max_size=6)
codes = st.sampled_from
subset = st.frozensets


def by_hand(seen: Tally, mean: Fraction, strength: int) -> Fraction:
    """How likely x of n is, drawn one by one: after each, the urn holds what was drawn (Pólya)."""
    good, bad, chance = mean * strength, (1 - mean) * strength, Fraction(1)
    for place in range(seen.in_work):
        chance *= (good + place) / (strength + place)
    for place in range(seen.asked - seen.in_work):
        chance *= (bad + place) / (strength + seen.in_work + place)
    return chance


@given(many)
@settings(max_examples=60)
def test_the_strength_is_the_likeliest_of_the_row(seen: dict[str, Tally]) -> None:
    people, good = sum(one.asked for one in seen.values()), sum(one.in_work for one in seen.values())
    found = prior_of(seen, strength=20, enough=10)
    mean = Fraction(good + 1, people + 2)
    assert found.mean == pytest.approx(float(mean))
    told = [one for one in seen.values() if one.asked]
    if people < 10 or len(told) < 2:
        assert found.strength == 20
        return
    worked = {s: sum(log(by_hand(one, mean, int(s))) for one in told) for s in STRENGTHS}
    assert worked[found.strength] == pytest.approx(max(worked.values()), abs=1e-7)
    assert likelihood(told, mean=float(mean), strength=8) == pytest.approx(worked[8], abs=1e-7)


@given(tallies, st.integers(1, 99), st.sampled_from([2.0, 20.0, 80.0]))
@settings(max_examples=30)
def test_the_share_is_the_mean_of_what_is_still_likely(seen: Tally, percent: int, strength: float) -> None:
    """The posterior's mean, summed over a fine grid of chances."""
    prior, steps = Prior(percent / 100, strength), 20_000
    a, b = prior.mean * strength + seen.in_work, (1 - prior.mean) * strength + seen.asked - seen.in_work
    if min(a, b) < 1.5:
        return  # the grid is too coarse where the density has no bound
    grid = [(place + 0.5) / steps for place in range(steps)]
    weights = [exp((a - 1) * log(p) + (b - 1) * log(1 - p)) for p in grid]
    mean = sum(p * w for p, w in zip(grid, weights, strict=True)) / sum(weights)
    assert prior.share(seen) == pytest.approx(mean, abs=1e-4)
    assert comb(seen.asked, seen.in_work) >= 1


@given(tallies, st.integers(1, 99), st.sampled_from(STRENGTHS))
def test_a_share_lies_between_what_was_seen_and_the_mean_of_all(seen: Tally, percent: int, strength: float) -> None:
    prior = Prior(percent / 100, strength)
    ends = sorted((prior.mean, seen.in_work / seen.asked if seen.asked else prior.mean))
    assert ends[0] - 1e-9 <= prior.share(seen) <= ends[1] + 1e-9
    assert prior.share(Tally(seen.in_work + 1, seen.asked + 1)) > prior.share(Tally(seen.in_work, seen.asked + 1))


situations = st.builds(
    Situation,
    schooling=codes(["", *CATALOGUE.scales["schooling"]]),
    hard=subset(codes(list(CATALOGUE.asks))),
    care=codes(["", *CATALOGUE.scales["care"]]),
    reach=codes(["", *CATALOGUE.scales["reach"]]),
    has=subset(codes(list(CATALOGUE.places))),
    money=codes(["", *CATALOGUE.scales["money"]]),
    soon=codes(["", *CATALOGUE.scales["first_income"]]),
    knows=subset(codes(list(CATALOGUE.scales["fields"]))),
    wants=subset(codes(list(CATALOGUE.scales["fields"]))),
)


@given(situations, st.none() | st.integers(0, 100))
def test_nobody_loses_an_occupation_and_every_obstacle_says_what_removes_it(who: Situation, age: int | None) -> None:
    found = match_all(CATALOGUE, who, age=age, here={})
    assert {one.occupation.code for one in found} == set(CATALOGUE.occupations)
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    for one in found:
        assert all(each.removed_by for each in one.obstacles)
        assert one.points == sum(each.points for each in (*one.reasons, *one.obstacles))  # type: ignore[attr-defined]


@given(situations, st.sampled_from(list(CATALOGUE.asks)))
def test_what_becomes_easier_never_lowers_an_occupation(who: Situation, ask: str) -> None:
    from dataclasses import replace

    harder = replace(who, hard=who.hard | {ask})
    easier = replace(who, hard=who.hard - {ask})
    before = {one.occupation.code: one.points for one in match_all(CATALOGUE, harder, age=30, here={})}
    for one in match_all(CATALOGUE, easier, age=30, here={}):
        assert one.points >= before[one.occupation.code]
    offered = {code: Here(offered=frozenset(CATALOGUE.removes)) for code in CATALOGUE.occupations}
    for one in match_all(CATALOGUE, harder, age=30, here=offered):
        assert one.points >= before[one.occupation.code]
