"""Why a programme cannot be changed, or something not be written into its book."""

from samutphok.kernel.errors import Bilingual, Conflict, InvalidInput, NotFound


class ProgrammeNotFound(NotFound):
    """No such programme, or none that reaches the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบโครงการนี้", "There is no such programme."),
            remedy=Bilingual("เลือกจากรายการโครงการในพื้นที่ของท่าน", "Choose one from the list of your area."),
        )


class NotYours(NotFound):
    """An area or agency for which the viewer does not answer."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("พื้นที่หรือหน่วยงานนี้ไม่ใช่ของท่าน", "This area or agency is not yours to report for."),
            remedy=Bilingual("เลือกพื้นที่และหน่วยงานของท่านเอง", "Choose your own area and agency."),
        )


class NotOfTheRules(InvalidInput):
    """A word that the rules do not have, a text that is missing, a day that cannot be."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ข้อมูลบางช่องว่างหรือใช้ไม่ได้", "Something is missing or cannot be used."),
            remedy=Bilingual(
                "เลือกจากรายการ เขียนสั้น ๆ ให้ครบ และตรวจวันที่ว่าไม่หลังวันนี้",
                "Choose from the lists, fill in the texts, and see that no day lies after today.",
            ),
        )


class NoEvidence(InvalidInput):
    """A result that is tied to nothing."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ผลลัพธ์ต้องมีหลักฐาน", "A result needs its evidence."),
            remedy=Bilingual(
                "ผูกกับเอกสาร การส่งต่อ ความช่วยเหลือ การเยี่ยม หรือตัวเลขในระบบ",
                "Tie it to a document, referral, gift or visit, or to a number of this system.",
            ),
        )


class EvidenceNotFound(InvalidInput):
    """Evidence that is not there, that the viewer may not see, or that lies in another area: the three look alike."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบหลักฐานนี้ในพื้นที่ของผลลัพธ์", "This evidence was not found in the result's area."),
            remedy=Bilingual(
                "เปิดหน้าของหลักฐานนั้น คัดลอกที่อยู่ของหน้ามาวาง และตรวจว่าเลือกชนิดถูกต้อง",
                "Open the page of the evidence, copy its address, paste it here, and see that its kind is the right one.",
            ),
        )


class BegunAlready(Conflict):
    """A shipped programme that runs."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("โครงการนี้เริ่มแล้ว", "This programme has begun already."),
            remedy=Bilingual("เปิดจากรายการโครงการ", "Open it from the list."),
        )


class BadFile(InvalidInput):
    """A file of families without a header, or with nobody below it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("อ่านรายชื่อครอบครัวจากไฟล์ไม่ได้", "No family can be read from the file."),
            remedy=Bilingual(
                "ให้มีหัวตาราง ชื่อ-สกุล และ เขต หรือชุมชน เป็นอย่างน้อย",
                "Give it at least a header row with the head's name and the district.",
            ),
        )
