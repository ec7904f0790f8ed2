"""Exported files: the page's families, readable by spreadsheet programs, and never run by them."""

import csv
import io
import tempfile
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook

from samutphok.insights.domain.choice import Dimension
from samutphok.insights.domain.families import FamilyRow
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.spreadsheets import inert
from samutphok.web import exports
from samutphok.web.exports import COLUMNS, TooManyRows, csv_lines, workbook

NOTHING = Bilingual("", "")
ATTACKS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1", "＝1+1", "＋1", "－1", "＠x", " =1", "\u200b=1"]


def family(name: str = "นางสมศรี ใจดี", **other: object) -> FamilyRow:
    values: dict[str, object] = {
        "household_id": UUID(int=1),
        "name": name,
        "house_code": "08301000001",
        "family_no": "1",
        "area_code": "83010101",
        "village": Bilingual("หมู่ที่ 1", "Moo 1"),
        "tambon": Bilingual("ตลาดใหญ่", "Talat Yai"),
        "amphoe": Bilingual("เมืองภูเก็ต", "Mueang Phuket"),
        "province": Bilingual("ภูเก็ต", "Phuket"),
        "members": 3,
        "dependants": 1,
        "income_per_person": 12500.5,
        "dimensions": (Dimension.INCOME,),
        "target_poor": 2,
        "level": 2,
        "level_missing": (),
        "definitions": ("programme-2564",),
    }
    return FamilyRow(**(values | other))  # type: ignore[arg-type]


def read_csv(rows: list[FamilyRow], language: str = "th") -> list[list[str]]:
    text = b"".join(csv_lines(rows, language=language)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def read_xlsx(rows: list[FamilyRow], language: str = "th") -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(book_of(rows, language))).get_sheet_by_index(0).to_python()


def book_of(rows: list[FamilyRow], language: str = "th") -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "families.xlsx"
        workbook(rows, path, language=language)
        assert [one.name for one in Path(folder).iterdir()] == ["families.xlsx"]
        return path.read_bytes()


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_name_that_looks_like_a_formula_is_text_in_both_files(attack: str) -> None:
    assert inert(attack).startswith("'")
    assert read_csv([family(attack)])[1][0].startswith("'")
    with zipfile.ZipFile(io.BytesIO(book_of([family(attack)]))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", ["นางสมศรี ใจดี", "O'Brien", "a=b", "น.ส.มาลี - ใจดี", ""])
def test_an_ordinary_name_is_left_as_it_is(name: str) -> None:
    assert inert(name) == name


def test_csv_opens_in_excel_as_utf_8() -> None:
    assert b"".join(csv_lines([], language="th")).startswith(b"\xef\xbb\xbf")


def test_leading_zeros_of_a_house_code_survive_in_xlsx() -> None:
    assert read_xlsx([family()])[1][1] == "08301000001"


def test_both_files_hold_the_same_cells() -> None:
    rows = [family(), family("นายแดง", level=None, income_per_person=None, dimensions=())]
    as_text = [["" if cell is None else str(cell).removesuffix(".0") for cell in line] for line in read_xlsx(rows)]
    assert as_text == [[cell.removesuffix(".0") for cell in line] for line in read_csv(rows)]


def test_heads_and_places_are_in_the_reader_s_language() -> None:
    thai, english = read_csv([family()]), read_csv([family()], "en")
    assert english[0][:2] == ["Family", "House code"]
    assert thai[0] != english[0]
    assert (thai[1][5], english[1][5]) == ("ตลาดใหญ่", "Talat Yai")
    assert len(thai[0]) == len(COLUMNS) == len(thai[1])


def test_a_dimension_is_one_where_a_member_is_poor_in_it_and_nought_elsewhere() -> None:
    line = dict(zip(*read_csv([family()], "en"), strict=True))
    assert (line["Income"], line["Health"]) == ("1", "0")


def test_more_families_than_a_sheet_holds_are_refused_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "ROWS_OF_A_SHEET", 3)
    assert len(read_xlsx([family()] * 2)) == 3
    with pytest.raises(TooManyRows):
        book_of([family()] * 3)
