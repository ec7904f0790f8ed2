"""Lists and misspelt searches of families at national scale, for a national, a provincial and a tambon viewer.

    SAMUTPHOK_DATABASE_URL=postgresql://... python benchmarks/search.py [--scale 1000000] [--rounds 200] [--keep]

Fills a database of its own beside the one named (SQLite without one) with made-up families, in bulk and past linkage,
then asks as the pages ask: the first page, a page deep in the list, the bounded count, and names as people mistype them.
Prints the median and the 95th percentile of each, and how often the family that was meant is among the answers. As a
comparison it asks PostgreSQL the usual way, trigram similarity over the whole name of every person, a few times.
"""

import argparse
import io
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
NOW, SURVEYED = datetime(2026, 11, 23, tzinfo=UTC), date(2018, 6, 1)
SAMPLE = 2_000  # people remembered while filling, to be searched for
AREA = "{:02d}{:02d}{:02d}{:02d}"


def main() -> int:
    asked = _arguments()
    server = os.environ.get("SAMUTPHOK_DATABASE_URL")
    name = f"samutphok_search_{asked.scale}"
    with tempfile.TemporaryDirectory(prefix="samutphok-search-") as folder:
        os.environ |= {"SAMUTPHOK_DATA": folder, "DJANGO_SETTINGS_MODULE": "samutphok.config.settings"}
        if server:
            _administer(server, f'CREATE DATABASE "{name}"')
            os.environ["SAMUTPHOK_DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        try:
            _measure(asked)
        finally:
            if server and not asked.keep:
                _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=1_000_000, help="households")
    parser.add_argument("--rounds", type=int, default=200, help="requests of each kind")
    parser.add_argument("--keep", action="store_true", help="leave the database for a look")
    return parser.parse_args()


def _administer(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


def _measure(asked: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, skip_checks=True)
    started = time.perf_counter()
    sample = _fill(asked.scale)
    print(f"{connection.vendor}: {asked.scale:,} households filled in {time.perf_counter() - started:,.0f} s")
    print(f"{'':<44}{'p50 ms':>10}{'p95 ms':>10}{'found':>10}")
    chance = random.Random(7)
    for label, request in _requests(sample, chance):
        times, hits = _timed(request, asked.rounds)
        found = f"{100 * statistics.mean(hits):.0f} %" if hits else ""
        print(f"{label:<44}{statistics.median(times):>10.1f}{_p95(times):>10.1f}{found:>10}")
    if connection.vendor == "postgresql":
        times, _ = _timed(lambda: _usual_way(chance.choice(sample)), 10)
        print(f"{'trigram similarity over every whole name':<44}{statistics.median(times):>10.1f}{_p95(times):>10.1f}")


def _timed(request: Callable[[], bool | None], rounds: int) -> tuple[list[float], list[bool]]:
    for _ in range(3):
        request()
    times, hits = [], []
    for _ in range(rounds):
        started = time.perf_counter()
        hit = request()
        times.append(1000 * (time.perf_counter() - started))
        if hit is not None:
            hits.append(hit)
    return times, hits


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _requests(sample: list[tuple[Any, UUID]], chance: random.Random) -> Iterator[tuple[str, Callable[[], bool | None]]]:
    """What the pages ask, by the width of the viewer's scope."""
    from samutphok.access.domain import Grant, Role, Viewer
    from samutphok.registry.queries import count_households, households, search_households

    def viewer(digits: int, person: Any) -> Viewer:
        role = {0: Role.NATIONAL, 2: Role.PROVINCE, 6: Role.TAMBON}[digits]
        return Viewer("benchmark", "benchmark", (Grant(role, (person.area_code[:digits],)),), now=NOW)

    def listing(digits: int) -> None:
        households(viewer=viewer(digits, chance.choice(sample)[0]))

    def reading_on(digits: int) -> None:
        person, home = chance.choice(sample)
        households(viewer=viewer(digits, person), after=home)

    def counting(digits: int) -> None:
        count_households(viewer=viewer(digits, chance.choice(sample)[0]))

    def searching(digits: int, spelt: Callable[[Any, random.Random], str]) -> bool:
        person, home = chance.choice(sample)
        found = search_households(viewer=viewer(digits, person), text=spelt(person, chance)).found
        return any(one.line.id == home for one in found)

    for digits, scope in ((0, "country"), (2, "province"), (6, "tambon")):
        yield f"first page, {scope}", lambda digits=digits: listing(digits)
        yield f"a page further on, {scope}", lambda digits=digits: reading_on(digits)
        yield f"count, {scope}", lambda digits=digits: counting(digits)
        yield f"full name as written, {scope}", lambda digits=digits: searching(digits, _as_written)
        yield f"full name with two slips, {scope}", lambda digits=digits: searching(digits, _mistyped)
        yield f"surname with a slip, {scope}", lambda digits=digits: searching(digits, _surname)
        yield f"first name alone, {scope}", lambda digits=digits: searching(digits, _first_name)
        yield f"first name in Latin letters, {scope}", lambda digits=digits: searching(digits, _romanised)
        yield f"half a first name in Latin letters, {scope}", lambda digits=digits: searching(digits, _begun)


def _as_written(person: Any, _: random.Random) -> str:
    return f"{person.first_name} {person.last_name}"


def _mistyped(person: Any, chance: random.Random) -> str:
    return f"{_slip(person.first_name, chance)} {_slip(person.last_name, chance)}"


def _surname(person: Any, chance: random.Random) -> str:
    return _slip(person.last_name, chance)


def _first_name(person: Any, _: random.Random) -> str:
    return person.first_name


def _romanised(person: Any, _: random.Random) -> str:
    from people import romanised

    return romanised(person.first_name)


def _begun(person: Any, chance: random.Random) -> str:
    latin = _romanised(person, chance)
    return latin[: max(4, len(latin) * 2 // 3)]


def _slip(name: str, chance: random.Random) -> str:
    """A letter lost, doubled, or another in its place; not the first, which people know."""
    place = 1 + chance.randrange(max(1, len(name) - 1))
    return name[:place] + chance.choice(("", name[place : place + 1] * 2, chance.choice("กนมรสาิ"))) + name[place + 1 :]


def _fill(scale: int) -> list[tuple[Any, UUID]]:
    """The families straight into the tables; returns some people with their household."""
    from itertools import groupby, islice

    from people import people

    from samutphok.intake.domain.batch import Status
    from samutphok.intake.models import Batch

    batch = Batch.objects.create(
        register="bmn_survey",
        file_name="benchmark.csv",
        file_format="csv",
        file_sha256="0" * 64,
        staged_sha256="0" * 64,
        status=Status.ATTACHED,
        mapping={},
        header_row=1,
        as_of=SURVEYED,
        scope="",
        received_by="benchmark",
        received_at=NOW,
    )
    chance, sample = random.Random(3), []
    families = (list(members) for _, members in groupby(people(scale), key=lambda one: one.house_code))
    number = 0
    while part := list(islice(families, 20_000)):
        number = _write(batch.id, part, number, scale, lambda kept: sample.append(kept), chance)
    _settle_tables()
    return sample


def _write(
    batch: UUID, families: list[Any], number: int, scale: int, keep: Callable[[Any], None], chance: random.Random
) -> int:
    """One part of the families; SAMPLE of all people are kept for searching."""
    from dataclasses import replace

    from samutphok.registry.domain.identity import name_key

    tables: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _COLUMNS}
    for members in families:
        home = UUID(int=chance.getrandbits(128), version=4)
        area = _area(int(members[0].house_code[1:]))
        tables["registry_household"].append((home, members[0].house_code, "1", area, NOW))
        for one in members:
            number += 1
            person = UUID(int=chance.getrandbits(128), version=4)
            first, last, year = name_key(one.first_name), name_key(one.last_name), int(one.birth_date[:4])
            names = ("", one.first_name, one.last_name, first, last)
            tables["registry_person"].append((person, *names, one.sex, year, 1, 1, area, NOW))
            row = (number, number, "bmn_survey", SURVEYED, "", area, "attached", "{}", batch, home, person)
            tables["registry_sourcerecord"].append(row)
            tables["registry_membership"].append((number, "", SURVEYED, home, person, number))
            tables["registry_nameword"] += [(first,), (last,)]
            tables["registry_namesound"] += [(sound, word) for word in (first, last) for sound in _sounds(word)]
            if chance.random() < SAMPLE / (2.4 * scale):
                keep((replace(one, area_code=area), home))
    for table, rows in tables.items():
        _insert(table, rows)
    return number


def _area(family: int) -> str:
    """Villages of 120 families, 9 in a tambon, 9 tambon in an amphoe, 12 amphoe in a province."""
    village, rest = family // 120 % 9, family // 120 // 9
    tambon, rest = rest % 9, rest // 9
    amphoe, province = rest % 12, rest // 12
    return AREA.format(10 + province, 1 + amphoe, 1 + tambon, 1 + village)


_COLUMNS = {
    "registry_household": "id, house_code, family_no, area_code, created_at",
    "registry_person": (
        "id, title, first_name, last_name, first_key, last_key, sex, birth_year, birth_month, birth_day, area_code, created_at"
    ),
    "registry_sourcerecord": (
        'id, row_number, register, as_of, pid_index, area_code, state, "values", batch_id, household_id, person_id'
    ),
    "registry_membership": "id, role, valid_from, household_id, person_id, record_id",
    "registry_nameword": "word",
    "registry_namesound": "sound, word",
}


_ONCE = ("registry_nameword", "registry_namesound")  # the same word comes again and again


@cache
def _sounds(word: str) -> frozenset[str]:
    from samutphok.registry.domain.sounds import sounds

    return sounds(word)


def _insert(table: str, rows: list[tuple[Any, ...]]) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            plain = [[value.hex if isinstance(value, UUID) else value for value in row] for row in rows]
            marks = ", ".join("?" * len(rows[0]))
            cursor.connection.executemany(f"INSERT OR IGNORE INTO {table} ({_COLUMNS[table]}) VALUES ({marks})", plain)
            return
        target = table
        if table in _ONCE:
            target = "seen"
            cursor.execute(f"CREATE TEMPORARY TABLE seen (LIKE {table} INCLUDING DEFAULTS) ON COMMIT DROP")
            cursor.execute("ALTER TABLE seen DROP COLUMN id")
        text = io.StringIO("".join("\t".join(str(value) for value in row) + "\n" for row in rows))
        with cursor.copy(f"COPY {target} ({_COLUMNS[table]}) FROM STDIN") as copy:
            copy.write(text.read())
        if target == "seen":
            names = _COLUMNS[table]
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT DISTINCT {names} FROM seen ON CONFLICT DO NOTHING")


def _settle_tables() -> None:
    """As autovacuum leaves them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _usual_way(kept: tuple[Any, UUID]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM registry_person ORDER BY similarity(first_key || ' ' || last_key, %s) DESC LIMIT 50",
            [f"{kept[0].first_name} {kept[0].last_name}"],
        )
        cursor.fetchall()


if __name__ == "__main__":
    sys.exit(main())
