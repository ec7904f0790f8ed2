"""Community welfare funds and firms that give: taken up, their own reports written down."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import within
from samutphok.aid.domain.ledger import TEXT_LENGTH
from samutphok.aid.domain.money import satang
from samutphok.aid.errors import BadGift, PartnerNotFound
from samutphok.aid.models import AidPartner, FundReport
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual


@transaction.atomic
def add_partner(*, viewer: Viewer, kind: str, name: str, area_code: str, act_id: UUID, now: datetime) -> UUID:
    """Takes up a fund or a firm; returns its id, which is the act's. Raises PartnerNotFound out of the area, BadGift."""
    if not viewer.may(Action.GIVE_HELP, RecordScope(area_code)):
        raise PartnerNotFound
    if kind not in AidPartner.Kind.values or not name.strip():
        raise BadGift(
            problem=Bilingual("ยังไม่ได้บอกชื่อ", "The name is missing."),
            remedy=Bilingual("ใส่ชื่อกองทุนหรือองค์กร", "Give the name of the fund or firm."),
        )
    if not AidPartner.objects.filter(pk=act_id).exists():
        row = AidPartner.objects.create(
            id=act_id,
            kind=kind,
            name=name.strip()[:TEXT_LENGTH],
            area_code=area_code,
            added_by=viewer.account_id,
            added_at=now,
        )
        record(actor=viewer.account_id, act="add_aid_partner", subject=str(row), fields=(f"kind:{kind}",), now=now)
    return act_id


@transaction.atomic
def report_fund(
    *, viewer: Viewer, partner_id: UUID, told_on: date, baht: Decimal, members: int | None, told_by: str, now: datetime
) -> None:
    """Writes down what a fund says it holds. Raises PartnerNotFound, BadGift for a day to come, BadAmount."""
    found = AidPartner.objects.filter(within(viewer, Action.GIVE_HELP), pk=partner_id, kind=AidPartner.Kind.FUND)
    row = found.first()
    if row is None:
        raise PartnerNotFound
    if told_on > timezone.localdate(now):
        raise BadGift(
            problem=Bilingual("วันที่ต้องไม่หลังวันนี้", "The day lies in the future."),
            remedy=Bilingual("ใส่วันที่กองทุนแจ้ง", "Give the day on which the fund told it."),
        )
    FundReport.objects.create(
        id=uuid4(),
        partner=row,
        told_on=told_on,
        satang=satang(baht),
        members=members,
        told_by=told_by.strip()[:TEXT_LENGTH],
        recorded_by=viewer.account_id,
        recorded_at=now,
    )
    record(actor=viewer.account_id, act="report_fund", subject=str(row), fields=("satang",), now=now)
