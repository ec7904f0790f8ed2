"""Whose turn it is for a place in a Ban Klang, and which acts a stay allows."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from samutphok.homes.domain.due import next_due
from samutphok.homes.domain.stays import HERE, STAYS, StayState
from samutphok.homes.domain.waiting import Waiting, in_order
from samutphok.homes.queries.rules import rules_on

TODAY = date(2026, 11, 23)
RULES = rules_on(TODAY)


def waits(number: int, kind: str, urgency: str, days: int) -> Waiting:
    """Somebody who has waited for so many days."""
    asked = TODAY - timedelta(days=days)
    return Waiting(UUID(int=number), kind, urgency, datetime(asked.year, asked.month, asked.day, tzinfo=UTC), asked)


# who: (kind, urgency, days waited) -> their turn
ORDER = [
    (("women", "critical", 0), 1),
    (("women", "urgent", 3), 2),  # 3 + 30 days
    (("women", "normal", 32), 3),  # 32 days: waited long, and is not overtaken for ever
    (("women", "urgent", 1), 4),
    (("men", "normal", 2), 1),  # a kind of its own
]


def test_the_order_is_days_waited_and_a_head_start_for_urgency() -> None:
    waiting = [waits(number, *who) for number, (who, _) in enumerate(ORDER)]
    turns = {one.stay_id.int: one.rank for one in in_order(reversed(waiting), RULES.head_start, today=TODAY)}
    expected = {0: 1, 1: 2, 2: 3, 3: 4, 4: 1}
    assert turns == {**expected, 2: 3, 3: 4}
    assert [turns[number] for number in range(len(ORDER))] == [rank for _, rank in ORDER]


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("asked", {"put_on_list", "change_urgency", "refuse", "withdraw", "admit", "identify"}),
        ("waiting", {"change_urgency", "refuse", "withdraw", "admit", "identify"}),
        ("staying", {"identify", "move_place", "leave", "plan", "review", "transfer", "discharge"}),
        ("away", {"identify", "move_place", "come_back", "plan", "review", "transfer", "discharge"}),
        ("discharged", set()),
        ("refused", set()),
    ],
)
def test_what_a_stay_allows(state: str, acts: set[str]) -> None:
    assert set(STAYS.open_to(state)) == acts


def test_a_guest_who_is_away_keeps_the_place() -> None:
    assert {StayState.STAYING, StayState.AWAY} == set(HERE)


@pytest.mark.parametrize(
    ("state", "review_on", "back_on", "due"),
    [
        ("staying", None, None, (date(2026, 11, 27), "plan")),
        ("staying", date(2026, 12, 20), None, (date(2026, 12, 20), "review")),
        ("away", date(2026, 12, 20), date(2026, 11, 25), (date(2026, 11, 25), "back")),
        ("discharged", None, None, (None, "")),
    ],
)
def test_what_is_due_next(
    state: str, review_on: date | None, back_on: date | None, due: tuple[date | None, str]
) -> None:
    found = next_due(state, admitted_on=date(2026, 11, 20), review_on=review_on, back_on=back_on, rules=RULES)
    assert (found.on, found.what) == due


def test_no_reason_tells_of_a_protected_matter() -> None:
    words = " ".join(text.th + text.en.lower() for text in RULES.reasons.values())
    for told in ("ทำร้าย", "ความรุนแรง", "เอชไอวี", "HIV", "ค้ามนุษย์", "จิต", "abuse", "violence", "traffick", "mental"):
        assert told not in words


def test_the_diagram_of_the_documents_is_the_table() -> None:
    text = Path("docs/homes.md").read_text("utf-8")
    assert STAYS.diagram() in text
