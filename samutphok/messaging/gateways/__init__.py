"""Ways out of the house. Each takes one letter and says what it heard; it never raises and never logs what it carries."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from samutphok.messaging.domain.answers import Answer
from samutphok.messaging.domain.recipients import Channel


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one address. key: the same at each try, so that a gateway which has it already does nothing."""

    address: str
    subject: str
    text: str
    key: UUID


class Gateway(Protocol):
    """A channel that is set up here. keeps_keys: a second letter of one key is not sent again."""

    @property
    def keeps_keys(self) -> bool:
        """Whether it knows a letter that it has by its key."""
        ...

    def push(self, letter: Letter) -> Answer:
        """Hands the letter over; returns what was heard, also when nothing was."""
        ...


def gateway_of(channel: Channel) -> Gateway | None:
    """The gateway that the operator has set up for the channel; None without one."""
    from samutphok.messaging.gateways import by_line, by_mail, by_sms

    return {Channel.SMS: by_sms.gateway, Channel.LINE: by_line.gateway, Channel.EMAIL: by_mail.gateway}[channel]()
