"""What every page shows around its content: the menu by role, who is logged in, whether this is a demo."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from samutphok.web.middleware import open_to
from samutphok.web.routes import ROUTES


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu; `current` on its own pages and on those below it."""

    word: Promise
    icon: str
    address: str
    current: bool = False


_MENU: tuple[tuple[str, Promise, str], ...] = (
    ("home", pgettext_lazy("menu", "Home"), "home"),
    ("areas", pgettext_lazy("menu", "Areas"), "map"),
    ("households", pgettext_lazy("menu", "Families"), "users-group"),
    ("imports", pgettext_lazy("menu", "Registers"), "database"),
    ("reviews", pgettext_lazy("menu", "Decisions"), "git-compare"),
)


def desk(request: HttpRequest) -> dict[str, Any]:
    """Django context processor. A page that was refused at the door (no viewer) gets no menu."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or not viewer.account_id:
        return {"demo": settings.DEMO, "navigation": ()}
    return {
        "demo": settings.DEMO,
        "viewer_name": viewer.name,
        "navigation": [
            Item(word, icon, address, _is_current(address, request.path))
            for name, word, icon in _MENU
            if open_to(ROUTES[name], viewer)
            for address in (reverse(name),)
        ],
    }


def _is_current(address: str, path: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
