"""Why a service, an office or a place cannot be found or changed."""

from samutphok.kernel.errors import Bilingual, Conflict, InvalidInput, NotFound, Stale


class OrganizationNotFound(NotFound):
    """No such organisation in the directory on that day."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบหน่วยงานนี้ในทำเนียบ", "There is no such organisation in the directory."),
            remedy=Bilingual("เลือกจากรายชื่อหน่วยงาน", "Choose one from the list of partners."),
        )


class ServiceNotFound(NotFound):
    """No such service in the directory, or none for the area asked for."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบบริการนี้ หรือไม่มีในพื้นที่นี้", "There is no such service, or none in this area."),
            remedy=Bilingual("เลือกจากรายการบริการของพื้นที่", "Choose one from the services of the area."),
        )


class NotYourDirectory(NotFound):
    """The viewer does not keep the directory of this area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบทำเนียบของพื้นที่นี้", "There is no directory of this area."),
            remedy=Bilingual("เลือกพื้นที่ที่ท่านดูแล", "Choose an area that you look after."),
        )


class BadEntry(InvalidInput):
    """What the desk wrote cannot be taken as it is."""


class NoPlaceLeft(Conflict):
    """A place was asked for, and none is free."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("บริการนี้ไม่มีที่ว่างแล้ว", "No place is free any more."),
            remedy=Bilingual(
                "เลือกบริการอื่น หรือให้หน่วยงานปรับจำนวนที่ว่าง", "Choose another service, or ask the office for its places."
            ),
        )


class EntryChanged(Stale):
    """Somebody changed the entry since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้แก้ไขรายการนี้หลังจากที่ท่านเปิดหน้านี้", "Somebody changed this entry after you opened it."),
            remedy=Bilingual(
                "ดูค่าปัจจุบันข้างแบบฟอร์ม แล้วบันทึกอีกครั้ง", "Look at what stands there now, beside the form, and save again."
            ),
        )
