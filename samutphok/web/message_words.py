"""Channels of messages and what went wrong with them, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

CHANNELS: dict[str, Promise] = {
    "": pgettext_lazy("channel", "no way yet"),
    "line": pgettext_lazy("channel", "LINE"),
    "sms": pgettext_lazy("channel", "SMS"),
    "email": pgettext_lazy("channel", "E-mail"),
}

_TROUBLES: dict[str, Promise] = {
    "unreachable": pgettext_lazy("message trouble", "the provider could not be reached"),
    "certificate": pgettext_lazy("message trouble", "the provider's certificate is not valid"),
    "not_https": pgettext_lazy("message trouble", "the provider's address is not encrypted"),
    "timeout": pgettext_lazy("message trouble", "the provider did not answer in time"),
    "no_answer": pgettext_lazy("message trouble", "the provider broke off"),
    "garbage": pgettext_lazy("message trouble", "the provider's answer could not be read"),
    "http_400": pgettext_lazy("message trouble", "the provider refused the number or address"),
    "http_401": pgettext_lazy("message trouble", "the provider refused our password"),
    "http_403": pgettext_lazy("message trouble", "the provider refused our password"),
    "http_402": pgettext_lazy("message trouble", "there is no credit left with the provider"),
    "http_429": pgettext_lazy("message trouble", "too many messages at once"),
    "http_500": pgettext_lazy("message trouble", "the provider has a fault"),
}


def trouble_words(code: str) -> str:
    """Why a message did not arrive; a code without words is shown as it is."""
    return str(_TROUBLES.get(code, code))
