"""Attaching a staged survey into the office database: the product beside a loop of get_or_create.

    python benchmarks/attach.py [--households 30000] [--naive 2000]

Both write the same people, households, identifiers, rows and memberships of a survey of a province, each into a fresh
database: SQLite, or a new one beside SAMUTPHOK_DATABASE_URL. The naive loop is one transaction a row, as it is usually
written, over the first rows only. Prints rows a second, their ratio, and the most memory the attaching process held.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

HERE = Path(__file__).resolve().parent
NOW = datetime(2026, 11, 23, tzinfo=UTC)
SURVEYED = date(2018, 6, 1)


def main() -> int:
    asked = _arguments()
    if asked.run:
        print(json.dumps(_measured(asked)))
        return 0
    with tempfile.TemporaryDirectory(prefix="samutphok-attach-") as folder:
        product = _in_fresh_database(Path(folder) / "product", "product", asked)
        naive = _in_fresh_database(Path(folder) / "naive", "naive", asked)
    print(f"database          {product['database']}")
    print("                  rows      rows/s   peak memory")
    for name, result in (("attach_batch", product), ("get_or_create", naive)):
        print(
            f"{name:<15}{result['rows']:>8,}{result['rows'] / result['seconds']:>12,.0f}{result['memory_mb']:>11,.0f} MB"
        )
    ratio = (product["rows"] / product["seconds"]) / (naive["rows"] / naive["seconds"])
    print(f"attach_batch is {ratio:.1f} times as fast")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--households", type=int, default=30_000)
    parser.add_argument("--naive", type=int, default=2_000, help="rows for the naive loop")
    parser.add_argument("--run", choices=("product", "naive"), help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_fresh_database(folder: Path, which: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Run one side in a process of its own, so that its memory is its own."""
    folder.mkdir()
    environment = os.environ | {"SAMUTPHOK_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "samutphok.config.settings"}
    environment["PYTHONPATH"] = os.pathsep.join([str(HERE.parent), str(HERE)])
    server = os.environ.get("SAMUTPHOK_DATABASE_URL")
    name = f"samutphok_attach_{which}_{os.getpid()}"
    if server:
        _administer(server, f'CREATE DATABASE "{name}"')
        environment["SAMUTPHOK_DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    try:
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "-v", "0", "--skip-checks"], env=environment, check=True
        )
        command = [
            sys.executable,
            __file__,
            "--run",
            which,
            f"--households={asked.households}",
            f"--naive={asked.naive}",
        ]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    finally:
        if server:
            _administer(server, f'DROP DATABASE IF EXISTS "{name}"')
    return json.loads(done.stdout.splitlines()[-1])


def _administer(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def _measured(asked: argparse.Namespace) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection

    batch_id, rows = _stage(asked.households)
    started = time.perf_counter()
    if asked.run == "naive":
        rows = _naive(batch_id, asked)
    else:
        from samutphok.linkage.actions import attach_batch

        attach_batch(batch_id, now=NOW)
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": rows, "seconds": seconds, "memory_mb": memory, "database": connection.vendor}


def _stage(households: int) -> tuple[UUID, int]:
    """The survey as intake stages it, written a part at a time so that memory measures the attaching."""
    import pyarrow as pa
    import pyarrow.parquet as parquet
    from django.conf import settings
    from people import people

    from samutphok.intake.domain.batch import Status
    from samutphok.intake.models import Batch

    text = ["pid", "pid_given", "title", "first_name", "last_name", "sex", "birth_date", "area_code"]
    text += ["survey_row_id", "house_code", "family_no"]
    flags = [f"bmn{number}" for number in range(1, 32)]
    fields = [("row_number", pa.int64()), *((name, pa.string()) for name in text), ("income_per_person", pa.float64())]
    schema = pa.schema([*fields, *((name, pa.int8()) for name in flags)])
    path = settings.WAREHOUSE / "staged" / f"{'0' * 64}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    count, source = 0, people(households)
    with parquet.ParquetWriter(path, schema) as writer:
        while part := list(islice(source, 10_000)):
            rows = [
                dict.fromkeys(flags, 1)
                | {name: getattr(one, name) for name in one.__slots__}
                | {"row_number": count + place, "survey_row_id": str(count + place), "family_no": "1", "title": "นาง"}
                | {"income_per_person": 30_000.0}
                for place, one in enumerate(part, start=1)
            ]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            count += len(part)
    batch = Batch.objects.create(
        register="bmn_survey",
        file_name="benchmark.csv",
        file_format="csv",
        file_sha256="0" * 64,
        staged_sha256="0" * 64,
        status=Status.STAGED,
        mapping={},
        header_row=1,
        rows_read=count,
        rows_accepted=count,
        as_of=SURVEYED,
        scope="",
        received_by="benchmark",
        received_at=NOW,
    )
    return batch.id, count


def _naive(batch_id: UUID, asked: argparse.Namespace) -> int:
    """What is usually written first: look up, else create, row after row."""
    from django.db import transaction
    from people import people

    from samutphok.foundation.privacy import blind_index, seal
    from samutphok.registry.domain.identity import name_key
    from samutphok.registry.models import Household, Identifier, Membership, NameWord, Person, SourceRecord

    rows = 0
    for rows, one in enumerate(islice(people(asked.households), asked.naive), start=1):
        with transaction.atomic():
            index = blind_index("pid", one.pid)
            held = Identifier.objects.filter(kind="pid", index=index).first()
            keys = {"first_key": name_key(one.first_name), "last_key": name_key(one.last_name)}
            person = held.person if held else Person.objects.create(area_code=one.area_code, created_at=NOW, **keys)
            Identifier.objects.get_or_create(
                kind="pid", index=index, defaults={"person": person, "sealed": seal(one.pid, bound_to=str(person.id))}
            )
            for word in keys.values():
                NameWord.objects.get_or_create(word=word)
            household, _ = Household.objects.get_or_create(
                area_code=one.area_code, house_code=one.house_code, family_no="1", defaults={"created_at": NOW}
            )
            record, _ = SourceRecord.objects.get_or_create(
                batch_id=batch_id,
                row_number=rows,
                defaults={
                    "register": "bmn_survey",
                    "as_of": SURVEYED,
                    "pid_index": index,
                    "person": person,
                    "household": household,
                    "area_code": one.area_code,
                    "state": "attached",
                    "values": {f"bmn{number}": 1 for number in range(1, 32)},
                },
            )
            Membership.objects.get_or_create(
                record=record, defaults={"person": person, "household": household, "valid_from": SURVEYED}
            )
    return rows


if __name__ == "__main__":
    sys.exit(main())
