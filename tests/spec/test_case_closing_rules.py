"""When a case may be closed, as a policy officer reads it; and the state diagrams in the documents."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from samutphok.cases.domain.closing import Levels, Obstacle, obstacles
from samutphok.cases.domain.conference import CONFERENCE_MOVES
from samutphok.cases.domain.course import MOVES
from samutphok.cases.queries import rules_on

OPENED, BEFORE, AFTER = date(2026, 6, 1), date(2026, 5, 1), date(2026, 9, 1)
DOC = Path(__file__).parents[2] / "docs" / "cases.md"
_ASK, _LOWER = Obstacle.NOT_ASSESSED, Obstacle.NOT_LOWER


@pytest.mark.parametrize(
    ("outcome", "then", "now", "met", "against"),
    [
        ("stronger", 3, 1, AFTER, ()),
        ("stronger", 2, None, AFTER, ()),  # of low income no longer
        ("stronger", 2, 2, AFTER, (_LOWER,)),
        ("stronger", 1, 3, AFTER, (_LOWER,)),
        ("stronger", 3, 1, BEFORE, (_ASK,)),  # assessed before the case was opened
        ("stronger", 3, 1, None, (_ASK,)),  # never met
        ("stronger", 3, "open", AFTER, (_ASK,)),  # facts are missing
        ("stronger", "open", 1, AFTER, (_LOWER,)),  # nobody knows the first level
        ("steady", 2, 2, AFTER, ()),
        ("steady", 2, 2, None, (_ASK,)),
        ("moved", 3, "open", None, ()),
        ("died", 3, 3, None, ()),
        ("refused", 3, 3, None, ()),
        ("not_reached", 3, 3, None, ()),
        ("merged", 3, 3, None, ()),
    ],
)
def test_what_stands_against_an_outcome(outcome, then, now, met, against):
    levels = Levels(
        None if then == "open" else then, then != "open", None if now == "open" else now, now != "open", met
    )
    rule = rules_on(AFTER).outcomes[outcome]
    assert obstacles(rule, levels, opened_on=OPENED, open_items=(), reasons={}) == against


def test_each_open_step_and_referral_asks_for_a_reason():
    rule, levels = rules_on(AFTER).outcomes["moved"], Levels(3, True, 3, True, None)
    items = [UUID(int=1), UUID(int=2)]
    told = {items[0]: "ย้ายแล้ว", items[1]: "  "}
    assert obstacles(rule, levels, opened_on=OPENED, open_items=items, reasons=told) == (Obstacle.REASONS_MISSING,)
    assert not obstacles(rule, levels, opened_on=OPENED, open_items=items, reasons=told | {items[1]: "เลิกทำ"})


def test_a_second_person_confirms_what_could_hide_a_family_that_is_still_in_need():
    outcomes = rules_on(AFTER).outcomes
    assert {code for code, one in outcomes.items() if one.second_person} == {
        "stronger",
        "steady",
        "refused",
        "not_reached",
    }


@pytest.mark.parametrize("moves", [MOVES, CONFERENCE_MOVES])
def test_the_documents_draw_the_table(moves):
    assert f"```mermaid\n{moves.diagram()}```" in DOC.read_text()
