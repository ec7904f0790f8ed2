"""What can go wrong here, with what to do about it."""

from samutphok.kernel.errors import Bilingual, Conflict, InvalidInput, NotFound


class BadAddress(InvalidInput):
    """A number or address that no message can reach."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("เบอร์มือถือหรืออีเมลใช้ไม่ได้", "This mobile number or e-mail address cannot be used."),
            remedy=Bilingual(
                "ใส่เบอร์มือถือไทย 10 หลัก หรืออีเมลที่ถูกต้อง", "Give a Thai mobile number of ten digits, or an address."
            ),
        )


class BadMessage(InvalidInput):
    """A template that is not declared, or values other than it declares: a mistake of the sending room."""

    def __init__(self, what: str) -> None:
        super().__init__(
            problem=Bilingual(
                f"ข้อความไม่ตรงกับแบบที่ประกาศไว้ ({what})", f"The message does not fit its template ({what})."
            ),
            remedy=Bilingual("ดูแบบข้อความใน policy/messages", "See the templates in policy/messages."),
        )


class MessageNotFound(NotFound):
    """No such message, or none that this viewer may look after."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบข้อความนี้", "There is no such message."),
            remedy=Bilingual("กลับไปที่รายการข้อความ", "Go back to the list of messages."),
        )


class NotFailed(Conflict):
    """A message that has not failed, or whose number was forgotten meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ข้อความนี้ส่งซ้ำไม่ได้", "This message cannot be sent again."),
            remedy=Bilingual(
                "ข้อความอาจส่งไปแล้ว หรือระบบลบเบอร์ตามกำหนดแล้ว ให้ผู้รับผิดชอบเรื่องติดต่อเอง",
                "It may have been sent, or its number was forgotten in time. Whoever sent it reaches the person another way.",
            ),
        )
