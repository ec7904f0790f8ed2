"""What can be wrong when data are checked."""

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound, Stale


class VerificationNotFound(NotFound):
    """There is no such finding, sample or number within the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบสิ่งที่ค้นหา", "It was not found."),
            remedy=Bilingual("กลับไปหน้าตรวจข้อมูล", "Go back to the page of data checks."),
        )


class MayNotCheck(Forbidden):
    """The viewer sees numbers there, and is not of the verification team."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("บัญชีนี้สั่งตรวจข้อมูลไม่ได้", "This account may not have data checked."),
            remedy=Bilingual("ขอให้ชุดตรวจของจังหวัดเป็นผู้สั่ง", "Ask the province's verification team."),
        )


class MayNotMend(Forbidden):
    """The finding is for another desk to mend."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ข้อพบนี้เป็นของจังหวัด", "This finding is the province's to mend."),
            remedy=Bilingual(
                "บอก พมจ. ซึ่งติดต่อหน่วยงานเจ้าของทะเบียน",
                "Tell the provincial office, which speaks with the register's office.",
            ),
        )


class NotOpenTo(Conflict):
    """The finding's state does not allow this act."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ข้อพบนี้ทำอย่างนั้นไม่ได้แล้ว", "This can no longer be done with the finding."),
            remedy=Bilingual("เปิดหน้านี้ใหม่แล้วดูสถานะล่าสุด", "Open the page again and look at where it stands."),
        )


class FindingChanged(Stale):
    """Somebody acted on the finding since the viewer read it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้บันทึกข้อพบนี้ไปแล้วหลังจากที่ท่านเปิด", "Somebody acted on this finding since you opened it."),
            remedy=Bilingual(
                "อ่านสิ่งที่เพิ่มมา แล้วบันทึกอีกครั้งหากยังจำเป็น", "Read what was added, and record it again if it still holds."
            ),
        )


class SayWhy(InvalidInput):
    """An answer without its reason."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้บอกเหตุผล", "The reason is missing."),
            remedy=Bilingual(
                "เขียนสั้น ๆ ว่าทำอะไร หรือพบว่าอย่างไร", "Write in a few words what was done, or what was found."
            ),
        )


class NothingToDraw(InvalidInput):
    """No family of the area was interviewed in time to be asked again."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ไม่มีครอบครัวที่เยี่ยมแล้วให้สุ่มในพื้นที่นี้", "No family of this area was interviewed in time to be drawn."
            ),
            remedy=Bilingual("เลือกพื้นที่กว้างขึ้น หรือรอให้มีการเยี่ยม", "Choose a wider area, or wait for visits."),
        )


class NobodyElse(Conflict):
    """Nobody but the first collector can go."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ไม่มีอาสาคนอื่นที่ไปเยี่ยมซ้ำได้", "There is no volunteer but the first collector who could ask again."
            ),
            remedy=Bilingual(
                "รับอาสาเพิ่มในตำบลนั้น หรือให้ชุดตรวจไปเอง", "Take somebody on in the tambon, or let the team go itself."
            ),
        )
