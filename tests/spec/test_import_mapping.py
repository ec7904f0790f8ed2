"""How a file is understood before it is received, how that is corrected, and what is said of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from intake_files import CUT, NOW, WELFARE, synthetic_pid, welfare_row

from samutphok.intake.domain.cells import rules_on
from samutphok.intake.domain.choice import Choice, Correction, Sureness, corrected, fingerprint, first_choice
from samutphok.intake.domain.findings import Finding
from samutphok.intake.domain.preview import DraftView, discreet, masked, preview_of
from samutphok.intake.domain.progress import time_left
from samutphok.intake.domain.register import registers
from samutphok.intake.domain.remedies import REMEDIES
from samutphok.intake.errors import BadMapping

RULES = rules_on(CUT, ("83",))
HEADERS = ["เลข ปชช", "คำนำหน้า", "ชื่อจริง", "นามสกุล", "วันเกิด", "รหัส", "ผลการตรวจสอบสิทธิ", "หมายเหตุ"]
ROWS = [[*(welfare_row(number)[name] for name in WELFARE), ""] for number in range(1, 6)]
TABLE = [["บัญชีรายชื่อ จังหวัดภูเก็ต"], [], HEADERS, *ROWS]


def chosen() -> Choice:
    return first_choice([TABLE], registers(), RULES)


def say(columns: dict[int, str], constants: dict[str, str] | None = None) -> Choice:
    said = Correction("state_welfare", 0, 3, "", columns, constants or {})
    return corrected(chosen(), said, HEADERS, registers()["state_welfare"], RULES)


def test_register_row_of_headers_and_columns_are_found_and_each_says_how() -> None:
    found = chosen()
    assert (found.register, found.table, found.header_row) == ("state_welfare", 0, 3)
    assert {HEADERS[place]: (one.name, one.sureness) for place, one in found.columns.items()} == {
        "เลข ปชช": ("pid", Sureness.CONTENT),
        "คำนำหน้า": ("title", Sureness.NAMED),
        "ชื่อจริง": ("first_name", Sureness.ALIKE),
        "นามสกุล": ("last_name", Sureness.NAMED),
        "วันเกิด": ("birth_date", Sureness.NAMED),
        "รหัส": ("area_code", Sureness.CONTENT),
        "ผลการตรวจสอบสิทธิ": ("validated", Sureness.ALIKE),
    }


def test_a_file_of_no_known_headers_is_shown_and_waits_for_its_register() -> None:
    assert first_choice([[["a", "b"], ["1", "2"]]], registers(), RULES).register == ""


@pytest.mark.parametrize("rows", [[], [[]], [["only one"]], [[""], ["x"]]])
def test_what_holds_no_table_is_refused(rows: list[list[str]]) -> None:
    with pytest.raises(BadMapping):
        first_choice([rows], registers(), RULES)


@pytest.mark.parametrize(
    ("columns", "constants", "told"),
    [
        ({0: "pid", 1: "pid"}, {}, "chosen for two columns"),
        ({0: "salary"}, {}, "was named"),
        ({99: "pid"}, {}, "was named"),
        ({-1: "pid"}, {}, "was named"),
        ({0: "pid"}, {"first_name": "สมศรี"}, "was named"),
        ({0: "pid"}, {"area_code": "81010101"}, "outside"),
        ({0: "pid"}, {"validated": "maybe"}, "1, 0 or empty"),
    ],
)
def test_a_correction_that_cannot_be_followed_says_why(columns: dict, constants: dict, told: str) -> None:
    with pytest.raises(BadMapping) as caught:
        say(columns, constants)
    assert told in caught.value.problem.en
    assert caught.value.remedy.th


def test_a_column_that_somebody_chose_says_so_and_one_that_stayed_keeps_its_reason() -> None:
    found = say({0: "pid", 1: "title", 7: "validated"}, {"area_code": "830101"})
    assert [found.columns[place].sureness for place in (0, 1, 7)] == [
        Sureness.CONTENT,
        Sureness.NAMED,
        Sureness.CHOSEN,
    ]
    assert dict(found.constants) == {"area_code": "830101"}


def test_a_constant_gives_way_to_a_column_of_the_file() -> None:
    assert not say({5: "area_code"}, {"area_code": "830101"}).constants


def test_headers_are_the_same_however_they_are_typed_and_differ_by_order() -> None:
    assert fingerprint(["PID", " First Name "]) == fingerprint(["pid", "first_name"])
    assert fingerprint(["pid", "first_name"]) != fingerprint(["first_name", "pid"])
    assert fingerprint(["pid", ""]) == ""


@pytest.mark.parametrize(("share", "expected"), [(1.0, (5, 4, 1, True)), (0.01, (500, 400, 100, False))])
def test_what_a_file_will_give_is_reckoned_from_its_sample(share: float, expected: tuple) -> None:
    rows = [[*ROWS[0][:6], "?", ""], *ROWS[1:]]
    draft = DraftView(uuid4(), "a.csv", "csv", "utf-8", chosen(), CUT, NOW)
    seen = preview_of(draft, registers()["state_welfare"], HEADERS, list(enumerate(rows, start=4)), share, RULES)
    found = seen.estimate
    assert (found.rows, found.accepted, found.rejected, found.exact) == expected
    (problem,) = seen.problems
    assert (problem.rejects, problem.rows, problem.examples[0].row) == (True, 1, 4)
    assert (problem.examples[0].header, problem.examples[0].shown) == ("ผลการตรวจสอบสิทธิ", "?")
    assert "1 (ใช่)" in problem.remedy.th


def test_numbers_and_names_of_people_are_masked_among_problems_and_samples() -> None:
    welfare = registers()["state_welfare"]
    pid = synthetic_pid(1)
    assert masked(welfare.column("pid"), pid) == f"{pid[0]}{'x' * 10}{pid[-2:]}"
    assert masked(welfare.column("first_name"), "สมศรี") == "ส•••"
    assert masked(welfare.column("area_code"), "8301") == "8301"
    assert discreet(pid) == "x" * 12 + pid[-1]
    assert discreet("83010000017") == "83010000017"


def test_every_finding_has_a_remedy_in_both_languages() -> None:
    assert set(REMEDIES) == set(Finding)
    assert all(one.th and one.en for one in REMEDIES.values())


@pytest.mark.parametrize(
    ("percent", "seconds", "expected"),
    [(50, 60, (40, 90)), (4, 600, None), (50, 3, None), (100, 60, (0, 0))],
)
def test_the_time_left_is_a_range_or_nothing(percent: int, seconds: int, expected: tuple | None) -> None:
    left = time_left(percent, NOW, NOW + timedelta(seconds=seconds))
    assert (left and tuple(round(one.total_seconds()) for one in left)) == expected
