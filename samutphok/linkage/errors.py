"""What can go wrong when rows are joined to people."""

from collections.abc import Sequence

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound, Stale


class ReviewNotFound(NotFound):
    """No such question, or it is outside the viewer's areas: the two look alike."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบรายการตรวจสอบนี้", "There is no such review."),
            remedy=Bilingual("กลับไปที่รายการตรวจสอบ", "Go back to the list of reviews."),
        )


class ReviewStale(Stale):
    """Somebody else decided, or the question changed, since the viewer opened it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("รายการตรวจสอบนี้เปลี่ยนไปแล้วตั้งแต่เปิดดู", "The review has changed since it was opened."),
            remedy=Bilingual("เปิดรายการใหม่แล้วตัดสินอีกครั้ง", "Open it again and decide on what it says now."),
        )


class AlreadyDecided(Conflict):
    """A question is decided once."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("รายการตรวจสอบนี้ตัดสินไปแล้ว", "The review has been decided already."),
            remedy=Bilingual("ดูผลการตัดสินในประวัติ", "See the decision in its history."),
        )


class NotDecided(Conflict):
    """There is no decision to take back."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("รายการนี้ยังไม่ได้ตัดสิน หรือถอนไปแล้ว", "There is no decision to take back."),
            remedy=Bilingual("กลับไปที่รายการรอตัดสิน", "Go back to the list of reviews."),
        )


class OtherOffice(Forbidden):
    """The number's holder belongs to an area in which the viewer may not decide."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "เลขประจำตัวนี้เป็นของผู้ที่อยู่นอกพื้นที่ของท่าน",
                "The number belongs to somebody outside your area.",
            ),
            remedy=Bilingual(
                "ขอให้ผู้ที่ดูแลทั้งสองพื้นที่เป็นผู้ตัดสิน",
                "Ask somebody whose area holds both to decide.",
            ),
        )


class NoRows(InvalidInput):
    """A file without a single row."""

    def __init__(self, file: str) -> None:
        super().__init__(
            problem=Bilingual(f"ไฟล์ {file} ไม่มีข้อมูลแม้แต่แถวเดียว", f"{file} has no rows."),
            remedy=Bilingual(
                "ตรวจว่าเลือกไฟล์ถูกต้องและไฟล์ไม่ว่าง", "Check that it is the right file and that it is not empty."
            ),
        )


class NoRecordNames(InvalidInput):
    """A file without the column `record_id`."""

    def __init__(self, file: str) -> None:
        super().__init__(
            problem=Bilingual(f"ไฟล์ {file} ไม่มีคอลัมน์ record_id", f"{file} has no column record_id."),
            remedy=Bilingual(
                "เพิ่มคอลัมน์ record_id ซึ่งแต่ละแถวไม่ซ้ำกัน", "Add a column record_id that is different on every row."
            ),
        )


class NothingToCompare(InvalidInput):
    """A file with neither names nor numbers."""

    def __init__(self, file: str) -> None:
        super().__init__(
            problem=Bilingual(f"ไฟล์ {file} ไม่มีทั้งชื่อและเลขประจำตัว", f"{file} has neither names nor citizen numbers."),
            remedy=Bilingual(
                "ต้องมีคอลัมน์ pid, first_name หรือ last_name อย่างน้อยหนึ่งคอลัมน์",
                "It needs at least one of the columns pid, first_name and last_name.",
            ),
        )


class RepeatedRecord(InvalidInput):
    """A `record_id` that is empty or stands on two rows."""

    def __init__(self, file: str) -> None:
        super().__init__(
            problem=Bilingual(
                f"คอลัมน์ record_id ของไฟล์ {file} ว่างหรือซ้ำกัน", f"{file}: a record_id is empty or stands on two rows."
            ),
            remedy=Bilingual("ให้แต่ละแถวมี record_id ของตนเอง", "Give every row a record_id of its own."),
        )


class TooManyPairs(InvalidInput):
    """A blocking rule that would make more pairs than a machine should try."""

    def __init__(self, rule: Sequence[str], pairs: int, most: int) -> None:
        named = " + ".join(rule)
        super().__init__(
            problem=Bilingual(
                f"กฎการจับกลุ่ม {named} จะสร้างคู่เปรียบเทียบ {pairs:,} คู่ รวมแล้วเกิน {most:,} คู่ที่ระบบยอมให้",
                f"The blocking rule {named} would make {pairs:,} pairs; with it there are more than the {most:,} allowed.",
            ),
            remedy=Bilingual(
                "เพิ่มคอลัมน์ในกฎนั้น เช่น ตำบลหรือชื่อ หรือแบ่งไฟล์ตามจังหวัด",
                "Add a column to that rule, such as the tambon or a name, or part the files by province.",
            ),
        )


class BadLinks(InvalidInput):
    """A file of links or of truth without the columns it needs, or without rows."""

    def __init__(self, file: str, columns: Sequence[str]) -> None:
        wanted = ", ".join(columns)
        super().__init__(
            problem=Bilingual(f"ไฟล์ {file} ต้องมีคอลัมน์ {wanted}", f"{file} needs the columns {wanted}."),
            remedy=Bilingual("ตรวจชื่อคอลัมน์ของไฟล์", "Check the names of the file's columns."),
        )


class UnknownThing(NotFound):
    """No such person, row or family, or out of the viewer's areas: they look alike."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบบุคคล ครัวเรือน หรือแถวข้อมูลนี้", "There is no such person, family or row."),
            remedy=Bilingual("กลับไปที่รายการแล้วเลือกใหม่", "Go back to the list and choose again."),
        )


class RuledApart(Conflict):
    """Somebody has said that a member of the one is not a member of the other."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "มีเจ้าหน้าที่ตัดสินไว้แล้วว่าข้อมูลสองฝั่งนี้มีบางส่วนเป็นคนละคนหรือคนละครัวเรือน",
                "Somebody has decided that parts of these two are different people or families.",
            ),
            remedy=Bilingual(
                "ดูประวัติการตัดสิน ถอนข้อตัดสินเดิมก่อน แล้วจึงรวม", "See the decisions, take that one back first, then join."
            ),
        )


class NotAlike(InvalidInput):
    """The two cannot be joined: the same thing twice, or things of other kinds."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("สองรายการนี้นำมารวมกันไม่ได้", "These two cannot be joined."),
            remedy=Bilingual("เลือกสองรายการที่ต่างกันและเป็นประเภทเดียวกัน", "Choose two different ones of one kind."),
        )


class NotAMember(InvalidInput):
    """Somebody named does not live in that family today, or nobody was named, or everybody."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ผู้ที่เลือกไม่ใช่สมาชิกปัจจุบันของครัวเรือนนี้", "Who was chosen is not a member of this family today."
            ),
            remedy=Bilingual("เลือกจากสมาชิกปัจจุบันอย่างน้อยหนึ่งคน", "Choose at least one member of today."),
        )


class UnknownDecision(InvalidInput):
    """A file of links with a decision that is none."""

    def __init__(self, file: str, decision: str) -> None:
        super().__init__(
            problem=Bilingual(
                f"ไฟล์ {file} มีคำตัดสิน '{decision[:20]}' ที่ระบบไม่รู้จัก",
                f"{file} has the unknown decision '{decision[:20]}'.",
            ),
            remedy=Bilingual("ใช้ accept, review หรือ reject", "Use accept, review or reject."),
        )


class OutIsInput(InvalidInput):
    """The result would be written over a file that is read."""

    def __init__(self, file: str) -> None:
        super().__init__(
            problem=Bilingual(
                f"ผลลัพธ์จะเขียนทับไฟล์ {file} ที่กำลังอ่าน", f"The result would overwrite {file}, which is read."
            ),
            remedy=Bilingual("ตั้งชื่อไฟล์ผลลัพธ์เป็นชื่ออื่น", "Give the result another name."),
        )


class NothingToLearn(InvalidInput):
    """Two files without enough pairs that agree, from which no model can be learnt."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("สองไฟล์นี้มีคู่ที่ตรงกันไม่พอให้เรียนรู้", "The files have too few pairs that agree to learn from."),
            remedy=Bilingual("ใช้ไฟล์ที่ใหญ่กว่านี้ มีชื่อ วันเกิด และพื้นที่", "Use larger files with names, days of birth and areas."),
        )


class FamilyChanged(Stale):
    """Somebody joined, left or was moved since the viewer looked."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "สมาชิกของครัวเรือนเปลี่ยนไปแล้วตั้งแต่เปิดดู", "The family's members have changed since you looked."
            ),
            remedy=Bilingual("ดูผลที่จะเกิดขึ้นอีกครั้งแล้วยืนยันใหม่", "Look at the preview again, then confirm."),
        )
