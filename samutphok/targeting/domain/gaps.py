"""What a draft still lacks before it can be proposed, said where it lacks it and in plain words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.rules import FactType, RuleError, facts_used
from samutphok.kernel.vocabulary import Vocabulary
from samutphok.targeting.domain.conditions import Formula, Group, Row, Terms, plain_number, rows_in, written
from samutphok.targeting.domain.drafts import NUMBER_NAME, ClauseDraft, Draft, NumberDraft, rule_of
from samutphok.targeting.domain.rulesets import HIGHEST

MOST_CLAUSES, MOST_ROWS, MOST_NUMBERS = 30, 30, 12


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to mend. place: a field ('label'), a number or a clause by its id, a row of it by its path '0.1'."""

    place: str
    text: Bilingual
    row: str = ""


def gaps_in(draft: Draft, vocabulary: Vocabulary) -> tuple[Gap, ...]:
    """Everything that keeps the draft from being proposed; none when it is ready."""
    found = [*_of_head(draft), *_of_numbers(draft, vocabulary)]
    if not draft.clauses:
        found.append(Gap("clauses", Bilingual("ยังไม่มีข้อใดเลย", "There is no clause yet.")))
    if len(draft.clauses) > MOST_CLAUSES:
        found.append(Gap("clauses", Bilingual(f"มีได้ไม่เกิน {MOST_CLAUSES} ข้อ", f"At most {MOST_CLAUSES} clauses.")))
    for clause in draft.clauses:
        found.extend(gaps_of_clause(clause, draft, vocabulary))
    return tuple(found)


def gaps_of_clause(clause: ClauseDraft, draft: Draft, vocabulary: Vocabulary) -> Iterator[Gap]:
    """What one clause lacks; a rule that cannot be read is told with line and column."""
    if not (clause.text.th or clause.text.en).strip():
        yield Gap(clause.id, Bilingual("ใส่ข้อความของข้อนี้ตามมติ", "Write the clause's text as the resolution has it."))
    if not clause.sealed:
        yield from _of_condition(clause, draft, vocabulary)


def _of_head(draft: Draft) -> Iterator[Gap]:
    if not (draft.label.th or draft.label.en).strip():
        yield Gap("label", Bilingual("ใส่ชื่อนิยาม", "Give the definition a name."))
    if not (draft.committee.th or draft.committee.en).strip():
        yield Gap("committee", Bilingual("ใส่ชื่อคณะกรรมการ", "Name the committee."))
    if not draft.resolution.strip():
        yield Gap("resolution", Bilingual("ใส่เลขที่มติ", "Give the resolution's number."))
    if draft.resolved_on is None:
        yield Gap("resolved_on", Bilingual("ใส่วันที่ของมติ", "Give the resolution's date."))
    if draft.valid_from is None:
        yield Gap("valid_from", Bilingual("ใส่วันเริ่มใช้", "Say from which day it holds."))
    elif draft.resolved_on is not None and draft.valid_from < draft.resolved_on:
        yield Gap("valid_from", Bilingual("เริ่มใช้ก่อนวันที่ของมติไม่ได้", "It cannot hold before its resolution."))
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        yield Gap("valid_to", Bilingual("วันสิ้นสุดอยู่ก่อนวันเริ่มใช้", "It ends before it begins."))


def _of_numbers(draft: Draft, vocabulary: Vocabulary) -> Iterator[Gap]:
    named = Counter(one.name for one in draft.numbers)
    if len(draft.numbers) > MOST_NUMBERS:
        yield Gap("numbers", Bilingual(f"มีได้ไม่เกิน {MOST_NUMBERS} ตัวเลข", f"At most {MOST_NUMBERS} numbers."))
    for one in draft.numbers:
        if text := _wrong_number(one, named[one.name] > 1 or one.name in vocabulary.facts):
            yield Gap(f"number:{one.name}", text)


def _wrong_number(one: NumberDraft, taken: bool) -> Bilingual | None:
    if not NUMBER_NAME.fullmatch(one.name) or taken:
        return Bilingual(
            "ชื่อเรียกใช้อักษรอังกฤษตัวเล็ก ตัวเลข และ _ และไม่ซ้ำกับชื่ออื่น",
            "A short name has small Latin letters, digits and _, and is nobody else's.",
        )
    if plain_number(one.value) is None:
        return Bilingual("ค่าต้องเป็นตัวเลข", "The value is a number.")
    return None if one.source.strip() else Bilingual("ใส่ที่มาของตัวเลข", "Say where the number comes from.")


def _of_condition(clause: ClauseDraft, draft: Draft, vocabulary: Vocabulary) -> Iterator[Gap]:
    if isinstance(clause.condition, Group):
        yield from _of_rows(clause, clause.condition, draft.terms(vocabulary))
        if rows_in(clause.condition) > MOST_ROWS:
            text = f"แต่ละข้อมีเงื่อนไขได้ไม่เกิน {MOST_ROWS} แถว", f"A clause has at most {MOST_ROWS} rows."
            yield Gap(clause.id, Bilingual(*text))
            return
    try:
        rule = rule_of(clause, draft, vocabulary)
    except RuleError as error:
        yield Gap(clause.id, _told(error, vocabulary))
        return
    if rule is None and isinstance(clause.condition, str):
        yield Gap(clause.id, Bilingual("เขียนเงื่อนไขของข้อนี้", "Write the clause's condition."))
    if rule is not None and rule.type is not FactType.BOOL:
        text = "เงื่อนไขต้องตอบได้ว่าใช่หรือไม่ใช่", "A condition must answer yes or no."
        yield Gap(clause.id, Bilingual(*text))
    if rule is not None and not facts_used(rule) - {one.name for one in draft.numbers}:
        text = "เงื่อนไขนี้ไม่ได้อ่านข้อมูลของใครเลย", "This condition reads no fact about anybody."
        yield Gap(clause.id, Bilingual(*text))


def _of_rows(clause: ClauseDraft, group: Group, terms: Terms, path: str = "") -> Iterator[Gap]:
    if not group.parts:
        yield Gap(clause.id, Bilingual("วงเล็บนี้ยังว่าง", "These brackets are empty."), path)
    for place, part in enumerate(group.parts):
        here = f"{path}.{place}" if path else str(place)
        if isinstance(part, Group):
            yield from _of_rows(clause, part, terms, here)
        elif written(part, terms) is None:
            yield Gap(clause.id, _wrong_row(part, terms), here)


def _wrong_row(part: Row | Formula, terms: Terms) -> Bilingual:
    if isinstance(part, Formula):
        return Bilingual("เขียนสูตรของแถวนี้", "Write this row's formula.")
    kind = terms.facts.get(part.fact)
    if kind is None:
        return Bilingual("เลือกข้อมูลของแถวนี้", "Choose this row's fact.")
    if kind is FactType.DATE:
        return Bilingual("ใส่วันที่ เช่น 1 พฤษภาคม 2563", "Give a day, such as 1 May 2020.")
    if kind is FactType.TEXT:
        return Bilingual("ใส่ข้อความที่ไม่มีเครื่องหมายคำพูด", "Give a text without quotation marks.")
    if kind is FactType.INT:
        return Bilingual("ใส่จำนวนเต็ม หรือชื่อเรียกของตัวเลข", "Give a whole number, or a number's short name.")
    return Bilingual("ใส่ตัวเลข หรือชื่อเรียกของตัวเลข", "Give a number, or a number's short name.")


def _told(error: RuleError, vocabulary: Vocabulary) -> Bilingual:
    """The refusal with its place; that a fact is sealed is said as such."""
    sealed = [name for name in vocabulary.facts if vocabulary.sensitivity(name) == HIGHEST]
    if any(f"'{name}'" in error.problem.en for name in sealed):
        return Bilingual(
            f"บรรทัดที่ {error.line} ตำแหน่งที่ {error.column}: ข้อมูลนี้เป็นชั้นลับที่สุด เฉพาะทีมที่ดูแลรายนั้นจึงอ่านได้ ใช้ในนิยามไม่ได้",
            f"Line {error.line}, column {error.column}: this fact is of the highest sensitivity. Only the case team may read it,"
            " so no definition can.",
        )
    return Bilingual(f"{error.problem.th} {error.remedy.th}", f"{error.problem.en} {error.remedy.en}")
