"""One act on many referrals at once, as a clerk with thirty of them does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.kernel.errors import Conflict
from samutphok.referrals.actions.acting import act
from samutphok.referrals.errors import TooMany
from samutphok.referrals.queries.rules import rules_on


@dataclass(frozen=True, slots=True)
class Many:
    """How many were done, and how many stand so that it could not be."""

    done: int
    left: int


@transaction.atomic
def act_many(
    *,
    viewer: Viewer,
    referral_ids: Sequence[UUID],
    form_id: UUID,
    act_name: str,
    reason: str = "",
    said: str = "",
    now: datetime,
) -> Many:
    """Does the same act on each; those whose state does not allow it stay as they are. A form sent twice acts once.

    Raises TooMany, and ReferralNotFound when one of them is not the viewer's: then nothing is done.
    """
    most = rules_on(timezone.localdate(now)).at_once
    if not 0 < len(referral_ids) <= most:
        raise TooMany(most)
    done = 0
    for referral_id in sorted(set(referral_ids)):
        try:
            with transaction.atomic():
                act(
                    viewer=viewer,
                    referral_id=referral_id,
                    act_id=uuid5(form_id, str(referral_id)),
                    act=act_name,
                    said=said,
                    details={"reason": reason} if reason else {},
                    now=now,
                )
            done += 1
        except Conflict:
            continue
    return Many(done, len(set(referral_ids)) - done)
