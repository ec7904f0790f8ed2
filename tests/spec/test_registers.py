"""How register files are understood: by their headers, cell by cell, row by row."""

from datetime import date
from pathlib import Path

import pytest
from intake_files import synthetic_pid

from samutphok.intake.domain.cells import Rules, read_cell
from samutphok.intake.domain.findings import Finding
from samutphok.intake.domain.headers import recognise
from samutphok.intake.domain.register import Column, ColumnType, read_register, registers
from samutphok.intake.domain.rows import check_row
from samutphok.intake.errors import UnknownLayout
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.identifiers import AreaLevel
from samutphok.kernel.policies import PolicyError, load_policy
from samutphok.kernel.thai import thai_digits
from samutphok.synthetic import headers as sent

RULES = Rules(as_of=date(2020, 1, 1), scope=("83",), listed=frozenset({"83", "8301", "830101"}))
SOMSRI = synthetic_pid(1)
ZERO = synthetic_pid(7, first="0")
DAMAGED = SOMSRI[:-1] + str((int(SOMSRI[-1]) + 1) % 10)


def column(kind: ColumnType, **details: object) -> Column:
    return Column(name=str(kind), type=kind, meaning=Bilingual("", ""), synonyms=(), **details)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("headers", "register"),
    [
        (sent.BMN_SURVEY, "bmn_survey"),
        (sent.STATE_WELFARE, "state_welfare"),
        (tuple(sent.DISABILITY.values()), "disability"),
        (tuple(sent.ELDERLY_ALLOWANCE.values()), "elderly_allowance"),
        (tuple(sent.PROVINCIAL_AID.values()), "provincial_aid"),
        (("เลขบัตรประชาชน", "ชื่อ-สกุล", "รหัสหมู่บ้าน", "ความพิการ"), "disability"),
        (("เลขประจำตัวประชาชน", "ชื่อ", "สกุล", "วัน เดือน ปี เกิด", "รหัสพื้นที่", "ผลการตรวจสอบ"), "state_welfare"),
        (("PID", "First Name", "Last Name", "Birth_Date", "AREA CODE", "Validated"), "state_welfare"),
    ],
)
def test_a_register_is_recognised_by_its_headers(headers: tuple[str, ...], register: str) -> None:
    assert recognise([headers], registers()).register.name == register


def test_every_canonical_name_is_recognised_as_itself() -> None:
    for register in registers().values():
        names = [column.name for column in register.columns]
        assert dict(recognise([names], {register.name: register}).positions) == {
            name: place for place, name in enumerate(names)
        }


def test_synthetic_offices_send_no_column_that_is_not_understood() -> None:
    for layout in (sent.DISABILITY, sent.ELDERLY_ALLOWANCE, sent.PROVINCIAL_AID):
        understood = set(recognise([tuple(layout.values())], registers()).positions)
        assert understood == set(layout) - {"row"}


def test_titles_may_stand_above_the_headers() -> None:
    rows = [("บัญชีรายชื่อผู้ลงทะเบียน จังหวัดภูเก็ต",), (), ("ณ วันที่ 1 ตุลาคม 2561", ""), sent.STATE_WELFARE]
    assert recognise(rows, registers()).header_row == 4


def test_a_missing_column_is_named() -> None:
    with pytest.raises(UnknownLayout) as caught:
        recognise([[name for name in sent.STATE_WELFARE if name != "validated"]], registers())
    assert "validated" in caught.value.problem.en
    assert "ผ่านการตรวจสอบคุณสมบัติ" in caught.value.problem.th


def test_the_sender_may_say_which_header_is_which_column() -> None:
    headers = [name if name != "validated" else "สถานะ" for name in sent.STATE_WELFARE]
    layout = recognise([headers], registers(), mapping={"validated": "สถานะ"})
    assert layout.positions["validated"] == headers.index("สถานะ")


@pytest.mark.parametrize(
    ("kind", "written", "value", "finding"),
    [
        # citizen numbers: kept only when the check digit holds
        (ColumnType.PID, SOMSRI, SOMSRI, Finding.NONE),
        (
            ColumnType.PID,
            f"{SOMSRI[0]}-{SOMSRI[1:5]}-{SOMSRI[5:10]}-{SOMSRI[10:12]}-{SOMSRI[12]}",
            SOMSRI,
            Finding.NONE,
        ),
        (ColumnType.PID, thai_digits(SOMSRI), SOMSRI, Finding.NONE),
        (ColumnType.PID, f"{SOMSRI}.0", SOMSRI, Finding.NONE),
        (ColumnType.PID, ZERO[1:], ZERO, Finding.PID_ZERO_RESTORED),
        (ColumnType.PID, DAMAGED, None, Finding.PID_BAD_CHECK_DIGIT),
        (ColumnType.PID, "12345", None, Finding.PID_MALFORMED),
        (ColumnType.PID, f"{SOMSRI[0]}.{SOMSRI[1:4]}E+12", None, Finding.PID_MALFORMED),
        (ColumnType.PID, "G990000000001", None, Finding.PID_G_CODE),
        (ColumnType.PID, "-", None, Finding.PID_MISSING),
        # places: numbers that a spreadsheet took for amounts come back
        (ColumnType.AREA_CODE, "83010101", "83010101", Finding.NONE),
        (ColumnType.AREA_CODE, "83010101.0", "83010101", Finding.NONE),
        (ColumnType.AREA_CODE, "๘๓๐๑๐๑", "830101", Finding.NONE),
        (ColumnType.AREA_CODE, "83999901", "83999901", Finding.AREA_UNLISTED),
        (ColumnType.AREA_CODE, "81010101", None, Finding.AREA_OUT_OF_SCOPE),
        (ColumnType.AREA_CODE, "8301010", None, Finding.AREA_UNREADABLE),
        (ColumnType.AREA_CODE, "TH", None, Finding.AREA_TOO_COARSE),
        (ColumnType.HOUSE_CODE, "8301-012345-6", "83010123456", Finding.NONE),
        (ColumnType.HOUSE_CODE, "45/2", "45/2", Finding.HOUSE_IRREGULAR),
        (ColumnType.HOUSE_CODE, "8.3E+10", None, Finding.HOUSE_UNREADABLE),
        (ColumnType.CODE, "01", "1", Finding.NONE),
        (ColumnType.CODE, "๒.0", "2", Finding.NONE),
        # days: both eras, unknown parts, a spreadsheet's serial numbers
        (ColumnType.DATE, "14/03/2500", "1957-03-14", Finding.NONE),
        (ColumnType.DATE, "1957-03-14", "1957-03-14", Finding.NONE),
        (ColumnType.DATE, "๑๔ มี.ค. ๒๕๐๐", "1957-03-14", Finding.NONE),
        (ColumnType.DATE, "20893", "1957-03-14", Finding.NONE),
        (ColumnType.DATE, "2500-03-14 00:00:00", "1957-03-14", Finding.NONE),
        (ColumnType.DATE, "00/00/2500", "1957", Finding.DATE_PARTLY_UNKNOWN),
        (ColumnType.DATE, "31/02/2500", None, Finding.DATE_UNREADABLE),
        (ColumnType.DATE, "02/01/2563", "2020-01-02", Finding.NONE),
        # amounts, flags, sex, text
        (ColumnType.NUMBER, "1,234.50", 1234.5, Finding.NONE),
        (ColumnType.NUMBER, "๖๐๐ บาท", 600.0, Finding.NONE),
        (ColumnType.NUMBER, "-5", None, Finding.NUMBER_UNREADABLE),
        (ColumnType.NUMBER, "1,23", None, Finding.NUMBER_UNREADABLE),
        (ColumnType.FLAG, "1.0", 1, Finding.NONE),
        (ColumnType.FLAG, "ไม่ผ่าน", 0, Finding.NONE),
        (ColumnType.FLAG, "ไม่เกี่ยวข้อง", None, Finding.NONE),
        (ColumnType.FLAG, "2", None, Finding.FLAG_UNREADABLE),
        (ColumnType.SEX, "หญิง", "F", Finding.NONE),
        (ColumnType.SEX, "1", "M", Finding.NONE),
        (ColumnType.SEX, "?", None, Finding.SEX_UNREADABLE),
        (ColumnType.TEXT, "  สม\u200bศรี  ณ  ถลาง ", "สมศรี ณ ถลาง", Finding.NONE),
        (ColumnType.TEXT, "'=1+1", "=1+1", Finding.NONE),
        (ColumnType.TEXT, "-", None, Finding.NONE),
        (ColumnType.TEXT, "ก" * 201, None, Finding.TEXT_TOO_LONG),
    ],
)
def test_a_cell_is_read_as_offices_write_it(kind: ColumnType, written: str, value: object, finding: Finding) -> None:
    cell = read_cell(column(kind), written, RULES)
    assert (cell.value, cell.finding) == (value, finding)


def test_a_number_that_cannot_be_used_is_kept_as_it_was_given() -> None:
    assert read_cell(column(ColumnType.PID), f" {DAMAGED} ", RULES).given == DAMAGED


@pytest.mark.parametrize("written", ["02/01/2563", "1/1/2400"])
def test_nobody_is_born_after_the_register_or_130_years_before_it(written: str) -> None:
    born = column(ColumnType.DATE, past=True)
    assert read_cell(born, written, RULES).finding is Finding.DATE_IMPLAUSIBLE


def test_a_survey_row_needs_its_village() -> None:
    village = column(ColumnType.AREA_CODE, level=AreaLevel.VILLAGE)
    assert read_cell(village, "830101", RULES).finding is Finding.AREA_TOO_COARSE


ROW = {
    "pid": SOMSRI,
    "title": "นาง",
    "first_name": "สมศรี",
    "last_name": "ทองคำ",
    "birth_date": "14/03/2500",
    "area_code": "83010101",
    "validated": "1",
}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"area_code": ""}, "area_code: needed, and empty"),
        ({"pid": "", "first_name": ""}, "pid / first_name: needed, and empty"),
        ({"birth_date": "เมื่อวาน", "validated": "7"}, "birth_date: the date cannot be read"),
        ({"area_code": "81010101"}, "area_code: the area lies outside"),
        ({"pid": "รวมทั้งสิ้น", "area_code": "", "first_name": ""}, "area_code: needed"),
    ],
)
def test_a_row_comes_back_with_its_reason(changed: dict[str, str], reason: str) -> None:
    layout = recognise([tuple(ROW)], registers())
    checked = check_row(layout, list((ROW | changed).values()), RULES)
    assert checked.rejected
    assert reason in checked.reason.en
    assert checked.reason.th


def test_every_reason_of_a_row_is_told() -> None:
    layout = recognise([tuple(ROW)], registers())
    checked = check_row(layout, list((ROW | {"birth_date": "?", "validated": "7"}).values()), RULES)
    assert checked.reason.en.count(";") >= 1
    assert "must be 1, 0 or empty" in checked.reason.en


@pytest.mark.parametrize("word", ["รวม", "รวมทั้งสิ้น", "ยอดรวม 12 ราย", "Grand Total"])
def test_a_line_of_totals_is_no_person(word: str) -> None:
    layout = recognise([("ลำดับที่", *ROW)], registers())
    checked = check_row(layout, [word, "", "", "", "", "", "", ""], RULES)
    assert checked.findings == ((Finding.TOTAL_ROW, ""),)


def test_a_person_may_be_called_like_a_total() -> None:
    layout = recognise([("first_name", *(name for name in ROW if name != "first_name"))], registers())
    cells = ["รวม", *(text for name, text in ROW.items() if name != "first_name")]
    assert check_row(layout, cells, RULES).values["first_name"] == "รวม"


def test_shifted_columns_are_not_taken() -> None:
    layout = recognise([tuple(ROW)], registers())
    assert check_row(layout, [*ROW.values(), "", "1"], RULES).rejected
    assert not check_row(layout, [*ROW.values(), "", ""], RULES).rejected


@pytest.mark.parametrize(
    ("full_name", "parts"),
    [
        ("นางสาวสมศรี ทองคำ", ("นางสาว", "สมศรี", "ทองคำ")),
        ("ด.ช. บุญมี ณ ถลาง", ("ด.ช.", "บุญมี", "ณ ถลาง")),
        ("สมศรี", (None, "สมศรี", None)),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(full_name: str, parts: tuple[str | None, ...]) -> None:
    layout = recognise([("pid", "ชื่อ-สกุล", "area_code", "disability_type")], registers())
    values = check_row(layout, [SOMSRI, full_name, "83010101", "การเห็น"], RULES).values
    assert (values["title"], values["first_name"], values["last_name"]) == parts


def test_a_new_register_is_a_file_and_nothing_else(tmp_path: Path) -> None:
    """The example of docs/registers.md, as an operator would copy it."""
    guide = (Path(__file__).parents[2] / "docs" / "registers.md").read_text(encoding="utf-8")
    file = tmp_path / "bedridden.yaml"
    file.write_text(guide.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    shared = {entry["name"]: entry for entry in load_policy("registers", "shared/person").get("columns")}
    register = read_register(load_policy("registers", file), shared)
    headers = ("เลขบัตร", "ชื่อ-สกุล", "รหัสตำบล", "คะแนน ADL", "วันที่ประเมิน")
    layout = recognise([headers], {**registers(), "bedridden": register})
    assert layout.register is register
    values = check_row(layout, [SOMSRI, "นางสมศรี ทองคำ", "830101", "๔", "1 ต.ค. 2562"], RULES).values
    assert (values["adl"], values["assessed_on"], values["last_name"]) == (4.0, "2019-10-01", "ทองคำ")


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("type: number", "type: amount", "'amount' is not a valid ColumnType"),
        ("past: true", "future: true", "unknown: future"),
        ("needs: [[area_code], ", "needs: [", "area_code, which says who may see a row"),
        ("same_as: title", "same_as: prefix", "prefix"),
        ("name: adl", "name: pid", "a column is named twice"),
        ("[pid, first_name]", "[passport]", "passport"),
    ],
)
def test_a_mistake_in_a_register_is_told_with_its_line(wrong: str, right: str, told: str, tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "registers.md").read_text(encoding="utf-8")
    text = guide.split("```yaml\n")[1].split("```")[0]
    assert wrong in text
    (tmp_path / "bedridden.yaml").write_text(text.replace(wrong, right), encoding="utf-8")
    shared = {entry["name"]: entry for entry in load_policy("registers", "shared/person").get("columns")}
    with pytest.raises(PolicyError, match=r"line [0-9]+") as caught:
        read_register(load_policy("registers", tmp_path / "bedridden.yaml"), shared)
    assert told in caught.value.problem.en
