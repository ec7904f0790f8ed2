"""What can go wrong with cases, plans and conferences. No error repeats a name or a word of the plan."""

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound, Stale


class CaseNotFound(NotFound):
    """No such case, or none in the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบเคสนี้", "There is no such case."),
            remedy=Bilingual("กลับไปที่รายการเคส แล้วเลือกอีกครั้ง", "Go back to the list of cases and choose again."),
        )


class OpenAlready(Conflict):
    """The family has an open case: there is one at a time."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ครอบครัวนี้มีเคสที่เปิดอยู่แล้ว", "This family has an open case already."),
            remedy=Bilingual("ทำงานต่อในเคสเดิม ไม่ต้องเปิดใหม่", "Go on in that case; there is nothing to open."),
        )


class NotAllowedNow(Conflict):
    """An act that the state of the case does not allow, such as a step of a closed one."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("สถานะของเคสตอนนี้ทำสิ่งนี้ไม่ได้", "The case does not allow this now."),
            remedy=Bilingual("เปิดหน้าเคสใหม่เพื่อดูสถานะล่าสุด", "Open the case anew to see where it stands."),
        )


class OtherContent(Conflict):
    """A form whose act is kept already, sent once more with other content: it is neither kept nor passed over silently."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("แบบฟอร์มนี้บันทึกไปแล้ว แต่ครั้งนี้เนื้อหาต่างไป", "This form is kept already, with other content."),
            remedy=Bilingual(
                "เปิดหน้าใหม่ ดูสิ่งที่บันทึกไว้ แล้วเพิ่มรายการใหม่หากยังต้องการ",
                "Open the page anew, look at what is kept, and add to it if that is still needed.",
            ),
        )


class ReasonMissing(InvalidInput):
    """Something that is done only with a reason."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้บอกเหตุผล", "There is no reason."),
            remedy=Bilingual("เขียนเหตุผลสั้น ๆ เพื่อให้ผู้ที่มาทีหลังเข้าใจ", "Write a short reason for whoever comes later."),
        )


class BadDay(InvalidInput):
    """A day after today for what has happened, or before today for what is still to be done."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("วันที่ใช้ไม่ได้", "This day cannot be."),
            remedy=Bilingual(
                "สิ่งที่ทำแล้วต้องไม่หลังวันนี้ สิ่งที่จะทำต้องไม่ก่อนวันนี้",
                "What was done lies not after today, what is to be done not before it.",
            ),
        )


class UnknownWord(InvalidInput):
    """A code that the policy does not name: a problem, an outcome, a forum."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีตัวเลือกที่ระบบไม่รู้จัก", "There is a choice that is not known."),
            remedy=Bilingual("เลือกจากรายการที่มี แล้วลองอีกครั้ง", "Choose from the list and try again."),
        )


class CannotTakeCases(InvalidInput):
    """The account that cases are given to may not work cases where the family lives, or has ended."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ผู้ที่เลือกดูแลเคสในพื้นที่นี้ไม่ได้", "The person chosen cannot take cases where these families live."
            ),
            remedy=Bilingual("เลือกผู้อื่นที่ดูแลพื้นที่นี้", "Choose somebody who works in that area."),
        )


class NotYours(Forbidden):
    """A case that is handed over by somebody who neither works on it nor supervises it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ท่านมอบเคสของผู้อื่นต่อไม่ได้", "You cannot give another worker's case away."),
            remedy=Bilingual("ให้หัวหน้างานเป็นผู้มอบ", "Ask the supervisor of the area to do it."),
        )


class NothingChosen(InvalidInput):
    """A form that names no case, or more than are handed over at once."""

    def __init__(self, most: int) -> None:
        super().__init__(
            problem=Bilingual("ยังไม่ได้เลือกเคส หรือเลือกมากเกินไป", "No case is chosen, or too many are."),
            remedy=Bilingual(f"เลือก 1 ถึง {most} เคสในคราวเดียว", f"Choose 1 to {most} cases at once."),
        )


class EmptyPlan(InvalidInput):
    """A plan without a goal or a step, or with a part that is too long."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("แผนยังว่าง หรือมีข้อความยาวเกินไป", "The plan is empty, or one of its texts is too long."),
            remedy=Bilingual(
                "ใส่เป้าหมายของครอบครัวอย่างน้อยหนึ่งข้อ และให้แต่ละข้อความสั้นกว่า 1,000 ตัวอักษร",
                "Write at least one goal of the family, and keep each text under 1,000 characters.",
            ),
        )


class PlanChanged(Stale):
    """The plan was changed since the viewer read it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้แก้แผนนี้หลังจากที่ท่านเปิดอ่าน", "Somebody has changed this plan since you opened it."),
            remedy=Bilingual(
                "เทียบสองฉบับ แล้วเลือกทีละข้อ สิ่งที่ท่านพิมพ์ยังอยู่ครบ",
                "Compare the two and choose part by part; everything you typed is still there.",
            ),
        )


class StillOpen(Conflict):
    """Steps or referrals that are open, and for which no reason was given."""

    def __init__(self, open_items: int) -> None:
        super().__init__(
            problem=Bilingual(
                f"ยังมี {open_items} เรื่องที่ไม่เสร็จและไม่ได้บอกเหตุผล",
                f"There are {open_items} open matters without a reason.",
            ),
            remedy=Bilingual(
                "บอกเหตุผลของแต่ละขั้นตอนและแต่ละการส่งต่อที่ยังไม่เสร็จ", "Say of each open step and referral why it is left."
            ),
        )


class NoEvidence(Conflict):
    """'Stronger' needs a level that was assessed again from facts since the case was opened."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ยังไม่มีผลประเมินระดับใหม่จากข้อเท็จจริงหลังเปิดเคส",
                "The level has not been assessed again from facts since the case was opened.",
            ),
            remedy=Bilingual(
                "เยี่ยมบ้านและบันทึกสมุดพกอีกครั้ง แล้วจึงปิดว่าเข้มแข็งขึ้น",
                "Visit the family and fill the logbook again before closing as stronger.",
            ),
        )


class SecondPerson(Conflict):
    """Whoever asked for the closing cannot confirm it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ผู้ขอปิดเคสยืนยันเองไม่ได้", "Whoever asked for the closing cannot confirm it."),
            remedy=Bilingual("ให้ผู้อื่นที่ดูแลพื้นที่นี้ยืนยัน", "Have somebody else of this area confirm it."),
        )


class NotLower(Conflict):
    """'Stronger' needs a level lower than the one at the beginning."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "ระดับของครอบครัวยังไม่ลดลงจากวันเปิดเคส", "The family's level is not lower than when the case was opened."
            ),
            remedy=Bilingual(
                "ทำงานต่อ หรือปิดด้วยผลอื่น เช่น ทำตามแผนแล้ว ระดับไม่เปลี่ยน",
                "Go on, or close with another outcome, such as: plan done, level unchanged.",
            ),
        )


class ConferenceNotFound(NotFound):
    """No such conference, or none in which the viewer takes part."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบการประชุมนี้", "There is no such conference."),
            remedy=Bilingual("กลับไปที่รายการประชุม แล้วเลือกอีกครั้ง", "Go back to the list and choose again."),
        )


class OnAgendaAlready(Conflict):
    """A family that stands on the agenda already."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ครอบครัวนี้อยู่ในวาระแล้ว", "This family is on the agenda already."),
            remedy=Bilingual("เลือกครอบครัวอื่น", "Choose another family."),
        )


class Undecided(Conflict):
    """Minutes that are signed while a family waits for its decision."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ยังมีครอบครัวที่ไม่มีมติ", "A family has no decision yet."),
            remedy=Bilingual(
                "บันทึกมติของทุกครอบครัว รวมถึงที่เลื่อนไปคราวหน้า แล้วจึงลงนาม",
                "Write a decision for every family, also for one put off, and sign then.",
            ),
        )
