"""Official letters of referral, as their office prints them and as their agency may read them."""

from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.foundation.privacy import unseal
from samutphok.referrals.domain.letter import LetterCase, LetterView
from samutphok.referrals.domain.table import Reach
from samutphok.referrals.errors import ReferralNotFound
from samutphok.referrals.models import AnswerLink, Referral
from samutphok.referrals.queries.links import code_of
from samutphok.referrals.queries.referrals import of_agency
from samutphok.referrals.queries.rules import letters_on
from samutphok.referrals.queries.views import note_reading, reach_of, shared_of


def letter_of(viewer: Viewer, referral_id: UUID) -> LetterView:
    """The letter that a referral went out with, recorded as read. An agency gets its own; the office that wrote it, too.

    Only the families that the reader may see are on it, each with its named fields as long as they are shared. Raises
    ReferralNotFound.
    """
    office = Referral.objects.filter(within(viewer, Action.WORK_CASE))
    asked = office.filter(pk=referral_id).select_related("letter").first()
    scope = office
    if asked is None:
        scope = of_agency(viewer)
        asked = scope.filter(pk=referral_id).select_related("letter").first()
    if asked is None or reach_of(asked, viewer.now) is Reach.NOTHING:
        raise ReferralNotFound
    letter = asked.letter
    rows = list(scope.filter(letter=letter).order_by("place"))
    live = [row for row in rows if reach_of(row, viewer.now) is Reach.FIELDS]
    note_reading(
        by=viewer.account_id,
        act="print_referral_letter",
        subject=f"letter:{letter.pk}",
        fields=[f"household:{row.household_id}" for row in live],
        now=viewer.now,
    )
    link = (
        AnswerLink.objects.filter(letter=letter, revoked_at=None, expires_at__gt=viewer.now)
        .order_by("-made_at")
        .first()
    )
    return LetterView(
        id=letter.pk,
        number=letters_on(letter.dated).of_letter(letter.office, letter.number),
        office=letter.office,
        agency=letter.agency,
        area_code=asked.area_code,
        dated=letter.dated,
        many=letter.many,
        purpose=asked.purpose,
        until=asked.until,
        due=timezone.localdate(asked.due_at) if asked.due_at else None,
        cases=tuple(_case(row, viewer) for row in live),
        ended=len(rows) - len(live),
        code=code_of(link) if link is not None and scope is office else "",
    )


def _case(row: Referral, viewer: Viewer) -> LetterCase:
    said = unseal(row.said_sealed, bound_to=f"said:{row.pk}") if row.said_sealed else ""
    shared = shared_of(row, now=viewer.now)
    return LetterCase(row.pk, row.number, row.problem, row.service, row.until, shared, said)
