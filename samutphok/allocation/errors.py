"""What can be wrong with needs, programmes and rules of sharing."""

from collections.abc import Mapping

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound, Stale


class BadNeeds(InvalidInput):
    """A file of needs or of programmes that cannot be taken; names the file, the column and the first row."""

    def __init__(self, file: str, problem: Bilingual, remedy: Bilingual) -> None:
        super().__init__(problem=Bilingual(f"{file}: {problem.th}", f"{file}: {problem.en}"), remedy=remedy)


class NothingCanBeGiven(Conflict):
    """The rules leave no way of giving anything."""

    def __init__(self, area: str) -> None:
        super().__init__(
            problem=Bilingual(
                f"กำหนดสัดส่วนขั้นต่ำของพื้นที่ {area} ไว้ แต่ไม่มีความต้องการที่ให้ได้ในพื้นที่นั้น จึงให้ใครไม่ได้เลย",
                f"Area {area} has a floor and no need that can be met, so nothing could be given to anybody.",
            ),
            remedy=Bilingual("ลดหรือยกเลิกสัดส่วนขั้นต่ำของพื้นที่นี้", "Lower this area's floor, or leave it out."),
        )


class HandBreaksRules(Conflict):
    """What people put in by hand cannot be kept together with places, money and shares of areas."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ครอบครัวที่ใส่เพิ่มด้วยมือทำให้เกินจำนวน งบ หรือสัดส่วนของพื้นที่ จึงจัดใหม่รอบครอบครัวเหล่านี้ไม่ได้",
                "The families put in by hand do not fit within places, money and shares of areas.",
            ),
            remedy=Bilingual(
                "นำครอบครัวที่ใส่เพิ่มออกบางราย หรือเพิ่มจำนวน งบ หรือผ่อนสัดส่วนของพื้นที่",
                "Take one of them back, or raise places or money, or loosen a share.",
            ),
        )


class SharingNotFound(NotFound):
    """No such sharing, or none of the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบการจัดสรรนี้", "There is no such sharing."),
            remedy=Bilingual("เปิดจากรายการจัดสรรของพื้นที่ท่าน", "Open it from the list of your area."),
        )


class BadSharing(InvalidInput):
    """Something that was asked for cannot be; `fields` says of which field, in both languages."""

    def __init__(self, fields: Mapping[str, Bilingual]) -> None:
        self.fields = dict(fields)
        first = next(iter(self.fields.values()))
        super().__init__(
            problem=first, remedy=Bilingual("แก้ช่องที่มีข้อความกำกับ แล้วส่งอีกครั้ง", "Mend the field named and send it again.")
        )


class SharingChanged(Stale):
    """Somebody did something since the page was read."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "มีคนแก้ไขการจัดสรรนี้หลังจากที่ท่านเปิดหน้า", "Somebody changed this sharing since you opened the page."
            ),
            remedy=Bilingual(
                "ดูสิ่งที่เปลี่ยนไปในหน้านี้ แล้วทำอีกครั้งหากยังจำเป็น",
                "See what has changed on this page, and do it again if it is still needed.",
            ),
        )


class NotOpen(Conflict):
    """The state does not allow this act."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ทำขั้นตอนนี้ไม่ได้ในสถานะปัจจุบัน", "This cannot be done as the sharing stands."),
            remedy=Bilingual("เปิดหน้านี้อีกครั้ง แล้วเลือกขั้นตอนที่ทำได้", "Open the page again and choose what can be done."),
        )


class SecondPerson(Forbidden):
    """Whoever proposed or changed a proposal does not approve it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ผู้เสนอและผู้อนุมัติต้องเป็นคนละคน", "Whoever proposed cannot approve."),
            remedy=Bilingual("ให้ผู้มีอำนาจอีกคนเป็นผู้อนุมัติ", "Have another person who may approve decide."),
        )


class NotInside(Conflict):
    """The approver's area does not hold all the families of a proposal."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ข้อเสนอนี้มีครอบครัวนอกพื้นที่ของท่าน", "This proposal holds families outside your area."),
            remedy=Bilingual("ให้ผู้ที่ดูแลทั้งพื้นที่เป็นผู้อนุมัติ", "Have somebody who answers for the whole area approve it."),
        )


class NobodyInLine(Conflict):
    """Nobody waits behind a place that was declined."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่มีครอบครัวที่รออยู่ในลำดับถัดไป", "Nobody is next in line."),
            remedy=Bilingual("เริ่มการจัดสรรใหม่สำหรับส่วนที่เหลือ", "Begin another sharing for what is left."),
        )


class TooManyForNow(InvalidInput):
    """More needs than can be tried out while somebody waits."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีความต้องการมากเกินกว่าจะลองได้ทันที", "There are too many needs to try this at once."),
            remedy=Bilingual(
                "สั่งคำนวณเป็นข้อเสนอใหม่ ระบบจะทำให้เบื้องหลัง", "Have it worked out as a proposal, in the background."
            ),
        )
