"""Why a family cannot be assigned, or a volunteer taken on."""

from samutphok.kernel.errors import Bilingual, Conflict, InvalidInput, NotFound


class VolunteerNotFound(NotFound):
    """No such volunteer, or none that this viewer leads."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบอาสาสมัครคนนี้", "There is no such volunteer."),
            remedy=Bilingual("เลือกจากรายชื่ออาสาสมัครในพื้นที่ของท่าน", "Choose one from the list of your area."),
        )


class VolunteerStopped(Conflict):
    """A family given to somebody who has stopped."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("อาสาสมัครคนนี้หยุดทำหน้าที่แล้ว", "This volunteer has stopped."),
            remedy=Bilingual("เลือกอาสาสมัครคนอื่น", "Choose another volunteer."),
        )


class AssignmentNotFound(NotFound):
    """No such assignment, or outside the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบงานที่มอบหมายนี้", "There is no such assignment."),
            remedy=Bilingual("กลับไปที่รายการงาน แล้วเลือกอีกครั้ง", "Go back to the list and choose again."),
        )


class NothingToAssign(InvalidInput):
    """A form that names no family, or more than can be given out at once."""

    def __init__(self, most: int) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้เลือกครอบครัว หรือเลือกมากเกินไป", "No family is chosen, or too many are."),
            remedy=Bilingual(f"เลือก 1 ถึง {most} ครอบครัวในคราวเดียว", f"Choose 1 to {most} families at once."),
        )


class ReasonMissing(InvalidInput):
    """An end without a reason."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้บอกเหตุผล", "There is no reason."),
            remedy=Bilingual("เขียนเหตุผลสั้น ๆ เพื่อให้ผู้ที่มาทีหลังเข้าใจ", "Write a short reason for whoever comes later."),
        )


class BadDay(InvalidInput):
    """A day before today for what is still to be done, or after today for what has been."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("วันที่ใช้ไม่ได้", "This day cannot be."),
            remedy=Bilingual(
                "วันนัดต้องไม่ก่อนวันนี้ และวันอบรมต้องไม่หลังวันนี้",
                "What is planned lies not before today, a training not after it.",
            ),
        )


class BadVolunteer(InvalidInput):
    """A volunteer whose name, villages or phone number cannot be taken."""


class BadSheet(InvalidInput):
    """A sheet of volunteers that cannot be read: no header for a name, no row, too many rows."""


class DraftNotFound(NotFound):
    """No such sheet waits, or it is somebody else's, or older than a day."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบรายชื่อที่รอตรวจ", "There is no such sheet."),
            remedy=Bilingual("ส่งไฟล์อีกครั้ง ไฟล์ที่รอจะถูกลบใน 1 วัน", "Send the file again; a sheet waits for one day."),
        )


class JointVisitNotFound(NotFound):
    """No such joint visit, or the viewer takes no part in it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบการเยี่ยมร่วมนี้", "There is no such joint visit."),
            remedy=Bilingual("เปิดจากรายการเยี่ยมร่วมของท่าน", "Open it from your list of joint visits."),
        )


class JointVisitClosed(Conflict):
    """A part of a visit that is over."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("การเยี่ยมร่วมนี้ปิดแล้ว", "This joint visit is over."),
            remedy=Bilingual("นัดเยี่ยมร่วมครั้งใหม่", "Plan another one."),
        )


class BadParts(InvalidInput):
    """A joint visit without two sides, or a part given twice."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "การเยี่ยมร่วมต้องมีอย่างน้อยสองฝ่าย และแต่ละส่วนมีผู้รับผิดชอบฝ่ายเดียว",
                "A joint visit needs at least two sides, and each part one side.",
            ),
            remedy=Bilingual("เลือกผู้รับผิดชอบของแต่ละส่วนใหม่", "Choose again who fills each part."),
        )


class TrainingNotFound(NotFound):
    """No such training session, or outside the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบการอบรมนี้", "There is no such training."),
            remedy=Bilingual("เลือกจากรายการอบรมในพื้นที่ของท่าน", "Choose one from the list of your area."),
        )
