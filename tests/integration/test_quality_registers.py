"""How good registers are: counted by the engine as by hand, shown by area, rounded for who may not see families."""

import csv
import io
from collections import defaultdict
from datetime import date, timedelta
from itertools import count

import pytest
from desk_office import log_in
from django.test import Client
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.domain import Role
from samutphok.areas.actions import note_areas
from samutphok.areas.models import Area
from samutphok.intake.models import Batch
from samutphok.linkage.actions import attach_batch
from samutphok.quality.actions import measure_all, measure_batch
from samutphok.quality.domain.figures import Count, Standing, shown, stands
from samutphok.quality.domain.measures import Limits, Measure
from samutphok.quality.errors import QualityNotFound
from samutphok.quality.models import Figure
from samutphok.quality.queries import quality_page, quality_told, register_quality

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAYROLL = "elderly_allowance"
GOOD = {"birth_date": "1950-05-12", "monthly_amount": 700.0, "since": "2012-01", "sex": "F"}


def payroll() -> list[dict[str, object]]:
    """Ten rows of one tambon and two of another: gaps, a bad number, a repeat, an odd amount, a day before birth."""
    rows = [row("มะลิวัลย์", "ทองแท้", pid=synthetic_pid(place), **GOOD) for place in range(1, 8)]
    rows.append(row("มะลิวัลย์", "ทองแท้", pid=synthetic_pid(1), **GOOD))  # the same once more
    rows.append(row("บุญมา", "", pid=None, pid_given="123", **GOOD | {"birth_date": "1950"}))
    rows.append(row("บุญ2", "ศรี", pid=None, **GOOD | {"monthly_amount": 650.0, "since": "1940"}))
    rows += [row("แดง", "ดำ", pid=synthetic_pid(place), area_code="83020101", **GOOD) for place in (20, 21)]
    return rows


def by_hand(rows: list[dict[str, object]], area: str) -> dict[tuple[str, str], tuple[int, int]]:  # noqa: C901 -- one list of questions
    """The same counts in plain Python, from what the policy says in words."""
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    seen: set[object] = set()

    def ask(measure: str, column: str, yes: object) -> None:
        found[measure, column][0] += bool(yes)
        found[measure, column][1] += 1

    for one in rows:
        first = one.get("pid") not in seen
        seen.add(one.get("pid"))
        if not str(one["area_code"]).startswith(area):
            continue
        for column in ("first_name", "last_name", "sex", "birth_date", "monthly_amount", "since"):
            ask("completeness", column, one.get(column))
        ask("completeness", "pid", one.get("pid") or one.get("pid_given"))
        if one.get("pid") or one.get("pid_given"):
            ask("validity", "pid", one.get("pid"))
        for column in ("first_name", "last_name"):
            name = str(one.get(column) or "")
            if name:
                ask("validity", column, len(name) > 1 and not any(letter.isdigit() for letter in name))
        if one.get("birth_date"):
            ask("validity", "birth_date", len(str(one["birth_date"])) == 10)
        ask("validity", "monthly_amount", one["monthly_amount"] in (600, 700, 800, 1000))
        ask("validity", "area_code", str(one["area_code"])[:6] == "830101")
        if one.get("pid"):
            ask("uniqueness", "pid", first)
        if one.get("birth_date") and one.get("since"):
            ask("consistency", "birth_date<=since", str(one["birth_date"])[:4] <= str(one["since"])[:4])
        ask("timeliness", "arrival", True)
    return {key: (met, of) for key, (met, of) in found.items()}


def cleaned(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{name: None if value == "" else value for name, value in one.items()} for one in rows]


def test_the_page_counts_as_a_person_with_a_list_and_a_pencil() -> None:
    note_areas({"83010101"}, seen_on=NOW.date())
    Area.objects.filter(pk="830101").update(listed=True)
    rows = cleaned(payroll())
    batch = stage(PAYROLL, rows, as_of=NOW.date() - timedelta(days=30))
    assert measure_batch(batch, now=NOW)
    for area in ("83", "8301", "830101", "8302"):
        page = register_quality(viewer=viewer("83"), register=PAYROLL, area=area, now=NOW)
        told = {(one.measure.value, one.column): (one.count.met, one.count.of) for one in page.columns}
        told.pop(("validity", "rows"), None)
        assert told == by_hand(rows, area)


def test_measuring_again_changes_nothing_and_a_batch_taken_back_is_gone() -> None:
    batch = stage(PAYROLL, cleaned(payroll()), as_of=date(2018, 1, 1))
    first = measure_batch(batch, now=NOW)
    before = quality_told(area="83")
    assert measure_batch(batch, now=NOW) == first == Figure.objects.count()
    assert quality_told(area="83") == before
    Batch.objects.filter(pk=batch).update(status="undone")
    assert quality_told(area="83") == ()


def test_registers_are_held_against_each_other_through_linkage() -> None:
    """One person in both registers with another sex; another with another first name; both known by their numbers."""
    numbers = count(40)
    one, two, three = (synthetic_pid(next(numbers)) for _ in range(3))
    survey = [
        row("สมศรี", "ทองคำ", pid=number, house_code=f"8301010000{number[-1]}", birth_date="1950-05-12", sex="F")
        for number in (one, two, three)
    ]
    attach_batch(stage("bmn_survey", survey), now=NOW)
    there = [
        row("สมศรี", "ทองคำ", pid=one, **GOOD),
        row("สมศรี", "ใหม่", pid=two, **GOOD),  # married: only the first name is compared
        row("สมศรี", "ทองคำ", pid=three, **GOOD | {"birth_date": "1950", "area_code": "83020101"}),
    ]
    batch = stage(PAYROLL, there)
    attach_batch(batch, now=NOW)
    measure_batch(batch, now=NOW)
    told = {one.column: (one.met, one.of) for one in Figure.objects.filter(area_code="83", measure="consistency")}
    assert told["people.first_name"] == told["people.sex"] == told["people.birth_year"] == (3, 3)
    assert told["people.tambon"] == (2, 3)


def test_who_may_not_see_families_sees_rounded_counts_and_nobody_another_area() -> None:
    measure_batch(stage(PAYROLL, cleaned(payroll()), as_of=date(2018, 1, 1)), now=NOW)
    page = quality_page(viewer=viewer("83", role=Role.AUDITOR), area="83", now=NOW)
    assert not page.exact
    counts = page.registers[0].newest.counts.values()
    assert all(one.of % 5 == 0 and one.unmet % 5 == 0 for one in counts)
    for area in ("84", "8", "83010101"):
        with pytest.raises(QualityNotFound):
            quality_page(viewer=viewer("83"), area=area, now=NOW)
    with pytest.raises(QualityNotFound):
        register_quality(viewer=viewer("83"), register="nothing", now=NOW)


def test_limits_are_told_in_words_on_both_sides_of_each_limit() -> None:
    limits = Limits(good=0.98, poor=0.90)
    table = [(98, Standing.GOOD), (97, Standing.FAIR), (90, Standing.FAIR), (89, Standing.POOR)]
    assert [stands(Count(met, 100), limits) for met, _ in table] == [standing for _, standing in table]
    assert stands(Count(), limits) is Standing.NONE
    assert shown(Count(9, 11), exact=False) == Count(10, 10)


def test_a_letter_and_files_name_places_and_numbers_and_no_person(
    client: Client, django_assert_max_num_queries
) -> None:
    stage(PAYROLL, cleaned(payroll()), as_of=date(2018, 1, 1))
    assert measure_all(now=NOW) == 1
    log_in(client)
    for page in ("/quality/", f"/quality/{PAYROLL}/", f"/quality/{PAYROLL}/letter/"):
        client.get(page)
        with django_assert_max_num_queries(12):
            answer = client.get(page)
        assert answer.status_code == 200
        text = answer.content.decode()
        assert len(text) < 100_000
        assert not any(name in text for name in ("มะลิวัลย์", "บุญมา", synthetic_pid(1)))
    lines = list(csv.reader(io.StringIO(client.get(f"/quality/{PAYROLL}/figures.csv").content.decode("utf-8-sig"))))
    cells = {(line[2], line[3]): line[4:6] for line in lines[1:]}
    assert cells["completeness", "last_name"] == ["11", "12"]
    letter = client.get(f"/quality/{PAYROLL}/letter.csv").content.decode("utf-8-sig")
    assert Measure.COMPLETENESS.value not in letter  # words, not codes
    assert len(letter.splitlines()) > 3
    assert client.get("/quality/nothing/").status_code == client.get(f"/quality/{PAYROLL}/?area=84").status_code == 404
