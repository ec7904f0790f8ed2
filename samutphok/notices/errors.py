"""What can be wrong with a notice, a question or an answer."""

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound, Stale


class NoticeNotFound(NotFound):
    """No such notice, or none that speaks to this viewer."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบหนังสือแจ้งฉบับนี้", "There is no such notice."),
            remedy=Bilingual("เปิดจากรายการหนังสือแจ้ง", "Open it from the list of notices."),
        )


class QuestionNotFound(NotFound):
    """No such question, or none that this viewer may answer."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบคำถามนี้", "There is no such question."),
            remedy=Bilingual("เปิดหนังสือแจ้งใหม่อีกครั้ง", "Open the notice again."),
        )


class BadNotice(InvalidInput):
    """A notice, question or answer that cannot be sent as it is."""


class NotForYourAreas(Forbidden):
    """The viewer may not write notices for these areas."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ส่งหนังสือแจ้งไปยังพื้นที่นี้ไม่ได้", "Your office does not write notices for these areas."),
            remedy=Bilingual("เลือกพื้นที่ที่อยู่ในความรับผิดชอบ", "Choose areas that your office is responsible for."),
        )


class NotAReader(Conflict):
    """The notice does not ask this viewer to acknowledge it, or no longer does."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("หนังสือฉบับนี้ไม่ได้รอการรับทราบจากท่าน", "This notice does not wait for you to acknowledge it."),
            remedy=Bilingual("ไม่ต้องทำอะไรเพิ่ม", "There is nothing to do."),
        )


class NoticeEnded(Conflict):
    """The notice was withdrawn, or its last day is over."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("หนังสือฉบับนี้สิ้นสุดแล้ว", "This notice has ended."),
            remedy=Bilingual("ดูหนังสือแจ้งที่ยังใช้อยู่", "Look at the notices in force."),
        )


class NoticeStale(Stale):
    """The notice has a newer version than the one the viewer saw."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("หนังสือฉบับนี้แก้ไขแล้วหลังจากที่ท่านเปิดอ่าน", "This notice has changed since you opened it."),
            remedy=Bilingual("เปิดอ่านฉบับล่าสุดแล้วทำรายการอีกครั้ง", "Open the newest version, then do it again."),
        )


class AnswerStale(Stale):
    """A colleague has answered meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้ตอบคำถามนี้ไปแล้ว", "A colleague has answered this question meanwhile."),
            remedy=Bilingual("เปิดอ่านคำตอบล่าสุดก่อนแก้ไข", "Read the newest answer before you change it."),
        )


class RemindedAlready(Conflict):
    """One reminder a day is enough."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("เตือนไปแล้วภายใน 24 ชั่วโมง", "A reminder went out within the last 24 hours."),
            remedy=Bilingual("รออีกสักระยะ หรือโทรหาผู้ที่ยังไม่อ่าน", "Wait a little, or telephone those who have not read it."),
        )
