"""What an author hears of a form before it is published, and what cannot be published at all."""

from dataclasses import replace

import pytest

from samutphok.forms.domain.checks import check
from samutphok.forms.domain.facts import fed_facts
from samutphok.forms.domain.question import FormSchema, Question, QuestionKind
from samutphok.forms.errors import UnusableForm
from samutphok.kernel.errors import Bilingual

WORDS = Bilingual("คำถาม", "Question")
PLAIN = FormSchema(
    "door", "1", "แบบ", "data", (Question(("q",), QuestionKind.TEXT, (), "", True, False, WORDS, WORDS),), ()
)


def remarks(schema: FormSchema, *files: str) -> list[str]:
    return [remark.en for remark in check(schema, files=files, facts=fed_facts())]


def asking(kind: str, fact: str, *, asked: bool = True, repeat: tuple[str, ...] = ()) -> FormSchema:
    question = replace(PLAIN.questions[0], kind=QuestionKind(kind), fact=fact, asked=asked, repeat=repeat)
    return replace(PLAIN, questions=(question,))


def test_an_ordinary_form_is_not_remarked_on() -> None:
    assert remarks(PLAIN) == []


def test_a_form_without_version_or_question_is_remarked_on() -> None:
    assert "no version" in remarks(replace(PLAIN, version=""))[0]
    assert "Nobody is asked" in remarks(replace(PLAIN, questions=()))[0]


def test_files_that_did_not_come_along_or_are_not_used_are_named() -> None:
    shows = replace(PLAIN, files=("bowl.png", "households.csv", "members.csv"))
    assert remarks(shows) == ["The form speaks of files that did not come along: bowl.png."], (
        "phones get the lists anyway"
    )
    assert remarks(shows, "bowl.png") == []
    assert remarks(PLAIN, "b.csv", "a.csv") == ["The form does not use these files: a.csv, b.csv."]


def test_a_question_cannot_feed_what_the_logbook_does_not_have() -> None:
    with pytest.raises(UnusableForm, match="did you mean income_wages"):
        remarks(asking("integer", "income_wage"))


# kind of the question, fact, whether the author hears that it may not fit
FITTING = [
    ("integer", "income_wages", False),
    ("decimal", "income_wages", False),
    ("text", "income_wages", True),
    ("select_one", "outcome", False),
    ("text", "outcome", True),
    ("select_one", "bmn9", False),
    ("select_many", "bmn9", True),
    ("date", "visited_on", False),
    ("text", "visited_on", True),
    ("geopoint", "place", False),
    ("geotrace", "place", True),
    ("text", "remark", False),
    ("select_one", "remark", False),
]


@pytest.mark.parametrize(("kind", "fact", "odd"), FITTING)
def test_an_answer_should_have_the_kind_of_its_fact(kind: str, fact: str, odd: bool) -> None:
    assert any("may not fit" in one for one in remarks(asking(kind, fact))) is odd
    silent = remarks(asking(kind, fact, asked=False))
    assert not any("may not fit" in one for one in silent), "what a form works out itself has no kind"


def test_what_is_said_of_a_member_is_asked_in_a_repeat() -> None:
    assert any("stands in no repeat" in one for one in remarks(asking("text", "first_name")))
    assert remarks(asking("text", "first_name", repeat=("members",))) == []


BAD = {
    "slash": "a/b",
    "question mark": "a?b",
    "backslash": "a\\b",
    "dots": "..",
    "space before": " a",
    "long": "x" * 201,
}


@pytest.mark.parametrize("case", BAD)
def test_names_that_no_address_can_hold_are_refused(case: str) -> None:
    for schema in (replace(PLAIN, form_id=BAD[case]), replace(PLAIN, version=BAD[case])):
        with pytest.raises(UnusableForm):
            remarks(schema)
    with pytest.raises(UnusableForm):
        remarks(PLAIN, BAD[case])
