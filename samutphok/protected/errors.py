"""What can go wrong here, with what to do about it. No error tells whether a matter exists."""

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound, Stale


class MatterNotFound(NotFound):
    """No such matter, or none whose team the viewer is in."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบเรื่องนี้", "There is no such matter."),
            remedy=Bilingual("กลับไปที่รายการของท่าน", "Go back to your list."),
        )


class MayNotOpen(Forbidden):
    """Somebody whose work does not meet such matters, or elsewhere."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("เปิดเรื่องคุ้มครองในพื้นที่นี้ไม่ได้", "You cannot open a protected matter in this area."),
            remedy=Bilingual(
                "โทร 1300 หรือแจ้งสำนักงาน พมจ. ของจังหวัด", "Call 1300 or the province's social-development office."
            ),
        )


class BadMatter(InvalidInput):
    """A matter without a story, or one too long."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้เล่าเรื่อง หรือข้อความยาวเกินไป", "The story is missing, or too long."),
            remedy=Bilingual(
                "เล่าเท่าที่ทีมต้องรู้ ไม่เกิน 8,000 ตัวอักษร", "Write what the team must know, up to 8,000 characters."
            ),
        )


class BadTeam(InvalidInput):
    """A team of nobody, or with somebody who may not work on such matters here."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ทีมที่เลือกใช้ไม่ได้", "This team cannot be."),
            remedy=Bilingual(
                "เลือกอย่างน้อยหนึ่งคนที่มีสิทธิทำงานคุ้มครองในพื้นที่นี้",
                "Choose at least one person who may work on protected matters in this area.",
            ),
        )


class MatterStale(Stale):
    """Somebody of the team acted since the page was read."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "มีคนในทีมบันทึกเพิ่มหลังจากที่ท่านเปิดหน้านี้", "A colleague of the team has acted since you opened this."
            ),
            remedy=Bilingual(
                "อ่านบันทึกล่าสุดด้านล่าง แล้วส่งอีกครั้ง ข้อความของท่านยังอยู่",
                "Read what is new, then send again; your words are kept.",
            ),
        )


class NotNow(Conflict):
    """An act that the state of the matter does not allow."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ทำขั้นตอนนี้ในตอนนี้ไม่ได้", "This step is not possible now."),
            remedy=Bilingual("เปิดหน้าเรื่องอีกครั้งเพื่อดูขั้นตอนที่ทำได้", "Open the page again and see what is possible."),
        )


class WordsMissing(InvalidInput):
    """An act that needs words and has none, or too many."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้เขียนบันทึก หรือข้อความยาวเกินไป", "There are no words, or too many."),
            remedy=Bilingual(
                "เขียนให้ทีมเข้าใจ ไม่เกิน 8,000 ตัวอักษร", "Write so that the team understands, up to 8,000 characters."
            ),
        )


class BadReason(InvalidInput):
    """A break-glass without a coded reason or with too few words."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้ระบุเหตุและคำอธิบาย", "The reason or its words are missing."),
            remedy=Bilingual(
                "เลือกเหตุ และอธิบายอย่างน้อย 20 ตัวอักษร", "Choose a reason, and explain it in 20 characters or more."
            ),
        )


class AskedAlready(Conflict):
    """A break-glass that would prolong another: the one before has not been reviewed."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ท่านขอเปิดเรื่องของครอบครัวนี้ไว้แล้ว และยังไม่มีผู้ทบทวน",
                "You asked for this family before, and nobody has reviewed it.",
            ),
            remedy=Bilingual(
                "รอผู้ทบทวน หรือติดต่อสำนักงาน พมจ. โดยตรง", "Wait for the review, or speak to the province's office."
            ),
        )
