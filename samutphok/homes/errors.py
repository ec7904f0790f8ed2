"""Why a place cannot be given, or a stay not be changed."""

from samutphok.kernel.errors import Bilingual, Conflict, InvalidInput, NotFound, Stale


class HomeNotFound(NotFound):
    """No such home, or none of the viewer's."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบบ้านกลางนี้", "There is no such home."),
            remedy=Bilingual("เลือกจากรายการบ้านกลางในพื้นที่ของท่าน", "Choose one from the list of your area."),
        )


class StayNotFound(NotFound):
    """No such stay, or in a home that is not the viewer's."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบการเข้าพักนี้", "There is no such stay."),
            remedy=Bilingual("เปิดจากหน้าของบ้านกลาง", "Open it from the home's page."),
        )


class NoPlaceFree(Conflict):
    """Somebody else has the place, or it is closed: whoever asked goes on waiting."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ที่พักนี้ไม่ว่างแล้ว หรือปิดอยู่", "This place is taken or closed."),
            remedy=Bilingual(
                "เลือกที่อื่น หรือให้รอในลำดับต่อไป คำขอยังอยู่ครบ", "Choose another, or let them wait: the request is kept."
            ),
        )


class PlaceHeld(Conflict):
    """A place that is to be closed or taken away while somebody has it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้พักใช้ที่นี้อยู่ในวันนั้น", "Somebody has this place on these days."),
            remedy=Bilingual("ย้ายผู้พักไปที่อื่นก่อน แล้วปิด", "Move the guest first, then close it."),
        )


class ActNotAllowed(Conflict):
    """An act that the state of the stay does not allow."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ทำสิ่งนี้กับการเข้าพักในสถานะนี้ไม่ได้", "A stay in this state does not allow this."),
            remedy=Bilingual("เปิดหน้าการเข้าพักอีกครั้ง เพื่อดูสถานะล่าสุด", "Open the stay again to see where it stands."),
        )


class StayChanged(Stale):
    """Somebody acted on the stay since the viewer read it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้บันทึกการเข้าพักนี้ก่อนหน้าท่าน", "Somebody has changed this stay since you opened it."),
            remedy=Bilingual(
                "เปิดหน้าใหม่ ดูสิ่งที่เปลี่ยนในประวัติ แล้วบันทึกอีกครั้ง", "Open it again, see its history, and record once more."
            ),
        )


class AlreadyAsked(Conflict):
    """A place was already asked for the same family or person, and they wait or stay."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีคำขอหรือการเข้าพักของผู้นี้อยู่แล้ว", "They already wait for a place, or stay in one."),
            remedy=Bilingual("เปิดคำขอเดิมในหน้าบ้านกลาง", "Open the earlier request on the home's page."),
        )


class NotOfTheRules(InvalidInput):
    """A word that the rules of homes do not have, or a day that cannot be."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ข้อมูลบางช่องใช้ไม่ได้", "Something that was chosen cannot be used."),
            remedy=Bilingual(
                "เลือกจากรายการ และตรวจวันที่: สิ่งที่เกิดแล้วต้องไม่หลังวันนี้",
                "Choose from the lists; what has happened lies not after today.",
            ),
        )


class NoHomeServes(InvalidInput):
    """No home receives people of this kind from this area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่มีบ้านกลางที่รับคนกลุ่มนี้จากพื้นที่นี้", "No home receives this kind of people from the area."),
            remedy=Bilingual(
                "เลือกประเภทที่พักอื่น หรือติดต่อ พมจ.", "Choose another kind of place, or ask the provincial office."
            ),
        )
