"""When a family is met again, when nobody meets it any more, and which signs put it on the watch list."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samutphok.kernel.moves import Act
from samutphok.kernel.policies import load_policy
from samutphok.watch.domain.rhythms import Contact, Follow, Seen, next_contact, read_rhythms
from samutphok.watch.domain.watching import MOVES

RHYTHMS = read_rhythms(load_policy("rhythms", "rhythms-2569"))
OPENED = date(2026, 1, 1)


def days(number: int) -> date:
    return OPENED + timedelta(days=number)


# level, days at which it was met, days tried in vain, closed on day -> due on day, tries in a row
CONTACTS = [
    ("level 3 is met every 30 days", 3, (), (), None, 30, 0),
    ("level 1 every 90", 1, (), (), None, 90, 0),
    ("no level every 90", None, (), (), None, 90, 0),
    ("counted from the last meeting", 3, (10, 25), (), None, 55, 0),
    ("a try in vain moves nothing", 3, (10,), (35, 40), None, 40, 2),
    ("a meeting forgives the tries", 3, (50,), (35, 40), None, 80, 0),
    ("two tries on one day are one", 3, (), (5, 5), None, 30, 1),
    ("after closing at 90 days", 3, (95,), (), 100, 190, 0),
    ("then at 180", 3, (185,), (), 100, 280, 0),
    ("and no more", 3, (185, 270), (), 100, None, 0),
]


@pytest.mark.parametrize(
    ("level", "met", "vain", "closed", "due", "tries"), [row[1:] for row in CONTACTS], ids=[row[0] for row in CONTACTS]
)
def test_a_family_is_met_in_its_rhythm(
    level: int | None, met: tuple[int, ...], vain: tuple[int, ...], closed: int | None, due: int | None, tries: int
) -> None:
    seen = (*(Seen(days(one), True) for one in met), *(Seen(days(one), False) for one in vain))
    follow = Follow(OPENED, level, None if closed is None else days(closed))
    found = next_contact(follow, seen, RHYTHMS)
    assert (found.due_on, found.tries) == (None if due is None else days(due), tries)
    assert next_contact(follow, (*reversed(seen), *seen), RHYTHMS) == found


@pytest.mark.parametrize(
    ("today", "tries", "standing"),
    [
        (10, 0, Contact.LATER),
        (23, 0, Contact.DUE),
        (30, 0, Contact.DUE),
        (31, 0, Contact.OVERDUE),
        (44, 0, Contact.OVERDUE),
        (45, 0, Contact.NO_CONTACT),
        (10, 3, Contact.NO_CONTACT),
    ],
)
def test_who_is_late_for_long_or_tried_in_vain_has_no_contact(today: int, tries: int, standing: Contact) -> None:
    found = replace(next_contact(Follow(OPENED, 3), (), RHYTHMS), tries=tries)
    assert found.standing(today=days(today), rhythms=RHYTHMS) is standing


@given(st.permutations(["ask_visit", "see", "end", "watch_again", "see"]))
def test_watching_ends_in_one_state_in_any_order_of_arrival(order: list[str]) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    acts = [Act(UUID(int=place + 1), name, start + timedelta(hours=place), "x") for place, name in enumerate(order)]
    folded = MOVES.fold(acts)
    assert MOVES.fold([*reversed(acts), *acts]) == folded
    assert folded.state in MOVES.states


def test_the_diagram_in_the_documents_is_the_table() -> None:
    assert MOVES.diagram() in (Path(__file__).parents[2] / "docs" / "watch.md").read_text()


def test_every_reason_has_words_and_a_day() -> None:
    assert len(RHYTHMS.watch) == 7
    assert all(one.label.th and one.label.en and one.due > 0 for one in RHYTHMS.watch.values())
