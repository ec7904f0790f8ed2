"""The door to register files: encodings, delimiters, whole files or none."""

import hashlib
from pathlib import Path

import duckdb
import pytest
from pyarrow import parquet

from samutphok.foundation.warehouse import (
    UnreadableFile,
    connect,
    naming,
    read_table,
    sha256_of,
    told_twice,
    write_parquet,
)
from samutphok.kernel.errors import InvalidInput


def rows(path: Path, *, whole: bool = False) -> list[dict[str, str | None]]:
    return told_twice(
        lambda again: read_table(connect(), path, scratch=path.parent, whole=whole or again).to_pyarrow().to_pylist(),
        path,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "tis-620"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_however_it_was_saved(tmp_path, encoding, delimiter, newline):
    path = tmp_path / "people.csv"
    text = newline.join([f"ชื่อ{delimiter} age ", f'"สมชาย "" {delimiter}"{delimiter}07', f"{delimiter}"]) + newline
    path.write_bytes(text.encode(encoding))
    assert rows(path) == [{"ชื่อ": f'สมชาย " {delimiter}', "age": "07"}, {"ชื่อ": None, "age": None}]


def test_every_column_of_a_csv_stays_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("pid,day\n0990000000002,2561-01-02\n", encoding="utf-8")
    assert rows(path) == [{"pid": "0990000000002", "day": "2561-01-02"}]


@pytest.mark.parametrize("raw", [b"a,a\n1,2\n", b"", b"a,b\n1\n", b'a,b\n1,"2\n', b"a,\xff\x00\n", b"PAR1"])
def test_what_cannot_be_read_is_refused_by_name(tmp_path, raw):
    path = tmp_path / "odd.csv"
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile, match=r"odd\.csv"):
        rows(path)


def test_a_parquet_file_is_written_whole_or_not_at_all(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n1,x\n", encoding="utf-8")
    table = read_table(connect(), tmp_path / "t.csv", scratch=tmp_path)
    write_parquet(table, tmp_path / "t.parquet")
    assert parquet.read_table(tmp_path / "t.parquet").to_pylist() == [{"a": "1", "b": "x"}]
    with pytest.raises(duckdb.ConversionException):
        write_parquet(table.select(b=table.b.cast("int64")), tmp_path / "t.parquet")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv", "t.parquet"]
    assert parquet.read_table(tmp_path / "t.parquet").num_rows == 1


def test_an_unknown_engine_is_refused():
    with pytest.raises(InvalidInput, match="sqlite"):
        connect("sqlite")


def test_no_extension_is_fetched(tmp_path):
    backend = connect()
    settings = backend.raw_sql(
        "SELECT name, value FROM duckdb_settings() WHERE name IN ('autoinstall_known_extensions', 'autoload_known_extensions')"
    ).fetchall()
    assert {value for _, value in settings} == {"false"}
    assert len(settings) == 2


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path):
    (tmp_path / "f").write_bytes(b"samutphok")
    assert sha256_of(tmp_path / "f") == hashlib.sha256(b"samutphok").hexdigest()


def test_a_full_disk_is_said_to_be_one(tmp_path):
    with pytest.raises(InvalidInput, match="room on the disk"), naming(tmp_path / "f"):
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")


def test_an_engines_complaint_never_repeats_what_the_file_holds(tmp_path):
    with pytest.raises(UnreadableFile, match="line 7") as found, naming(tmp_path / "people.csv"):
        raise duckdb.InvalidInputException("CSV Error on Line: 7\nOriginal Line: 1990000000001,สมชาย")
    assert "สมชาย" not in str(found.value)
    assert "1990000000001" not in str(found.value)
