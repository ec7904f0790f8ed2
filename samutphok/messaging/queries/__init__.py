"""Reading messages: one's own, and those that did not arrive."""

from samutphok.messaging.queries.pages import message_troubles as message_troubles
from samutphok.messaging.queries.pages import messages_waiting as messages_waiting
from samutphok.messaging.queries.pages import own_messages as own_messages
from samutphok.messaging.queries.pages import troubles_waiting as troubles_waiting
