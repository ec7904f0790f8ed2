"""Why a household cannot be watched, or its watching not be changed."""

from samutphok.kernel.errors import Bilingual, Conflict, InvalidInput, NotFound, Stale


class WatchedNotFound(NotFound):
    """No such entry of the watch list, or outside the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบรายการเฝ้าระวังนี้", "There is no such entry on the watch list."),
            remedy=Bilingual("เปิดรายการเฝ้าระวังของพื้นที่ท่านใหม่", "Open the watch list of your area again."),
        )


class NotNow(Conflict):
    """The state does not allow it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ขั้นตอนนี้ทำกับรายการนี้ไม่ได้แล้ว", "This can no longer be done with this entry."),
            remedy=Bilingual("เปิดรายการใหม่ แล้วดูว่าอยู่ขั้นใด", "Open the list again and see where it stands."),
        )


class ChangedMeanwhile(Stale):
    """Somebody did something about the entry since it was read."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้ทำรายการนี้ไปก่อนแล้ว", "Somebody has dealt with this entry meanwhile."),
            remedy=Bilingual("อ่านสิ่งที่เปลี่ยน แล้วตัดสินใจอีกครั้ง", "Read what has changed, then decide again."),
        )


class NobodyToSend(Conflict):
    """No volunteer of the area could go."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่มีอาสาสมัครที่ไปเยี่ยมครอบครัวนี้ได้", "No volunteer could go to this family."),
            remedy=Bilingual(
                "รับอาสาสมัครเพิ่มในหน้าภาคสนาม หรือไปเยี่ยมด้วยตนเอง",
                "Take a volunteer on in fieldwork, or visit the family yourself.",
            ),
        )


class ReasonNeeded(InvalidInput):
    """Ending without saying how."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้บอกว่าจบอย่างไร", "How it ends has not been said."),
            remedy=Bilingual("เลือกผลหนึ่งข้อ แล้วบันทึกอีกครั้ง", "Choose one outcome and save again."),
        )
