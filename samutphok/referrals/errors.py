"""What can go wrong with a referral, with what to do about it."""

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound, Stale


class ReferralNotFound(NotFound):
    """No such referral, or none that this reader may see."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบเรื่องส่งต่อนี้", "There is no such referral."),
            remedy=Bilingual("เปิดจากรายการเรื่องส่งต่อของท่าน", "Open it from your list of referrals."),
        )


class LinkNotFound(NotFound):
    """No such way in, or one that has expired, was revoked, locked or is done with: they look alike."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ลิงก์นี้ใช้ไม่ได้", "This link does not work."),
            remedy=Bilingual("ขอลิงก์ใหม่จากสำนักงานที่ส่งเรื่องมา", "Ask the office that sent it for a new one."),
        )


class WrongCode(Forbidden):
    """The code that belongs to the link is another one."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("รหัสไม่ถูกต้อง", "The code is not right."),
            remedy=Bilingual("ดูรหัสในหนังสือนำส่ง แล้วลองอีกครั้ง", "Look it up in the letter and try again."),
        )


class NotNow(Conflict):
    """The state of the referral does not allow this act."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ทำขั้นตอนนี้ไม่ได้ในสถานะปัจจุบัน", "This cannot be done as the referral stands."),
            remedy=Bilingual("เปิดเรื่องอีกครั้ง แล้วเลือกขั้นตอนที่ทำได้", "Open it again and choose what can be done."),
        )


class Changed(Stale):
    """Somebody acted since the page was read."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีคนทำเรื่องนี้ไปแล้วหลังจากที่ท่านเปิดหน้า", "Somebody acted since you opened the page."),
            remedy=Bilingual(
                "ดูสิ่งที่เปลี่ยนไปด้านบน แล้วทำอีกครั้งหากยังจำเป็น", "See what has changed, and do it again if it is still needed."
            ),
        )


class AlreadyReferred(Conflict):
    """The same need is with that agency and not ended."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "เรื่องนี้ส่งต่อไปยังหน่วยงานนี้แล้วและยังไม่จบ", "This need is with that agency already and not ended."
            ),
            remedy=Bilingual("เปิดเรื่องเดิมจากหน้าครอบครัว แล้วติดตามต่อ", "Open the one there is and follow it up."),
        )


class BadReferral(InvalidInput):
    """Something of a new referral cannot be taken: agency, service, problem, purpose, field or day."""

    def __init__(self, problem: Bilingual, remedy: Bilingual) -> None:
        super().__init__(problem=problem, remedy=remedy)


class ReasonMissing(InvalidInput):
    """A refusal, return or ending without a reason, or 'other' without words."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้บอกเหตุผล", "There is no reason."),
            remedy=Bilingual("เลือกเหตุผล หากเลือกเหตุอื่นให้เขียนสั้น ๆ", "Choose a reason; for another one write a few words."),
        )


class WordsMissing(InvalidInput):
    """A question or answer without words."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้เขียนข้อความ", "There are no words."),
            remedy=Bilingual("เขียนสั้น ๆ ให้อีกฝ่ายเข้าใจ", "Write a few words that the other side understands."),
        )


class BadMoment(InvalidInput):
    """An appointment or a day that cannot be."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("วันหรือเวลาใช้ไม่ได้", "This day or time cannot be."),
            remedy=Bilingual(
                "วันนัดต้องไม่ก่อนวันนี้และไม่เกินวันสิ้นสุดการแบ่งปันข้อมูล",
                "An appointment lies from today to the day on which sharing ends.",
            ),
        )


class TooMany(InvalidInput):
    """A list of more families than can be referred at once, or of none."""

    def __init__(self, most: int) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้เลือกครอบครัว หรือเลือกมากเกินไป", "No family is chosen, or too many are."),
            remedy=Bilingual(f"เลือก 1 ถึง {most} ครอบครัวในคราวเดียว", f"Choose 1 to {most} families at once."),
        )


class BadSheet(InvalidInput):
    """A spreadsheet that is not one of ours, or cannot be read."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("อ่านไฟล์นี้ไม่ได้", "This file cannot be read."),
            remedy=Bilingual(
                "ใช้ไฟล์ที่ดาวน์โหลดจากหน้านี้ อย่าเปลี่ยนหัวตาราง",
                "Use the file downloaded here, and leave its headings as they are.",
            ),
        )


class NobodyToTakeOver(InvalidInput):
    """A colleague who may not work with the family's case."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ผู้รับผิดชอบคนนี้ทำงานในพื้นที่นี้ไม่ได้", "This colleague may not work in that area."),
            remedy=Bilingual("เลือกเจ้าหน้าที่ที่ดูแลพื้นที่ของครอบครัว", "Choose somebody who works in the family's area."),
        )
