"""Registers as files: one connection to DuckDB or Apache Spark, tables read from CSV or Parquet, Parquet written whole.

Analysis is written once as Ibis expressions and runs on either engine. No engine may fetch an extension by itself.
"""

import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from samutphok.foundation.csv_files import CsvFile, UnreadableFile, open_csv
from samutphok.kernel.errors import Bilingual, InvalidInput

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis import BaseBackend
    from pyarrow import RecordBatch
    from pyspark.sql import SparkSession

ENGINES = ("duckdb", "spark")

Result = TypeVar("Result")


_NO_ROOM = re.compile("No space left|File too large|[Qq]uota exceeded")  # as the system says ENOSPC, EFBIG, EDQUOT


class NotUtf8(UnreadableFile):
    """A CSV that begins as UTF-8 and goes on in other bytes; read again `whole`, it may turn out to be Windows Thai."""


def connect(
    engine: str = "duckdb", *, memory_limit: str = "4GB", threads: int | None = None, scratch: Path | None = None
) -> "BaseBackend":
    """An Ibis backend on `engine`; what exceeds `memory_limit` ('4GB') is spilled under `scratch`.

    A process has one Spark: it spills under SPARK_LOCAL_DIRS, and its first connection sets memory and threads.
    Raises InvalidInput when the engine is unknown or not installed.
    """
    import ibis

    ibis.options.sql.fuse_selects = False  # a column computed once must not be computed at each of its uses
    if engine == "duckdb":
        return _connect_duckdb(memory_limit, threads, scratch)
    if engine == "spark":
        return _connect_spark(memory_limit, threads)
    raise InvalidInput(
        problem=Bilingual(f"ไม่รู้จักเครื่องคำนวณ '{engine}'", f"The engine '{engine}' is unknown."),
        remedy=Bilingual("ใช้ duckdb หรือ spark", "Use duckdb or spark."),
    )


def read_table(backend: "BaseBackend", path: Path, *, scratch: Path, whole: bool = False) -> "ir.Table":
    """A register file as a table: Parquet with its own types, or CSV (, ; tab |) with every column text.

    A CSV is UTF-8, with or without BOM, or Windows Thai (CP874, which holds TIS-620), rewritten as UTF-8 under
    `scratch`, which the caller removes. The encoding is told from the file's beginning, or from all of it when `whole`;
    Spark, which does not mind other bytes, always has it told from all. Raises UnreadableFile.
    """
    if not path.is_file():
        raise UnreadableFile(
            problem=Bilingual(f"ไม่พบไฟล์ {path}", f"{path}: there is no such file."),
            remedy=Bilingual("ตรวจชื่อและที่อยู่ของไฟล์", "Check the file's name and folder."),
        )
    with naming(path):
        if _is_parquet(path):
            return backend.read_parquet(path)
        spark = backend.name == "pyspark"
        file = open_csv(path, scratch=scratch, whole=whole or spark)
        return backend.read_csv(str(file.path), **(_spark_options(file) if spark else _duckdb_options(file)))


def told_twice(work: Callable[[bool], Result], *paths: Path) -> Result:
    """Do `work(whole=False)` over the files; when one changes its encoding on the way, once more with `whole=True`."""
    try:
        with naming(*paths):
            return work(False)
    except NotUtf8:
        with naming(*paths):
            return work(True)


@contextmanager
def naming(*paths: Path) -> Iterator[None]:
    """Turn an engine's complaint about a file into an UnreadableFile that names file and line, never a value."""
    try:
        yield
    except (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException, duckdb.InternalException):
        raise  # a mistake of ours, not of the file
    except _engine_errors() as error:
        if isinstance(error, duckdb.OutOfMemoryException) or _NO_ROOM.search(str(error)):
            raise _no_room() from error
        raise _complaint(str(error), paths) from error


def hold(table: "ir.Table", scratch: Path) -> "ir.Table":
    """Compute a table once: a temporary table, which spills beyond the memory limit, or on Spark Parquet under `scratch`."""
    backend = table.get_backend()
    path = Path(tempfile.mkdtemp(dir=scratch))
    if backend.name == "duckdb":
        return backend.create_table(path.name, table, temp=True)
    backend.to_parquet(table, path / "held.parquet")
    return backend.read_parquet(path / "held.parquet")


def told(table: "ir.Table") -> list[dict[str, Any]]:
    """A small table's rows. DuckDB is asked itself: Ibis would first load pandas, a second of every short run."""
    backend = table.get_backend()
    if backend.name != "duckdb":
        return list(table.to_pyarrow().to_pylist())
    cursor = backend.con.execute(str(backend.compile(table)))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def batches(table: "ir.Table", scratch: Path) -> "Iterator[RecordBatch]":
    """A table's rows, a bounded number at a time."""
    from pyarrow import parquet

    path = Path(tempfile.mkdtemp(dir=scratch)) / "rows.parquet"
    write_parquet(table, path)
    yield from parquet.ParquetFile(path).iter_batches()


def write_parquet(table: "ir.Table", path: Path) -> None:
    """Write a table as one Parquet file: whole under its name, or not there at all."""
    backend = table.get_backend()
    scratch = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        written = scratch / path.name
        if backend.name == "pyspark":
            backend.to_parquet(table, scratch / "parts")
            _join_parquet(sorted((scratch / "parts").glob("*.parquet")), written)
        else:
            backend.to_parquet(table, written)
        settle(written, path)
    finally:
        shutil.rmtree(scratch)


def settle(written: Path, path: Path) -> None:
    """Give a finished file its name, on disk before it is seen."""
    with written.open("rb") as file:
        os.fsync(file.fileno())
    written.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _connect_duckdb(memory_limit: str, threads: int | None, scratch: Path | None) -> "BaseBackend":
    import ibis

    config: dict[str, object] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": memory_limit,
        "preserve_insertion_order": False,
    }
    if threads is not None:
        config["threads"] = threads
    if scratch is not None:
        config["temp_directory"] = str(scratch)
    return ibis.duckdb.connect(":memory:", **config)


def _connect_spark(memory_limit: str, threads: int | None) -> "BaseBackend":
    try:
        session = _spark_session(memory_limit, threads)
    except ImportError as error:
        raise _no_spark() from error
    import ibis

    return ibis.pyspark.connect(session)


def _spark_session(memory_limit: str, threads: int | None) -> "SparkSession":
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    settings: dict[str, bool | float | int | str | None] = {
        "spark.driver.memory": memory_limit.removesuffix("B").lower(),
        "spark.driver.host": "127.0.0.1",
        "spark.jars": str(_similarity_jar()),
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master(f"local[{threads or '*'}]").appName("samutphok")
    try:
        return builder.config(map=settings).getOrCreate()
    except PySparkRuntimeError as error:  # no Java
        raise _no_spark() from error


def _similarity_jar() -> Path:
    """The functions that tell how alike two names are: Spark has none of its own; Splink brings them along."""
    found = find_spec("splink")
    if found is None or found.origin is None:
        raise ImportError("splink")
    return max((Path(found.origin).parent / "internals" / "files" / "spark_jars").glob("*_spark4.x.jar"))


def _no_spark() -> InvalidInput:
    return InvalidInput(
        problem=Bilingual("เครื่องนี้ยังไม่มี Apache Spark", "Apache Spark is not installed on this machine."),
        remedy=Bilingual(
            "ติดตั้งด้วย pip install 'samutphok[spark]' และ Java 17 หรือใช้ --engine duckdb",
            "Install it with pip install 'samutphok[spark]' and Java 17, or use --engine duckdb.",
        ),
    )


def _duckdb_options(file: CsvFile) -> dict[str, object]:
    columns = dict.fromkeys(file.header, "string")
    return {
        "columns": columns,
        "auto_detect": False,
        "header": True,
        "delim": file.delimiter,
        "quote": '"',
        "escape": '"',
    }


def _spark_options(file: CsvFile) -> dict[str, object]:
    from pyspark.sql.types import StringType, StructField, StructType

    return {
        "schema": StructType([StructField(name, StringType()) for name in file.header]),
        "inferSchema": False,
        "header": True,
        "sep": file.delimiter,
        "quote": '"',
        "escape": '"',
        "multiLine": True,
        "mode": "FAILFAST",
    }


def _engine_errors() -> tuple[type[Exception], ...]:
    if "pyspark" not in sys.modules:
        return (duckdb.Error,)
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return (duckdb.Error, Py4JError, PySparkException)


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _join_parquet(parts: Sequence[Path], path: Path) -> None:
    """One file out of the parts that Spark writes, a row group at a time."""
    from pyarrow import parquet

    with parquet.ParquetWriter(path, parquet.read_schema(parts[0])) as writer:
        for part in parts:
            file = parquet.ParquetFile(part)
            for group in range(file.num_row_groups):
                writer.write_table(file.read_row_group(group))


def _no_room() -> InvalidInput:
    return InvalidInput(
        problem=Bilingual("หน่วยความจำหรือเนื้อที่ดิสก์ไม่พอ", "Memory or room on the disk does not suffice."),
        remedy=Bilingual("เพิ่มเนื้อที่แล้วทำใหม่", "Make room and run it again."),
    )


def _complaint(message: str, paths: Sequence[Path]) -> UnreadableFile:
    """What may be repeated of an engine's message: the file and the line; the line's content may be personal data."""
    named = [path for path in paths if str(path) in message] or list(paths)
    where = ", ".join(map(str, named))
    line = re.search(r"Line: (\d+)", message)
    place = f"{where}: line {line.group(1)}" if line else where
    kind = NotUtf8 if re.search("unicode|utf-8", message, re.IGNORECASE) else UnreadableFile
    return kind(
        problem=Bilingual(f"อ่านไฟล์ไม่ได้ ({place})", f"{place}: the file cannot be read."),
        remedy=Bilingual(
            "ตรวจว่าไฟล์เป็น CSV (UTF-8 หรือ TIS-620) ที่ทุกแถวมีจำนวนคอลัมน์เท่ากัน หรือเป็น Parquet ที่สมบูรณ์",
            "It must be CSV (UTF-8 or TIS-620) with the same number of columns in each row, or complete Parquet.",
        ),
    )
