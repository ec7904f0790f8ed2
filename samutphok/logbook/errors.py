"""Why a document or a visit cannot be taken, found, withdrawn or decided. No error repeats a name, a title or an answer."""

from samutphok.kernel.errors import Bilingual, Conflict, InvalidInput, NotFound, Stale


class UnusableFile(InvalidInput):
    """A file that is no photograph or PDF, or too large."""


class DocumentNotFound(NotFound):
    """No such document, one that was withdrawn, or one that the viewer may not see."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบเอกสารนี้", "There is no such document."),
            remedy=Bilingual("กลับไปที่หน้าครอบครัว แล้วเลือกเอกสารใหม่", "Go back to the family's page and choose again."),
        )


class AddedBefore(Conflict):
    """The same file stands with the family already."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไฟล์นี้อยู่กับครอบครัวนี้แล้ว", "This file is kept with the family already."),
            remedy=Bilingual(
                "ดูในรายการเอกสารของครอบครัว ไม่ต้องเพิ่มซ้ำ", "Look in the family's documents; there is nothing to add."
            ),
        )


class TooManyDocuments(Conflict):
    """The family has as many documents as are kept at a time."""

    def __init__(self, most: int) -> None:
        super().__init__(
            problem=Bilingual(f"ครอบครัวนี้มีเอกสารครบ {most} รายการแล้ว", f"The family has {most} documents already."),
            remedy=Bilingual("นำเอกสารที่ไม่ใช้แล้วออกก่อน", "Withdraw one that is no longer used first."),
        )


class ReasonMissing(InvalidInput):
    """A document goes out of sight only with a reason."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้บอกเหตุผลที่นำเอกสารออก", "There is no reason for the withdrawal."),
            remedy=Bilingual("เขียนเหตุผลสั้น ๆ เช่น แนบผิดครอบครัว", "Write a short reason, such as: wrong family."),
        )


def too_large(most: int) -> UnusableFile:
    """The file is larger than an office needs."""
    megabytes = most // 1024**2
    return UnusableFile(
        problem=Bilingual(f"ไฟล์ใหญ่เกิน {megabytes} เมกะไบต์", f"The file is larger than {megabytes} megabytes."),
        remedy=Bilingual(
            "ลดขนาดภาพ หรือแบ่งเอกสารเป็นหลายไฟล์", "Make the picture smaller, or split the document into several files."
        ),
    )


class NoHousehold(InvalidInput):
    """The form names no family, or none that can be read."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("แบบนี้ไม่ได้บอกว่าเป็นครอบครัวใด", "The form does not say which family it speaks of."),
            remedy=Bilingual(
                "เปิดดูคำตอบแล้วบันทึกใหม่กับครอบครัวที่ถูกต้อง",
                "Look at its answers and type them in again with the right family.",
            ),
        )


class OutsideTheSendersArea(InvalidInput):
    """The family is not one that the sender may visit."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ครอบครัวนี้อยู่นอกพื้นที่ของผู้ส่ง จึงยังไม่รวมเข้าสมุดพก",
                "The family is outside the sender's area, so the visit is not in the logbook yet.",
            ),
            remedy=Bilingual(
                "หากเป็นผู้ที่ควรเยี่ยมครอบครัวนี้ ให้เพิ่มพื้นที่แก่ผู้ส่ง แล้วสั่งอ่านใหม่",
                "If they are the one to visit this family, give them its area and have the form read again.",
            ),
        )


class PersonOfAnotherFamily(InvalidInput):
    """The form tells of somebody, by the key that lists give them, who never belonged to the family."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "แบบนี้กล่าวถึงคนที่ไม่เคยอยู่ในครอบครัวนี้ จึงยังไม่รวมเข้าสมุดพก",
                "The form tells of somebody who never belonged to this family, so it is not in the logbook yet.",
            ),
            remedy=Bilingual(
                "ถามผู้เยี่ยม แล้วบันทึกใหม่โดยใส่คนนั้นเป็นสมาชิกใหม่ของครอบครัว",
                "Ask the visitor, and type it in again with that person as a new member of the family.",
            ),
        )


class TooManyMembers(InvalidInput):
    """A form with more people than live in one family."""

    def __init__(self, most: int) -> None:
        super().__init__(
            problem=Bilingual(
                f"แบบนี้มีสมาชิกเกิน {most} คน จึงไม่รวมเข้าสมุดพก",
                f"The form names more than {most} people, so it is not in the logbook.",
            ),
            remedy=Bilingual(
                "ถามผู้เยี่ยม แล้วบันทึกใหม่เฉพาะคนที่อยู่ในครอบครัวเดียวกัน",
                "Ask the visitor, and type it in again with those who live in one family.",
            ),
        )


class ConflictNotFound(NotFound):
    """No such conflict, or one of a family that the viewer may not decide on: the two look alike."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบรายการที่คำตอบต่างกันนี้", "There is no such conflict."),
            remedy=Bilingual("กลับไปที่รายการ แล้วเลือกใหม่", "Go back to the list and choose again."),
        )


class ConflictChanged(Stale):
    """Another visit or another case worker changed the conflict since the viewer opened it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "มีคำตอบใหม่หรือมีผู้ตัดสินไปแล้วหลังจากที่ท่านเปิดหน้านี้",
                "A new answer came, or somebody decided, since you opened this page.",
            ),
            remedy=Bilingual("เปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง", "Open the page again and choose once more."),
        )


class NothingDecided(InvalidInput):
    """No answer was chosen, or one that nobody gave."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้เลือกคำตอบ", "No answer was chosen."),
            remedy=Bilingual("เลือกคำตอบอย่างน้อยหนึ่งข้อ แล้วบันทึก", "Choose at least one answer, then save."),
        )


class VisitNotFound(NotFound):
    """No such visit that was joined by itself, or one that is set aside already, or not the viewer's to decide on."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบการเยี่ยมครั้งนี้", "There is no such visit."),
            remedy=Bilingual("กลับไปที่รายการ แล้วเลือกใหม่", "Go back to the list and choose again."),
        )


class VisitBeginsTheFamily(Conflict):
    """The visit by which the office knows of the family at all."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ครอบครัวนี้เข้าระบบด้วยการเยี่ยมครั้งนี้ จึงแยกออกไม่ได้",
                "This visit is the one by which the office knows of the family; it cannot be set aside.",
            ),
            remedy=Bilingual("แก้ไขข้อมูลด้วยการเยี่ยมครั้งใหม่", "Correct what it says by another visit."),
        )
