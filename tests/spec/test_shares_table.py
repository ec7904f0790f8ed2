"""Where a sharing and its places may go, as tables; the same diagrams stand in the documents."""

from pathlib import Path

import pytest

from samutphok.allocation.domain.rules import read_share_rules
from samutphok.allocation.domain.table import PLACE, SHARING
from samutphok.kernel.moves import Moves
from samutphok.kernel.policies import load_policy, policy_names

DOCS = Path(__file__).parents[2] / "docs" / "allocation.md"
NEVER_APPROVED = ("draft", "dropped", "closed", "approved")


@pytest.mark.parametrize("table", [SHARING, PLACE], ids=["sharing", "place"])
def test_the_documents_show_the_table(table: Moves) -> None:
    assert table.diagram().strip() in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize("state", NEVER_APPROVED)
def test_only_what_was_put_forward_is_approved(state: str) -> None:
    assert SHARING.after(state, "approve") is None
    assert SHARING.after("put_forward", "approve") == "approved"


@pytest.mark.parametrize("deed", ["change", "by_hand", "read_again", "drop", "send_back"])
def test_what_is_approved_is_frozen(deed: str) -> None:
    assert SHARING.after("approved", deed) is None


def test_nothing_is_made_twice_and_nobody_named_next_gets_anything_without_approval() -> None:
    assert [state for state in PLACE.states if PLACE.after(state, "make")] == ["approved"]
    assert PLACE.after("named", "make") is None


@pytest.mark.parametrize("name", policy_names("allocation"))
def test_points_of_the_shipped_rules_add_up_to_a_hundred_and_all_things_can_be_had(name: str) -> None:
    rules = read_share_rules(load_policy("allocation", name))
    assert rules.points.most == 100
    assert {"house", "wheelchair", "course", "shelter"} <= set(rules.things)
    assert all(group.weight >= 1 for group in rules.groups.values())
