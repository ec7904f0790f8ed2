"""What comes back from gateways: people who want no more, people who join their LINE to their account."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samutphok.foundation.privacy import blind_index, seal
from samutphok.messaging.domain.recipients import Channel, read_mobile
from samutphok.messaging.errors import BadAddress
from samutphok.messaging.models import OptOut, Reach
from samutphok.messaging.queries.rules import rules_on


@transaction.atomic
def hear_sms(*, number: str, text: str, now: datetime) -> None:
    """A reply by SMS: a word alone stops further messages to the number, another begins them again; all else is dropped."""
    rules = rules_on(timezone.localdate(now))
    said = text.strip().strip(".!").lower()
    try:
        index = blind_index("phone", read_mobile(number))
    except BadAddress:
        return
    if said in rules.stop_words:
        OptOut.objects.get_or_create(channel=Channel.SMS, address_index=index, defaults={"at": now})
    elif said in rules.start_words:
        OptOut.objects.filter(channel=Channel.SMS, address_index=index).delete()


@transaction.atomic
def hear_line(*, user: str, said: str, now: datetime) -> None:
    """A message of a LINE user that holds the code of an account joins the two; nothing else is kept of what is said."""
    index = blind_index("line_code", said.strip().upper())
    reach = (
        Reach.objects.select_for_update().filter(link_index=index, link_until__gt=now).exclude(link_index="").first()
    )
    if reach is None:
        return
    Reach.objects.filter(line_index=blind_index("line", user)).update(line_sealed="", line_index="")
    reach.line_sealed = seal(user, bound_to=f"line:{reach.account_id}")
    reach.line_index, reach.channel = blind_index("line", user), Channel.LINE
    reach.link_index, reach.link_until = "", None
    reach.save()


@transaction.atomic
def hear_unfollowed(*, user: str) -> None:
    """Somebody who blocks the office's account is reached at the desk alone."""
    left = Reach.objects.filter(line_index=blind_index("line", user))
    left.update(line_sealed="", line_index="", channel="")
