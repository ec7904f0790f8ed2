"""Acts of a request in any order and as often as they are told: one state; and no open request without clock and owner."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from samutphok.kernel.moves import Act
from samutphok.requests.domain.asking import Desk, Outcome, Urgency
from samutphok.requests.domain.standing import MOVES, OPEN, State, standing

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
NAMES = sorted({one.act for one in MOVES.moves} - {"take"})


def act(number: int, name: str, minutes: int, by: str = "a", urgency: Urgency = Urgency.NORMAL) -> Act:
    """An act as the actions write it: what sets a clock or a place carries it."""
    at = START + timedelta(minutes=minutes)
    clock = {"urgency": urgency.value, "because": "desk", "due_at": (at + timedelta(days=1)).isoformat()}
    details = {
        "take": clock | {"desk": Desk.TAMBON.value, "area_code": "830101"},
        "rate": clock,
        "hear_again": clock,
        "pass_on": {"desk": Desk.PROVINCE.value, "area_code": "82"},
        "link": {"area_code": "83010101"},
        "settle": {"outcome": Outcome.SOLVED.value},
        "reopen": {"due_at": clock["due_at"]},
    }.get(name, {})
    return Act(UUID(int=number), name, at, by, details)


@some.composite
def lives(draw: some.DrawFn) -> list[Act]:
    """A request that was taken, and anything that desks may do after it."""
    rest = draw(
        some.lists(
            some.tuples(
                some.sampled_from(NAMES),
                some.integers(1, 50),
                some.sampled_from("ab"),
                some.sampled_from(list(Urgency)),
            )
        )
    )
    return [act(0, "take", 0), *(act(number, *one) for number, one in enumerate(rest, 1))]


@given(lives(), some.randoms())
def test_order_and_repetition_change_nothing(life: list[Act], chance) -> None:
    told = [*life, *chance.sample(life, len(life) // 2)]
    chance.shuffle(told)
    assert standing(told) == standing(life)


@given(lives())
def test_an_open_request_has_a_clock_a_desk_and_a_place_and_an_ended_one_an_outcome(life: list[Act]) -> None:
    for length in range(1, len(life) + 1):
        found = standing(life[:length])
        if found.state in OPEN:
            assert found.due_at is not None
            assert found.desk
            assert found.area_code
            assert bool(found.owner) == (found.state is State.IN_HAND)
            assert found.outcome is None
        else:
            assert found.outcome is not None
            assert found.due_at is None
            assert not found.owner


@given(lives())
def test_whatever_was_done_can_still_end_or_be_opened_again(life: list[Act]) -> None:
    state = standing(life).state
    assert MOVES.after(state, "settle") == State.SETTLED or MOVES.after(state, "reopen") == State.WAITING
