"""Help that the target families were given since they entered, from the ledger."""

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, Subquery

from samutphok.access.domain import Viewer
from samutphok.aid.queries import totals_by
from samutphok.programmes.domain.progress import HelpGiven
from samutphok.programmes.models import Family


def help_given(*, viewer: Viewer, areas: Collection[UUID]) -> dict[UUID, HelpGiven]:
    """By area of a programme: entries since the family entered, less what was taken back. One query.

    Nothing of families that the viewer may not list with their poverty: these numbers are never rounded.
    """
    if not areas:  # a programme that is not begun anywhere
        return {}
    mine = Family.objects.filter(
        household=OuterRef("household_id"), area__in=list(areas), left_on=None, entered_on__lte=OuterRef("given_on")
    )
    found = totals_by(viewer, Subquery(mine.values("area")[:1]))
    return {UUID(one.key): HelpGiven(Decimal(one.baht), one.gifts, one.households) for one in found}
