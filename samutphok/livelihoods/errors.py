"""Why a choice, a seat or a result cannot be kept."""

from samutphok.kernel.errors import Bilingual, Conflict, InvalidInput, NotFound, Stale


class OccupationNotFound(NotFound):
    """No such occupation or course in the catalogue of the day."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่มีอาชีพหรือหลักสูตรนี้ในบัญชี", "The catalogue has no such occupation or course."),
            remedy=Bilingual("เลือกจากรายการในหน้าอาชีพ", "Choose one from the list."),
        )


class IntakeNotFound(NotFound):
    """No such intake, or none that the viewer may see or change."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบรอบรับสมัครนี้", "There is no such intake."),
            remedy=Bilingual("เลือกจากรายการรอบรับสมัครในพื้นที่ของท่าน", "Choose one from the list of your area."),
        )


class PersonNotFound(NotFound):
    """The person is not a member of the family today."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบผู้นี้ในครอบครัว", "There is no such person in the family."),
            remedy=Bilingual("เลือกจากสมาชิกของครอบครัวในวันนี้", "Choose one of today's members."),
        )


class PathNotFound(NotFound):
    """No such way into work, or of a family outside the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบเส้นทางอาชีพนี้", "There is no such way into work."),
            remedy=Bilingual("เปิดจากหน้าความช่วยเหลือของครอบครัว", "Open it from the family's help page."),
        )


class NoSeatLeft(Conflict):
    """All seats are taken, or the intake no longer takes people."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ที่นั่งรอบนี้เต็มแล้ว หรือปิดรับสมัคร", "This intake is full or closed."),
            remedy=Bilingual(
                "เลือกรอบอื่น หรือส่งต่อสำนักงานแรงงานเพื่อขอเปิดรอบเพิ่ม อาชีพที่เลือกไว้ยังอยู่",
                "Choose another intake, or ask the labour office for more by a referral. The choice is kept.",
            ),
        )


class SeatsTaken(Conflict):
    """Fewer seats than people who already have one."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้ได้ที่นั่งแล้วมากกว่าจำนวนนี้", "More people than that have a seat."),
            remedy=Bilingual("ให้ที่นั่งคืนก่อน หรือใส่จำนวนที่มากกว่า", "Give seats back first, or write a larger number."),
        )


class AlreadyChosen(Conflict):
    """The person is on a way into work already."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ผู้นี้มีเส้นทางอาชีพที่กำลังเดินอยู่", "This person is on a way into work already."),
            remedy=Bilingual("เปิดเส้นทางเดิม แล้วเปลี่ยนอาชีพที่นั่น", "Open it, and change the occupation there."),
        )


class ActNotAllowed(Conflict):
    """An act that the way's state does not allow."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ทำสิ่งนี้ในขั้นนี้ไม่ได้", "This cannot be done at this stage."),
            remedy=Bilingual("เปิดหน้าอีกครั้งเพื่อดูขั้นล่าสุด", "Open the page again to see where it stands."),
        )


class PathChanged(Stale):
    """Somebody acted since the viewer read the page."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้บันทึกก่อนหน้าท่าน", "Somebody has recorded something since you opened it."),
            remedy=Bilingual(
                "เปิดหน้าใหม่ ดูสิ่งที่เปลี่ยนในประวัติ แล้วบันทึกอีกครั้ง", "Open it again, see its history, and record once more."
            ),
        )


class NotOfTheCatalogue(InvalidInput):
    """A code that the catalogue does not have, or a day or number that cannot be."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ข้อมูลบางช่องใช้ไม่ได้", "Something that was chosen cannot be used."),
            remedy=Bilingual(
                "เลือกจากรายการ และตรวจวันที่กับจำนวน: สิ่งที่เกิดแล้วต้องไม่หลังวันนี้",
                "Choose from the lists and check days and numbers; what has happened lies not after today.",
            ),
        )
