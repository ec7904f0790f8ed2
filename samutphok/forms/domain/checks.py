"""What is checked of a form before it is published, besides what pyxform and ODK Validate check."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from samutphok.forms.domain.facts import FITS, FedFact
from samutphok.forms.domain.published import PHONE_LISTS, well_named
from samutphok.forms.domain.question import FormSchema, Question
from samutphok.forms.errors import UnusableForm
from samutphok.kernel.errors import Bilingual


def check(schema: FormSchema, *, files: Collection[str], facts: Mapping[str, FedFact]) -> tuple[Bilingual, ...]:
    """What the author should hear of; raises UnusableForm for what cannot be published. files: names that come along."""
    _check_names(schema, files)
    return (
        *_of_form(schema, files),
        *(remark for question in schema.questions if question.fact for remark in _of_fact(question, facts)),
    )


def _check_names(schema: FormSchema, files: Collection[str]) -> None:
    if not well_named(schema.form_id):
        raise _unusable("รหัสแบบ (form_id) มีอักขระที่ใช้ไม่ได้", "its id (form_id) has characters that addresses cannot hold")
    if schema.version and not well_named(schema.version):
        raise _unusable("เลขรุ่น (version) มีอักขระที่ใช้ไม่ได้", "its version has characters that addresses cannot hold")
    bad = next((name for name in files if not well_named(name)), None)
    if bad is not None:
        raise _unusable("ชื่อไฟล์ประกอบมีอักขระที่ใช้ไม่ได้", "a file that comes along has a name that cannot be used")


def _of_form(schema: FormSchema, files: Collection[str]) -> Iterator[Bilingual]:
    if not schema.version:
        yield Bilingual(
            "ไม่ระบุรุ่น (version) จึงเผยแพร่รุ่นใหม่ของแบบนี้ภายหลังได้ยาก",
            "The form has no version: give it one in the sheet settings.",
        )
    if not any(question.asked for question in schema.questions):
        yield Bilingual("แบบนี้ไม่มีคำถามให้ตอบ", "Nobody is asked anything by this form.")
    missing = [name for name in schema.files if name not in files and name not in PHONE_LISTS]
    if missing:
        names = ", ".join(missing)
        yield Bilingual(
            f"แบบอ้างถึงไฟล์ที่ยังไม่ได้แนบ: {names}", f"The form speaks of files that did not come along: {names}."
        )
    unused = sorted(name for name in files if name not in schema.files)
    if unused:
        names = ", ".join(unused)
        yield Bilingual(f"แบบไม่ได้ใช้ไฟล์ที่แนบมา: {names}", f"The form does not use these files: {names}.")


def _of_fact(question: Question, facts: Mapping[str, FedFact]) -> Iterator[Bilingual]:
    fact, name = facts.get(question.fact), question.path[-1]
    if fact is None:
        near = get_close_matches(question.fact, facts, n=1)
        th, en = (f" หมายถึง {near[0]} หรือไม่", f"; did you mean {near[0]}?") if near else ("", "")
        raise _unusable(
            f"ข้อ {name} ส่งเข้า {question.fact} ซึ่งสมุดพกไม่มี{th}",
            f"{name} feeds {question.fact}, which the logbook does not have{en}",
        )
    if fact.of_person and not question.repeat:
        yield Bilingual(
            f"ข้อ {name} เป็นเรื่องของสมาชิก ({fact.label.th}) แต่ไม่ได้อยู่ในกลุ่มที่ถามซ้ำรายคน",
            f"{name} tells of a member ({fact.label.en}) but stands in no repeat.",
        )
    if question.asked and question.kind not in FITS.get(fact.kind, {question.kind}):
        yield Bilingual(
            f"ชนิดคำตอบของข้อ {name} อาจไม่ตรงกับสมุดพก ({fact.label.th})",
            f"{name} takes a kind of answer that may not fit the logbook ({fact.label.en}).",
        )


def _unusable(th: str, en: str) -> UnusableForm:
    return UnusableForm(
        problem=Bilingual(f"เผยแพร่แบบนี้ไม่ได้: {th}", f"The form cannot be published: {en}."),
        remedy=Bilingual(
            "แก้ไขในไฟล์ XLSForm แล้วส่งอีกครั้ง รายชื่อที่ใช้ได้อยู่ในคู่มือการทำแบบ",
            "Mend the XLSForm and send it again; the guide to forms lists the names that can be used.",
        ),
    )
