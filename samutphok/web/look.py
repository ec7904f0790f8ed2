"""Light or dark: as the device says, until the reader chooses. The choice is a cookie, so the first paint is right already."""

from enum import StrEnum

from django.http import HttpRequest

COOKIE = "samutphok_look"
COOKIE_AGE = 365 * 24 * 3600


class Look(StrEnum):
    """What the reader chose; SYSTEM follows the device, by day and by night."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def look_of(request: HttpRequest) -> Look:
    """The look of this request; whatever else stands in the cookie means SYSTEM."""
    chosen = request.COOKIES.get(COOKIE, "")
    return Look(chosen) if chosen in set(Look) else Look.SYSTEM
