"""The menu by role: what each person finds in it, what lies under the thumb, where one is."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.web import navigation
from samutphok.web.navigation import DOCK, MENU, Group, menu

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def somebody(role: Role) -> Viewer:
    return Viewer("x", "X", (Grant(role, ("83",), agency="labour" if role is Role.AGENCY_OFFICER else ""),), now=NOW)


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Badges ask the database; here they are counted by hand."""
    monkeypatch.setattr(navigation, "unread_count", lambda **_: 3)


def words(role: Role, path: str = "/") -> list[str]:
    with translation.override("en"):
        return [str(item.word) for _group, items in menu(somebody(role), path).groups for item in items]


@pytest.mark.parametrize(
    ("role", "there", "absent"),
    [
        (
            Role.PROVINCE,
            {"Home", "Areas", "Families", "Registers", "Decisions", "Notices"},
            {"Accounts", "Audit trail"},
        ),
        (Role.TAMBON, {"Home", "Areas", "Families", "Notices"}, {"Registers", "Decisions", "Accounts"}),
        (Role.VOLUNTEER, {"Home", "Families", "Guides"}, {"Registers", "Audit trail"}),
        (Role.AUDITOR, {"Home", "Areas", "Audit trail"}, {"Families", "Registers"}),
        (Role.ADMINISTRATOR, {"Home", "Accounts"}, {"Families", "Areas", "Registers"}),
    ],
)
def test_each_role_finds_its_own_work_and_nobody_else_s(role: Role, there: set[str], absent: set[str]) -> None:
    found = set(words(role))
    assert there <= found
    assert not absent & found


@pytest.mark.parametrize("role", Role)
def test_the_phone_has_the_same_entries_and_at_most_five_places(role: Role) -> None:
    made = menu(somebody(role), "/")
    in_rail = [item.address for _group, items in made.groups for item in items]
    on_phone = [item.address for item in made.dock] + [item.address for _group, items in made.more for item in items]
    assert sorted(on_phone) == sorted(in_rail)
    assert len(made.dock) + bool(made.more) <= DOCK
    assert made.dock[0].address == "/"


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["Home"]),
        ("/areas/83/", ["Areas"]),
        ("/households/12345678-1234-4123-8123-123456789012/", ["Families"]),
        ("/accounts/password/change/", []),
    ],
)
def test_one_entry_at_most_says_where_one_is(path: str, current: list[str]) -> None:
    with translation.override("en"):
        items = [item for _group, items in menu(somebody(Role.PROVINCE), path).groups for item in items]
        assert [str(item.word) for item in items if item.current] == current


def test_what_is_unread_behind_more_is_counted_on_it() -> None:
    made = menu(somebody(Role.PROVINCE), "/")
    shown = sum(item.unread for item in made.dock)
    assert shown + made.more_unread == 3


def test_no_entry_stands_twice_and_groups_keep_their_order() -> None:
    assert len({entry.route for entry in MENU}) == len(MENU)
    order = [list(Group).index(group) for group, _items in menu(somebody(Role.PROVINCE), "/").groups]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("path", "opened"),
    [("/", Group.HELP), ("/cases/", Group.HELP), ("/areas/83/", Group.PEOPLE), ("/imports/", Group.RULES)],
)
def test_a_long_menu_is_folded_and_the_group_where_one_is_lies_open(path: str, opened: Group) -> None:
    made = menu(somebody(Role.PROVINCE), path)
    assert (made.folded, made.opened) == (True, opened)
    assert not menu(somebody(Role.VOLUNTEER), "/").folded
