"""The vectorised reading of a chunk answers as the plain reading of each row, whatever an office writes."""

import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_files import csv_bytes, saved, synthetic_pid

from samutphok.intake.domain.batch import Counts, common_area
from samutphok.intake.domain.cells import Rules
from samutphok.intake.domain.headers import Layout, fit
from samutphok.intake.domain.register import Column, ColumnType, registers
from samutphok.intake.domain.rejects import disarmed
from samutphok.intake.domain.rows import check_row, is_empty
from samutphok.intake.engine.cleaning import Cleaner, staged_schema
from samutphok.intake.engine.guard import FileKind, inspect
from samutphok.intake.engine.sources import Place, open_source
from samutphok.kernel.thai import thai_digits

RULES = Rules(as_of=date(2020, 1, 1), scope=("83", "9201"), listed=frozenset({"83", "8301", "830101", "92"}))

# 9 is no registration category: such a number is never valid, even when its check digit holds
PIDS = st.tuples(st.integers(0, 999), st.sampled_from("1099")).map(lambda drawn: synthetic_pid(*drawn))
DIRTY_PIDS = PIDS.flatmap(
    lambda pid: st.sampled_from(
        [
            pid,
            pid[1:],
            pid[:-1],
            pid[:-1] + "0",
            thai_digits(pid),
            f"{pid[0]}-{pid[1:]}",
            f" {pid}",
            f"{pid}.0",
            f"'{pid}",
        ]
    )
)
DAYS = st.dates(date(1880, 1, 1), date(2030, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            day.isoformat(),
            f"{day.day}/{day.month}/{day.year + 543}",
            f"00/00/{day.year + 543}",
            f"{day:%d%m}{day.year + 543}",
        ]
    )
)
AREAS = st.sampled_from(
    ["83010101", "830101", "83", "8301", "83990101", "92010101", "92020101", "TH", "8301010", "๘๓๐๑", "83010101.0"]
)
NUMBERS = st.one_of(
    st.integers(-5, 10**16).map(str),
    st.decimals(0, 10**6, places=2).map(str),
    st.sampled_from(["1,000", "1.5E+05", "๙๐ บาท"]),
)
WORDS = st.sampled_from(
    [
        "สมศรี",
        "นาย",
        "ณ ถลาง",
        "นางสาวบุญมี ใจดี",
        "รวม",
        "Total",
        "-",
        "null",
        "'=1+1",
        "ก\u200bข",
        "\u00a0สมชาย",
        "ช",
        "F",
        "ไม่มี",
        "ก" * 130,
    ]
)
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
CELLS = {
    ColumnType.PID: DIRTY_PIDS,
    ColumnType.DATE: DAYS,
    ColumnType.AREA_CODE: AREAS,
    ColumnType.NUMBER: NUMBERS,
    ColumnType.FLAG: st.sampled_from(["1", "0", "", "1.0", "ผ่าน", "ไม่ผ่าน", "TRUE", "x"]),
    ColumnType.HOUSE_CODE: st.sampled_from(["83010000017", "8301-000001-7", "45/2", "0", "8.3E+10", "123456789012"]),
    ColumnType.CODE: st.sampled_from(["1", "01", "๒", "1.0", "ก"]),
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[Layout, list[list[str]]]:
    """Some rows under the headers of some columns of some register."""
    register = draw(st.sampled_from(list(registers().values())))
    columns = [column for column in register.columns if column.name == "area_code" or draw(st.integers(0, 5))]
    kinds = [st.one_of(CELLS.get(column.type, WORDS), st.just(""), ANY) for column in columns]
    row = st.tuples(*kinds).map(list)
    ragged = st.tuples(row, st.integers(0, len(columns)), st.sampled_from([[], [""], ["x"]])).map(
        lambda drawn: drawn[0][: drawn[1]] + drawn[2]
    )
    rows = draw(st.lists(st.one_of(row, row, row, ragged), max_size=12))
    layout = fit(register, [column.name for column in columns], header_row=1)
    assert layout is not None
    return layout, rows


def cleaned(path: Path, kind: FileKind, layout: Layout, size: int) -> tuple[pa.Table, list[tuple[int, str]], Counts]:
    """The whole of a file as the engine reads it."""
    accepted, rejected, counts = [staged_schema(layout.register).empty_table()], [], Counts()
    cleaner = Cleaner(layout, RULES)
    for chunk in open_source(path, kind).chunks(Place(0, 1, len(layout.headers)), size):
        part = cleaner.clean(chunk)
        accepted.append(part.accepted)
        rejected.extend((number, row.reason.en) for number, _, row in part.rejected)
        counts += part.counts
    return pa.concat_tables(accepted), rejected, counts


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(table=tables(), size=st.integers(1, 5))
def test_whole_columns_are_read_as_single_rows_are(
    table: tuple[Layout, list[list[str]]], size: int, tmp_path: Path
) -> None:
    layout, rows = table
    path = saved(tmp_path, csv_bytes(layout.headers, rows), "rows.csv")
    accepted, rejected, counts = cleaned(path, FileKind("csv", "utf-8"), layout, size)

    # a carriage return within quotes stays; csv writes a row of one empty cell as an empty line
    checked = [(number, check_row(layout, row, RULES)) for number, row in enumerate(rows, start=2) if not is_empty(row)]
    kept = [{"row_number": number, **row.values} for number, row in checked if not row.rejected]
    assert accepted.to_pylist() == [{name: row.get(name) for name in accepted.column_names} for row in kept]
    assert rejected == [(number, row.reason.en) for number, row in checked if row.rejected]
    assert counts.accepted + counts.rejected == counts.read == len(checked)
    assert counts.empty == len(rows) - len(checked)
    warnings = [finding.kind for _, row in checked if not row.rejected for finding, _ in row.findings]
    assert counts.warnings == {kind: warnings.count(kind) for kind in sorted(set(warnings))}
    assert counts.warned == sum(bool(row.findings) for _, row in checked if not row.rejected)


SURVEY = registers()["bmn_survey"]
OWN = [column for column in SURVEY.columns if column.name != "area_code" and not column.name.startswith("bmn")]


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), column=st.sampled_from([*OWN, SURVEY.columns[-1]]))
def test_a_column_alone_is_read_as_its_cells_are(data: st.DataObject, column: Column, tmp_path: Path) -> None:
    """Nothing else can reject these rows, so every reading is compared."""
    cells = data.draw(st.lists(st.one_of(CELLS.get(column.type, WORDS), ANY), max_size=40))
    layout = fit(SURVEY, ["area_code", column.name], header_row=1)
    assert layout is not None
    rows = [["83010101", cell] for cell in cells]
    path = saved(tmp_path, csv_bytes(layout.headers, rows), "rows.csv")
    accepted, rejected, _ = cleaned(path, FileKind("csv", "utf-8"), layout, 7)
    checked = [check_row(layout, row, RULES) for row in rows]
    assert accepted[column.name].to_pylist() == [row.values[column.name] for row in checked if not row.rejected]
    assert len(rejected) == sum(row.rejected for row in checked)


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(table=tables())
def test_a_parquet_file_says_what_its_csv_says(table: tuple[Layout, list[list[str]]], tmp_path: Path) -> None:
    layout, rows = table
    width = len(layout.headers)
    square = [(row + [""] * width)[:width] for row in rows]
    columns = {name: pa.array([row[place] for row in square], pa.string()) for place, name in enumerate(layout.headers)}
    from_csv, *_ = cleaned(
        saved(tmp_path, csv_bytes(layout.headers, square), "a.csv"), FileKind("csv", "utf-8"), layout, 3
    )
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table(columns), path)
    from_parquet, *_ = cleaned(path, FileKind("parquet"), layout, 3)
    assert from_parquet.drop(["row_number"]).equals(from_csv.drop(["row_number"]))
    # a CSV's header is its line 1, a Parquet file has none
    assert np.array_equal(np.array(from_csv["row_number"]) - 1, np.array(from_parquet["row_number"]))


@given(st.lists(st.text(st.characters(categories=["Lo", "Nd", "Zs"], max_codepoint=0xE7F), max_size=8), min_size=1))
def test_thai_text_is_read_in_every_encoding_that_can_hold_it(names: list[str]) -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp874"):
        try:
            raw = csv_bytes(("first_name", "ชื่อ"), [["สมศรี ทองคำ", *names]], encoding=encoding)
        except UnicodeEncodeError:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = saved(Path(folder), raw, "names.csv")
            rows = open_source(path, inspect(path, path.name)).heads()[0]
            assert rows[1] == ["สมศรี ทองคำ", *names]


@given(st.text(max_size=20))
def test_no_rejected_cell_calculates(cell: str) -> None:
    shown = disarmed(cell)
    first = shown.lstrip(" \u00a0\u3000")[:1]
    harmless = shown == "-" or shown[1:].replace(".", "", 1).isdecimal()
    assert first not in {"=", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠"} or shown.startswith("'")
    assert first not in {"+", "-"} or harmless


@given(st.sets(st.integers(10, 99).map(lambda code: f"{code}010203"[: 2 * (code % 4 + 1)]), min_size=1))
def test_the_common_area_holds_every_row(codes: set[str]) -> None:
    area = common_area(codes)
    assert all(code.startswith(area) for code in codes)
    assert len(area) % 2 == 0
