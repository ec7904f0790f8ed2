"""What one room tells the rooms above it without knowing them.

A capability publishes an event, a frozen dataclass of its own; `config.wiring` alone says who hears of it. Handlers run
at once, in the order of subscription and inside the publisher's transaction: what they enqueue is kept or lost together
with the act that they heard of. A handler therefore only enqueues; it does not work.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")

_HANDLERS: dict[type, list[Callable[[Any], object]]] = {}


def subscribe(kind: type[Event], handler: Callable[[Event], object]) -> None:
    """Lets `handler` hear of every event of exactly this kind; subscribing it twice changes nothing."""
    handlers = _HANDLERS.setdefault(kind, [])
    if handler not in handlers:
        handlers.append(handler)


def publish(event: object) -> None:
    """Tells the event to whoever subscribed; an event that nobody hears is no error, a handler's error is the publisher's."""
    for handler in _HANDLERS.get(type(event), ()):
        handler(event)
