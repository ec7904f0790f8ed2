"""What a page can refuse."""

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound


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


class TooManyFiles(Conflict):
    """A person keeps so many files and no more."""

    def __init__(self, most: int) -> None:
        super().__init__(
            problem=Bilingual(f"มีไฟล์ของท่านครบ {most} ไฟล์แล้ว", f"You already keep {most} files."),
            remedy=Bilingual("ลบไฟล์ที่ไม่ใช้ในหน้าไฟล์ของฉัน แล้วขอใหม่", "Delete one on the page My files, then ask again."),
        )


class NothingChosen(InvalidInput):
    """An act on families, and none of them can be acted on."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้เลือกครัวเรือน", "No family has been chosen."),
            remedy=Bilingual(
                "ทำเครื่องหมายหน้าชื่ออย่างน้อยหนึ่งครัวเรือน แล้วทำใหม่", "Mark at least one family in the list, and try again."
            ),
        )


class TooManyChosen(InvalidInput):
    """More families than the act takes at once."""

    def __init__(self, most: int) -> None:
        super().__init__(
            problem=Bilingual(f"ทำได้ครั้งละไม่เกิน {most:,} ครัวเรือน", f"This takes at most {most:,} families at a time."),
            remedy=Bilingual("กรองให้แคบลง หรือเลือกให้น้อยลง", "Filter further, or mark fewer."),
        )


class TooManyKept(Conflict):
    """A person keeps so many views and worklists and no more."""

    def __init__(self, most: int) -> None:
        super().__init__(
            problem=Bilingual(
                f"บันทึกมุมมองและรายการไว้ครบ {most} รายการแล้ว", f"You already keep {most} views and worklists."
            ),
            remedy=Bilingual("ลบรายการที่ไม่ใช้ก่อน", "Delete one that is not used."),
        )


class NameMissing(InvalidInput):
    """A view or worklist without a name, or with one that is too long."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้ตั้งชื่อ หรือชื่อยาวเกิน 80 ตัวอักษร", "The name is missing, or longer than 80 letters."),
            remedy=Bilingual("ตั้งชื่อสั้นๆ ที่ไม่มีชื่อคนหรือเลขประจำตัว", "Give a short one, without people's names or numbers."),
        )
