"""Who must read which notice. The tables are the rule.

A notice speaks to the holders of its roles who work inside its areas; to nobody above them, and never to its author.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from samutphok.access.domain import Action, Grant, Role, Viewer
from samutphok.access.domain.labels import ACTION_LABELS
from samutphok.notices.domain import (
    Address,
    Content,
    Fault,
    ReadingState,
    addressed,
    faults,
    may_oversee,
    may_revise,
    reading_areas,
    state_of,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)

# The notice is for amphoe and tambon staff in Phuket (83), written by the office of Phuket.
READERS = [
    ("an amphoe of the province", Role.AMPHOE, ("8303",), True),
    ("a tambon of the province", Role.TAMBON, ("830303",), True),
    ("a village of the province", Role.TAMBON, ("83030301",), True),
    ("somebody of several amphoe, one of them there", Role.AMPHOE, ("8101", "8303"), True),
    ("a volunteer, whose role is not named", Role.VOLUNTEER, ("830303",), False),
    ("the province itself, whose role is not named", Role.PROVINCE, ("83",), False),
    ("an amphoe of the province beside it", Role.AMPHOE, ("8101",), False),
    ("tambon staff of the whole country: they work above it", Role.TAMBON, ("",), False),
]

# Who is asked to oversee it: office, its areas, where it sees who has read, whether it may change the notice.
OFFICES = [
    ("another officer of the same province", Role.PROVINCE, ("83",), ("83",), True),
    ("the One Home team of two provinces", Role.PROVINCE, ("81", "83"), ("83",), True),
    ("the national desk", Role.NATIONAL, ("",), ("83",), False),
    ("the province beside it", Role.PROVINCE, ("81",), (), False),
    ("an amphoe of the province", Role.AMPHOE, ("8303",), (), False),
]

# acknowledged version, current version, due, ended, addressed -> how it stands today
STATES = [
    (0, 1, None, False, True, ReadingState.NEW),
    (0, 1, TODAY, False, True, ReadingState.NEW),
    (0, 1, TODAY - timedelta(days=1), False, True, ReadingState.OVERDUE),
    (1, 2, None, False, True, ReadingState.CHANGED),
    (1, 2, TODAY - timedelta(days=1), False, True, ReadingState.OVERDUE),
    (2, 2, TODAY - timedelta(days=1), False, True, ReadingState.READ),
    (2, 2, None, True, True, ReadingState.ENDED),
    (0, 1, None, False, False, ReadingState.NOT_ADDRESSED),
]

WORDS = {"title_th": "เรื่อง", "text_th": "เนื้อความ", "source": "พม.", "dated": TODAY}

# What is wrong with a notice, as it is sent today.
WRONG = [
    ({}, 1, ()),
    ({"title_th": " "}, 1, (Fault.NO_TITLE,)),
    ({"text_th": ""}, 1, (Fault.NO_TEXT,)),
    ({"source": ""}, 1, (Fault.NO_SOURCE,)),
    ({"text_th": "x" * 20_001}, 1, (Fault.TOO_LONG,)),
    ({"text_th": "\n" * 400 + "x"}, 1, (Fault.TOO_LONG,)),
    ({"title_en": "Title"}, 1, (Fault.ENGLISH_IN_PART,)),
    ({"title_en": "Title", "text_en": "Text"}, 1, ()),
    ({"due_on": TODAY + timedelta(days=2), "valid_until": TODAY + timedelta(days=1)}, 1, (Fault.DUE_AFTER_END,)),
    ({"due_on": TODAY, "valid_until": TODAY}, 1, ()),
    ({"valid_until": TODAY - timedelta(days=1)}, 1, (Fault.ENDS_IN_THE_PAST,)),
    ({}, 2, (Fault.NO_CHANGE_SAID,)),
    ({"change": "แก้วันที่"}, 2, ()),
]

TO = Address(frozenset({Role.AMPHOE, Role.TAMBON}), ("83",), author="author", office=Role.PROVINCE)


@pytest.mark.parametrize(("told", "role", "areas", "must_read"), READERS)
def test_who_must_read_it(told: str, role: Role, areas: tuple[str, ...], must_read: bool) -> None:
    assert addressed((Grant(role, areas),), "reader", TO, NOW) == must_read, told


def test_nobody_is_told_to_read_what_they_wrote() -> None:
    assert not addressed((Grant(Role.AMPHOE, ("8303",)),), "author", TO, NOW)


def test_a_grant_that_is_over_asks_nobody_to_read() -> None:
    over = Grant(Role.AMPHOE, ("8303",), valid_to=NOW)
    assert not addressed((over,), "reader", TO, NOW)
    assert addressed((over, Grant(Role.TAMBON, ("830303",))), "reader", TO, NOW)


@pytest.mark.parametrize(("told", "role", "areas", "sees", "changes"), OFFICES)
def test_which_offices_follow_it_up(
    told: str, role: Role, areas: tuple[str, ...], sees: tuple[str, ...], changes: bool
) -> None:
    viewer = Viewer("somebody", "Somebody", (Grant(role, areas),), now=NOW)
    assert (reading_areas(viewer, TO), may_oversee(viewer, TO), may_revise(viewer, TO)) == (
        sees,
        bool(sees),
        changes,
    ), told


@pytest.mark.parametrize(("acknowledged", "version", "due_on", "ended", "asked", "state"), STATES)
def test_how_it_stands_with_a_reader(
    acknowledged: int, version: int, due_on: date | None, ended: bool, asked: bool, state: ReadingState
) -> None:
    found = state_of(
        addressed=asked, acknowledged=acknowledged, version=version, due_on=due_on, ended=ended, today=TODAY
    )
    assert found is state


@pytest.mark.parametrize(("changed", "version", "expected"), WRONG)
def test_what_keeps_a_notice_from_being_sent(
    changed: dict[str, object], version: int, expected: tuple[Fault, ...]
) -> None:
    assert faults(Content(**(WORDS | changed)), version=version, today=TODAY) == expected


def test_whatever_a_role_may_do_can_be_said_to_its_holder() -> None:
    assert set(ACTION_LABELS) == set(Action)
