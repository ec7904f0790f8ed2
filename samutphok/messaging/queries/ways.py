"""How a message may reach its recipient, in the order in which ways are tried."""

from dataclasses import dataclass

from samutphok.access.queries import reachable
from samutphok.foundation.privacy import unseal
from samutphok.messaging.domain.recipients import Channel
from samutphok.messaging.domain.templates import Template
from samutphok.messaging.gateways import gateway_of
from samutphok.messaging.models import Message, OptOut, Reach


@dataclass(frozen=True, slots=True)
class Ways:
    """Addresses by channel, in order. declined: the recipient wants none; absent: their account is gone."""

    addresses: tuple[tuple[Channel, str], ...]
    language: str
    declined: bool = False


def ways_of(row: Message, template: Template) -> Ways:
    """The ways that are set up here and that the recipient takes; at most three queries."""
    if row.account_id is None:
        return _of_stranger(row, template)
    person = reachable(row.account_id)
    if person is None:
        return Ways((), "th", declined=True)
    chosen = Reach.objects.filter(account_id=row.account_id).first()
    known = {Channel.EMAIL: person.email, Channel.LINE: line_of(chosen) if chosen else ""}
    if chosen is not None:
        known = {channel: address for channel, address in known.items() if channel == chosen.channel}
    addresses = ((channel, known.get(channel, "")) for channel in template.channels)
    found = tuple((channel, address) for channel, address in addresses if address and gateway_of(channel))
    return Ways(found, person.language)


def line_of(reach: Reach) -> str:
    """The LINE user of an account, '' without one."""
    return unseal(reach.line_sealed, bound_to=f"line:{reach.account_id}") if reach.line_sealed else ""


def _of_stranger(row: Message, template: Template) -> Ways:
    channel = Channel(row.channel)
    if OptOut.objects.filter(channel=channel, address_index=row.address_index).exists():
        return Ways((), row.language, declined=True)
    if channel not in template.channels or gateway_of(channel) is None or not row.address_sealed:
        return Ways((), row.language)
    return Ways(((channel, unseal(row.address_sealed, bound_to=f"address:{row.id}")),), row.language)
