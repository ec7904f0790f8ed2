"""Words of messages for templates."""

from django import template

from samutphok.web.message_words import CHANNELS, trouble_words

register = template.Library()


@register.filter
def channel_word(channel: str) -> str:
    """How a channel is called."""
    return str(CHANNELS.get(channel, channel))


@register.filter
def trouble_word(code: str) -> str:
    """Why a message did not arrive."""
    return trouble_words(code)
