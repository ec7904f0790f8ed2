"""Areas in the database: the catalogue, what registers bring, the operator's lists, and TPMAP's own codes."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samutphok.areas import actions, queries
from samutphok.areas.domain import AreaKind, catalogue
from samutphok.areas.errors import BadAreaFile, MalformedAreaCode, UnknownArea
from samutphok.areas.models import Area, Coverage

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

LIST = """code,kind,name_th,name_en,covers,valid_from
83010601,,บ้านบน,Ban Bon,,
83010102,ชุมชน,ชุมชนตลาด,,,
C83010104,,ชุมชนริมคลอง,,,๑ ต.ค. ๒๕๖๐
L8305830102,อปท.,เทศบาลตำบลตัวอย่าง,,"830106, 83010701",
110151,,ในเขตเทศบาล,,,
"""


def operator_file(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "areas.csv"
    path.write_bytes(text.encode(encoding))
    return path


def everything() -> list[tuple]:
    return [*Area.objects.order_by("code").values_list(), *Coverage.objects.order_by("area").values_list("area")]


def test_the_catalogue_is_loaded_whole_and_again_without_change() -> None:
    assert actions.load_catalogue() == len(catalogue()) == Area.objects.count()
    first = everything()
    actions.load_catalogue()
    assert everything() == first
    assert len(queries.provinces()) == 77
    assert [area.name_th for area in queries.children("83")] == ["เมืองภูเก็ต", "กะทู้", "ถลาง"]


def test_loading_the_catalogue_is_a_few_statements_not_one_an_area() -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        actions.load_catalogue()
    assert len(seen) < 200


def test_an_update_of_the_catalogue_lists_an_area_and_keeps_the_operators_own() -> None:
    actions.note_areas(["830106", "83010601"])
    Area.objects.filter(pk="830106").update(listed=False, name_th="ตำบลรหัส 830106 (ไม่อยู่ในบัญชี)")
    village = Area.objects.get(pk="83010601")
    actions.load_catalogue()
    assert queries.area("830106").name_th == "ฉลอง"
    assert queries.area("830106").listed
    assert Area.objects.get(pk="83010601").first_seen == village.first_seen
    assert queries.area("83010601").name_th == "หมู่ที่ 1"


def test_an_area_never_seen_is_an_error_and_absent_among_names() -> None:
    actions.note_areas(["83"])
    with pytest.raises(UnknownArea, match="8309"):
        queries.area("8309")
    with pytest.raises(UnknownArea):
        queries.path("830901")
    assert set(queries.names(["83", "8309", "83"])) == {"83"}


@pytest.mark.parametrize("code", ["C", "L", "x", "8", "830", "C83", "๘๓", "83 ", "th", "../83", "\x00"])
def test_a_text_that_is_no_code_is_an_area_never_seen(code: str) -> None:
    actions.note_areas(["83"])
    with pytest.raises(UnknownArea):
        queries.path(code)
    with pytest.raises(UnknownArea):
        queries.area(code)
    assert queries.boundaries("amphoe", code) is None


def test_a_path_takes_one_query() -> None:
    actions.note_areas(["83010601"])
    with CaptureQueriesContext(connection) as seen:
        assert len(queries.path("83010601")) == 5
    assert len(seen) == 1


def test_a_register_brings_its_areas_once() -> None:
    codes = ["83010601", "83010601", "๘๓๐๑๐๖๐๒", "110151", "10020103"]
    first = actions.note_areas(codes, seen_on=TODAY)
    assert {"83010601", "83010602", "110151", "10020103"} <= set(first.made)
    assert first.unlisted == ("110151",)
    second = actions.note_areas(codes, seen_on=TODAY)
    assert (second.made, second.unlisted) == ((), ("110151",))
    assert queries.area("10020103").kind is AreaKind.COMMUNITY
    assert Area.objects.get(pk="83010601").first_seen == TODAY


def test_a_malformed_code_stops_all_codes_with_it() -> None:
    with pytest.raises(MalformedAreaCode, match="'8301x'"):
        actions.note_areas(["83010601", "8301x"])
    assert not Area.objects.exists()


def test_a_village_keeps_the_first_name_that_somebody_gave_it() -> None:
    assert actions.note_area("83010601", seen_on=TODAY).name_th == "หมู่ที่ 1"
    assert actions.note_area("83010601", name_th=" บ้านบน ", seen_on=TODAY).name_th == "บ้านบน"
    assert actions.note_area("83010601", name_th="บ้านล่าง", seen_on=TODAY).name_th == "บ้านบน"
    assert [area.code for area in queries.search("บ้านบน")] == ["83010601"]
    assert actions.note_area("830106", name_th="ชื่ออื่น", seen_on=TODAY).name_th == "ฉลอง"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_an_operators_list_is_taken_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    loaded = actions.load_operator_list(operator_file(tmp_path, LIST, encoding), now=NOW)
    assert (loaded.areas, loaded.made, loaded.coverage_changed) == (5, 5, 1)
    assert queries.area("83010102").kind is AreaKind.COMMUNITY
    assert queries.area("C83010104").valid_from == date(2017, 10, 1)
    named = queries.area("110151")
    assert (named.listed, named.title("th")) == (True, "ตำบลในเขตเทศบาล")
    assert queries.area("L8305830102").parent == "83"


def test_a_local_government_reaches_what_it_covers_and_is_no_child_of_the_tree(tmp_path: Path) -> None:
    actions.load_operator_list(operator_file(tmp_path, LIST), now=NOW)
    assert queries.covered_by("L8305830102") == ("830106", "83010701")
    assert "L8305830102" not in {area.code for area in queries.children("83")}
    assert [area.code for area in queries.search("เทศบาลตำบลตัวอย่าง")] == ["L8305830102"]


def test_a_local_government_that_nobody_described_reaches_nothing() -> None:
    noted = actions.note_area("L8399", seen_on=TODAY)
    assert (noted.listed, queries.covered_by("L8399"), queries.covered_by("L8398")) == (False, (), ())


def test_the_same_list_again_changes_nothing_and_another_replaces_the_coverage(tmp_path: Path) -> None:
    actions.load_operator_list(operator_file(tmp_path, LIST), now=NOW)
    before = everything()
    again = actions.load_operator_list(operator_file(tmp_path, LIST), now=NOW)
    assert (again.made, again.coverage_changed, everything()) == (0, 0, before)
    less = "รหัส,ชื่อ,ครอบคลุม\nL8305830102,เทศบาลตำบลตัวอย่าง,83010701\n"
    assert actions.load_operator_list(operator_file(tmp_path, less), now=NOW).coverage_changed == 1
    assert queries.covered_by("L8305830102") == ("83010701",)


def test_a_change_of_coverage_is_recorded_since_it_changes_what_grants_reach(tmp_path: Path) -> None:
    from samutphok.foundation.audit.models import Entry

    actions.load_operator_list(operator_file(tmp_path, LIST), now=NOW)
    entries = Entry.objects.filter(act="areas.cover")
    assert [(entry.actor, entry.subject) for entry in entries] == [("operator", "area:L8305830102")]


BAD_LISTS = {
    "code,name_th\n83010601,บ้านบน\n8301x,บ้านล่าง\n": r"areas\.csv, row 3: '8301x' is not a well-formed",
    "code,name_th\n83010601,บ้านบน\n83010601,บ้านล่าง\n": r"row 3: 83010601 stands in an earlier row",
    "code,name_th\n830106,ฉลอง\n": r"row 2: 830106 is in the national catalogue already\. Leave the row out",
    "code,name_th,covers\nL8301,เทศบาล,8301x\n": r"row 2: '8301x' is not a well-formed",
    "code,name_th,valid_to\n83010601,บ้านบน,31/02/2560\n": r"row 2: ",
    "code,name\n83010601,บ้านบน\n": r"there is no column name_th\. Name the columns code, name_th",
    "": r"header",
}


@pytest.mark.parametrize(("text", "says"), BAD_LISTS.items())
def test_a_bad_list_names_row_and_remedy_and_stores_nothing(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Exception, match=says) as caught:
        actions.load_operator_list(operator_file(tmp_path, text), now=NOW)
    assert caught.value.remedy.th
    assert not Area.objects.exists()


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadAreaFile, match=r"no file gone\.csv"):
        actions.load_operator_list(tmp_path / "gone.csv", now=NOW)


def test_the_names_of_an_areas_page_take_one_query() -> None:
    actions.note_areas(["83010601", "83010602", "830107"])
    with CaptureQueriesContext(connection) as seen:
        assert len(queries.names(["83010601", "83010602", "830107"])) == 3
    assert len(seen) == 1


@pytest.mark.tpmap
def test_all_of_tpmaps_codes_are_taken_and_its_593_tambon_of_no_current_list_are_known_as_such(tpmap: Path) -> None:
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(tpmap / "population.parquet", columns=["level", "area_code"]).to_pydict()
    codes = [str(code) for code in table["area_code"]]
    actions.load_catalogue()
    noted = actions.note_areas(codes, seen_on=TODAY)
    known = queries.names(codes)
    tambon = [code for code, level in zip(codes, table["level"], strict=True) if level == "tambon"]
    assert len(known) == len(codes)
    assert len(noted.unlisted) == len(noted.made) == 591
    abolished = [code for code in tambon if known[code].valid_to]
    assert abolished == ["400198", "400199"]
    assert len(noted.unlisted) + len(abolished) == 593
    assert all(known[code].parent == code[:4] for code in noted.unlisted)
    assert all(queries.area(code[:4]).listed for code in noted.unlisted)
