"""What can go wrong here, with what to do about it."""

from samutphok.kernel.errors import Bilingual, Conflict, InvalidInput, NotFound, Stale
from samutphok.kernel.errors import Error as KernelError


class RequestNotFound(NotFound):
    """No such request, or outside what the viewer takes."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบเรื่องนี้", "There is no such request."),
            remedy=Bilingual("กลับไปที่รายการเรื่อง แล้วเลือกอีกครั้ง", "Go back to the list and choose again."),
        )


class NotYours(RequestNotFound):
    """A place in which the viewer takes no requests: looks like an absent one."""


class NothingSaid(InvalidInput):
    """A request without a word of what it is about."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้บอกว่าเรื่องอะไร", "Nothing says what it is about."),
            remedy=Bilingual(
                "เขียนตามคำของผู้แจ้งสั้น ๆ หรือเลือกเรื่องที่เดือดร้อน", "Write the caller's words, or choose what is wrong."
            ),
        )


class PlaceMissing(InvalidInput):
    """A request without a place: nobody would own it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่รู้ว่าเรื่องเกิดที่ไหน", "Nothing says where."),
            remedy=Bilingual(
                "เลือกตำบล อำเภอ หรืออย่างน้อยจังหวัด", "Choose the tambon, the amphoe, or at least the province."
            ),
        )


class PhoneUnreadable(InvalidInput):
    """A phone number that has not nine or ten digits."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("หมายเลขโทรศัพท์ไม่ครบ", "The phone number is not complete."),
            remedy=Bilingual(
                "เขียน 9 หรือ 10 หลัก ขึ้นต้นด้วย 0 หรือเว้นว่าง", "Write nine or ten digits beginning with 0, or leave it empty."
            ),
        )


class ReasonMissing(InvalidInput):
    """Something that needs a reason and has none."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้บอกเหตุผล", "There is no reason."),
            remedy=Bilingual("เขียนเหตุผลสั้น ๆ เพื่อให้ผู้ที่มาทีหลังเข้าใจ", "Write a short reason for whoever comes later."),
        )


class FamilyMissing(Conflict):
    """Help for people whom the ledger cannot name: nobody has said which family it is."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้ระบุครอบครัว", "Nobody has said which family it is."),
            remedy=Bilingual(
                "ระบุครอบครัวก่อน หรือให้อาสาสมัครไปบันทึกครอบครัวนี้ที่บ้าน",
                "Name the family first, or let a volunteer record it at the door.",
            ),
        )


class Unsayable(InvalidInput):
    """What is to be told to the caller holds a word that another person must not read, or a citizen number."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "คำตอบถึงผู้แจ้งมีคำที่ละเอียดอ่อน หรือมีเลขประจำตัว", "The answer holds a sensitive word or a number."
            ),
            remedy=Bilingual(
                "เขียนใหม่ให้คนอื่นที่เห็นข้อความนี้ไม่รู้ว่าเป็นเรื่องอะไร",
                "Write it so that somebody else who reads it learns nothing.",
            ),
        )


class NotAllowedNow(Conflict):
    """An act that the state of the request does not allow: it was settled meanwhile, or somebody else was quicker."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("เรื่องนี้เปลี่ยนสถานะไปแล้ว", "The request has moved on."),
            remedy=Bilingual("เปิดเรื่องอีกครั้งเพื่อดูสถานะล่าสุด", "Open it again to see where it stands."),
        )


class TooFewTries(Conflict):
    """'Not reached' before anybody has tried often enough."""

    def __init__(self, least: int) -> None:
        super().__init__(
            problem=Bilingual("ยังติดต่อไม่ครบจำนวนครั้ง", "It is too early to give up."),
            remedy=Bilingual(
                f"บันทึกการโทรที่ไม่ติดอย่างน้อย {least} ครั้งก่อน", f"Record at least {least} calls that reached nobody."
            ),
        )


class ChangedMeanwhile(Stale):
    """Somebody else has done something since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีคนอื่นทำเรื่องนี้ไปพร้อมกับท่าน", "Somebody else has worked on this request meanwhile."),
            remedy=Bilingual(
                "อ่านสิ่งที่เพิ่มมา แล้วบันทึกอีกครั้งถ้ายังต้องการ", "Read what has been added, and save again if you still want to."
            ),
        )


class TooMany(KernelError):
    """Too many forms or wrong codes from one place."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ส่งถี่เกินไป", "This was tried too often."),
            remedy=Bilingual(
                "รอหนึ่งชั่วโมง หรือโทร 1300 ได้ทันที ตลอด 24 ชั่วโมง", "Wait an hour, or call 1300 at once, at any hour."
            ),
        )
