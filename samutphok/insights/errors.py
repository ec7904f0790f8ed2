"""What a page can refuse."""

from samutphok.kernel.errors import Bilingual, Forbidden, NotFound


class PageNotFound(NotFound):
    """The area or family does not exist, or lies outside the viewer's scope: the two look alike."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบหน้าที่ต้องการ", "There is no such page for you."),
            remedy=Bilingual(
                "ตรวจที่อยู่ของหน้า หรือกลับไปหน้าแรก ถ้าควรเห็นพื้นที่นี้ ให้ติดต่อผู้ดูแลบัญชีของจังหวัด",
                "Check the address, or go to the first page. If this area should be yours, ask your account administrator.",
            ),
        )


class NotCleared(Forbidden):
    """A filter or order by what the viewer may not see of these families."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "บัญชีนี้ดูได้เฉพาะชื่อและที่อยู่ จึงกรองหรือเรียงตามความยากจนหรือสุขภาพไม่ได้",
                "This account sees names and places only, so it may not filter or sort by poverty or health.",
            ),
            remedy=Bilingual("ล้างตัวกรอง แล้วเรียงตามชื่อหรือพื้นที่", "Clear the filters, and sort by name or place."),
        )


class MayNotExport(Forbidden):
    """Families leave the system only with whoever leads the area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("บัญชีนี้ไม่มีสิทธิ์ส่งออกรายชื่อ", "This account may not export families."),
            remedy=Bilingual("ขอจากเจ้าหน้าที่จังหวัดหรืออำเภอ", "Ask an officer of the province or amphoe."),
        )
