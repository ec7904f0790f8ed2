"""Why a submission cannot be kept, found or moved on. No error repeats an answer, a name or a key."""

from samutphok.kernel.errors import Bilingual, Conflict, Error, NotFound


class NotASubmission(Error):
    """What was sent is no filled-in form: nothing of it was kept, and the phone still has it."""

    status = 400

    def __init__(self, problem: Bilingual) -> None:
        super().__init__(
            problem=problem,
            remedy=Bilingual(
                "ยังไม่ได้บันทึก แบบนี้ยังอยู่ในโทรศัพท์ ส่งอีกครั้ง หากไม่ผ่านให้แจ้งเจ้าหน้าที่",
                "Nothing was saved and the form is still on the phone. Send again; if it fails again, tell the office.",
            ),
        )


class TooLarge(Error):
    """More in one request than is taken."""

    status = 413

    def __init__(self, *, most: int, what: Bilingual) -> None:
        super().__init__(
            problem=Bilingual(
                f"{what.th}ใหญ่เกิน {most // 1024**2} เมกะไบต์", f"{what.en} is larger than {most // 1024**2} megabytes."
            ),
            remedy=Bilingual(
                "ยังไม่ได้บันทึก ลดขนาดภาพ หรือส่งไฟล์ทีละส่วน แล้วส่งอีกครั้ง",
                "Nothing was saved. Make the pictures smaller or send the files in parts, then send again.",
            ),
        )


class TooManyFiles(Error):
    """More files than belong to one form."""

    status = 413

    def __init__(self, most: int) -> None:
        super().__init__(
            problem=Bilingual(f"แบบนี้มีไฟล์แนบเกิน {most} ไฟล์", f"The form has more than {most} files."),
            remedy=Bilingual("ยังไม่ได้บันทึก ส่งไฟล์แนบให้น้อยลง", "Nothing was saved. Send fewer files."),
        )


class SubmissionNotFound(NotFound):
    """No such submission, or none that the viewer may see."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบแบบที่ส่งมานี้", "There is no such submission."),
            remedy=Bilingual(
                "กลับไปที่รายการแบบที่รับ แล้วเลือกใหม่", "Go back to the list of received forms and choose again."
            ),
        )


class AlreadySettled(Conflict):
    """Somebody has decided on it meanwhile, or it does not wait for a decision."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("แบบนี้ไม่ได้รอการตัดสินใจแล้ว", "This form no longer waits for a decision."),
            remedy=Bilingual("เปิดหน้าแบบนี้อีกครั้งเพื่อดูสถานะล่าสุด", "Open its page again to see where it stands now."),
        )


class StillQuarantined(Conflict):
    """The form that it was filled in on is not published, so nothing can read it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ยังรับแบบนี้ไม่ได้ เพราะระบบไม่มีแบบรุ่นนี้", "It cannot be taken yet: this version of the form is not here."
            ),
            remedy=Bilingual("เผยแพร่แบบรุ่นนี้ก่อน แล้วรับอีกครั้ง", "Publish this version of the form first, then take it."),
        )


class NothingToExport(NotFound):
    """Nothing that can be read has come back on a form of this id."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่มีแบบที่ส่งกลับมาของรหัสแบบนี้", "Nothing has come back on a form of this id."),
            remedy=Bilingual("ดูรหัสแบบด้วยคำสั่ง samutphok forms list", "See the ids of forms with samutphok forms list."),
        )
