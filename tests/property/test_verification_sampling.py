"""Samples have known chances and can be drawn again; intervals hold what they promise."""

import random
from collections import Counter
from itertools import pairwise
from math import comb
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samutphok.kernel.errors import Bilingual
from samutphok.verification.domain.estimates import Observation, disclosed, interval, rate
from samutphok.verification.domain.rules import Precision
from samutphok.verification.domain.sampling import Framed, draw, frame_sha256, inclusion, shared_out

PRECISE = Precision(30, 0.30, Bilingual("", ""))
risks = st.lists(st.floats(1.0, 12.0), min_size=1, max_size=40)


@given(risks, st.integers(1, 40))
def test_chances_add_up_to_the_size_and_none_is_above_one(found: list[float], wanted: int) -> None:
    wanted = min(wanted, len(found))
    chances = inclusion(found, wanted)
    assert sum(chances) == pytest.approx(wanted)
    assert all(0 < one <= 1 for one in chances)
    by_risk = sorted(zip(found, chances, strict=True))
    assert all(a[1] <= b[1] + 1e-9 for a, b in pairwise(by_risk))


@given(
    st.dictionaries(st.text(min_size=1, max_size=4), st.floats(0.1, 50), min_size=1, max_size=12), st.integers(1, 90)
)
def test_shares_are_whole_and_add_up(weights: dict[str, float], size: int) -> None:
    found = shared_out(weights, size)
    assert sum(found.values()) == size
    assert all(abs(found[name] - size * weight / sum(weights.values())) < 1 for name, weight in weights.items())


def _frame(count: int, seed: int) -> list[Framed]:
    chance = random.Random(seed)
    return [Framed(UUID(int=number), f"t{number % 3}", 1 + chance.randint(0, 6)) for number in range(count)]


def test_the_same_seed_draws_the_same_families_whatever_their_order() -> None:
    frame = _frame(60, 3)
    assert draw(frame, size=12, in_each=2, seed=9) == draw(frame[::-1], size=12, in_each=2, seed=9)
    assert draw(frame, size=12, in_each=2, seed=9) != draw(frame, size=12, in_each=2, seed=10)
    assert frame_sha256(frame) == frame_sha256(frame[::-1])
    assert frame_sha256(frame) != frame_sha256(frame[1:])


def test_every_family_is_drawn_as_often_as_its_chance_says() -> None:
    frame, times, many = _frame(30, 1), Counter[UUID](), 1500
    chances: dict[UUID, float] = {}
    for seed in range(many):
        found = draw(frame, size=9, in_each=2, seed=seed)
        assert len({one.household_id for one in found}) == len(found) == 9
        for one in found:
            times[one.household_id] += 1
            chances[one.household_id] = one.chance
    assert len(chances) == len(frame)
    for key, chance in chances.items():
        assert times[key] / many == pytest.approx(chance, abs=0.06)


def test_each_stratum_gives_its_least() -> None:
    frame = [*_frame(40, 2), Framed(UUID(int=900), "small", 1.0)]
    held = Counter(one.stratum for one in draw(frame, size=6, in_each=2, seed=1))
    assert held["small"] == 1
    assert all(held[name] >= 2 for name in ("t0", "t1", "t2"))


@pytest.mark.parametrize(("hits", "of"), [(0, 12), (1, 12), (5, 40), (40, 40), (7, 100)])
def test_the_interval_of_a_plain_sample_is_where_exact_tails_reach_two_and_a_half_percent(hits: int, of: int) -> None:
    low, high = interval(hits / of, of)
    if hits:
        assert sum(comb(of, k) * low**k * (1 - low) ** (of - k) for k in range(hits, of + 1)) == pytest.approx(
            0.025, abs=1e-6
        )
    if hits < of:
        assert sum(comb(of, k) * high**k * (1 - high) ** (of - k) for k in range(hits + 1)) == pytest.approx(
            0.025, abs=1e-6
        )


def test_a_weighted_rate_is_unbiased_and_its_interval_covers_the_truth() -> None:
    """A frame whose riskier families err more: drawn again and again, the interval holds the true rate in 95 of 100."""
    chance = random.Random(7)
    frame = [Framed(UUID(int=number), f"t{number % 4}", 1 + 3 * (number % 5 == 0)) for number in range(240)]
    wrong = {one.household_id: chance.random() < (0.35 if one.risk > 1 else 0.10) for one in frame}
    truth, shares, held = sum(wrong.values()) / len(wrong), [], 0
    for seed in range(400):
        drawn = draw(frame, size=60, in_each=2, seed=seed)
        found = rate(
            (Observation(one.stratum, one.chance, wrong[one.household_id]) for one in drawn), precision=PRECISE
        )
        assert found is not None
        shares.append(found.share)
        held += found.low <= truth <= found.high
    assert sum(shares) / len(shares) == pytest.approx(truth, abs=0.01)
    assert held / 400 >= 0.94


def test_few_families_are_never_told_as_precise() -> None:
    few = rate([Observation("t", 0.5, wrong=False)] * 29, precision=PRECISE)
    enough = rate([Observation("t", 0.5, wrong=number == 0) for number in range(60)], precision=PRECISE)
    assert few is not None
    assert enough is not None
    assert (few.precise, enough.precise) == (False, True)
    assert rate([], precision=PRECISE) is None


def test_unequal_weights_are_worth_less_than_families() -> None:
    equal = rate([Observation("t", 0.5, wrong=n % 4 == 0) for n in range(80)], precision=PRECISE)
    unequal = rate([Observation("t", 0.9 if n % 2 else 0.05, wrong=n % 4 == 0) for n in range(80)], precision=PRECISE)
    assert equal is not None
    assert unequal is not None
    assert unequal.worth < equal.worth <= 80
    assert unequal.high - unequal.low > equal.high - equal.low


@given(st.lists(st.booleans(), min_size=5, max_size=80))
def test_what_is_disclosed_is_never_narrower_and_counts_in_fives(answers: list[bool]) -> None:
    found = rate([Observation("t", 0.5, one) for one in answers], precision=PRECISE)
    assert found is not None
    shown = disclosed(found)
    assert shown.low <= found.low + 1e-9
    assert shown.high >= found.high - 1e-9
    assert (shown.asked % 5, shown.wrong % 5) == (0, 0)
    assert round(shown.share * 20, 6) == round(shown.share * 20)
