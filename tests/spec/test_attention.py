"""What a governor looks at first: when a tambon is red, and which way a family went between two cuts."""

from dataclasses import replace

import pytest

from samutphok.insights.domain.area import Share
from samutphok.insights.domain.attention import read_attention
from samutphok.kernel.policies import load_policy
from samutphok.targeting.domain.flows import ELSEWHERE, NO_LEVEL, Flow, Step, added_flows

RULE = read_attention(load_policy("attention", "tambon-2564"))
PROVINCE = Share(1_000, 50_000)  # 2 %


@pytest.mark.parametrize(
    ("target_poor", "persons", "red"),
    [
        (30, 1_000, True),  # 3 %, one and a half times the province's
        (29, 1_000, False),  # just below
        (60, 1_000, True),
        (20, 1_000, False),  # as the province
        (10, 100, True),  # 10 %, and ten persons
        (9, 100, False),  # 9 %, too few persons to say so
        (0, 100, False),
        (0, 0, False),  # nobody lives there
    ],
)
def test_a_tambon_is_red_when_its_share_is_high_against_the_province(target_poor: int, persons: int, red: bool) -> None:
    assert RULE.is_red(Share(target_poor, persons), PROVINCE) is red


def test_nothing_is_red_where_nobody_is_target_poor_in_the_whole() -> None:
    assert not RULE.is_red(Share(50, 100), Share(0, 50_000))


def test_the_rule_says_its_own_numbers_and_whose_they_are() -> None:
    assert "1.5" in RULE.said.th
    assert "10" in RULE.said.en
    assert "committee" in RULE.source.en
    assert RULE.is_red(Share(30, 1_000), PROVINCE) != replace(RULE, times=2.0).is_red(Share(30, 1_000), PROVINCE)


@pytest.mark.parametrize(("days", "stale"), [(None, False), (0, False), (365, False), (366, True)])
def test_a_register_is_to_be_asked_for_anew_after_a_year(days: int | None, stale: bool) -> None:
    assert RULE.is_stale(days) is stale


@pytest.mark.parametrize(
    ("was", "now", "step"),
    [
        (3, 2, Step.BETTER),
        (3, 0, Step.BETTER),
        (0, NO_LEVEL, Step.BETTER),  # out of low income
        (NO_LEVEL, 0, Step.WORSE),
        (1, 3, Step.WORSE),
        (2, 2, Step.SAME),
        (NO_LEVEL, NO_LEVEL, Step.SAME),
        (ELSEWHERE, 3, Step.NEW),
        (ELSEWHERE, NO_LEVEL, Step.NEW),
        (1, ELSEWHERE, Step.GONE),
    ],
)
def test_from_fragile_to_strong_is_a_lower_level(was: int, now: int, step: Step) -> None:
    assert Flow(was, now, 1).step is step


def test_the_flows_of_an_area_are_the_sum_of_its_parts_and_count_every_family_once() -> None:
    parts = [Flow(3, 2, 5), Flow(2, 2, 40), Flow(ELSEWHERE, 1, 3), Flow(3, 2, 2), Flow(0, ELSEWHERE, 4), Flow(1, 3, 6)]
    area = added_flows("83", parts)
    assert [area.households(step) for step in Step] == [7, 40, 6, 3, 4]
    assert sum(flow.households for flow in area.flows) == 60
    assert (area.stood(3), area.stand(3)) == (7, 6)
    assert (area.stood(2), area.stand(2)) == (40, 47)
