"""The explorer's page: what the address holds, what opens what, how the map comes, and how much a page costs."""

import re
from pathlib import Path

import pytest
from area_maps import write_map
from desk_office import Families, log_in, make_families
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from samutphok.access.domain import Role
from samutphok.areas.actions import load_boundaries
from samutphok.published.models import AreaFigure

pytestmark = [pytest.mark.database, pytest.mark.django_db]

EVERYTHING = "?dim=living&combine=all&compare=tpmap&order=name&theme=missed&chart=radar"


@pytest.fixture(autouse=True)
def own_outlines(settings, tmp_path: Path) -> None:
    """What one test loads is not there for the next."""
    settings.BOUNDARIES = tmp_path / "boundaries"


@pytest.fixture
def families() -> Families:
    cache.clear()
    return make_families()


@pytest.fixture
def published() -> None:
    """TPMAP's counts of the country, of Phuket and of one of its amphoe."""
    for code, parent, people in (("TH", "", 3000), ("83", "TH", 600), ("8301", "83", 300)):
        AreaFigure.objects.create(
            area_code=code, parent=parent, year=2561, households=people // 3, persons=people, registered=90,
            validated=70, poor=40, poor_and_registered=12, target_poor=8, loaded_at=timezone.now(),
            by_dimension=[[9, 8, 7 - bit] for bit in range(5)],
        )  # fmt: skip


# Missing and forbidden


@pytest.mark.parametrize("code", ["9901", "x", "8301"])
def test_outlines_that_are_not_there_and_those_out_of_scope_look_alike(
    client: Client, families: Families, code: str
) -> None:
    log_in(client, Role.AMPHOE, "8303")
    answer, absent = client.get(f"/areas/{code}/outlines.svg"), client.get("/areas/8304/outlines.svg")
    assert (answer.status_code, absent.status_code) == (404, 404)
    assert _told(answer.content.decode()) == _told(absent.content.decode())


def _told(page: str) -> list[str]:
    return re.findall(r">([^<>]+)<", page[page.index("<main") : page.index("</main>")])


@pytest.mark.parametrize("wrong", ["year=26", "year=tpmap-x", "theme=age", "order=rank", "compare=1", "chart=pie"])
def test_an_address_that_cannot_be_read_is_refused_in_words(client: Client, families: Families, wrong: str) -> None:
    log_in(client)
    answer = client.get(f"/areas/83/?{wrong}")
    assert answer.status_code == 422
    assert "อ่านไม่ได้" in answer.content.decode()


# The address holds the whole state


def test_every_switch_of_the_address_is_carried_to_the_areas_inside(
    client: Client, families: Families, published: None
) -> None:
    log_in(client)
    text = client.get(f"/areas/83/{EVERYTHING}").content.decode()
    inside = re.search(r'<th scope="row"><a href="/areas/8301/\?([^"]*)"', text)
    assert inside
    assert set(inside.group(1).split("&amp;")) == set(EVERYTHING[1:].split("&"))


def test_a_year_that_an_area_does_not_have_is_said_to_be_missing(client: Client, families: Families) -> None:
    log_in(client)
    assert "ไม่มีข้อมูลของปีที่เลือก" in client.get("/areas/83/?year=2570").content.decode()
    assert "ไม่มีข้อมูลของปีที่เลือก" not in client.get("/areas/83/").content.decode()


# What opens what


def test_numbers_open_families_for_whoever_may_list_them_and_for_nobody_else(
    client: Client, families: Families
) -> None:
    log_in(client)
    assert 'href="/households/?area=83&amp;poor=yes"' in client.get("/areas/83/").content.decode()
    other = Client()
    log_in(other, Role.NATIONAL, "TH", username="national")
    text = other.get("/areas/83/").content.decode()
    assert "/households/?" not in text
    assert "ปัดเป็นจำนวน" in text


def test_tpmap_s_own_year_is_marked_and_opens_no_list(client: Client, families: Families, published: None) -> None:
    log_in(client)
    text = client.get("/areas/83/?year=tpmap-2561").content.decode()
    assert "จำนวนของ TPMAP เอง ปี 2561" in text
    assert "/households/?" not in text


def test_the_comparison_says_when_the_years_are_the_same(client: Client, families: Families, published: None) -> None:
    log_in(client)
    text = client.get("/areas/83/?compare=tpmap").content.decode()
    assert "เทียบกับจำนวนที่ TPMAP เผยแพร่ ปี 2561" in text
    assert "ข้อมูลคนละปี" not in text  # the survey of this office is of BE 2561 as well


def test_the_country_says_whose_sum_it_is(client: Client, families: Families) -> None:
    log_in(client, Role.NATIONAL, "TH")
    text = client.get("/areas/TH/").content.decode()
    assert "มีบัญชีเป้าหมายแล้ว 1 จาก 77 จังหวัด" in text
    assert "ไม่ใช่ของทั้งประเทศ" in text


# Maps


def test_the_country_s_map_draws_every_province_and_says_which_have_no_data(client: Client, families: Families) -> None:
    log_in(client, Role.NATIONAL, "TH")
    text = client.get("/areas/TH/").content.decode()
    drawn = re.findall(r'<use href="/areas/TH/outlines\.svg\?v=[0-9a-f]{8}#a(\d\d)" (class="class-\d"|fill)', text)
    assert len(drawn) == 77
    assert [code for code, look in drawn if look != "fill"] == ["83"]
    assert "<title>กระบี่: ไม่มีข้อมูล</title>" in text


def test_outlines_may_stay_in_the_reader_s_own_browser(client: Client, families: Families) -> None:
    log_in(client, Role.NATIONAL, "TH")
    answer = client.get("/areas/TH/outlines.svg", headers={"Accept-Encoding": "gzip"})
    assert (answer["Content-Type"], answer["Content-Encoding"]) == ("image/svg+xml", "gzip")
    assert answer["Cache-Control"] == "private, max-age=604800, immutable"
    assert len(answer.content) < 50_000
    assert client.get("/areas/TH/")["Cache-Control"] == "private, no-store"


def test_below_the_province_tiles_stand_for_areas_until_the_office_has_its_own_outlines(
    client: Client, families: Families, tmp_path: Path
) -> None:
    log_in(client)
    tiles = client.get("/areas/83/").content.decode()
    assert len(re.findall(r'<a class="tile class-\d" href="/areas/83', tiles)) == 2
    assert '<svg class="area-map"' not in tiles
    load_boundaries(write_map(tmp_path / "amphoe.geojson", ["8301", "8302"]), level="amphoe")
    drawn = client.get("/areas/83/").content.decode()
    assert re.findall(r"#a(\d{4})\"", drawn) == ["8301", "8302"]
    assert "มี 1 พื้นที่ที่ไม่มีขอบเขตในแผนที่" in drawn  # 8303 has families and no outline
    assert client.get("/areas/83/outlines.svg").content.decode().count("<path") == 2


# Cost


@pytest.mark.parametrize("address", ["/areas/83/", f"/areas/83/{EVERYTHING}", "/areas/TH/", f"/areas/TH/{EVERYTHING}"])
def test_the_explorer_asks_the_database_at_most_twelve_questions(
    client: Client, families: Families, published: None, django_assert_max_num_queries, address: str
) -> None:
    log_in(client, Role.VERIFIER, "TH")
    client.get(address)
    with django_assert_max_num_queries(12):
        answer = client.get(address)
    assert answer.status_code == 200
    assert not re.search(r"\sstyle=|\son[a-z]+=\"", answer.content.decode())


@pytest.mark.parametrize(
    "address", [f"/areas/83/{EVERYTHING}", f"/areas/TH/{EVERYTHING}", "/areas/TH/?year=tpmap-2561"]
)
def test_every_static_file_of_the_explorer_is_built(
    client: Client, families: Families, published: None, address: str
) -> None:
    log_in(client, Role.NATIONAL, "TH")
    static = Path(__file__).parents[2] / "samutphok" / "web" / "static"
    text = client.get(address).content.decode()
    assert "built/map.js" in text
    assert all((static / name).is_file() for name in re.findall(r'"/static/([^"#]+)', text))
    icons = (static / "built" / "icons.svg").read_text(encoding="utf-8")
    assert all(f'id="{name}"' in icons for name in re.findall(r"icons\.svg#([a-z0-9-]+)", text))
