"""Small registers for tests: rows in the canonical columns, staged as intake stages them, about people who do not exist."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as parquet
from django.conf import settings

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.intake.domain.batch import Status
from samutphok.intake.models import Batch
from samutphok.kernel.identifiers import pid_check_digit

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SURVEYED, LISTED = date(2018, 6, 1), date(2018, 10, 1)
_IDENTITY = [("title", pa.string()), ("first_name", pa.string()), ("last_name", pa.string()), ("sex", pa.string())]
_COMMON = [("row_number", pa.int64()), ("pid", pa.string()), ("pid_given", pa.string()), *_IDENTITY]
_COMMON += [("birth_date", pa.string()), ("area_code", pa.string())]
_OWN = {
    "bmn_survey": [
        ("survey_row_id", pa.string()),
        ("house_code", pa.string()),
        ("family_no", pa.string()),
        ("income_per_person", pa.float64()),
        *((f"bmn{number}", pa.int8()) for number in range(1, 32)),
    ],
    "state_welfare": [("validated", pa.int8()), ("registered_on", pa.string())],
    "disability": [
        ("disability_type", pa.string()),
        ("card_issued_on", pa.string()),
        ("card_expires_on", pa.string()),
    ],
    "elderly_allowance": [("paid_by", pa.string()), ("monthly_amount", pa.float64()), ("since", pa.string())],
    "provincial_aid": [
        ("aid_kind", pa.string()),
        ("amount", pa.float64()),
        ("paid_on", pa.string()),
        ("agency", pa.string()),
    ],
}


def synthetic_pid(number: int) -> str:
    """A citizen number of the series that is never issued (digits 2-3 are 99), with its check digit."""
    first = f"199{number:09d}"
    return first + str(pid_check_digit(first))


def row(first_name: str = "สมศรี", last_name: str = "ทองคำ", **facts: Any) -> dict[str, Any]:
    """One row of a register; what is not given is empty."""
    return {"first_name": first_name, "last_name": last_name, "area_code": "83010101"} | facts


def stage(register: str, rows: Sequence[dict[str, Any]], *, as_of: date | None = None) -> UUID:
    """A batch whose rows lie staged, as after `intake.stage_batch`."""
    folder = settings.WAREHOUSE / "staged"
    folder.mkdir(parents=True, exist_ok=True)
    waiting = folder / "waiting.parquet"
    write_staged(waiting, register, rows)
    digest = hashlib.sha256(waiting.read_bytes()).hexdigest()
    waiting.replace(folder / f"{digest}.parquet")
    batch = Batch.objects.create(
        register=register,
        file_name="fixture.csv",
        file_format="csv",
        file_sha256=hashlib.sha256(f"{digest}{Batch.objects.count()}".encode()).hexdigest(),
        staged_sha256=digest,
        status=Status.STAGED,
        mapping={},
        header_row=1,
        rows_read=len(rows),
        rows_accepted=len(rows),
        as_of=as_of or (SURVEYED if register == "bmn_survey" else LISTED),
        scope="",
        area_prefix="83",
        received_by="test",
        received_at=NOW,
    )
    return batch.id


def write_staged(path: Path, register: str, rows: Sequence[dict[str, Any]]) -> None:
    """The canonical Parquet of a register; rows are numbered from 1 unless they say their number."""
    schema = pa.schema([*_COMMON, *_OWN[register]])
    numbered = [{"row_number": number} | one for number, one in enumerate(rows, start=1)]
    full = [{name: one.get(name) for name in schema.names} for one in numbered]
    parquet.write_table(pa.Table.from_pylist(full, schema=schema), path)


def viewer(*areas: str, role: Role = Role.PROVINCE, now: datetime = NOW) -> Viewer:
    """Somebody with one grant in these areas; without areas somebody with none."""
    grants = (Grant(role, areas, id="grant"),) if areas else ()
    return Viewer("account", "ผู้ทดสอบ", grants, now=now)
