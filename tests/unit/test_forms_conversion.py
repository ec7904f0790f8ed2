"""A spreadsheet becomes a form in bounded time and memory, or is refused before anything opens it."""

import io
import subprocess
import sys
import time
import zipfile

import pytest
from form_files import VISIT, YES_NO, xform, xlsform

from samutphok.forms.actions import SentForm, examine_form
from samutphok.forms.actions import publishing as publishing_module
from samutphok.forms.domain.schema import QuestionKind, read_schema
from samutphok.forms.engine import conversion, converter
from samutphok.forms.engine.conversion import convert
from samutphok.forms.engine.validation import Validation, validate
from samutphok.forms.errors import NotAForm, NotConverted, NotValid, UnsafeXml, UnusableForm
from samutphok.foundation.workbook_guard import UnsafeWorkbook


def with_part(name: str, content: bytes, workbook: bytes | None = None) -> bytes:
    """The workbook with one more part in its archive, or with this part in place of its own."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook or xlsform())) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, content)
    return made.getvalue()


def relation(kind: str, target: str) -> bytes:
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    one = f'<Relationship Id="r9" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    return f"{head}{one}</Relationships>".encode()


SHEET = b'<worksheet xmlns="x"><sheetData><row r="1"><c r="A1"><f>%s</f><v>1</v></c></row></sheetData></worksheet>'
DOCTYPE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst xmlns="x"><si><t>&x;</t></si></sst>'
FAR = b'<worksheet><row r="1048576"><c r="XFD1048576"/></row></worksheet>'
HOSTILE = {
    "macros": with_part("xl/vbaProject.bin", b"\x00" * 20),
    "excel 4 macros": with_part("xl/macrosheets/sheet1.xml", b"<a/>"),
    "link to another workbook": with_part("xl/externalLinks/externalLink1.xml", b"<a/>"),
    "embedded object": with_part("xl/embeddings/oleObject1.bin", b"\x00"),
    "control": with_part("xl/activeX/activeX1.xml", b"<a/>"),
    "database connection": with_part("xl/connections.xml", b"<a/>"),
    "target outside": with_part("xl/worksheets/_rels/sheet1.xml.rels", relation("image", "http://127.0.0.1:9/a.png")),
    "formula to another file": with_part("xl/worksheets/sheet9.xml", SHEET % b"[1]Sheet1!A1"),
    "formula that starts a program": with_part("xl/worksheets/sheet9.xml", SHEET % b"cmd|'/c calc'!A1"),
    "formula that asks the web": with_part("xl/worksheets/sheet9.xml", SHEET % b'WEBSERVICE("http://127.0.0.1:9/")'),
    "external entity": with_part("xl/sharedStrings.xml", DOCTYPE),
    "zip bomb": with_part("xl/media/image1.png", b"\x00" * (80 * 1024**2)),
    "way out of the folder": with_part("../../evil.xml", b"<a/>"),
    "cells far apart": with_part("xl/worksheets/sheet9.xml", FAR),
    "larger than five megabytes": xlsform() + b"\x00" * (5 * 1024**2),
    "no archive": b"PK\x03\x04" + b"\x00" * 100,
    "old or encrypted": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_spreadsheet_is_refused_before_it_is_opened(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_args: object, **_options: object) -> None:
        pytest.fail("the converter was started")

    monkeypatch.setattr(subprocess, "run", opened)
    with pytest.raises(UnsafeWorkbook):
        convert(HOSTILE[name], stem="door")


def test_a_link_in_a_cell_harms_nobody() -> None:
    linked = with_part("xl/worksheets/_rels/sheet1.xml.rels", relation("hyperlink", "https://xlsform.org"))
    assert convert(linked, stem="door").xform


def test_formulas_are_not_computed_their_last_result_is_taken_and_told() -> None:
    survey = [*VISIT, {"type": "note", "name": "total", "label::Thai (th)": "=1+1", "label::English (en)": "x"}]
    made = convert(xlsform(survey), stem="door")
    assert "1 cells hold formulas" in made.warnings[0].en
    assert "=1+1" not in made.xform.decode()


def test_a_form_that_pyxform_refuses_is_refused_in_its_words() -> None:
    wrong = [{"type": "select_one nowhere", "name": "ill", "label::Thai (th)": "ป่วย"}]
    with pytest.raises(NotConverted, match="nowhere"):
        convert(xlsform(wrong), stem="door")


def test_a_conversion_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "WAIT", 0.01)
    began = time.monotonic()
    with pytest.raises(NotConverted, match="too long"):
        convert(xlsform(), stem="door")
    assert time.monotonic() - began < 30


def test_the_converter_bounds_its_own_memory_and_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits are set by the child itself, so they are looked at from inside one."""
    program = (
        "import resource\nfrom samutphok.forms.engine import converter\nimport io, contextlib\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n    converter.main('nothing.xlsx')\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == [str(converter.MEMORY), str(converter.SECONDS)], done.stderr


def test_what_is_neither_spreadsheet_nor_form_is_refused() -> None:
    with pytest.raises(UnusableForm, match=r"\.xlsx"):
        examine_form(SentForm("door.docx", b"x"))
    with pytest.raises(UnsafeXml):
        examine_form(SentForm("door.xml", b"<!DOCTYPE a><a/>"))
    with pytest.raises(NotAForm):
        examine_form(SentForm("door.xml", b"<a/>"))


def test_an_examined_form_has_its_schema_and_every_warning() -> None:
    photo = {"type": "image", "name": "house", "label::Thai (th)": "ภาพบ้าน"}
    workbook = xlsform([*VISIT, photo], version="")
    made = examine_form(SentForm("door.xlsx", workbook))
    assert made.xform == convert(workbook, stem="door").xform, "the same spreadsheet gives the same bytes"
    assert [question.kind for question in made.schema.questions][:4] == [
        QuestionKind.TEXT,
        QuestionKind.INTEGER,
        QuestionKind.SELECT_ONE,
        QuestionKind.FILE,
    ]
    told = " ".join(warning.en for warning in made.warnings)
    assert "max-pixels" in told, "pyxform's warning"
    assert "no version" in told, "ours"
    assert made.validated


def test_a_form_that_the_collecting_app_cannot_open_is_refused() -> None:
    circle = xform("a").replace(b"</model>", b'<bind nodeset="/data/a" calculate="/data/a + 1"/></model>')
    with pytest.raises(NotValid, match="Cycle detected"):
        examine_form(SentForm("door.xml", circle))


def test_without_java_a_form_is_published_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing_module, "validate", lambda _xform: Validation(ran=False, accepted=False))
    made = examine_form(SentForm("door.xml", xform("a")))
    assert not made.validated
    assert "no Java" in made.warnings[-1].en


def test_without_java_the_validator_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert validate(xform("a")) == Validation(ran=False, accepted=False)


def test_choices_are_read_from_the_spreadsheet() -> None:
    (ill,) = [one for one in read_schema(convert(xlsform(), stem="door").xform).questions if one.path == ("ill",)]
    assert [choice.label.en for choice in ill.choices] == [row["label::English (en)"] for row in YES_NO]
