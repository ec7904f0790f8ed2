"""Payments sent to the bank together; account numbers leave the system nowhere else."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import within
from samutphok.aid.actions.applying import lock_for_sending, send_one
from samutphok.aid.actions.numbering import next_number
from samutphok.aid.domain.application import State
from samutphok.aid.domain.ledger import year_of
from samutphok.aid.domain.money import whole
from samutphok.aid.domain.transfer import Payment
from samutphok.aid.errors import ApplicationNotFound, BadGift
from samutphok.aid.models import Application, TransferFile
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import unseal
from samutphok.kernel.errors import Bilingual

MOST_PAYMENTS = 1_000


@transaction.atomic
def make_transfer(*, viewer: Viewer, area_code: str, application_ids: list[UUID], now: datetime) -> UUID:
    """Puts approved applications with an account into one transfer file; returns its id.

    Raises BadGift when one has no account or none is chosen, ApplicationNotFound when one is not approved (any more) or
    out of the viewer's area.
    """
    rows = lock_for_sending(viewer, application_ids)
    if not viewer.may(Action.APPROVE_AID, RecordScope(area_code)) or len(rows) < len(set(application_ids)):
        raise ApplicationNotFound
    if not 0 < len(rows) <= MOST_PAYMENTS or not all(row.account_sealed for row in rows):
        raise BadGift(
            problem=Bilingual("ยังไม่ได้เลือกคำขอ หรือบางคำขอไม่มีเลขบัญชี", "None is chosen, or one has no bank account."),
            remedy=Bilingual("เลือกเฉพาะคำขอที่มีเลขบัญชี", "Choose those with a bank account."),
        )
    made = TransferFile.objects.create(
        id=uuid4(),
        number=next_number("T", area_code, year_of(timezone.localdate(now))),
        area_code=area_code,
        satang=sum(row.satang for row in rows),
        payments=len(rows),
        made_by=viewer.account_id,
        made_at=now,
    )
    for row in rows:
        row.transfer = made
        send_one(row, viewer, now)
    record(actor=viewer.account_id, act="make_transfer", subject=str(made), fields=(), now=now)
    return made.id


@transaction.atomic
def transfer_payments(*, viewer: Viewer, transfer_id: UUID, now: datetime) -> tuple[str, tuple[Payment, ...]]:
    """The file's number and payments with their account numbers, opened; each opening is recorded before it goes out.

    Raises ApplicationNotFound out of the viewer's right to approve.
    """
    found = TransferFile.objects.filter(within(viewer, Action.APPROVE_AID), pk=transfer_id).first()
    if found is None:
        raise ApplicationNotFound
    rows = Application.objects.filter(transfer=found, state__in=(State.SENT, State.PAID)).order_by("number")
    paid = tuple(
        Payment(
            number=row.number,
            bank=row.bank,
            account=unseal(row.account_sealed, bound_to=f"account:{row.id}"),
            holder=unseal(row.holder_sealed, bound_to=f"holder:{row.id}") if row.holder_sealed else row.family,
            baht=whole(row.satang),
        )
        for row in rows
    )
    families = [f"aid-application:{row.id}" for row in rows]
    record(actor=viewer.account_id, act="open_transfer_file", subject=str(found), fields=families, now=now)
    return found.number, paid
