"""What can be wrong when what families do not receive is asked for."""

from samutphok.kernel.errors import Bilingual, Forbidden, NotFound


class UptakeNotFound(NotFound):
    """There is no such count, list or finding within the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบสิ่งที่ค้นหา", "It was not found."),
            remedy=Bilingual("กลับไปหน้าสิทธิที่ยังไม่ได้รับ", "Go back to the page of rights not received."),
        )


class MayNotCount(Forbidden):
    """The viewer may see the area's numbers, and not have them counted."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("บัญชีนี้สั่งนับไม่ได้", "This account may not have it counted."),
            remedy=Bilingual("ขอให้ พมจ. เป็นผู้สั่งนับ", "Ask the provincial office to have it counted."),
        )
