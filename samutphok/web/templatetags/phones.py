"""How the phones of a volunteer are written on a page."""

from collections.abc import Mapping

from django import template
from django.utils.translation import pgettext_lazy

from samutphok.access.domain import FieldKey
from samutphok.web.words import Sign

register = template.Library()

_WORKS = Sign(pgettext_lazy("phone", "Works"), "circle-check", "good")
_WAITS = Sign(pgettext_lazy("phone", "Not set up yet"), "circle-dashed", "unknown")
_ENDED = Sign(pgettext_lazy("phone", "Taken back"), "circle-x", "bad")
_LOST = Sign(pgettext_lazy("phone", "Lost: will be wiped when it calls"), "alert-triangle", "bad")
_TOLD = Sign(pgettext_lazy("phone", "Lost: the phone was told to wipe itself"), "alert-triangle", "bad")


@register.simple_tag
def phone_sign(key: FieldKey) -> Sign:
    """How a key stands."""
    if key.wipe:
        return _TOLD if key.told else _LOST
    if key.revoked_at is not None:
        return _ENDED
    return _WORKS if key.seen_at else _WAITS


@register.simple_tag
def phone_giver(key: FieldKey, givers: Mapping[str, str]) -> str:
    """Who gave the key; '' for the machine's command line."""
    return givers.get(key.given_by, "")
