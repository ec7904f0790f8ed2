"""Help that an agency delivered on a referral goes into the ledger of help, in the act's own transaction."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID, uuid5

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.aid.actions import give_by_agency
from samutphok.aid.domain.kinds import SourceKind
from samutphok.aid.domain.ledger import NewGift
from samutphok.kernel.errors import Bilingual
from samutphok.referrals.errors import BadReferral
from samutphok.referrals.models import Referral

_GIFTS = UUID("4c8d7d0a-7a0e-4d1e-9a57-2f8f6f7e1c11")
MOST_DIGITS = 12  # on either side of the point: more is a slip of the hand, and is not even reckoned with


def give_delivered(viewer: Viewer, row: Referral, details: Mapping[str, str], *, act_id: UUID, now: datetime) -> None:
    """Writes the help down where the agency said which kind it was; without a kind the act alone tells of it.

    Raises BadReferral for a number that cannot be, and what `aid` says of a gift that it cannot take.
    """
    if not details.get("kind"):
        return
    given_on = date.fromisoformat(details["given_on"]) if details.get("given_on") else timezone.localdate(now)
    gift = NewGift(
        household_id=row.household_id,
        person_id=row.person_id,
        kind=details["kind"],
        quantity=_number(details.get("quantity") or "1"),
        value_baht=_number(details["value_baht"]) if details.get("value_baht") else None,
        unit=details.get("unit", ""),
        source=SourceKind.AGENCY,
        giver=row.agency,
        service=row.service,
        given_on=given_on,
        act_id=uuid5(_GIFTS, str(act_id)),
        referral_id=row.pk,
    )
    give_by_agency(viewer=viewer, agency=row.agency, area_code=row.area_code, gift=gift, now=now)


def _number(text: str) -> Decimal:
    try:
        found = Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise _bad() from error
    if not found.is_finite() or found < 0 or abs(found.adjusted()) > MOST_DIGITS:
        raise _bad()
    return found


def _bad() -> BadReferral:
    return BadReferral(
        Bilingual("จำนวนหรือมูลค่าใช้ไม่ได้", "This quantity or value cannot be."),
        Bilingual("ใส่เป็นตัวเลข เช่น 1 หรือ 3,000", "Give a number such as 1 or 3,000."),
    )
