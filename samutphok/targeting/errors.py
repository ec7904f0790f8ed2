"""What can go wrong while people are measured and lists are drawn."""

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound


class BadRegister(InvalidInput):
    """A register file that lacks a column, or holds a value that the measure cannot read."""


def bad_register(file: str, problem: Bilingual, remedy: Bilingual) -> BadRegister:
    """A register file's mistake, with the file it stands in."""
    return BadRegister(problem=Bilingual(f"{file}: {problem.th}", f"{file}: {problem.en}"), remedy=remedy)


class MayNotDraw(Forbidden):
    """Lists are drawn by whoever leads the area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("บัญชีนี้จัดทำบัญชีรายชื่อของพื้นที่นี้ไม่ได้", "This account may not draw the list of this area."),
            remedy=Bilingual("ให้เจ้าหน้าที่จังหวัดเป็นผู้จัดทำ", "Ask an officer of the province to draw it."),
        )


class MissingRegister(Conflict):
    """A register that the measure reads has not arrived for the area."""

    def __init__(self, register: str) -> None:
        super().__init__(
            problem=Bilingual(
                f"ยังไม่มีทะเบียน {register} ของพื้นที่นี้", f"The register {register} has not arrived for this area."
            ),
            remedy=Bilingual("นำเข้าไฟล์ทะเบียนนี้ก่อน แล้วลองใหม่", "Import its file first, then try again."),
        )


class ListNotFound(NotFound):
    """No such drawn list."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบบัญชีรายชื่อนี้", "There is no such list."),
            remedy=Bilingual("ตรวจรหัสของบัญชีรายชื่อ", "Check the list's id."),
        )


class RuleChanged(Conflict):
    """A rule file of a frozen list has been edited since, so the list cannot be drawn again with it."""

    def __init__(self, rule: str) -> None:
        super().__init__(
            problem=Bilingual(
                f"แฟ้มกติกา {rule} ถูกแก้ไขหลังจัดทำบัญชีรายชื่อนี้", f"The rule file {rule} was edited after this list was drawn."
            ),
            remedy=Bilingual(
                "คืนแฟ้มเดิมแล้วลองใหม่ กติกาใหม่ให้เขียนเป็นแฟ้มใหม่ที่มีวันเริ่มใช้",
                "Bring the earlier file back and try again; write a new rule as a new file with its own dates.",
            ),
        )
