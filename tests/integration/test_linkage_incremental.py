"""Batch after batch, in any order and any cut, registers end in the clusters of linking everything at once."""

import random
from typing import Any

import pytest
from register_rows import LISTED, NOW, row, stage, synthetic_pid

from samutphok.linkage.actions import attach_batch, liken_batch, rebuild_people
from samutphok.linkage.models import Frequency, Likeness, Review
from samutphok.registry.models import SourceRecord

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FIRST, LAST = ("มานะ", "ปิติ", "วีระ", "ชูใจ", "สมศรี", "ดวงแก้ว"), ("ทองคำ", "ใจดี", "แสงทอง", "ชูศรี", "บุญมาก")


def world(chance: random.Random) -> list[tuple[str, list[dict[str, Any]]]]:
    """A survey of two hundred, and three registers of some of them: without numbers, with slips, twins among them."""
    people = []
    for number in range(200):
        twin = number % 20 == 1
        before = people[-1] if twin else None
        people.append(
            row(
                FIRST[number % 6] + "กขคงจ"[number % 5] * (number % 3),
                before["last_name"] if before else LAST[chance.randrange(5)] + "นรทมยลว"[chance.randrange(7)],
                pid=synthetic_pid(number) if number % 4 else None,
                house_code=f"8301{number // 3:07d}",
                family_no="1",
                sex="FM"[number % 2],
                birth_date=before["birth_date"]
                if before
                else f"{1940 + chance.randrange(60)}-{1 + chance.randrange(12):02d}-{1 + chance.randrange(28):02d}",
            )
        )
    registers = [("bmn_survey", people)]
    for register in ("state_welfare", "disability", "elderly_allowance"):
        rows = []
        for one in chance.sample(people, 60):
            said = {name: one[name] for name in ("first_name", "last_name", "sex", "birth_date", "area_code")}
            said["pid"] = one["pid"] if chance.random() < 0.3 else None
            if chance.random() < 0.2:
                said["birth_date"] = said["birth_date"][:4]
            if chance.random() < 0.1:
                said["last_name"] = "แก้วมณี"
            rows.append(said)
        rows.append(
            rows[0]
            | {
                "first_name": "อนงค์",
                "pid": None,
                "birth_date": people[5]["birth_date"],
                "last_name": people[5]["last_name"],
            }
        )
        registers.append((register, rows))
    return registers


def clusters() -> list[list[str]]:
    """Whoever is one, by the rows that speak of them: register and content, which no order changes."""
    found: dict[Any, list[str]] = {}
    for record in SourceRecord.objects.select_related("person"):
        person = record.person
        key = (person.survivor_id or person.pk) if person else f"row:{record.pk}"
        found.setdefault(key, []).append(f"{record.register}:{record.as_of}:{record.identity}:{record.pid_index[:8]}")
    return sorted(sorted(rows) for rows in found.values())


def outcome(batches: list[tuple[str, list[dict[str, Any]]]], *, at_once: bool = False) -> dict[str, Any]:
    keys = []
    for register, rows in batches:
        keys.append(stage(register, rows, as_of=LISTED))
        attach_batch(keys[-1], now=NOW)
        if not at_once:
            liken_batch(keys[-1], now=NOW)
    if at_once:
        liken_batch(keys[-1], now=NOW)
    return {
        "clusters": clusters(),
        "pairs": sorted(Likeness.objects.values_list("levels", flat=True)),
        "frequencies": sorted(Frequency.objects.values_list("part", "value", "count")),
        "asked": sorted(
            [one.record.register, str(one.record.identity), *(f"{c['bits']:.6f}" for c in one.candidates)]
            for one in Review.objects.filter(kind="likelihood", outcome="open").select_related("record")
        ),
    }


@pytest.mark.parametrize("seed", range(2))
def test_batches_in_any_order_and_any_cut_end_as_everything_at_once(seed: int) -> None:
    from django.db import transaction

    chance = random.Random(seed)
    registers = world(chance)
    found = []
    for turn in range(2):
        batches = list(registers)
        if turn:  # halves, in another order
            batches = [
                (name, half) for name, rows in registers for half in (rows[: len(rows) // 2], rows[len(rows) // 2 :])
            ]
            chance.shuffle(batches)
        point = transaction.savepoint()
        found.append(outcome(batches, at_once=not turn))
        assert rebuild_people(now=NOW) == 0
        transaction.savepoint_rollback(point)
    once, again = found
    assert sum(len(rows) > 1 for rows in once["clusters"]) > 50
    assert once["asked"]
    assert again == once
