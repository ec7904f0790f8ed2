"""A clause's condition in plain words, for people who never read a rule."""

from collections.abc import Mapping

from samutphok.kernel.dates import format_date
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.rules import FactType
from samutphok.kernel.vocabulary import Vocabulary
from samutphok.targeting.domain.conditions import Formula, Group, Node, Operator, Row, plain_number, read_day
from samutphok.targeting.domain.drafts import Draft, NumberDraft

OPERATOR_WORDS: Mapping[Operator, Bilingual] = {
    Operator.IS: Bilingual("ใช่", "is so"),
    Operator.IS_NOT: Bilingual("ไม่ใช่", "is not so"),
    Operator.EQUAL: Bilingual("เท่ากับ", "is"),
    Operator.UNEQUAL: Bilingual("ไม่เท่ากับ", "is not"),
    Operator.LESS: Bilingual("น้อยกว่า", "less than"),
    Operator.AT_MOST: Bilingual("ไม่เกิน", "at most"),
    Operator.MORE: Bilingual("มากกว่า", "more than"),
    Operator.AT_LEAST: Bilingual("ตั้งแต่", "at least"),
    Operator.ONE_OF: Bilingual("เป็นค่าใดค่าหนึ่งใน", "one of"),
    Operator.KNOWN: Bilingual("มีข้อมูลแล้ว", "is known"),
    Operator.NOT_KNOWN: Bilingual("ยังไม่มีข้อมูล", "is not known"),
}
_AND, _OR = Bilingual(" และ ", " AND "), Bilingual(" หรือ ", " OR ")
_GAP = Bilingual("(ยังไม่ครบ)", "(not complete)")


def sentence(condition: Group | str, draft: Draft, words: Vocabulary) -> Bilingual:
    """The whole condition; a text that cannot be read yet stands as it is."""
    if isinstance(condition, str):
        return Bilingual(condition, condition)
    return _said(condition, {one.name: one for one in draft.numbers}, words, outermost=True)


def _said(node: Node, numbers: Mapping[str, NumberDraft], words: Vocabulary, *, outermost: bool = False) -> Bilingual:
    if isinstance(node, Formula):
        return Bilingual(node.text or _GAP.th, node.text or _GAP.en)
    if isinstance(node, Row):
        return _row(node, numbers, words)
    between = _AND if node.every else _OR
    parts = [_said(part, numbers, words) for part in node.parts] or [_GAP]
    th, en = between.th.join(part.th for part in parts), between.en.join(part.en for part in parts)
    if node.negated:
        return Bilingual(f"ไม่ใช่ว่า ({th})", f"NOT ({en})")
    return Bilingual(th, en) if outermost or len(parts) == 1 else Bilingual(f"({th})", f"({en})")


def _row(row: Row, numbers: Mapping[str, NumberDraft], words: Vocabulary) -> Bilingual:
    if row.fact not in words.facts:
        return _GAP
    label, operator = words.label(row.fact), OPERATOR_WORDS[row.operator]
    match row.operator:
        case Operator.IS:
            return label
        case Operator.IS_NOT:
            return Bilingual(f"ไม่ใช่ “{label.th}”", f"not “{label.en}”")
        case Operator.KNOWN | Operator.NOT_KNOWN:
            return Bilingual(f"{label.th} {operator.th}", f"{label.en} {operator.en}")
    value = _value(row, numbers, words)
    return Bilingual(f"{label.th} {operator.th} {value.th}", f"{label.en} {operator.en} {value.en}")


def _value(row: Row, numbers: Mapping[str, NumberDraft], words: Vocabulary) -> Bilingual:
    if row.fact.startswith("bmn") and row.operator is Operator.EQUAL and row.value in ("0", "1"):
        return Bilingual("ผ่าน (1)", "passed (1)") if row.value == "1" else Bilingual("ไม่ผ่าน (0)", "failed (0)")
    if one := numbers.get(row.value):
        amount = _amount(one.value)
        return Bilingual(f"{amount} {one.unit.th}".strip(), f"{amount} {one.unit.en or one.unit.th}".strip())
    if words.facts[row.fact].type is FactType.DATE and (day := read_day(row.value)):
        return Bilingual(format_date(day, "th"), format_date(day, "en"))
    return Bilingual(_amount(row.value), _amount(row.value)) if row.value else _GAP


def _amount(text: str) -> str:
    plain = plain_number(text)
    if plain is None:
        return text
    return f"{float(plain):,.2f}" if "." in plain else f"{int(plain):,}"
