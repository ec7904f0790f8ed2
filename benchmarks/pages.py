"""Area pages and lists of families at national scale, as a national, a provincial, a One Home and a tambon viewer ask.

    SAMUTPHOK_DATABASE_URL=postgresql://... python benchmarks/pages.py [--households 1000000] [--rounds 100] [--keep]

Fills a database of its own beside the one named: one drawn list of the country in 76 provinces of 12 amphoe, 9 tambon and
9 villages, each family with its facts, dimensions, level and definitions, and the counts that a drawing stores, all of it
in SQL and past the engine. Then it asks what the pages ask, through `insights.queries`, and prints the median and the
95th percentile in milliseconds. Searches by name, which need people, are measured by `search.py`.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
NOW, CUT = datetime(2026, 11, 23, tzinfo=UTC), date(2021, 6, 30)
TARGET_MS = 300
PAGE = 25
ONE_HOME = ("81", "82", "83", "84", "85", "86")

# Grain: a family. Keys: its number n. Villages are dealt in turn, so that every area has its share; a third fails
# nothing, the rest one dimension or more; six in ten have low income, half of the poor a validated member.
_FAMILIES = """
INSERT INTO targeting_entry (target_list_id, household_id, area_code, house_code, family_no, name, name_order, members,
  dependants, income_per_person, registered, validated, target_poor, mask, dimensions, failed, facts, target_rows, level,
  level_open, met, clauses)
SELECT %(list)s, NULL, area, lpad(n::text, 11, '8'), '1', name, convert_to(name, 'UTF8'), members,
  dependants, income, validated, validated, CASE WHEN mask > 0 THEN validated ELSE 0 END, mask,
  length(replace(mask::bit(5)::text, '0', '')), '[9, 22]'::jsonb,
  '{"members": 3, "dependants": 1, "dependants_at_least": 1, "dependants_at_most": 1, "bmn8": 1, "bmn11": 1}'::jsonb,
  '[]'::jsonb, CASE WHEN income > 100000 THEN -1 WHEN dependants > 2 THEN 3 WHEN dependants > 0 THEN 2 ELSE n %% 2 END,
  '[]'::jsonb, met,
  '{"phuket-2564": {"met": [], "unknown": ["homeless", "uninsured"], "persons": 0},
    "programme-2564": {"met": ["low_income"], "unknown": [], "persons": 1}}'::jsonb
FROM (
  SELECT n, lpad((11 + n %% 76)::text, 2, '0') || lpad((1 + n / 76 %% 12)::text, 2, '0')
      || lpad((1 + n / 912 %% 9)::text, 2, '0') || lpad((1 + n / 8208 %% 9)::text, 2, '0') AS area,
    'นาง' || substr(md5(n::text), 1, 6) || ' ' || substr(md5((n / 2)::text), 1, 9) AS name,
    1 + n %% 5 AS members, (hashint4(n) & 2147483647) %% 4 AS dependants,
    CASE WHEN n %% 50 = 0 THEN NULL ELSE 1000.0 * ((hashint4(n + 1) & 2147483647) %% 160) END AS income,
    CASE WHEN (hashint4(n + 2) & 2147483647) %% 3 = 0 THEN 0
      ELSE (hashint4(n + 3) & 2147483647) %% 32 & (hashint4(n + 4) & 2147483647) %% 32 END AS mask,
    (hashint4(n + 5) & 2147483647) %% 2 AS validated,
    CASE WHEN (hashint4(n + 6) & 2147483647) %% 40 = 0 THEN 1 ELSE 0 END
      + CASE WHEN (hashint4(n + 7) & 2147483647) %% 3 = 0 THEN 2 ELSE 0 END AS met
  FROM generate_series(1, %(households)s) AS n
) AS family
"""
# Grain: an area and a set of failed dimensions. Keys: area_code, mask.
_AREAS = """
INSERT INTO targeting_areacount (target_list_id, area_code, parent, mask, households, target_households, persons,
  registered, validated)
SELECT %(list)s, {area}, {parent}, mask, count(*), count(*) FILTER (WHERE target_poor > 0), sum(members),
  sum(registered), sum(validated)
FROM targeting_entry GROUP BY 2, 3, 4
"""
# Grain: an area and everything that lists filter by. Keys: area_code, mask, level, met, target_poor.
_CELLS = """
INSERT INTO targeting_familycount (target_list_id, area_code, mask, level, met, target_poor, households)
SELECT %(list)s, {area}, mask, level, met, target_poor > 0, count(*) FROM targeting_entry GROUP BY 2, 3, 4, 5, 6
"""


def main() -> int:
    asked = _arguments()
    server = os.environ.get("SAMUTPHOK_DATABASE_URL")
    if not server:
        sys.exit("SAMUTPHOK_DATABASE_URL names no PostgreSQL: this benchmark fills its tables in PostgreSQL's SQL.")
    name = f"samutphok_pages_{asked.households}"
    with tempfile.TemporaryDirectory(prefix="samutphok-pages-") as folder:
        os.environ |= {"SAMUTPHOK_DATA": folder, "DJANGO_SETTINGS_MODULE": "samutphok.config.settings"}
        _administer(server, f'CREATE DATABASE "{name}"')
        os.environ["SAMUTPHOK_DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        try:
            return _measure(asked)
        finally:
            if not asked.keep:
                _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=100, help="requests of each kind")
    parser.add_argument("--keep", action="store_true", help="leave the database for a look")
    return parser.parse_args()


def _administer(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


def _measure(asked: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    started = time.perf_counter()
    _fill(asked.households)
    print(f"{asked.households:,} families filled in {time.perf_counter() - started:,.0f} s")
    print(f"{'':<58}{'p50 ms':>10}{'p95 ms':>10}")
    slow = 0
    for label, request in _requests(asked.households):
        times = _timed(request, asked.rounds)
        p95 = statistics.quantiles(times, n=20)[-1]
        slow += p95 > TARGET_MS
        print(
            f"{label:<58}{statistics.median(times):>10.1f}{p95:>10.1f}{'  over' if p95 > TARGET_MS else ''}", flush=True
        )
    print(f"{slow} of them over {TARGET_MS} ms at the 95th percentile")
    return 0


def _timed(request: Callable[[], object], rounds: int) -> list[float]:
    for _ in range(3):
        request()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        request()
        times.append(1000 * (time.perf_counter() - started))
    return times


def _fill(households: int) -> None:
    """One list of the country with its families and counts, and the places they lie in."""
    from django.db import connection, transaction

    from samutphok.areas.actions import load_catalogue, note_areas
    from samutphok.kernel.policies import load_policy
    from samutphok.targeting.models import Entry, TargetList

    rules = (("measures", "tpmap-2561"), ("levels", "programme-2564"), ("definitions", "phuket-2564"))
    named = [(kind, load_policy(kind, name)) for kind, name in (*rules, ("definitions", "programme-2564"))]
    drawn = TargetList.objects.create(
        area_prefix="",
        measure="tpmap-2561",
        levels="programme-2564",
        rules=[{"kind": kind, "name": file.name, "sha256": file.sha256} for kind, file in named],
        sources=[],
        as_of=CUT,
        data_cut=CUT,
        drawn_at=NOW,
        households=households,
        persons=3 * households,
        conflicts=0,
        result_sha256="0" * 64,
        complete=True,
        current=True,
    )
    given = {"list": drawn.id, "households": households}
    steps = [("'TH'", "''"), ("substr(area_code, 1, 2)", "'TH'")]
    steps += [(f"substr(area_code, 1, {length})", f"substr(area_code, 1, {length - 2})") for length in (4, 6, 8)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FAMILIES, given)
        for place, (area, parent) in enumerate(steps):
            cursor.execute(_AREAS.format(area=area, parent=parent), given)
            if place < 3:
                cursor.execute(_CELLS.format(area=area), given)
    load_catalogue()
    note_areas(set(Entry.objects.values_list("area_code", flat=True).distinct()), seen_on=CUT)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum leaves the tables


def _requests(households: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """What the pages ask, by the width of the viewer's scope."""
    from samutphok.access.domain import Action, Grant, Role, Viewer
    from samutphok.insights.domain.choice import Combine, Dimension, DimensionChoice, FamilyFilter, FamilyOrder
    from samutphok.insights.queries import area_page, family_list

    chance = random.Random(5)

    def province() -> str:
        return f"{11 + chance.randrange(76)}"

    def viewer(role: Role, *areas: str) -> Viewer:
        return Viewer("benchmark", "benchmark", (Grant(role, areas),), now=NOW)

    # a grant over the whole country that is cleared for poverty: nobody holds one, and it is the hardest case
    everywhere = viewer(Role.PROVINCE, "")
    scopes: list[tuple[str, Callable[[], Viewer]]] = [
        ("country", lambda: everywhere),
        ("six provinces", lambda: viewer(Role.PROVINCE, *ONE_HOME)),
        ("province", lambda: viewer(Role.PROVINCE, province())),
        (
            "tambon",
            lambda: viewer(Role.TAMBON, f"{province()}{1 + chance.randrange(12):02d}0{1 + chance.randrange(9)}"),
        ),
    ]

    def choice(*dimensions: Dimension, combine: Combine = Combine.ANY) -> DimensionChoice:
        return DimensionChoice(frozenset(dimensions), combine)

    two = (Dimension.HEALTH, Dimension.EDUCATION)
    lists = {
        "first page": (FamilyFilter(), 1),
        "page 200": (FamilyFilter(), 200),
        "middle page": (FamilyFilter(), None),
        "by name, middle page": (FamilyFilter(order=FamilyOrder.NAME), None),
        "by area, middle page": (FamilyFilter(order=FamilyOrder.AREA), None),
        "by level": (FamilyFilter(order=FamilyOrder.LEVEL), 1),
        "level 2": (FamilyFilter(level=2), 1),
        "two dimensions, any": (FamilyFilter(choice=choice(*two)), 1),
        "two dimensions, all": (FamilyFilter(choice=choice(*two, combine=Combine.ALL)), 1),
        "five dimensions, all": (FamilyFilter(choice=choice(*Dimension, combine=Combine.ALL)), 1),
        "target-poor": (FamilyFilter(target_poor=True), 1),
        "target-poor, middle page": (FamilyFilter(target_poor=True), None),
        "a rare definition": (FamilyFilter(definition="phuket-2564"), 1),
        "a rare definition, level 3, two dimensions, all": (
            FamilyFilter(definition="phuket-2564", level=3, choice=choice(*two, combine=Combine.ALL)),
            1,
        ),
    }

    def listing(who: Callable[[], Viewer], wanted: FamilyFilter, page: int | None) -> object:
        asking = who()
        if page is None:
            prefixes = asking.prefixes(Action.LIST_HOUSEHOLDS)
            share = sum({0: 1.0, 2: 1 / 76, 6: 1 / 8208}[len(prefix)] for prefix in prefixes)
            page = max(1, int(households * share / PAGE / (6 if wanted.target_poor else 2)))
        return family_list(viewer=asking, wanted=wanted, page=page, page_size=PAGE)

    for label, code in (("country", lambda: "TH"), ("province", province), ("amphoe", lambda: f"{province()}05")):
        yield f"area page, {label}", lambda code=code: area_page(viewer=everywhere, code=code(), now=NOW)
    yield "area page, village", lambda: area_page(viewer=everywhere, code=f"{province()}050505", now=NOW)
    for scope, who in scopes:
        for label, (wanted, page) in lists.items():
            yield f"list, {scope}: {label}", lambda who=who, wanted=wanted, page=page: listing(who, wanted, page)
    narrowed = FamilyFilter(area_code="8305", level=2)
    yield "list, country: an amphoe, level 2", lambda: listing(scopes[0][1], narrowed, 1)


if __name__ == "__main__":
    sys.exit(main())
