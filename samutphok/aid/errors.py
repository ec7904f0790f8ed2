"""Why help cannot be written down, or given."""

from collections.abc import Iterable
from typing import Any

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound, Stale


class EntryNotFound(NotFound):
    """No such entry, or outside the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบรายการช่วยเหลือนี้", "There is no such entry."),
            remedy=Bilingual("เปิดจากรายการช่วยเหลือในพื้นที่ของท่าน", "Open it from the list of your area."),
        )


class BadGift(InvalidInput):
    """Help that is not told completely."""


class GiftBlocked(Conflict):
    """Something speaks against giving that no reason passes over. checks: what was found."""

    def __init__(self, checks: Iterable[Any]) -> None:
        self.checks = tuple(checks)
        found = [one.text for one in self.checks]
        super().__init__(
            problem=Bilingual(" ".join(one.th for one in found), " ".join(one.en for one in found)),
            remedy=Bilingual("แก้ไขข้อมูล หรือเลือกความช่วยเหลืออื่น", "Mend what was given, or choose other help."),
        )


class GiftQuestioned(Conflict):
    """Something speaks against giving; a reason passes over it. checks: what was found."""

    def __init__(self, checks: Iterable[Any]) -> None:
        self.checks = tuple(checks)
        found = [one.text for one in self.checks]
        super().__init__(
            problem=Bilingual(" ".join(one.th for one in found), " ".join(one.en for one in found)),
            remedy=Bilingual(
                "ตรวจสอบกับครอบครัว ถ้ายังจะให้ ให้เขียนเหตุผล", "Ask the family; to give all the same, write the reason."
            ),
        )


class ReasonMissing(InvalidInput):
    """An act that needs a reason and has none."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้บอกเหตุผล", "There is no reason."),
            remedy=Bilingual("เขียนเหตุผลสั้น ๆ ให้ผู้ที่มาทีหลังเข้าใจ", "Write a short reason for whoever comes later."),
        )


class NotReversible(Conflict):
    """A reversal, or an entry that was taken back already."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "รายการนี้ถูกกลับรายการแล้ว หรือเป็นรายการกลับ", "This entry was taken back, or is itself a reversal."
            ),
            remedy=Bilingual("ถ้าต้องการบันทึกใหม่ ให้เพิ่มรายการช่วยเหลือใหม่", "To record help again, write a new entry."),
        )


class ActUsed(Conflict):
    """An act's id that stands for another act."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("แบบนี้ถูกใช้บันทึกเรื่องอื่นแล้ว", "This form was used for something else."),
            remedy=Bilingual("เปิดแบบใหม่ แล้วกรอกอีกครั้ง", "Open the form anew and fill it in again."),
        )


class ApproverNeeded(Forbidden):
    """Money paid on an approved application is taken back by who approves, or who answers for the work."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "เงินที่อนุมัติและจ่ายแล้ว ผู้บันทึกกลับรายการเองไม่ได้",
                "Money that was approved and paid is not taken back by who writes help down.",
            ),
            remedy=Bilingual(
                "แจ้งผู้อนุมัติหรือหัวหน้างานให้กลับรายการ พร้อมเหตุผล", "Tell who approves or supervises, with the reason."
            ),
        )


class TooMuchEvidence(Conflict):
    """An entry with as many pieces of evidence as it may have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            problem=Bilingual(f"รายการนี้มีหลักฐานครบ {most} ชิ้นแล้ว", f"This entry has {most} pieces of evidence already."),
            remedy=Bilingual("เก็บเอกสารอื่นไว้ที่หน้าครอบครัว", "Keep further papers on the family's page."),
        )


class BudgetShort(Conflict):
    """Less is left in the budget line than is asked of it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("งบประมาณรายการนี้เหลือไม่พอ", "Too little is left in this budget line."),
            remedy=Bilingual("เลือกงบประมาณรายการอื่น หรือลดจำนวนเงิน", "Choose another budget line, or a smaller amount."),
        )


class BudgetLineNotFound(NotFound):
    """No such budget line, or it is another area's."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบงบประมาณรายการนี้", "There is no such budget line."),
            remedy=Bilingual("เลือกจากรายการงบประมาณของพื้นที่", "Choose one of the area's lines."),
        )


class BadBudgetLine(InvalidInput):
    """A budget line that cannot be opened: its code is taken, or it holds nothing."""


class ApplicationNotFound(NotFound):
    """No such application, or outside the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบคำขอนี้", "There is no such application."),
            remedy=Bilingual("เปิดจากรายการคำขอในพื้นที่ของท่าน", "Open it from the list of your area."),
        )


class StepNotOpen(Conflict):
    """The application's state does not allow this step."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ขั้นตอนนี้ทำไม่ได้ในตอนนี้", "This step cannot be taken now."),
            remedy=Bilingual("เปิดคำขออีกครั้งเพื่อดูสถานะล่าสุด", "Open the application again to see where it stands."),
        )


class ChangedMeanwhile(Stale):
    """Somebody did something with it since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้ดำเนินการกับรายการนี้หลังจากที่ท่านเปิดดู", "Somebody has worked on this since you opened it."),
            remedy=Bilingual(
                "ดูสิ่งที่เปลี่ยนไป แล้วทำอีกครั้งถ้ายังต้องการ", "See what has changed, and do it again if it is still wanted."
            ),
        )


class SecondPersonNeeded(Forbidden):
    """Whoever asked or investigated does not approve."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ผู้อนุมัติต้องไม่ใช่ผู้ยื่นคำขอหรือผู้สอบข้อเท็จจริง", "Whoever asked or investigated does not approve."),
            remedy=Bilingual("ให้ผู้มีอำนาจอนุมัติอีกคนพิจารณา", "Let another person with the right to approve decide."),
        )


class HandoutNotFound(NotFound):
    """No such hand-out, or outside the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบงานมอบของนี้", "There is no such hand-out."),
            remedy=Bilingual("เปิดจากรายการงานมอบของในพื้นที่ของท่าน", "Open it from the list of your area."),
        )


class HandoutClosed(Conflict):
    """A tap on a hand-out that is over."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("งานมอบของนี้ปิดแล้ว", "This hand-out is over."),
            remedy=Bilingual("บันทึกเป็นรายการช่วยเหลือรายครอบครัว", "Write the help down for the family by itself."),
        )


class PartnerNotFound(NotFound):
    """No such fund or firm, or another area's."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบกองทุนหรือองค์กรนี้", "There is no such fund or firm."),
            remedy=Bilingual("เลือกจากรายชื่อในพื้นที่ของท่าน", "Choose one from the list of your area."),
        )


class PledgeNotFound(NotFound):
    """No such promise, or one that is not the viewer's to see."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบรายการสนับสนุนนี้", "There is no such pledge."),
            remedy=Bilingual("เปิดจากรายการของท่าน", "Open it from your list."),
        )


class BadPledge(InvalidInput):
    """A promise of something that nobody is shown to need, or of more than that."""
