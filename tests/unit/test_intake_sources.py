"""Rows of a file with their numbers: empty lines, ragged lines, sheets, dates and numbers of spreadsheets."""

from datetime import date, datetime
from pathlib import Path

import pytest
from intake_files import CUT, WELFARE, csv_bytes, parquet_bytes, saved, synthetic_pid, welfare_row, xlsx_bytes

from samutphok.intake.domain.cells import Rules
from samutphok.intake.domain.headers import recognise_table
from samutphok.intake.domain.register import registers
from samutphok.intake.engine.cleaning import Cleaned, Cleaner
from samutphok.intake.engine.guard import inspect
from samutphok.intake.engine.sources import Place, open_source
from samutphok.intake.errors import UnknownLayout

RULES = Rules(as_of=CUT, scope=("83",), listed=frozenset({"830101"}))


def read(folder: Path, raw: bytes, name: str) -> Cleaned:
    """The file's rows as one chunk, cleaned."""
    path = saved(folder, raw, name)
    source = open_source(path, inspect(path, name))
    table, layout = recognise_table(source.heads(), registers())
    (chunk,) = source.chunks(Place(table, layout.header_row, len(layout.headers)), 1000)
    return Cleaner(layout, RULES).clean(chunk)


def test_row_numbers_are_those_a_spreadsheet_shows(tmp_path: Path) -> None:
    rows = [welfare_row(1), {}, welfare_row(2, validated="x"), {"pid": "  "}, welfare_row(3)]
    found = read(tmp_path, csv_bytes(WELFARE, rows, above=[["ทะเบียน"], []]), "a.csv")
    assert found.accepted["row_number"].to_pylist() == [4, 8]
    assert [number for number, _, _ in found.rejected] == [6]
    assert (found.counts.read, found.counts.empty) == (3, 2)


def test_a_cell_may_span_lines(tmp_path: Path) -> None:
    found = read(tmp_path, csv_bytes(WELFARE, [welfare_row(1, first_name="สมศรี\n"), welfare_row(2)]), "a.csv")
    assert found.accepted["row_number"].to_pylist() == [2, 3]
    assert found.accepted["first_name"].to_pylist() == ["สมศรี", "สมศรี"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_delimiter_and_encoding_are_told_from_the_file(delimiter: str, encoding: str, tmp_path: Path) -> None:
    raw = csv_bytes(WELFARE, [welfare_row(1)], delimiter=delimiter, encoding=encoding)
    assert read(tmp_path, raw, "a.csv").accepted["last_name"].to_pylist() == ["ทองคำ"]


def test_a_workbook_gives_what_its_csv_gives(tmp_path: Path) -> None:
    rows = [welfare_row(number) for number in range(1, 40)]
    from_csv = read(tmp_path, csv_bytes(WELFARE, rows), "a.csv").accepted
    sheet = [list(WELFARE), *(list(row.values()) for row in rows)]
    assert read(tmp_path, xlsx_bytes({"ทะเบียน": sheet}), "a.xlsx").accepted.equals(from_csv)


def test_numbers_and_days_of_a_workbook_are_read(tmp_path: Path) -> None:
    pid, lost = synthetic_pid(1), synthetic_pid(2, first="0")
    sheet = [
        list(WELFARE),
        [int(pid), "นาย", "บุญ", "ดี", date(1957, 3, 14), 83010101, 1],
        [float(lost), "นาย", "บุญ", "ดี", datetime(2500, 3, 14), 83010101, True],
        [pid, "นาย", "บุญ", "ดี", 20893, "83010101", 0],
    ]
    found = read(tmp_path, xlsx_bytes({"a": sheet}), "a.xlsx")
    assert found.accepted["pid"].to_pylist() == [pid, lost, pid]
    assert found.accepted["birth_date"].to_pylist() == ["1957-03-14"] * 3
    assert found.accepted["validated"].to_pylist() == [1, 1, 0]
    assert found.counts.warnings == {"pid_zero_restored": 1}


def test_the_sheet_that_is_a_register_is_taken_and_a_cover_left(tmp_path: Path) -> None:
    sheet = [list(WELFARE), list(welfare_row(1).values())]
    raw = xlsx_bytes({"ปก": [["สำนักงานจังหวัด"]], "ข้อมูล": sheet})
    assert read(tmp_path, raw, "a.xlsx").counts.accepted == 1


def test_two_sheets_of_registers_are_refused_rather_than_one_lost(tmp_path: Path) -> None:
    sheet = [list(WELFARE), list(welfare_row(1).values())]
    with pytest.raises(UnknownLayout, match="More than one sheet"):
        read(tmp_path, xlsx_bytes({"1": sheet, "2": sheet}), "a.xlsx")


def test_parquet_of_any_plausible_types_is_read(tmp_path: Path) -> None:
    pid = synthetic_pid(1)
    columns = {
        "pid": [int(pid), None],
        "first_name": ["บุญ", "สมศรี"],
        "last_name": ["ดี", None],
        "birth_date": [date(1957, 3, 14), None],
        "area_code": [83010101.0, 83010102.0],
        "validated": [True, None],
    }
    found = read(tmp_path, parquet_bytes(columns), "a.parquet").accepted
    assert found["row_number"].to_pylist() == [1, 2]
    assert found["pid"].to_pylist() == [pid, None]
    assert found["area_code"].to_pylist() == ["83010101", "83010102"]
    assert found["validated"].to_pylist() == [1, None]
    assert found["birth_date"].to_pylist() == ["1957-03-14", None]


def test_rows_cut_short_and_rows_too_long(tmp_path: Path) -> None:
    row = list(welfare_row(1).values())
    found = read(tmp_path, csv_bytes(WELFARE, [row[:-1], [*row, ""], [*row, "1"]]), "a.csv")
    assert found.accepted["validated"].to_pylist() == [None, 1]
    assert [row.reason.en for _, _, row in found.rejected] == ["more cells than headers: the columns may have shifted"]


def test_lines_that_an_open_quotation_swallowed_come_back_with_their_row(tmp_path: Path) -> None:
    lines = csv_bytes(WELFARE, [welfare_row(number) for number in range(1, 6)]).decode().splitlines()
    lines[2] = lines[2].replace("นาง", '"นาง')
    lines[4] = lines[4].replace("นาง", 'นาง"')
    found = read(tmp_path, "\n".join(lines).encode(), "a.csv")
    assert found.accepted["pid"].to_pylist() == [synthetic_pid(1), synthetic_pid(5)]
    ((_, cells, row),) = found.rejected
    assert "quotation mark" in row.reason.en
    assert all(synthetic_pid(number) in "".join(cells) for number in (2, 3, 4))
