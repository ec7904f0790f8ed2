"""The programmes that come with the product say what the official reports say, and name nobody whom they do not name."""

from datetime import date
from uuid import UUID

import pytest

from samutphok.programmes.domain.rounds import Owing, owed, period_of, periods
from samutphok.programmes.queries.rules import rules_on, shipped

FOUND = {one.name: one for one in shipped()}

# agency, district of Bangkok, the Thai name of the community as the report of 9 April 2564 writes it
EIGHT = [
    ("ops", "1016", "ชุมชนภายในซอยจรัญสนิทวงศ์ 9/1 เขตบางกอกใหญ่"),
    ("dsdw", "1037", "ชุมชนในซอยรัชฎภัณฑ์ (ซอยหมอเหล็ง) เขตราชเทวี"),
    ("dop", "1020", "ชุมชนวัดสุวรรณคีรี เขตบางกอกน้อย"),
    ("dep", "1005", "ชุมชนลำชะล่า (โคกบ่าวสาว) เขตบางเขน"),
    ("dwf", "1002", "ชุมชนวัดจอมสุดาราม เขตดุสิต"),
    ("dcy", "1032", "ชุมชนเฟื่องฟ้าพัฒนา เขตประเวศ"),
    ("nha", "1034", "ชุมชนภายในซอยศรีนครินทร์ 9 เขตสวนหลวง"),
    ("codi", "1006", "ชุมชนกลุ่มริมคลองกะจะ เขตบางกะปิ"),
]


def test_one_department_one_area_has_its_eight_areas_and_agencies() -> None:
    found = FOUND["one-department-one-area-2564"]
    assert [(one.agency, one.code, one.label.th) for one in found.areas] == EIGHT
    assert found.since == date(2021, 4, 9)


def test_tue_ngan_ha_ti_is_in_five_provinces() -> None:
    found = FOUND["tue-ngan-ha-ti-2564"]
    names = {"90": "สงขลา", "95": "ยะลา", "94": "ปัตตานี", "96": "นราธิวาส", "91": "สตูล"}
    assert {one.code: one.label.th for one in found.areas} == names


@pytest.mark.parametrize(
    ("name", "agencies", "not_named"),
    [
        ("poverty-with-higher-education-2564", {"higher-education", "msdhs"}, 10),  # 12 agencies
        ("local-welfare-samut-prakan-2566", {"dep", "dsdw", "msdhs"}, 7),  # 9 sign, two are named; One Home takes part
    ],
)
def test_agencies_that_the_source_does_not_name_stay_not_named(name: str, agencies: set[str], not_named: int) -> None:
    found = FOUND[name]
    assert ({one.agency for one in found.partners}, found.not_named) == (agencies, not_named)


def test_the_pilot_names_two_as_signing() -> None:
    partners = FOUND["local-welfare-samut-prakan-2566"].partners
    assert {one.agency for one in partners if one.role == "signing"} == {"dep", "dsdw"}


def test_76_provinces_are_every_province_and_the_twelve_ministries() -> None:
    found = FOUND["provinces-76-2564"]
    assert found.every_province
    assert len(found.partners) == 12


def test_every_programme_speaks_the_words_of_the_rules() -> None:
    rules = rules_on(date(2026, 11, 23))
    for one in shipped():
        assert one.type in rules.types
        assert one.report_every in rules.every
        assert one.strategies
        assert set(one.strategies) <= set(rules.strategies)
        assert {partner.role for partner in one.partners} <= set(rules.roles)
        assert one.source.th
        assert one.source.en


@pytest.mark.parametrize(
    ("day", "every", "start", "end"),
    [
        (date(2026, 11, 23), "quarter", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 2, 1), "half", date(2025, 10, 1), date(2026, 3, 31)),
        (date(2026, 9, 30), "year", date(2025, 10, 1), date(2026, 9, 30)),
        (date(2026, 12, 5), "month", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_rounds_are_parts_of_the_fiscal_year(day: date, every: str, start: date, end: date) -> None:
    found = period_of(day, every, due_days=15)
    assert (found.start, found.end) == (start, end)


def test_who_owes_a_report() -> None:
    area, today = UUID(int=1), date(2026, 11, 23)
    rounds = periods(date(2026, 3, 1), today, "quarter", due_days=60)
    found = owed([(area, "dop")], rounds, {(area, "dop", date(2026, 4, 1))}, today=today)
    assert [(one.period.start, one.standing) for one in found] == [
        (date(2026, 10, 1), Owing.RUNNING),
        (date(2026, 7, 1), Owing.DUE),
        (date(2026, 4, 1), Owing.DONE),
        (date(2026, 1, 1), Owing.LATE),
    ]
