"""Why a rule is refused, where, and what to write instead."""

from enum import Enum

from samutphok.kernel.errors import Bilingual, InvalidInput


class Refusal(Enum):
    """Problem and remedy, in Thai and English; `{}` takes the name or type in question."""

    SYNTAX = (
        ("ไวยากรณ์ตรงนี้ไม่ถูกต้อง", "the syntax is not right here."),
        ("ตรวจวงเล็บ เครื่องหมายคำพูด และตัวดำเนินการ", "Check brackets, quotation marks and operators."),
    )
    TOO_LONG = (
        ("กฎยาวเกินไป", "the rule is too long."),
        ("เขียนไม่เกิน {} ตัวอักษร หรือแยกเป็นหลายข้อ", "Keep a rule under {} characters, or split it."),
    )
    TOO_DEEP = (
        ("กฎซ้อนกันหลายชั้นเกินไป", "the rule is nested too deeply."),
        ("แยกเป็นหลายข้อ", "Split it into several rules."),
    )
    NOT_USED = (
        ("ส่วนนี้ของภาษา CEL ไม่ใช้ในกฎ", "this part of CEL is not used in rules."),
        (
            "ใช้ได้เฉพาะชื่อข้อมูล ค่า การเปรียบเทียบ + - * / && || ! in ?: has min max date",
            "Use fact names, values, comparisons, + - * / && || ! in ?: has min max date.",
        ),
    )
    VALUE = (
        ("ค่านี้ใช้ในกฎไม่ได้", "this value is not used in rules."),
        ("ใช้ true, false ตัวเลข หรือข้อความธรรมดา", "Use true, false, plain numbers and plain texts."),
    )
    NULL = (
        ("เปรียบเทียบกับ null ไม่ได้", "null cannot be compared."),
        ("ใช้ has(ชื่อข้อมูล) เพื่อถามว่ามีข้อมูลหรือไม่", "Ask has(fact) whether a fact is known."),
    )
    UNKNOWN_FACT = (
        ("ไม่รู้จักข้อมูล '{}'", "the fact '{}' is not known."),
        ("ใช้ชื่อที่มีในแฟ้มข้อมูล policy/facts", "Use a name from the files in policy/facts."),
    )
    CALL = (
        ("ใช้ '{}' แบบนี้ไม่ได้", "'{}' cannot be used so."),
        (
            "เขียน has(ข้อมูล), min(a, b), max(a, b) หรือ date('2020-05-01')",
            "Write has(fact), min(a, b), max(a, b) or date('2020-05-01').",
        ),
    )
    DATE = (
        ("ไม่ใช่วันที่", "this is no date."),
        ("เขียนวันที่เป็นคริสต์ศักราช เช่น date('2020-05-01')", "Write a day of the common era, such as date('2020-05-01')."),
    )
    LIST = (
        ("หลัง in ต้องเป็นรายการค่าธรรมดาอย่างน้อยหนึ่งค่า", "'in' needs a list of plain values, at least one."),
        ("เขียนเช่น x in ['a', 'b']", "Write for example x in ['a', 'b']."),
    )
    NO_ORDER = (
        ("ค่าชนิด {} เรียงลำดับไม่ได้", "{} values have no order."),
        ("ใช้ == หรือ != เท่านั้น", "Compare them with == or != only."),
    )
    MIXED = (
        ("ชนิด {} ใช้ร่วมกันไม่ได้", "{} do not go together."),
        ("ให้ทุกส่วนเป็นชนิดเดียวกัน", "Give all parts the same type."),
    )
    WRONG_TYPE = (
        ("ตรงนี้ใช้ชนิด {} ไม่ได้", "{} cannot stand here."),
        ("เงื่อนไขต้องเป็น bool การคำนวณต้องเป็นตัวเลข", "A condition needs bool, a calculation needs numbers."),
    )


class RuleError(InvalidInput):
    """A rule that cannot be read; `line` and `column` count from 1 within the rule's own text."""

    def __init__(self, refusal: Refusal, *, line: int = 1, column: int = 1, about: object = "") -> None:
        (problem_th, problem_en), (remedy_th, remedy_en) = refusal.value
        self.bare_problem = Bilingual(problem_th.format(about), problem_en.format(about))
        super().__init__(
            problem=Bilingual(
                f"กฎบรรทัดที่ {line} ตำแหน่งที่ {column}: {self.bare_problem.th}",
                f"Rule, line {line}, column {column}: {self.bare_problem.en}",
            ),
            remedy=Bilingual(remedy_th.format(about), remedy_en.format(about)),
        )
        self.line = line
        self.column = column
