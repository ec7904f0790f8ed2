"""Reading a spreadsheet of answers back: every row is an act of its own, and a row that cannot be taken is named."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, Grant, Role, Viewer
from samutphok.access.queries import within
from samutphok.foundation.audit.actions import record
from samutphok.intake.queries import sheet_rows
from samutphok.kernel.errors import Bilingual, Error
from samutphok.kernel.sealed_words import sealed_words_on
from samutphok.referrals.actions.acting import act
from samutphok.referrals.domain.sheets import MOST_ROWS, RowAnswer, RowFault, SheetRead, read_sheet
from samutphok.referrals.errors import BadSheet
from samutphok.referrals.models import Referral, ReferralAct
from samutphok.referrals.queries.rules import rules_on
from samutphok.referrals.queries.sheets import checks_of

SEALED = Bilingual(  # nobody can be asked here, so nothing of the row is kept
    "ข้อความนี้อาจเป็นเรื่องที่ต้องคุ้มครอง จึงไม่รับแถวนี้ ลบข้อความออก แล้วแจ้งเรื่องนั้นที่สายด่วน 1300 หรือตอบเรื่องนี้ในหน้าเว็บ",
    "These words may belong to the closed compartment, so the row was not taken. Take them out and tell hotline 1300, "
    "or answer this one on its page.",
)


@transaction.atomic
def read_answers(*, viewer: Viewer, content: bytes, name: str, now: datetime) -> SheetRead:
    """Does what the sheet's rows say: for an agency's officer on the agency's own referrals, for the office that referred in
    the name of an agency that sent the sheet back. Each row stands alone; read again, the sheet changes nothing.

    Returns the rows taken, those that could not be, and how many said nothing. Raises BadSheet, and what `intake` says of
    files that cannot be read.
    """
    rows = sheet_rows(content, name, most=MOST_ROWS + 10)
    reasons = {label.th: code for code, label in rules_on(timezone.localdate(now)).reasons.items()}
    keys = {cell.strip().lower() for row in rows for cell in row if _is_id(cell.strip())}
    read = read_sheet(rows, checks=checks_of(keys), reasons=reasons)
    if read is None:
        raise BadSheet
    speakers, words = _speakers(viewer, read.answers, now), sealed_words_on(timezone.localdate(now))
    taken: list[RowAnswer] = []
    faults = list(read.faults)
    for answer in read.answers:
        why = SEALED if words.found(answer.said) else _do(answer, speakers.get(answer.referral_id), now)
        if why is None:
            taken.append(answer)
        else:
            faults.append(RowFault(answer.line, why))
    record(
        actor=viewer.account_id, act="read_referral_sheet", subject="referrals", fields=[f"rows:{len(taken)}"], now=now
    )
    return SheetRead(tuple(taken), tuple(sorted(faults, key=lambda one: one.line)), read.blank)


def _do(answer: RowAnswer, speaker: Viewer | None, now: datetime) -> Bilingual | None:
    """Does one row's act; returns why it could not."""
    if speaker is None:
        return Bilingual("ไม่พบเรื่องนี้ในรายการของท่าน", "This referral is not in your list.")
    if ReferralAct.objects.filter(pk=answer.act_id).exists():
        return None
    try:
        with transaction.atomic():
            act(
                viewer=speaker,
                referral_id=answer.referral_id,
                act_id=answer.act_id,
                act=answer.deed,
                said=answer.said,
                details=answer.details,
                now=now,
            )
    except Error as error:
        return error.problem
    return None


def _speakers(viewer: Viewer, answers: Iterable[RowAnswer], now: datetime) -> Mapping[UUID, Viewer]:
    """By referral, who speaks: the officer for their own agency, the office for the agency that it referred to."""
    ids = [one.referral_id for one in answers]
    own = Referral.objects.filter(within(viewer, Action.ANSWER_REFERRAL, agency_field="agency"), pk__in=ids)
    found = dict.fromkeys(own.values_list("pk", flat=True), viewer)
    sent = Referral.objects.filter(within(viewer, Action.WORK_CASE), pk__in=ids).exclude(pk__in=found)
    for key, agency, area in sent.values_list("pk", "agency", "area_code"):
        grant = Grant(Role.AGENCY_OFFICER, (area,), agency=agency)
        found[key] = Viewer(viewer.account_id, viewer.name, (grant,), now=now)
    return found


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return len(text) == 36
