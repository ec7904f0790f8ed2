"""A form blank on paper: what the desk shows and asks, with the same numbers and conditions, and room for each member."""

import re

import pypdfium2
import pytest
from desk_office import log_in
from django.test import Client
from django.utils import timezone
from filled_forms import FORMS, NAMES

from samutphok.access.domain import Role
from samutphok.access.queries import field_operator
from samutphok.forms.actions import publish_shipped
from samutphok.forms.domain.document import parts
from samutphok.forms.domain.facts import fed_facts
from samutphok.forms.domain.schema import FormSchema, read_schema
from samutphok.web.documents.paper_form import PaperSize, paper_form_pdf


def schema_of(name: str) -> FormSchema:
    return read_schema((FORMS / f"{name}.xml").read_bytes())


def printed(name: str, size: PaperSize, language: str = "en") -> tuple[str, int]:
    schema = schema_of(name)
    shown = parts(schema, fed_facts())
    pdf = paper_form_pdf(title=schema.title, version=schema.version, parts=shown, size=size, language=language)
    with pypdfium2.PdfDocument(pdf) as document:
        return squeezed("".join(page.get_textpage().get_text_range() for page in document)), len(document)


def squeezed(text: str) -> str:
    """Without spaces and line ends, and without what the phone puts in."""
    return re.sub(r"\s+", "", re.sub(r"\*\*|…", "", text))


@pytest.mark.parametrize("name", NAMES)
def test_every_question_stands_on_the_paper_with_its_number_and_choices(name):
    text, _ = printed(name, PaperSize("a4", 1))
    lines = [line for part in parts(schema_of(name), fed_facts()) for line in part.lines if line.number]
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    for line in lines:
        assert all(squeezed(words) in text for words in line.question.label.en.split("…")), line.question.path
        if len(line.question.choices) <= 9 or "minimal" not in line.question.appearance:
            assert all(squeezed(choice.label.en) in text for choice in line.question.choices), line.question.path


def test_a_condition_names_the_question_by_the_number_that_stands_beside_it():
    text, _ = printed("visit", PaperSize("a4", 1))
    lines = {
        line.question.path[-1]: line.number for part in parts(schema_of("visit"), fed_facts()) for line in part.lines
    }
    assert squeezed(f"Only when question {lines['urgent']} is “Yes”") in text
    joined = (
        f"{lines['title']} to {lines['birth_year']}: Only when question {lines['member_change']} is “Born, or moved in”"
    )
    assert squeezed(joined) in text


def test_each_member_has_room_of_their_own():
    for people in (1, 3):
        text, _ = printed("find", PaperSize("a4", people))
        assert [f"Member,no.{place}" in text for place in range(1, 5)] == [place <= people for place in range(1, 5)]
        assert text.count(squeezed("What is true of this person?")) == people


def test_small_sheets_are_more_sheets():
    assert printed("visit", PaperSize("a5", 1))[1] > printed("visit", PaperSize("a4", 1))[1]


@pytest.mark.database
@pytest.mark.django_db
def test_the_desk_prints_the_version_that_phones_get(client: Client):
    now = timezone.now()
    publish_shipped(viewer=field_operator(now=now), now=now)
    log_in(client, Role.TAMBON, "830101")
    assert client.get("/forms/none/paper.pdf").status_code == 404
    assert client.get("/forms/visit/paper.pdf?version=none").status_code == 404
    for wrong in ("people=0", "people=13", "people=many", "size=a3"):
        assert client.get(f"/forms/visit/paper.pdf?{wrong}").status_code == 422
    answer = client.get("/forms/visit/paper.pdf?people=1&size=a5")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.content) as document:
        assert len(document) > 1
