"""Why a form cannot be published, found or read. No error repeats an answer."""

from samutphok.kernel.errors import Bilingual, Conflict, Error, Forbidden, InvalidInput, NotFound


class UnsafeXml(Error):
    """XML that is not read at all: not UTF-8, with a DTD, too large, too deep, or broken. Found before anything is done."""

    status = 400

    def __init__(self, *, problem: Bilingual) -> None:
        super().__init__(
            problem=problem,
            remedy=Bilingual(
                "ส่งไฟล์ตามที่แอปเก็บข้อมูลหรือโปรแกรมแปลงแบบสร้างไว้ โดยไม่แก้ไข",
                "Send the file as the collecting app or the form converter made it, unchanged.",
            ),
        )


class NotAForm(InvalidInput):
    """XML that is no XForm: a part without which nobody could ask or answer it is missing."""

    def __init__(self, *, missing: Bilingual) -> None:
        super().__init__(
            problem=Bilingual(f"ไฟล์นี้ไม่ใช่แบบ XForm: ไม่พบ{missing.th}", f"This is no XForm: {missing.en} is missing."),
            remedy=Bilingual(
                "เผยแพร่จากไฟล์ XLSForm (.xlsx) หรือจาก .xml ที่แปลงจากไฟล์นั้น",
                "Publish the XLSForm (.xlsx), or the .xml that was converted from it.",
            ),
        )


class OtherForm(Conflict):
    """The answers belong to another form than the schema that should read them."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("คำตอบชุดนี้เป็นของแบบอื่น", "These answers belong to another form."),
            remedy=Bilingual("อ่านด้วยแบบที่มีรหัสเดียวกับที่ระบุในคำตอบ", "Read them by the form whose id the answers name."),
        )


class FormNotFound(NotFound):
    """No such form, version or file, or one of another area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบแบบนี้", "There is no such form."),
            remedy=Bilingual("กลับไปที่หน้าแบบเก็บข้อมูล", "Go back to the list of forms."),
        )


class MayNotPublish(Forbidden):
    """The viewer's grants publish no forms, or none for this area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("บัญชีนี้ไม่มีสิทธิ์เผยแพร่หรือแก้ไขแบบนี้", "This account may not publish or change this form."),
            remedy=Bilingual(
                "ใช้รหัสแบบ (form_id) ของจังหวัดเอง หรือขอให้หน่วยงานที่ดูแลแบบนี้เป็นผู้เผยแพร่",
                "Give the form an id of your own, or ask the office that looks after it.",
            ),
        )


class UnusableForm(InvalidInput):
    """A file that is no form we can publish."""


class NotConverted(UnusableForm):
    """pyxform refused the spreadsheet; its words name the sheet and row."""

    def __init__(self, words: str) -> None:
        super().__init__(
            problem=Bilingual(f"แปลงเป็นแบบไม่ได้: {words}", f"The form could not be converted: {words}"),
            remedy=Bilingual(
                "แก้ไขแถวที่ระบุในไฟล์ XLSForm แล้วส่งอีกครั้ง", "Mend the row it names in the XLSForm, and send it again."
            ),
        )


class NotValid(UnusableForm):
    """ODK Validate refused the form: ODK Collect would not open it."""

    def __init__(self, words: str) -> None:
        super().__init__(
            problem=Bilingual(
                f"แอปเก็บข้อมูลเปิดแบบนี้ไม่ได้ (ODK Validate): {words}",
                f"The collecting app could not open the form (ODK Validate): {words}",
            ),
            remedy=Bilingual("แก้ไขตามที่แจ้ง แล้วส่งอีกครั้ง", "Mend what it says, and send it again."),
        )


class VersionTaken(Conflict):
    """The version was published with other contents; a version never changes."""

    def __init__(self, *, form_id: str, version: str) -> None:
        super().__init__(
            problem=Bilingual(
                f"แบบ {form_id} รุ่น {version or '(ไม่ระบุ)'} เผยแพร่ไปแล้วด้วยเนื้อหาอื่น รุ่นที่เผยแพร่แล้วไม่เปลี่ยนอีก",
                f"Version {version or '(none)'} of {form_id} was published with other contents; a version never changes.",
            ),
            remedy=Bilingual(
                "ใส่เลขรุ่นใหม่ในช่อง version ของแผ่น settings แล้วส่งอีกครั้ง",
                "Give it a new version in the sheet settings, and send it again.",
            ),
        )


class WouldLose(Conflict):
    """The new version no longer asks, or asks otherwise, what the version before asks. losses: each of them."""

    def __init__(self, losses: tuple[Bilingual, ...]) -> None:
        self.losses = losses
        th, en = ("; ".join(loss.in_language(language) for loss in losses) for language in ("th", "en"))
        super().__init__(
            problem=Bilingual(
                f"รุ่นนี้จะทำให้ข้อมูลที่รุ่นก่อนเก็บอยู่ขาดไป: {th}", f"This version would lose what the one before asks: {en}."
            ),
            remedy=Bilingual(
                "แก้ไขแบบ หรือถ้าตั้งใจ ให้เลือกช่องยืนยันก่อนเผยแพร่ (คำสั่ง: --allow-loss)",
                "Mend the form or, if that is meant, tick the box that says so (command line: --allow-loss).",
            ),
        )


def unknown_kind() -> UnusableForm:
    """The file is neither a spreadsheet nor an XForm."""
    return UnusableForm(
        problem=Bilingual(
            "รับเฉพาะไฟล์ .xlsx (XLSForm) หรือ .xml (XForm)", "A form comes as .xlsx (XLSForm) or .xml (XForm)."
        ),
        remedy=Bilingual("บันทึกเป็น .xlsx แล้วส่งใหม่", "Save it as .xlsx and send that."),
    )
