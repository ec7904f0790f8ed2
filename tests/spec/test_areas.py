"""How places are named, seen for the first time, found, and covered by a local government. Read the tables first."""

from datetime import date

import pytest

from samutphok.areas import actions, queries
from samutphok.areas.domain import AreaKind, catalogue, kind_of, level_of, lineage, read_code
from samutphok.areas.domain.catalogue import catalogue_area
from samutphok.areas.domain.codes import unnamed

TODAY = date(2026, 11, 23)

KINDS = [
    # code,       kind,               level, in Thai,             in English
    ("TH", "country", 0, "ประเทศไทย", "Thailand"),
    ("83", "province", 2, "จังหวัดภูเก็ต", "Phuket Province"),
    ("8302", "amphoe", 4, "อำเภอกะทู้", "Amphoe Kathu"),
    ("830106", "tambon", 6, "ตำบลฉลอง", "Tambon Chalong"),
    ("83010604", "village", 8, "หมู่ที่ 4", "Moo 4"),
    ("83010600", "village", 8, "ไม่ระบุหมู่บ้าน", "Village not stated"),
    ("10", "province", 2, "กรุงเทพมหานคร", "Bangkok"),
    ("1002", "district", 4, "เขตดุสิต", "Dusit District"),
    ("100201", "subdistrict", 6, "แขวงดุสิต", "Dusit Subdistrict"),
    ("10020103", "community", 8, "ชุมชนที่ 3", "Community 3"),
    ("C83010104", "community", 8, "ชุมชนที่ 4", "Community 4"),
    (
        "L8305830102",
        "local_government",
        6,
        "อปท.รหัส L8305830102 (ไม่อยู่ในบัญชี)",
        "Local government L8305830102 (not listed)",
    ),
    ("110151", "tambon", 6, "ตำบลรหัส 110151 (ไม่อยู่ในบัญชี)", "Tambon 110151 (not listed)"),
]


@pytest.mark.parametrize(("code", "kind", "level", "thai", "english"), KINDS)
def test_a_code_tells_its_kind_level_and_title(code: str, kind: str, level: int, thai: str, english: str) -> None:
    area = catalogue_area(code) or unnamed(code)
    assert (area.kind, area.level, area.title("th"), area.title("en")) == (kind, level, thai, english)
    assert (kind_of(code), level_of(code)) == (kind, level)


LYING_IN = [
    ("83010604", "TH 83 8301 830106 83010604"),
    ("C83010104", "TH 83 8301 830101 C83010104"),
    ("L8305830102", "TH 83 L8305830102"),
    ("TH", "TH"),
]


@pytest.mark.parametrize(("code", "steps"), LYING_IN)
def test_an_area_lies_in_what_its_code_says(code: str, steps: str) -> None:
    assert lineage(code) == tuple(steps.split())


AS_WRITTEN = [("๘๓๐๑๐๖", "830106"), (" 83-01-06 ", "830106"), ("th", "TH"), ("c83010104", "C83010104")]


@pytest.mark.parametrize(("written", "code"), AS_WRITTEN)
def test_codes_are_read_as_offices_write_them(written: str, code: str) -> None:
    assert read_code(written) == code


def test_bangkok_has_fifty_districts_of_today() -> None:
    districts = [area for area in catalogue() if area.kind is AreaKind.DISTRICT and area.valid_to is None]
    assert len(districts) == 50


@pytest.mark.database
@pytest.mark.django_db
def test_an_abolished_code_is_kept_until_the_day_it_ended() -> None:
    """เมืองบึงกาฬ was amphoe 4303 of Nong Khai; Bueng Kan Province took it over as 3801."""
    actions.note_areas(["4303", "3801"])
    ended = date(2011, 3, 31)
    day_before = date(2011, 3, 30)
    assert [area.code for area in queries.children("43", on=day_before)] == ["4303"]
    assert queries.children("43", on=ended) == ()
    assert queries.children("43") == ()
    old = catalogue_area("4303")
    assert old is not None
    assert (old.valid_to, old.successors) == (ended, ("3801",))


FIRST_SEEN = [
    # seen in a register, is it listed?, the new areas it makes, each under the one before
    ("83010604", True, "TH 83 8301 830106 83010604"),  # a village: no list of villages exists, so it is not reported
    ("110151", False, "TH 11 1101 110151"),  # no list knows this tambon: unlisted, under its amphoe
    ("11015103", True, "TH 11 1101 110151 11015103"),  # its village makes the tambon too
    ("980101", False, "TH 98 9801 980101"),  # not even the province: unlisted from there on
]


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(("code", "listed", "steps"), FIRST_SEEN)
def test_a_well_formed_code_is_never_rejected(code: str, listed: bool, steps: str) -> None:
    noted = actions.note_area(code, seen_on=TODAY)
    assert noted.listed is listed
    assert [step.code for step in queries.path(code)] == steps.split()


FOUND = [
    # somebody types,    and finds first
    ("ภูเก็ต", "จังหวัดภูเก็ต"),
    ("ภูเก็ด", "จังหวัดภูเก็ต"),
    ("Phuket", "จังหวัดภูเก็ต"),
    ("Puket", "จังหวัดภูเก็ต"),
    ("อำเภอกะทู้", "อำเภอกะทู้"),
    ("กระทู้", "อำเภอกะทู้"),
    ("Amphoe Kathu", "อำเภอกะทู้"),
    ("Kathu District", "อำเภอกะทู้"),
    ("ต.ราไวย์", "ตำบลราไวย์"),
    ("ราไว", "ตำบลราไวย์"),
    ("ต.ฉลอง อ.เมือง จ.ภูเก็ต", "ตำบลฉลอง"),
    ("กทม.", "กรุงเทพมหานคร"),
    ("เขตดุสิต", "เขตดุสิต"),
    ("พระนคร", "เขตพระนคร"),
    ("เซียงราย", "จังหวัดเชียงราย"),
    ("Chiengmai", "จังหวัดเชียงใหม่"),
    ("นคราชสีมา", "จังหวัดนครราชสีมา"),
]


@pytest.mark.database
@pytest.mark.django_db
def test_a_place_is_found_by_its_name_a_little_misspelt_too() -> None:
    actions.load_catalogue()
    found = [(typed, queries.search(typed, limit=1)[0].title("th")) for typed, _ in FOUND]
    assert found == FOUND


@pytest.mark.database
@pytest.mark.django_db
def test_a_name_with_its_place_finds_the_one_there() -> None:
    """There is a ฉลอง in Nakhon Si Thammarat and one in Phuket."""
    actions.load_catalogue()
    assert {area.code for area in queries.search("ฉลอง", limit=2)} == {"801403", "830106"}
    assert [area.code for area in queries.search("ฉลอง ภูเก็ต", limit=2)] == ["830106"]


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", " ", "%", "_", "\x00", "'; drop table areas_area", "ก" * 100_000, "อำเภอ", "|"])
def test_any_text_may_be_searched(typed: str) -> None:
    actions.note_areas(["830106"])
    assert len(queries.search(typed, limit=3)) <= 3
