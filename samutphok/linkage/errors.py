"""What can go wrong when rows are joined to people."""

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, NotFound, Stale


class ReviewNotFound(NotFound):
    """No such question, or it is outside the viewer's areas: the two look alike."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบรายการตรวจสอบนี้", "There is no such review."),
            remedy=Bilingual("กลับไปที่รายการตรวจสอบ", "Go back to the list of reviews."),
        )


class ReviewStale(Stale):
    """Somebody else decided, or the question changed, since the viewer opened it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("รายการตรวจสอบนี้เปลี่ยนไปแล้วตั้งแต่เปิดดู", "The review has changed since it was opened."),
            remedy=Bilingual("เปิดรายการใหม่แล้วตัดสินอีกครั้ง", "Open it again and decide on what it says now."),
        )


class AlreadyDecided(Conflict):
    """A question is decided once."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("รายการตรวจสอบนี้ตัดสินไปแล้ว", "The review has been decided already."),
            remedy=Bilingual("ดูผลการตัดสินในประวัติ", "See the decision in its history."),
        )


class OtherOffice(Forbidden):
    """The number's holder belongs to an area in which the viewer may not decide."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "เลขประจำตัวนี้เป็นของผู้ที่อยู่นอกพื้นที่ของท่าน",
                "The number belongs to somebody outside your area.",
            ),
            remedy=Bilingual(
                "ขอให้ผู้ที่ดูแลทั้งสองพื้นที่เป็นผู้ตัดสิน",
                "Ask somebody whose area holds both to decide.",
            ),
        )
