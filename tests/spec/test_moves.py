"""A table of moves: which act leads where, and that order of arrival and repetition change nothing."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from samutphok.kernel.moves import Act, Moves, move

BEGIN = datetime(2026, 11, 23, 9, tzinfo=UTC)
DOOR = Moves(
    "shut",
    (
        move("open", "shut", "ajar"),
        move("shut", "ajar", "shut"),
        move("knock", "shut ajar", None),
        move("lock", "shut", "locked"),
    ),
)


def act(number: int, name: str, minute: int | None = None) -> Act:
    return Act(UUID(int=number), name, BEGIN + timedelta(minutes=number if minute is None else minute), "officer")


@pytest.mark.parametrize(
    ("acts", "state", "without_effect"),
    [
        ([], "shut", []),
        (["open"], "ajar", []),
        (["open", "open"], "ajar", ["open"]),
        (["open", "knock", "shut", "lock"], "locked", []),
        (["lock", "open", "knock"], "locked", ["open", "knock"]),
    ],
)
def test_the_state_follows_from_the_acts(acts: list[str], state: str, without_effect: list[str]) -> None:
    folded = DOOR.fold([act(number, name) for number, name in enumerate(acts)])
    assert (folded.state, [one.name for one in folded.idle]) == (state, without_effect)


def test_acts_that_arrive_late_or_twice_come_to_the_same() -> None:
    told = [act(1, "open"), act(2, "shut"), act(3, "lock")]
    assert DOOR.fold([*reversed(told), *told]) == DOOR.fold(told)


def test_the_state_holds_since_the_act_that_changed_it() -> None:
    folded = DOOR.fold([act(1, "open"), act(5, "knock")])
    assert folded.since == BEGIN + timedelta(minutes=1)
    assert folded.last("knock", "open") == act(5, "knock")
    assert DOOR.fold([]).since is None


def test_a_table_names_its_states_its_ends_and_what_each_allows() -> None:
    assert DOOR.states == ("shut", "ajar", "locked")
    assert DOOR.ends == {"locked"}
    assert DOOR.open_to("shut") == ("open", "knock", "lock")
    assert "  shut --> locked: lock\n" in DOOR.diagram()


def test_an_act_with_two_ways_out_of_one_state_is_no_table() -> None:
    with pytest.raises(ValueError, match="two ways"):
        Moves("shut", (move("open", "shut", "ajar"), move("open", "shut", "locked")))
