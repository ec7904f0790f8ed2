"""What a hostile phone writes into its answers and files: text stays text, numbers are numbers, pictures are made anew."""

import struct
import zlib
from xml.sax.saxutils import escape

import pytest
from desk_office import Families, log_in, make_families
from django.test import Client
from visit_office import Filled, make_form, photograph, standing, tell, volunteer

from samutphok.logbook.domain.catalogue import FactKind
from samutphok.logbook.domain.hearing import canonical
from samutphok.logbook.models import Document

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.mark.parametrize("text", ["1e400", "nan", "inf", "-inf", "9" * 400, "1e15", "-1e308"])
def test_a_number_beyond_all_measure_is_left_to_the_submission(text: str) -> None:
    assert canonical(text, FactKind.NUMBER) == ""


@pytest.mark.parametrize(
    ("text", "read"), [("5", "5"), ("5.0", "5"), ("-3", "-3"), ("0.5", "0.5"), ("ราว 500", "ราว 500")]
)
def test_any_other_number_is_written_in_one_way(text: str, read: str) -> None:
    assert canonical(text, FactKind.NUMBER) == read


def test_an_endless_answer_is_cut_in_the_logbook() -> None:
    assert len(canonical("ก" * 1_000_000, FactKind.TEXT)) == 4_000


def png(width: int, height: int) -> bytes:
    """A picture of a few bytes that claims this size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', png(60_000, 60_000), b"", b"%PDF-1.7 none"],
    ids=["svg", "flood", "empty", "pdf"],
)
def test_a_photograph_that_is_none_is_left_with_the_form_and_the_visit_stands(content: bytes) -> None:
    make_form()
    family = make_families().target
    submission = tell(volunteer(), Filled(family, {"outcome": "visited", "photo": "a.jpg"}), ("a.jpg", content))
    assert standing(submission) == "taken"
    assert not Document.objects.exists()


@pytest.mark.database
@pytest.mark.django_db
def test_a_picture_with_a_script_behind_it_is_kept_without_the_script() -> None:
    from samutphok.logbook.document_store import FULL, fetch

    make_form()
    family = make_families().target
    tell(volunteer(), Filled(family, {"photo": "a.jpg"}), ("a.jpg", photograph() + MARKUP.encode()))
    assert b"script" not in fetch(Document.objects.get().id, FULL)


@pytest.mark.database
@pytest.mark.django_db
def test_mark_up_in_names_and_words_is_shown_as_text_on_every_page() -> None:
    make_form()
    families: Families = make_families()
    hostile, other, said = volunteer(), volunteer("other"), escape(MARKUP)
    baby = {"first_name": said, "title": said, "member_change": "born", "member_change_on": said}
    answers = {"outcome": said, "words": said, "house_code": said, "bmn9": said}
    submission = tell(hostile, Filled(families.target, answers, [baby], base=1))
    tell(other, Filled(families.target, {"bmn9": "1", "outcome": "visited"}, base=1), later=1)
    desk = Client()
    log_in(desk)
    family = f"/households/{families.target}/"
    shown = ""
    for page in (family, f"{family}visits", "/conflicts/", "/contradictions/", f"/submissions/{submission}/"):
        answer = desk.get(page)
        assert answer.status_code == 200, page
        shown += answer.content.decode()
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
