"""Three families followed by hand: from the files of four registers to the area page, the list, the export, their pages."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk_office import log_in
from django.test import Client
from family_files import exported
from intake_files import NOW, SURVEY, WELFARE, csv_bytes, survey_row, synthetic_pid, upload, viewer, welfare_row

from samutphok.insights.actions import export_families
from samutphok.insights.domain.area import AreaNumbers
from samutphok.insights.domain.choice import Dimension, DimensionChoice, FamilyFilter, FamilyOrder
from samutphok.insights.domain.families import FamilyRow
from samutphok.insights.domain.family import FamilyPage, Verdict
from samutphok.insights.queries import area_page, family_list, family_page
from samutphok.intake.actions import receive_batch, stage_batch
from samutphok.intake.domain.batch import Status
from samutphok.intake.queries import batch as read_batch
from samutphok.linkage.actions import attach_batch
from samutphok.registry.models import Household
from samutphok.targeting.actions import draw_list
from samutphok.web.exports import csv_lines

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CUT, DRAWN_FOR = date(2019, 1, 1), date(2021, 6, 30)
OFFICER = viewer("83")
CARDS = ("pid", "title", "first_name", "last_name", "birth_date", "area_code", "disability_type")
ALLOWANCE = ("pid", "title", "first_name", "last_name", "birth_date", "area_code", "monthly_amount", "paid_by")


def person(
    number: int, title: str, first_name: str, last_name: str, born: str, village: str = "83010101"
) -> dict[str, str]:
    """What every register says of a person; births are written in the Buddhist era."""
    named = {"title": title, "first_name": first_name, "last_name": last_name}
    return {"pid": synthetic_pid(number), **named, "birth_date": born, "area_code": village}


# The grandmother (74, in all four registers, validated) lives with a grandchild (9). Water fails in her row, income in
# the child's. Next door in the same house: a man of 36, registered and not validated, whose medicine fails. In the next
# village: a woman of 41, validated, who fails nothing and earns well.
GRANDMOTHER = person(1, "นาง", "บุญเรือน", "ทองคำ", "14/03/2490")
CHILD = person(2, "ด.ช.", "ปิติ", "ทองคำ", "01/05/2555")
NEIGHBOUR = person(3, "นาย", "มานะ", "แก้วใส", "20/11/2527")
TEACHER = person(4, "น.ส.", "ชูใจ", "ศรีสุข", "02/02/2523", "83010102")
HOUSE, OTHER_HOUSE = "83010000019", "83010000027"


def surveyed(
    who: Mapping[str, str], row_id: int, house: str, family: str, income: str, **answers: str
) -> dict[str, str]:
    home = {"survey_row_id": f"S{row_id}", "house_code": house, "family_no": family, "income_per_person": income}
    return survey_row(row_id, **{**who, **home, "sex": "ญ", **answers})


REGISTERS: dict[str, tuple[Sequence[str], list[dict[str, str]]]] = {
    "bmn_survey": (
        SURVEY,
        [
            surveyed(GRANDMOTHER, 1, HOUSE, "1", "25000", bmn9="0"),
            surveyed(CHILD, 2, HOUSE, "1", "25000", bmn22="0"),
            surveyed(NEIGHBOUR, 3, HOUSE, "2", "38000", bmn5="0"),
            surveyed(TEACHER, 4, OTHER_HOUSE, "1", "150000"),
        ],
    ),
    "state_welfare": (
        WELFARE,
        [
            welfare_row(**{**who, "validated": said})
            for who, said in ((GRANDMOTHER, "1"), (NEIGHBOUR, "0"), (TEACHER, "1"))
        ],
    ),
    "disability": (CARDS, [{**GRANDMOTHER, "disability_type": "การเห็น"}]),
    "elderly_allowance": (ALLOWANCE, [{**GRANDMOTHER, "monthly_amount": "700", "paid_by": "อบต. ตัวอย่าง"}]),
}
POOR_VILLAGE = AreaNumbers(
    households=2,
    persons=3,
    registered=2,
    validated=1,
    poor=3,
    poor_and_registered=2,
    poor_households=2,
    target_poor=1,
    selected=1,
    selected_households=1,
)
NOBODY = dict.fromkeys(asdict(POOR_VILLAGE), 0)


@pytest.fixture(autouse=True)
def office() -> None:
    receive_and_draw()


def receive_and_draw() -> None:
    """The files received, staged and attached, and the list of the province drawn."""
    for register, (headers, rows) in REGISTERS.items():
        file = upload(csv_bytes(headers, rows), f"{register}.csv")
        received = receive_batch(viewer=OFFICER, file=file, register=register, as_of=CUT, now=NOW)
        stage_batch(received.id)
        attach_batch(received.id, now=NOW)
        done = read_batch(viewer=OFFICER, batch_id=received.id)
        assert (done.status, done.counts.accepted) == (Status.ATTACHED, len(rows))
    draw_list(viewer=OFFICER, area_prefix="83", as_of=DRAWN_FOR, now=NOW)


def numbers(code: str, *switches: Dimension) -> AreaNumbers | None:
    return area_page(viewer=OFFICER, code=code, choice=DimensionChoice(frozenset(switches)), now=NOW).numbers


def page_of(house: str, family: str) -> FamilyPage:
    found = Household.objects.get(house_code=house, family_no=family)
    return family_page(viewer=OFFICER, household_id=found.id, now=NOW)


def problems(page: FamilyPage) -> dict[Dimension, list[tuple[int, str, int]]]:
    """Each dimension with a problem: the indicators, the register that says so and the row it says it in."""
    return {
        reading.dimension: [(one.number, one.evidence.register, one.evidence.row_number) for one in reading.problems]
        for reading in page.dimensions
        if reading.verdict is Verdict.MET
    }


def test_the_area_pages_count_the_three_families() -> None:
    assert numbers("83010101") == POOR_VILLAGE
    assert numbers("83010101", Dimension.INCOME) == POOR_VILLAGE
    told = asdict(POOR_VILLAGE) | {"selected": 0, "selected_households": 0}
    assert numbers("83010101", Dimension.HEALTH) == AreaNumbers(**told)
    assert numbers("83010102") == AreaNumbers(
        **NOBODY | {"households": 1, "persons": 1, "registered": 1, "validated": 1}
    )
    whole = asdict(POOR_VILLAGE) | {"households": 3, "persons": 4, "registered": 3, "validated": 2}
    assert numbers("83") == numbers("8301") == numbers("830101") == AreaNumbers(**whole)


EVERYBODY = FamilyFilter()


def row(wanted: FamilyFilter = EVERYBODY) -> list[FamilyRow]:
    return list(family_list(viewer=OFFICER, wanted=wanted, page=1, page_size=10).rows)


def test_the_list_has_them_with_what_was_found() -> None:
    first, second, third = row()
    told = (first.name, first.members, first.dependants, first.income_per_person, first.target_poor, first.level)
    assert told == ("นางบุญเรือน ทองคำ", 2, 2, 25_000.0, 1, 2)
    assert first.dimensions == (Dimension.LIVING, Dimension.INCOME)
    told = (second.name, second.members, second.dependants, second.income_per_person, second.target_poor, second.level)
    assert told == ("นายมานะ แก้วใส", 1, 0, 38_000.0, 0, 0)
    assert second.dimensions == (Dimension.HEALTH,)
    told = (third.name, third.members, third.dependants, third.income_per_person, third.target_poor, third.level)
    assert told == ("น.ส.ชูใจ ศรีสุข", 1, 0, 150_000.0, 0, None)
    assert (third.dimensions, third.level_missing) == ((), ())


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (FamilyFilter(target_poor=True), "ทองคำ"),
        (FamilyFilter(level=0), "แก้วใส"),
        (FamilyFilter(area_code="83010102"), "ศรีสุข"),
        (FamilyFilter(text="บุนเรือน ทองคำ"), "ทองคำ"),
        (FamilyFilter(text=synthetic_pid(3)), "แก้วใส"),
        (FamilyFilter(text=HOUSE, order=FamilyOrder.AREA), "ทองคำ แก้วใส"),
        (FamilyFilter(definition="phuket-2564"), ""),
        (FamilyFilter(definition="programme-2564"), "ทองคำ"),
    ],
)
def test_filters_and_search_find_them(wanted: FamilyFilter, names: str) -> None:
    found = row(wanted)
    assert [one.name.split()[-1] for one in found] == names.split()


def test_the_exported_file_says_the_same() -> None:
    rows = export_families(viewer=OFFICER, wanted=FamilyFilter(), now=NOW)
    lines = list(csv.reader(b"".join(csv_lines(rows, language="en")).decode("utf-8-sig").splitlines()))
    told = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    names = ("Family", "House code", "Family no.", "Area code", "Members", "Dependants", "Target-poor members", "Level")
    assert [tuple(line[name] for name in names) for line in told] == [
        ("นางบุญเรือน ทองคำ", HOUSE, "1", "83010101", "2", "2", "1", "2"),
        ("นายมานะ แก้วใส", HOUSE, "2", "83010101", "1", "0", "0", "0"),
        ("น.ส.ชูใจ ศรีสุข", OTHER_HOUSE, "1", "83010102", "1", "0", "0", ""),
    ]


def test_both_kinds_of_file_say_what_the_page_says(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.EXPORTS = tmp_path
    account = log_in(client)
    assert account.language == "th"
    page = [
        [one.name, one.house_code, one.family_no, one.area_code, str(one.members), str(one.dependants)] for one in row()
    ]
    tables = {kind: exported(client, format=kind) for kind in ("csv", "xlsx")}
    assert tables["csv"] == tables["xlsx"]
    heads, *rows = tables["xlsx"]
    named = [heads.index(name) for name in ("ครอบครัว", "รหัสบ้าน", "ครอบครัวที่", "รหัสพื้นที่", "สมาชิก", "ผู้พึ่งพิง")]
    assert [[line[place] for place in named] for line in rows] == page
    poor = heads.index("สุขภาพ")
    marks = {line[0].split()[-1]: line[poor : poor + 5] for line in rows}
    assert marks == {
        "ทองคำ": ["0", "1", "0", "1", "0"],
        "แก้วใส": ["1", "0", "0", "0", "0"],
        "ศรีสุข": ["0", "0", "0", "0", "0"],
    }


def test_the_grandmother_s_page_says_what_is_wrong_which_register_says_so_and_why_level_two() -> None:
    page = page_of(HOUSE, "1")
    assert [member.name for member in page.members] == ["นางบุญเรือน ทองคำ", "ด.ช.ปิติ ทองคำ"]
    assert [member.target_poor for member in page.members] == [True, False]
    assert [[kind.en for kind in member.dependant] for member in page.members] == [
        ["Aged 60 or over", "Disabled"],
        ["Child under 18"],
    ]
    assert problems(page) == {
        Dimension.LIVING: [(9, "bmn_survey", 2)],
        Dimension.INCOME: [(22, "bmn_survey", 3)],
    }
    assert page.level is not None
    assert page.level.level == 2
    assert [one.verdict for one in page.level.reading.clauses] == [
        Verdict.MET,
        Verdict.NOT_MET,
        Verdict.MET,
        Verdict.NOT_MET,
    ]
    told = {(one.evidence.register, one.evidence.row_number): (one.amount, one.monthly) for one in page.help}
    cards = {("state_welfare", 2): (None, False), ("disability", 2): (None, False)}
    assert told == cards | {("elderly_allowance", 2): (700.0, True)}
    assert page.income_per_person == 25_000
    assert page.target_poor == 1


def test_the_neighbour_is_poor_and_not_target_poor() -> None:
    page = page_of(HOUSE, "2")
    assert problems(page) == {Dimension.HEALTH: [(5, "bmn_survey", 4)]}
    assert [member.target_poor for member in page.members] == [False]
    assert page.level is not None
    assert page.level.level == 0


def test_the_teacher_has_no_problem_and_no_level() -> None:
    page = page_of(OTHER_HOUSE, "1")
    assert problems(page) == {}
    assert page.level is not None
    assert (page.level.level, page.level.reading.verdict) == (None, Verdict.NOT_MET)
    assert [(one.evidence.register, one.evidence.row_number) for one in page.help] == [("state_welfare", 4)]


def test_the_numbers_of_the_page_are_those_of_the_register_files() -> None:
    given: dict[str, Any] = {name: len(rows) for name, (_, rows) in REGISTERS.items()}
    sources = area_page(viewer=OFFICER, code="83", now=NOW).sources
    shown = {one.register: one.rows for one in sources}
    assert shown == given | {"provincial_aid": 0}
