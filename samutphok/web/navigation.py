"""What every page shows around its content: the menu by role, who is logged in, whether this is a demo.

A page joins the menu by one line in `MENU`. On a wide screen the menu is a rail of groups at the side; on a phone it is a
bar of at most five, with the rest behind 'More'.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import pgettext_lazy

from samutphok.access.domain import Viewer
from samutphok.notices.queries import unread_count
from samutphok.web.look import look_of
from samutphok.web.middleware import open_to
from samutphok.web.routes import ROUTES

UNFOLDED = 16  # entries that a rail shows at once on a small laptop; more of them lie in groups that open one at a time
DOCK = 5  # places on a phone's bar, 'More' included: a thumb needs 64 px of a 360 px screen


class Group(Enum):
    """The headings of the menu, in their order."""

    DAY = ""
    PEOPLE = pgettext_lazy("menu", "People and places")
    HELP = pgettext_lazy("menu", "Help")
    MEANS = pgettext_lazy("menu", "Partners and programmes")
    RULES = pgettext_lazy("menu", "Data and rules")
    MINE = pgettext_lazy("menu", "For you")
    OFFICE = pgettext_lazy("menu", "Administration")


@dataclass(frozen=True, slots=True)
class Entry:
    """A route in the menu. `thumb`: its rank on a phone's bar, 0 for none. `badge` counts what is unread, one query at most."""

    route: str
    word: Promise
    icon: str
    group: Group
    thumb: int = 0
    badge: Callable[[Viewer], int] | None = None
    beside: str = ""  # a route whose pages belong to this entry, at an address of their own


def _unread_notices(viewer: Viewer) -> int:
    return unread_count(viewer=viewer, now=viewer.now)


MENU: tuple[Entry, ...] = (
    Entry("home", pgettext_lazy("menu", "Home"), "home", Group.DAY, thumb=1),
    Entry("areas", pgettext_lazy("menu", "Areas"), "map", Group.PEOPLE, thumb=6),
    Entry("households", pgettext_lazy("menu", "Families"), "users-group", Group.PEOPLE, thumb=4),
    Entry("fieldwork", pgettext_lazy("menu", "Fieldwork"), "map-pin", Group.PEOPLE),
    Entry("joint_visits", pgettext_lazy("menu", "Joint visits"), "heart-handshake", Group.PEOPLE),
    Entry("submissions", pgettext_lazy("menu", "Received forms"), "inbox", Group.PEOPLE),
    Entry(
        "conflicts",
        pgettext_lazy("menu", "Differing answers"),
        "message-question",
        Group.PEOPLE,
        beside="contradictions",
    ),
    Entry("requests", pgettext_lazy("menu", "Requests"), "message-question", Group.HELP, thumb=3),
    Entry("triage", pgettext_lazy("menu", "Solve first"), "list-check", Group.HELP),
    Entry("cases", pgettext_lazy("menu", "Cases"), "briefcase", Group.HELP, thumb=2),
    Entry("conferences", pgettext_lazy("menu", "Case conferences"), "users-group", Group.HELP),
    Entry("referrals", pgettext_lazy("menu", "Referrals to us"), "inbox", Group.HELP, thumb=2),
    Entry("referrals_sent", pgettext_lazy("menu", "Referrals"), "send", Group.HELP),
    Entry("aid", pgettext_lazy("menu", "Help given"), "coin", Group.HELP),
    Entry("needs", pgettext_lazy("menu", "What families need"), "heart-handshake", Group.HELP, thumb=2),
    Entry("watch", pgettext_lazy("menu", "Watch and follow up"), "eye", Group.HELP),
    Entry("uptake", pgettext_lazy("menu", "Rights not received"), "circle-dashed", Group.HELP),
    Entry("shares", pgettext_lazy("menu", "Fair shares"), "scale", Group.HELP),
    Entry("scenarios", pgettext_lazy("menu", "What if"), "adjustments-horizontal", Group.RULES),
    Entry("protected", pgettext_lazy("menu", "Protected"), "shield-lock", Group.HELP),
    Entry("partners", pgettext_lazy("menu", "Partners"), "building-community", Group.MEANS),
    Entry("homes", pgettext_lazy("menu", "Ban Klang"), "bed", Group.MEANS, thumb=5),
    Entry("livelihoods", pgettext_lazy("menu", "Work and courses"), "school", Group.MEANS),
    Entry("programmes", pgettext_lazy("menu", "Programmes"), "target", Group.MEANS),
    Entry("files", pgettext_lazy("menu", "My files"), "files", Group.MINE),
    Entry("imports", pgettext_lazy("menu", "Registers"), "database", Group.RULES),
    Entry("quality", pgettext_lazy("menu", "Quality of registers"), "shield-check", Group.RULES),
    Entry("reviews", pgettext_lazy("menu", "Decisions"), "git-compare", Group.RULES),
    Entry(
        "verification",
        pgettext_lazy("menu", "Data checks"),
        "shield-check",
        Group.RULES,
        beside="verification_accuracy",
    ),
    Entry("definitions", pgettext_lazy("menu", "Definitions"), "list-check", Group.RULES),
    Entry("forms", pgettext_lazy("menu", "Forms"), "clipboard-list", Group.RULES),
    Entry("notices", pgettext_lazy("menu", "Notices"), "mail", Group.MINE, thumb=7, badge=_unread_notices),
    Entry("my_messages", pgettext_lazy("menu", "My messages"), "bell", Group.MINE),
    Entry("guides", pgettext_lazy("menu", "Guides"), "book-2", Group.MINE),
    Entry("accounts", pgettext_lazy("menu", "Accounts"), "users", Group.OFFICE, thumb=2),
    Entry("messages", pgettext_lazy("menu", "Messages not sent"), "send", Group.OFFICE),
    Entry("access_overview", pgettext_lazy("menu", "Who may see what"), "eye", Group.OFFICE),
    Entry("audit", pgettext_lazy("menu", "Audit trail"), "shield-check", Group.OFFICE, thumb=2),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu as this viewer sees it; `current` on its own page and on those below it."""

    word: Promise
    icon: str
    address: str
    group: Group
    thumb: int
    current: bool = False
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Menu:
    """The same entries twice: in groups for the rail, and divided into bar and sheet for the phone.

    folded: the groups open and close, and of those of a rail one is open. opened: the one where the reader is; elsewhere
    the one of the daily work.
    """

    groups: tuple[tuple[Group, tuple[Item, ...]], ...]
    dock: tuple[Item, ...]
    more: tuple[tuple[Group, tuple[Item, ...]], ...]
    more_current: bool
    more_unread: int
    folded: bool = False
    opened: Group = Group.HELP


def desk(request: HttpRequest) -> dict[str, Any]:
    """Django context processor. A page that was refused at the door (no viewer) gets no menu."""
    viewer = getattr(request, "viewer", None)
    shown = {"demo": settings.DEMO, "look": look_of(request)}
    if viewer is None or not viewer.account_id:
        return shown
    return {
        **shown,
        "viewer_name": viewer.name,
        "navigation": SimpleLazyObject(lambda: menu(viewer, request.path)),
    }


def menu(viewer: Viewer, path: str, *, counted: Mapping[str, int] | None = None) -> Menu:
    """The menu of a viewer on the page at `path`; badges are counted here, but for routes `counted` by the page itself."""
    known = counted or {}
    mine = [entry for entry in MENU if open_to(ROUTES[entry.route], viewer)]
    here = _current(path, mine)
    items = tuple(
        Item(
            word=entry.word,
            icon=entry.icon,
            address=reverse(entry.route),
            group=entry.group,
            thumb=entry.thumb,
            current=entry.route == here,
            unread=known[entry.route] if entry.route in known else entry.badge(viewer) if entry.badge else 0,
        )
        for entry in mine
    )
    dock = _dock(items)
    more = tuple(item for item in items if item not in dock)
    return Menu(
        groups=_grouped(items),
        dock=dock,
        more=_grouped(more),
        more_current=any(item.current for item in more),
        more_unread=sum(item.unread for item in more),
        folded=len(items) > UNFOLDED,
        opened=next((item.group for item in items if item.current and item.group is not Group.DAY), Group.HELP),
    )


def _current(path: str, mine: Iterable[Entry]) -> str:
    """Of the viewer's own entries the one whose address is the longest beginning of the path; home only for itself."""
    if path == reverse("home"):
        return "home"
    addresses = {reverse(entry.route): entry.route for entry in mine if entry.route != "home"}
    addresses |= {reverse(entry.beside): entry.route for entry in mine if entry.beside}
    inside = [address for address in addresses if path.startswith(address)]
    return addresses[max(inside, key=len)] if inside else ""


def _dock(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """All of them when they fit; else by the thumb's ranks, then the others in order, with a place left for 'More'."""
    if len(items) <= DOCK:
        return items
    chosen = sorted(items, key=lambda item: item.thumb or len(MENU))[: DOCK - 1]
    return tuple(item for item in items if item in chosen)


def _grouped(items: Iterable[Item]) -> tuple[tuple[Group, tuple[Item, ...]], ...]:
    ordered = sorted(items, key=lambda item: list(Group).index(item.group))
    return tuple((group, tuple(found)) for group, found in groupby(ordered, key=lambda item: item.group))
