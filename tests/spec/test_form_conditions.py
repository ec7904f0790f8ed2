"""When a question of a form is asked, in words. The tables are the rule: what is not understood is left unsaid, never guessed."""

import pytest

from samutphok.forms.domain.conditions import in_words
from samutphok.forms.domain.facts import FedFact
from samutphok.forms.domain.question import SILENT, Choice, FormSchema, Question, QuestionKind
from samutphok.kernel.errors import Bilingual


def question(name: str, kind: QuestionKind, *choices: str, asked: bool = True, fact: str = "") -> Question:
    label = Bilingual(f"ถาม{name}", f"Ask {name}")
    options = tuple(Choice(value, Bilingual(f"ตัวเลือก{value}", f"choice {value}")) for value in choices)
    return Question(("members", name), kind, ("members",), fact, asked, False, label, SILENT, options)


SCHEMA = FormSchema(
    form_id="f",
    version="1",
    title="",
    root="data",
    questions=(
        question("care", QuestionKind.SELECT_ONE, "some", "most", "bed"),
        question("needs", QuestionKind.SELECT_MANY, "work", "none"),
        question("rooms", QuestionKind.INTEGER),
        question("age", QuestionKind.TEXT, asked=False, fact="age"),
        question("disabled", QuestionKind.TEXT, asked=False, fact="disabled"),
        question("person_id", QuestionKind.TEXT, asked=False, fact="person_id"),
        question("inner", QuestionKind.TEXT, asked=False),
    ),
    repeats=(("members",),),
)
FACTS = {
    "age": FedFact("age", True, "number", Bilingual("อายุ", "Age")),
    "disabled": FedFact("disabled", True, "flag", Bilingual("คนพิการ", "Disabled")),
    "person_id": FedFact("person_id", True, "id", Bilingual("สมาชิก", "Member")),
}


def told(expression: str) -> Bilingual:
    def by_number(one: Question) -> Bilingual:
        place = SCHEMA.questions.index(one) + 1
        return Bilingual(f"ข้อ {place}", f"no. {place}")

    return in_words(expression, at=("members", "asked"), schema=SCHEMA, facts=FACTS, call=by_number)


SAID = [
    ("../care = 'bed'", "ข้อ 1 ตอบ “ตัวเลือกbed”", "no. 1 is “choice bed”"),
    ("'bed' = /data/members/care", "ข้อ 1 ตอบ “ตัวเลือกbed”", "no. 1 is “choice bed”"),
    ("current()/../care != 'bed'", "ข้อ 1 ไม่ได้ตอบ “ตัวเลือกbed”", "no. 1 is not “choice bed”"),
    ("not( ../care = 'bed')", "ข้อ 1 ไม่ได้ตอบ “ตัวเลือกbed”", "no. 1 is not “choice bed”"),
    ("selected( ../needs , 'work')", "ข้อ 2 ตอบ “ตัวเลือกwork”", "no. 2 is “choice work”"),
    (
        "selected('some most', ../care)",
        "ข้อ 1 ตอบ “ตัวเลือกsome” หรือ ตอบ “ตัวเลือกmost”",
        "no. 1 is “choice some” or is “choice most”",
    ),
    ("../rooms != ''", "ข้อ 3 ตอบแล้ว", "no. 3 is answered"),
    ("../rooms = ''", "ข้อ 3 ไม่ได้ตอบ", "no. 3 is not answered"),
    ("../rooms > 2", "ข้อ 3 มากกว่า 2", "no. 3 more than 2"),
    ("60 <= ../age", "อายุ ตั้งแต่ 60", "Age at least 60"),
    ("../age >= 15 and ../age <= 59", "อายุ ตั้งแต่ 15 และ ไม่เกิน 59", "Age at least 15 and at most 59"),
    ("../disabled = 1", "“คนพิการ” ใช่", "“Disabled”: yes"),
    ("../disabled = 0", "“คนพิการ” ไม่ใช่", "“Disabled”: no"),
    ("../person_id = ''", "คนนี้ ไม่มีในรายชื่อ", "this person is not on the list"),
    (
        "../age >= 60 or ../disabled = 1",
        "อายุ ตั้งแต่ 60 หรือ “คนพิการ” ใช่",
        "Age at least 60 or “Disabled”: yes",
    ),
    (
        "(../age >= 60 or ../disabled = 1) and ../rooms > 2",
        "(อายุ ตั้งแต่ 60 หรือ “คนพิการ” ใช่) และ ข้อ 3 มากกว่า 2",
        "(Age at least 60 or “Disabled”: yes) and no. 3 more than 2",
    ),
    (
        "not(../age >= 60 or ../disabled = 1)",
        "อายุ น้อยกว่า 60 และ “คนพิการ” ไม่ใช่",
        "Age less than 60 and “Disabled”: no",
    ),
]


@pytest.mark.parametrize(("expression", "th", "en"), SAID, ids=[expression for expression, *_ in SAID])
def test_a_condition_reads_as_one_would_say_it(expression, th, en):
    assert told(expression) == Bilingual(th, en)


# Something that nobody is asked and the logbook does not name (inner), or a look into a list.
LEFT_OUT = [
    ("../inner = 1 and ../rooms > 2", "ข้อ 3 มากกว่า 2"),
    ("instance('households')/root/item[name = /data/household]/geometry = '' and ../rooms > 2", "ข้อ 3 มากกว่า 2"),
    ("../inner = 1 or ../rooms > 2", ""),
    ("not(../inner = 1 and ../rooms > 2)", ""),
    ("instance('households')/root/item[name = /data/household]/geometry = ''", ""),
    ("count(../needs) > 2", ""),
    ("../rooms + 1 > 2", ""),
    ("../rooms > ../age", ""),
    ("../rooms", ""),
    ("true()", ""),
    ("((../rooms > 2)", ""),
    ("", ""),
]


@pytest.mark.parametrize(("expression", "th"), LEFT_OUT, ids=[expression for expression, _ in LEFT_OUT])
def test_what_is_not_understood_is_never_guessed(expression, th):
    assert told(expression).th == th
