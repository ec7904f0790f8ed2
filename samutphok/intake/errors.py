"""Why a register file, or a batch, cannot be taken, found or moved on. No error repeats a cell of the file."""

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound


class BadFile(InvalidInput):
    """A file that was refused whole: unreadable, hostile, or too large."""


class UnknownLayout(InvalidInput):
    """The headers fit no register, or several, or lack a column that the register needs."""


class BadCutDate(InvalidInput):
    """The register's cut lies in the future."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("วันที่ตัดข้อมูลอยู่ในอนาคต", "The register's cut date lies in the future."),
            remedy=Bilingual("ระบุวันที่ข้อมูลในไฟล์เป็นจริง", "Give the day on which the file's contents were true."),
        )


class UnknownBatch(NotFound):
    """No such batch, or none that this viewer may see."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบชุดข้อมูลนี้", "There is no such batch."),
            remedy=Bilingual("กลับไปที่หน้านำเข้าข้อมูล", "Go back to the imports page."),
        )


class MayNotReceive(Forbidden):
    """The viewer holds no grant to receive registers anywhere."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("บัญชีนี้ไม่มีสิทธิ์นำเข้าทะเบียน", "This account may not receive registers."),
            remedy=Bilingual("ขอสิทธิ์จากผู้ดูแลระบบของจังหวัด", "Ask the administrator of the province for the right."),
        )


class ReceivedOtherwise(Conflict):
    """The same file was received before with another cut date or another mapping of its columns."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ไฟล์นี้รับเข้าแล้วด้วยวันที่ตัดข้อมูลหรือการจับคู่คอลัมน์อื่น",
                "This file was received before, with another cut date or other columns.",
            ),
            remedy=Bilingual(
                "ใช้วันที่และคอลัมน์เดิม หรือขอไฟล์ฉบับใหม่จากผู้ส่ง",
                "Use the same date and columns, or ask the sender for a new file.",
            ),
        )


class WrongMove(Conflict):
    """The batch is not in a state that allows this step."""

    def __init__(self, status: str) -> None:
        super().__init__(
            problem=Bilingual(f"ชุดข้อมูลอยู่ในสถานะ {status}", f"The batch is {status}; this step does not follow."),
            remedy=Bilingual("ดูสถานะล่าสุดในหน้านำเข้าข้อมูล", "Look at its state on the imports page."),
        )


class BadMapping(UnknownLayout):
    """A correction of a file's reading that cannot be followed."""


class UnknownDraft(NotFound):
    """No such file waits, or somebody else has sent it, or its day is over."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบไฟล์ที่รอตรวจนี้", "No such file waits."),
            remedy=Bilingual("ส่งไฟล์อีกครั้ง", "Send the file again."),
        )


class TakenBack(Conflict):
    """The batch is being undone, or was."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ชุดข้อมูลนี้กำลังย้อนกลับหรือย้อนกลับแล้ว", "The batch is being taken back, or was."),
            remedy=Bilingual(
                "รอให้ย้อนกลับเสร็จ แล้วส่งไฟล์เดิมเพื่อรับเข้าใหม่",
                "Wait until it is done, then send the file again to receive it anew.",
            ),
        )


class NotConfirmed(InvalidInput):
    """What was typed to confirm an undoing is not the number of rows, or the reason is missing."""

    def __init__(self, rows: int) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ยืนยันการย้อนกลับ", "The undoing was not confirmed."),
            remedy=Bilingual(
                f"พิมพ์จำนวนแถว {rows:,} และเขียนเหตุผลอย่างน้อย 5 ตัวอักษร",
                f"Type the number of rows, {rows:,}, and a reason of at least 5 letters.",
            ),
        )
