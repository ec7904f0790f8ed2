"""When a message may go: quiet hours, so many a day, and how long to wait after a try. Moments are in local time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from samutphok.messaging.domain.recipients import Channel
from samutphok.messaging.domain.templates import MessageRules

A_DAY = timedelta(hours=24)


def quiet_until(rules: MessageRules, channel: Channel, local: datetime) -> datetime | None:
    """The end of the quiet hours that hold now on the channel; None outside them. `local` carries the zone they are told in."""
    if channel not in rules.quiet_channels or rules.quiet_from == rules.quiet_to:
        return None
    begins, ends = rules.quiet_from, rules.quiet_to
    clock = local.time()
    quiet = begins <= clock < ends if begins < ends else clock >= begins or clock < ends
    if not quiet:
        return None
    day = local.date() if clock < ends else local.date() + timedelta(days=1)
    return datetime.combine(day, ends, local.tzinfo)


def crowded_until(rules: MessageRules, channel: Channel, sent: Sequence[datetime], now: datetime) -> datetime | None:
    """When the next message may follow those sent to one recipient in the last 24 hours; None when it may go now."""
    most = rules.most_a_day.get(channel)
    recent = sorted(one for one in sent if one > now - A_DAY)
    if most is None or len(recent) < most:
        return None
    return recent[len(recent) - most] + A_DAY


def next_try(rules: MessageRules, tries: int, now: datetime, asked: timedelta = timedelta(0)) -> datetime | None:
    """When to try again after so many tries, not before the gateway asked for; None: give up."""
    if tries > len(rules.pauses):
        return None
    return now + max(rules.pauses[tries - 1], asked)
