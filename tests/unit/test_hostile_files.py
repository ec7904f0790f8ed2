"""Files that would harm or mislead are refused before a row is read; the refusal says what to do."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from intake_files import WELFARE, csv_bytes, parquet_bytes, saved, upload, welfare_row, xlsx_bytes

from samutphok.foundation import workbook_guard
from samutphok.intake.engine import guard
from samutphok.intake.engine.guard import inspect
from samutphok.intake.engine.sources import Place, open_source
from samutphok.intake.engine.vault import keep
from samutphok.intake.errors import BadFile

ROWS = [list(WELFARE), list(welfare_row().values())]
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def workbook(
    changed: dict[str, bytes | None] | None = None, added: dict[str | zipfile.ZipInfo, bytes] | None = None
) -> bytes:
    """A good workbook with some of its parts replaced, or further ones added."""
    good = zipfile.ZipFile(io.BytesIO(xlsx_bytes({"Sheet1": ROWS})))
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in good.infolist():
            content = (changed or {}).get(part.filename, good.read(part))
            if content is not None:
                archive.writestr(part.filename, content)
        for name, content in (added or {}).items():
            archive.writestr(name, content)
    return raw.getvalue()


def sheet(cells: str) -> bytes:
    return workbook({"xl/worksheets/sheet1.xml": SHEET.format(cells).encode()})


def refused(folder: Path, raw: bytes, name: str) -> str:
    with pytest.raises(BadFile) as caught:
        inspect(saved(folder, raw, "file"), name)
    assert caught.value.remedy.th
    assert caught.value.problem.th
    return caught.value.problem.en


def symlink() -> zipfile.ZipInfo:
    part = zipfile.ZipInfo("xl/link.xml")
    part.create_system, part.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return part


def test_good_files_are_let_through(tmp_path: Path) -> None:
    for raw, name, kind in (
        (csv_bytes(WELFARE, [welfare_row()]), "a.csv", ("csv", "utf-8")),
        (csv_bytes(WELFARE, [welfare_row()], encoding="utf-8-sig"), "a.CSV", ("csv", "utf-8-sig")),
        (csv_bytes(WELFARE, [welfare_row()], encoding="cp874"), "a.txt", ("csv", "cp874")),
        (workbook(), "a.xlsx", ("xlsx", "")),
        (parquet_bytes({"pid": ["1"]}), "a.parquet", ("parquet", "")),
    ):
        found = inspect(saved(tmp_path, raw, "file"), name)
        assert (found.format, found.encoding) == kind


def test_a_thai_file_whose_thai_begins_late_is_still_recognised(tmp_path: Path) -> None:
    raw = b"a,b\n" * 600_000 + "ก,ข\n".encode("cp874")
    assert inspect(saved(tmp_path, raw, "file"), "a.csv").encoding == "cp874"


def test_a_part_that_unpacks_to_a_multiple_of_its_size_is_refused(tmp_path: Path) -> None:
    assert "not safe" in refused(tmp_path, workbook(added={"xl/media/bomb.xml": b"0" * (80 << 20)}), "a.xlsx")


def test_a_directory_that_lies_about_sizes_is_refused(tmp_path: Path) -> None:
    """The declared size and checksum fit the first bytes only; a trusting parser would go on unpacking."""
    hidden, shown = b"<c/>" * (4 << 20), b"<c/>" * 4
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"")
        archive.writestr("xl/sheet.xml", hidden)
    lying = raw.getvalue()
    for field, true, false in (("<I", zlib.crc32(hidden), zlib.crc32(shown)), ("<I", len(hidden), len(shown))):
        assert lying.count(struct.pack(field, true)) == 2
        lying = lying.replace(struct.pack(field, true), struct.pack(field, false))
    assert zipfile.ZipFile(io.BytesIO(lying)).read("xl/sheet.xml") == shown
    assert "not safe" in refused(tmp_path, lying, "a.xlsx")


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "xl\\..\\..\\x.xml", "C:/x.xml"])
def test_parts_that_would_leave_their_folder_are_refused(name: str, tmp_path: Path) -> None:
    assert "not safe" in refused(tmp_path, workbook(added={name: b"x"}), "a.xlsx")


def test_symbolic_links_are_refused(tmp_path: Path) -> None:
    assert "not safe" in refused(tmp_path, workbook(added={symlink(): b"/etc/passwd"}), "a.xlsx")


def test_entities_are_refused(tmp_path: Path) -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'
    assert "not safe" in refused(tmp_path, workbook({"xl/worksheets/sheet1.xml": evil}), "a.xlsx")


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1'><c r='A1'/></row><row r = '900000'><c r='C900000'/></row>",
        "<row/>" * 2000 + "<row>" + "<c><v>1</v></c>" * 2000 + "</row>",
    ],
)
def test_cells_far_apart_count_as_the_whole_rectangle(cells: str, tmp_path: Path) -> None:
    assert "more than 2,000,000 cells" in refused(tmp_path, sheet(cells), "a.xlsx")


def test_a_sheet_under_another_name_is_counted_too(tmp_path: Path) -> None:
    far = SHEET.format('<row r="1048576"><c r="XFD1048576"/></row>').encode()
    assert "cells" in refused(tmp_path, workbook(added={"xl/other/table.dat": far}), "a.xlsx")


def test_a_long_text_shown_in_many_cells_counts_each_time(tmp_path: Path) -> None:
    strings = "<sst><si><t>" + "".join(chr(3585 + place % 40) for place in range(30_000)) + "</t></si></sst>"
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 5001))
    raw = workbook({"xl/worksheets/sheet1.xml": SHEET.format(cells).encode(), "xl/sharedStrings.xml": strings.encode()})
    assert "too much text" in refused(tmp_path, raw, "a.xlsx")


def test_the_cap_on_cells_is_one_of_size_not_of_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, workbook(), "a.xlsx")
    inspect(path, "a.xlsx")
    monkeypatch.setattr(workbook_guard, "MAX_CELLS", len(WELFARE) * 2 - 1)
    with pytest.raises(BadFile, match=r"Save it as \.csv"):
        inspect(path, "a.xlsx")


def test_tags_are_counted_across_the_pieces_in_which_they_are_read() -> None:
    xml = SHEET.format("".join(f'<row r="{row}"><c r="A{row}"/><c r="C{row}"/></row>' for row in range(1, 41))).encode()
    for size in range(1, 60):
        counted = workbook_guard.Sheet([])
        for start in range(0, len(xml), size):
            counted.read(xml[start : start + size])
        counted.read(b"<")
        assert counted.area == 40 * 3


@pytest.mark.parametrize(
    "raw",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),  # the container of encrypted workbooks
        b"PK\x03\x04" + bytes(100),
        b"PK\x05\x06" + bytes(18),
        b"",
    ],
)
def test_protected_damaged_and_empty_workbooks_are_refused(raw: bytes, tmp_path: Path) -> None:
    refused(tmp_path, raw, "a.xlsx")


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    good = workbook()
    for length in range(1, len(good), len(good) // 40):
        refused(tmp_path, good[:length], "a.xlsx")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"MZ\x90", "a.exe"),
        (b"a,b\n", "a"),
        (b"a,b\n", "a.xlsx"),
        (b"a,b\n", "a.parquet"),
        (b"PAR1....PAR1", "a.csv"),
        (b"PK\x03\x04", "a.csv"),
        (b"a,b\n", "a.csv.html"),
        (b"%PDF-1.7", "a.pdf"),
    ],
)
def test_a_name_must_say_what_the_file_is(raw: bytes, name: str, tmp_path: Path) -> None:
    refused(tmp_path, raw, name)


@pytest.mark.parametrize(
    "raw",
    [
        b"a,b\n\x00,1\n",
        b"a,b\n" * 700_000 + b"\x00",
        "pid,ชื่อ\n".encode("utf-16"),
        b"a,b\n\xfc\xfd\xfe\xff\n",
        b"\xef\xbb\xbf" + b"a,\xa1\xff",
    ],
)
def test_text_that_no_thai_encoding_holds_is_refused(raw: bytes, tmp_path: Path) -> None:
    assert "encoding" in refused(tmp_path, raw, "a.csv")


@pytest.mark.parametrize("raw", [b"a" * (1 << 20), b"a,b\n1," + b"2" * (3 << 20) + b"\n3,4\n"])
def test_huge_lines_are_refused(raw: bytes, tmp_path: Path) -> None:
    assert "too long" in refused(tmp_path, raw, "a.csv")


def test_a_quotation_that_never_ends_is_refused_with_its_line(tmp_path: Path) -> None:
    raw = b"pid,name\n1,a\n" + b'2,"b\n' + b"3,c\n" * 60_000
    path = saved(tmp_path, raw, "a.csv")
    source = open_source(path, inspect(path, "a.csv"))
    with pytest.raises(BadFile, match="from line"):
        list(source.chunks(Place(0, 1, 2), 1000))


def test_thousands_of_columns_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, b"," * 20_000 + b"\n", "a.csv")
    kind = inspect(path, "a.csv")
    with pytest.raises(BadFile, match="too many columns"):
        open_source(path, kind)


def test_parquet_with_an_impossible_footer_is_refused(tmp_path: Path) -> None:
    good = parquet_bytes({"pid": ["1", "2"]})
    for footer in (0, 1, len(good) + 1, 2**31 - 1, 2**32 - 1):
        refused(tmp_path, good[:-8] + struct.pack("<I", footer) + b"PAR1", "a.parquet")
    for length in range(8, len(good), len(good) // 40):
        refused(tmp_path, good[:length], "a.parquet")


def test_parquet_that_claims_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = parquet_bytes({f"c{place}": ["1"] for place in range(guard.MAX_COLUMNS + 1)})
    assert "impossible size" in refused(tmp_path, wide, "a.parquet")
    monkeypatch.setattr(guard, "MAX_PARQUET_ROWS", 1)
    assert "impossible size" in refused(tmp_path, parquet_bytes({"pid": ["1", "2"]}), "a.parquet")


def test_damaged_bytes_inside_parquet_never_end_in_rows(tmp_path: Path) -> None:
    """Every byte of the footer changed in turn: the file is refused, or read as what it still says."""
    good = parquet_bytes({"pid": ["1", "2"], "area_code": ["83", "84"]})
    footer = int.from_bytes(good[-8:-4], "little")
    for place in range(len(good) - 8 - footer, len(good) - 8):
        damaged = bytearray(good)
        damaged[place] ^= 0xFF
        path = saved(tmp_path, bytes(damaged), "a.parquet")
        try:
            kind = inspect(path, "a.parquet")
            rows = sum(len(chunk.numbers) for chunk in open_source(path, kind).chunks(Place(0, 1, 2), 100))
        except BadFile:
            continue
        assert rows <= 2


def test_a_text_repeated_a_million_times_in_parquet_is_held_once(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    repeated = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_000, pa.int32()), ["ก" * 30_000])
    pq.write_table(pa.table({"pid": repeated.cast(pa.dictionary(pa.int32(), pa.string()))}), path)
    before = pa.total_allocated_bytes()
    for chunk in open_source(path, inspect(path, "a.parquet")).chunks(Place(0, 1, 1), 50_000):
        chunk.column(0)
        assert pa.total_allocated_bytes() - before < 64 << 20


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        keep(tmp_path, upload(b"a\x00b", "a.csv"), name="a.csv")
    assert list((tmp_path / "received").iterdir()) == []


def test_the_sender_does_not_choose_where_a_file_is_kept(tmp_path: Path) -> None:
    raw = csv_bytes(WELFARE, [welfare_row()])
    kept = keep(tmp_path, upload(raw), name="../../../evil\r\n.csv")
    assert kept.path.parent == tmp_path / "received"
    assert kept.path.name == f"{kept.sha256}.csv"
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o400


class Endless:
    """A sender that never stops."""

    name = "a.csv"

    def __init__(self) -> None:
        self._pieces: Iterator[bytes] = iter(lambda: b"a,b\n" * (1 << 16), b"")

    def read(self, _size: int, /) -> bytes:
        return next(self._pieces)


def test_an_endless_file_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samutphok.intake.engine.vault.MAX_BYTES", 4 << 20)
    with pytest.raises(BadFile, match="larger than"):
        keep(tmp_path, Endless(), name="a.csv")
    assert list((tmp_path / "received").iterdir()) == []
