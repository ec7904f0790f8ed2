"""What can go wrong while people are measured and lists are drawn."""

from datetime import date

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound, Stale
from samutphok.kernel.policies import PolicyFile


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


class MeasureNotValid(Conflict):
    """A measure is of another round of the survey than the one that would be read."""

    def __init__(self, measure: PolicyFile, surveyed: date) -> None:
        until = measure.valid_to.isoformat() if measure.valid_to else "…"
        held = f"{measure.valid_from.isoformat()} – {until}"
        super().__init__(
            problem=Bilingual(
                f"ตัววัด {measure.name} ใช้กับการสำรวจช่วง {held} แต่การสำรวจของพื้นที่นี้เป็นของวันที่ {surveyed.isoformat()}",
                f"The measure {measure.name} is for surveys of {held}, and this area's survey is of {surveyed.isoformat()}.",
            ),
            remedy=Bilingual(
                "เลือกตัววัดของรอบการสำรวจนั้น หรือเพิ่มแฟ้มตัววัดของรอบใหม่ใน policy/measures",
                "Take the measure of that round, or add a file for the new round to policy/measures.",
            ),
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


class DefinitionNotFound(NotFound):
    """No such definition of a committee, or not in the viewer's area: the two look alike."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบนิยามนี้", "There is no such definition."),
            remedy=Bilingual("กลับไปที่รายการนิยาม", "Go back to the list of definitions."),
        )


class MayNotDefine(Forbidden):
    """Definitions are written and approved by the province's office."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "บัญชีนี้เขียนหรืออนุมัตินิยามของพื้นที่นี้ไม่ได้", "This account may not write or approve this area's definitions."
            ),
            remedy=Bilingual("ติดต่อเจ้าหน้าที่จังหวัด", "Ask an officer of the province."),
        )


class CountsShowFamilies(Forbidden):
    """Whoever picks the condition could tell single families by its count, however it is rounded."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "บัญชีนี้ดูรายชื่อครอบครัวของพื้นที่นี้ไม่ได้ จึงนับหรือเทียบนิยามไม่ได้",
                "This account may not list this area's families, so it may not count or compare definitions.",
            ),
            remedy=Bilingual("ให้เจ้าหน้าที่จังหวัดเป็นผู้นับ", "Ask an officer of the province to count."),
        )


class OwnProposal(Forbidden):
    """Who wrote a definition, or proposed it, cannot approve it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ผู้ที่ร่วมเขียนหรือเสนอนิยามนี้อนุมัติเองไม่ได้", "Whoever wrote or proposed this definition may not approve it."
            ),
            remedy=Bilingual("ให้เจ้าหน้าที่อีกคนหนึ่งเป็นผู้อนุมัติ", "Ask a second person to approve it."),
        )


class DefinitionMoved(Conflict):
    """The definition is no longer where this act can be done to it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "สถานะของนิยามนี้เปลี่ยนไปแล้ว จึงทำรายการนี้ไม่ได้",
                "This definition has moved on, so this cannot be done any more.",
            ),
            remedy=Bilingual("เปิดหน้านิยามอีกครั้งเพื่อดูสถานะล่าสุด", "Open it again to see where it stands."),
        )


class StaleDraft(Stale):
    """Somebody else saved the draft in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้อื่นบันทึกร่างนี้ไปก่อนแล้ว", "Somebody else saved this draft in the meantime."),
            remedy=Bilingual(
                "เปิดร่างล่าสุดมาแก้ต่อ หรือเลือกบันทึกทับด้วยสิ่งที่ท่านเขียน",
                "Go on from the newest draft, or save what you wrote over it.",
            ),
        )


class DraftIncomplete(InvalidInput):
    """A draft with gaps cannot be proposed."""

    def __init__(self, gap: Bilingual) -> None:
        super().__init__(
            problem=Bilingual(f"ยังเสนอไม่ได้: {gap.th}", f"It cannot be proposed yet: {gap.en}"),
            remedy=Bilingual("เติมให้ครบแล้วเสนออีกครั้ง", "Fill it in, then propose it again."),
        )


class TooManyDefinitions(Conflict):
    """A list keeps the definitions that a family meets in a few bits."""

    def __init__(self, most: int) -> None:
        super().__init__(
            problem=Bilingual(
                f"พื้นที่หนึ่งใช้นิยามพร้อมกันได้ไม่เกิน {most} ฉบับ", f"At most {most} definitions may be in force in one area."
            ),
            remedy=Bilingual(
                "ให้ฉบับที่เลิกใช้มีวันสิ้นสุด หรือเสนอเป็นฉบับใหม่ของนิยามเดิม",
                "Write it as a new version of one that is there, or let another end.",
            ),
        )


class ReasonMissing(InvalidInput):
    """Whoever sends a proposal back says why."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้บอกเหตุผลที่ส่งกลับ", "The reason for sending it back is missing."),
            remedy=Bilingual("เขียนให้ผู้เสนอรู้ว่าต้องแก้อะไร", "Tell its authors what to change."),
        )


class NoListToCountOn(Conflict):
    """Reach is counted on the registers of a list, and no list covers the area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่มีบัญชีเป้าหมายที่ครอบคลุมพื้นที่นี้", "No list covers this area yet."),
            remedy=Bilingual("จัดทำบัญชีของพื้นที่นี้ก่อน แล้วนับอีกครั้ง", "Draw the area's list first, then count again."),
        )


class NothingToCount(InvalidInput):
    """No clause of the definition is complete enough to be counted."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่มีข้อใดที่ครบพอจะนับได้", "No clause is complete enough to be counted."),
            remedy=Bilingual("เติมเงื่อนไขของข้อใดข้อหนึ่งให้ครบก่อน", "Fill in the condition of a clause first."),
        )
