"""Taking money out of a budget line and giving it back; never more than there is, whoever asks at the same moment."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import NOTHING
from samutphok.aid.domain.money import satang as in_satang
from samutphok.aid.errors import BadBudgetLine, BudgetLineNotFound, BudgetShort
from samutphok.aid.models import BudgetLine
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual

CODE_LENGTH, LABEL_LENGTH = 40, 200


@transaction.atomic
def open_budget_line(
    *, viewer: Viewer, area_code: str, year: int, code: str, label: str, baht: Decimal, now: datetime
) -> UUID:
    """Writes down money for a fiscal year (BE) and a purpose; returns its id. Needs APPROVE_AID for the whole area.

    Raises BadBudgetLine, BadAmount, BudgetLineNotFound outside the viewer's area.
    """
    if not viewer.may(Action.APPROVE_AID, RecordScope(area_code)):
        raise BudgetLineNotFound
    amount = in_satang(baht)
    if not code.strip() or not label.strip() or not amount:
        raise _bad_line()
    row = BudgetLine(
        code=code.strip()[:CODE_LENGTH],
        label=label.strip()[:LABEL_LENGTH],
        area_code=area_code,
        fiscal_year=year,
        satang=amount,
        opened_by=viewer.account_id,
        opened_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _bad_line() from error
    record(actor=viewer.account_id, act="open_budget_line", subject=str(row), fields=("satang",), now=now)
    return row.id


@transaction.atomic
def change_budget_line(*, viewer: Viewer, budget_line_id: UUID, baht: Decimal, now: datetime) -> None:
    """Sets how much money a line holds; raises BudgetShort when more is taken already, BudgetLineNotFound."""
    row = BudgetLine.objects.select_for_update().filter(pk=budget_line_id).first()
    if row is None or not viewer.may(Action.APPROVE_AID, RecordScope(row.area_code)):
        raise BudgetLineNotFound
    amount = in_satang(baht)
    if amount < row.taken:
        raise BudgetShort
    BudgetLine.objects.filter(pk=row.pk).update(satang=amount)
    record(actor=viewer.account_id, act="change_budget_line", subject=str(row), fields=("satang",), now=now)


def take(budget_line_id: UUID | None, amount: int, *, area_code: str, year: int) -> None:
    """Takes satang out of a line of the area (or one above it) and the year; in the caller's transaction.

    One conditional statement, so that two who take at once cannot both have the last baht. Raises BudgetShort,
    BudgetLineNotFound.
    """
    if budget_line_id is None or not amount:
        return
    serving = BudgetLine.objects.filter(_serves(area_code), pk=budget_line_id, fiscal_year=year)
    if serving.filter(taken__lte=F("satang") - amount).update(taken=F("taken") + amount):
        return
    if serving.exists():
        raise BudgetShort
    raise BudgetLineNotFound


def require_line(budget_line_id: UUID, *, area_code: str, year: int) -> None:
    """Raises BudgetLineNotFound for a line that does not serve the area and the year: what it holds is not told either."""
    if not BudgetLine.objects.filter(_serves(area_code), pk=budget_line_id, fiscal_year=year).exists():
        raise BudgetLineNotFound


def give_back(budget_line_id: UUID | None, amount: int) -> None:
    """Puts satang back into a line; in the caller's transaction."""
    if budget_line_id is not None and amount:
        BudgetLine.objects.filter(pk=budget_line_id).update(taken=F("taken") - amount)


def _serves(area_code: str) -> Q:
    """Lines of the area itself and of those it lies in."""
    return Q(area_code__in=[area_code[:digits] for digits in (2, 4, 6, 8)]) if area_code else NOTHING


def _bad_line() -> BadBudgetLine:
    return BadBudgetLine(
        problem=Bilingual("เปิดงบประมาณรายการนี้ไม่ได้", "This budget line cannot be opened."),
        remedy=Bilingual(
            "ใส่รหัสที่ยังไม่มีในปีนี้ ชื่อ และจำนวนเงิน", "Give a code that the year does not have yet, a name and an amount."
        ),
    )
