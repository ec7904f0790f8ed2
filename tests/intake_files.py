"""Register files for tests, as offices send them, about people who do not exist; and who receives them."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.kernel.identifiers import pid_check_digit

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
CUT = date(2020, 1, 1)
WELFARE = ("pid", "title", "first_name", "last_name", "birth_date", "area_code", "validated")
SURVEY = (
    *("survey_row_id", "pid", "house_code", "family_no", "area_code", "title", "first_name", "last_name", "sex"),
    *("birth_date", "income_per_person"),
    *(f"bmn{number}" for number in range(1, 32)),
)


def synthetic_pid(number: int, first: str = "1") -> str:
    """A citizen number of the series that is never issued (digits 2-3 are 99), with its check digit."""
    twelve = f"{first}99{number:09d}"
    return twelve + str(pid_check_digit(twelve))


def welfare_row(number: int = 1, **cells: str) -> dict[str, str]:
    """A clean row of the welfare register."""
    clean = {"pid": synthetic_pid(number), "title": "นาง", "first_name": "สมศรี", "last_name": "ทองคำ"}
    return clean | {"birth_date": "14/03/2500", "area_code": "83010101", "validated": "1"} | cells


def survey_row(number: int = 1, **cells: str) -> dict[str, str]:
    """A clean row of the survey."""
    clean = {"survey_row_id": f"S{number}", "house_code": f"8301{number:07d}", "family_no": "1", "sex": "ญ"}
    indicators = {f"bmn{place}": "1" for place in range(1, 32)}
    return welfare_row(number) | clean | {"income_per_person": "38000"} | indicators | cells


def csv_bytes(
    headers: Sequence[str],
    rows: Sequence[Mapping[str, str] | Sequence[str]],
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    above: Sequence[Sequence[str]] = (),
) -> bytes:
    """A CSV file; `above` are title lines over the headers."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([*above, headers])
    writer.writerows([[row.get(name, "") for name in headers] if isinstance(row, Mapping) else row for row in rows])
    return text.getvalue().encode(encoding)


def xlsx_bytes(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook; numbers and days are written as such."""
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return raw.getvalue()


def parquet_bytes(columns: Mapping[str, Sequence[Any]]) -> bytes:
    """A Parquet file."""
    raw = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), raw)
    return raw.getvalue()


def upload(raw: bytes, name: str = "welfare.csv") -> io.BytesIO:
    """The bytes as a file that somebody sends."""
    file = io.BytesIO(raw)
    file.name = name  # type: ignore[attr-defined]
    return file


def saved(folder: Path, raw: bytes, name: str) -> Path:
    """The bytes as a file on disk."""
    path = folder / name
    path.write_bytes(raw)
    return path


def viewer(*areas: str, role: Role = Role.PROVINCE, account: str = "officer") -> Viewer:
    """Somebody with one grant for these areas."""
    grants = (Grant(role, areas, id="grant-1"),) if areas else ()
    return Viewer(account, "Officer", grants, now=NOW)
