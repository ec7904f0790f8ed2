"""Where some referrals stand, for rooms that had them made."""

from collections.abc import Collection
from uuid import UUID

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.referrals.models import Referral


def referral_states(*, viewer: Viewer, referral_ids: Collection[UUID]) -> dict[UUID, str]:
    """The states of those of the viewer's families: one query, some hundred at once."""
    rows = Referral.objects.filter(within(viewer, Action.WORK_CASE), pk__in=list(referral_ids))
    return dict(rows.values_list("id", "state"))
