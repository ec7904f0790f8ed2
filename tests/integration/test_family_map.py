"""The map of a family's page: whose it is, what it draws with the office's own outlines and without, what it costs."""

import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from area_maps import write_map
from desk_office import Families, log_in, make_families
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from page_rules import breaches
from register_rows import NOW

from samutphok.access.domain import Role
from samutphok.areas.actions import load_boundaries, note_area
from samutphok.foundation.audit.models import Entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PART = {"HX-Request": "true"}
HERE = r'is-here"[^>]*>\s*<span>.*?</svg>\s*([^<]+)<'


@pytest.fixture(autouse=True)
def own_outlines(settings, tmp_path: Path) -> None:
    """What one test loads is not there for the next."""
    settings.BOUNDARIES = tmp_path / "boundaries"


@pytest.fixture
def families() -> Families:
    made = make_families()
    note_area("830102", name_th="ตลาดเหนือ", seen_on=NOW.date())
    return made


def map_of(client: Client, family: UUID) -> str:
    answer = client.get(f"/households/{family}/map", headers=PART)
    assert answer.status_code == 200
    return answer.content.decode()


# Missing and forbidden


@pytest.mark.parametrize("headers", [{}, PART])
def test_the_map_of_a_family_that_is_not_there_and_of_one_out_of_scope_look_alike(
    client: Client, families: Families, headers: dict[str, str]
) -> None:
    log_in(client, Role.VOLUNTEER, "830101")
    absent = client.get(f"/households/{uuid4()}/map", headers=headers)
    beyond = client.get(f"/households/{families.well}/map", headers=headers)
    assert (absent.status_code, beyond.status_code) == (404, 404)
    assert _told(absent.content.decode()) == _told(beyond.content.decode())


def _told(page: str) -> list[str]:
    return re.findall(r">([^<>]+)<", page[page.index("<main") : page.index("</main>")])


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_whoever_opens_no_family_opens_no_map(client: Client, families: Families, role: Role) -> None:
    log_in(client, role)
    assert client.get(f"/households/{families.target}/map").status_code == 404


# Success


def test_without_outlines_tiles_stand_for_the_amphoe_s_tambons_and_the_family_s_own_is_marked(
    client: Client, families: Families
) -> None:
    log_in(client)
    text = map_of(client, families.target)
    assert re.findall(r'<a class="tile[^"]*" href="/areas/(\d+)/"', text) == ["830101", "830102"]
    assert re.findall(HERE, text) == ["ตลาดใหญ่"]
    assert text.count('aria-current="location"') == 1
    assert '<use href="/areas' not in text
    for said in ("หมู่ที่ 1", "ตำบลตลาดใหญ่", "อำเภอเมืองภูเก็ต", "จังหวัดภูเก็ต", "รหัส 83010101", "ยังไม่มีพิกัดของบ้าน"):
        assert said in text, said


def test_with_the_office_s_outlines_the_amphoe_is_drawn_and_the_family_s_tambon_marked(
    client: Client, families: Families, tmp_path: Path
) -> None:
    codes = ["830101", "830102", "830303"]
    load_boundaries(write_map(tmp_path / "tambon.geojson", codes, column="TAM_CODE"), level="tambon")
    log_in(client)
    text = map_of(client, families.target)
    assert re.findall(
        r'<a href="/areas/(\d+)/" tabindex="-1"><use( class="is-here")? href="/areas/8301/outlines\.svg\?v=[0-9a-f]{8}#a(\d+)"',
        text,
    ) == [
        ("830102", "", "830102"),
        ("830101", ' class="is-here"', "830101"),
    ]
    assert "ขอบเขต: ไฟล์ของหน่วยงาน" in text
    assert "ไม่ใช่ตำแหน่งจริงบนแผนที่" not in text


def test_a_tambon_that_the_office_s_file_does_not_have_is_said_to_be_missing(
    client: Client, families: Families, tmp_path: Path
) -> None:
    load_boundaries(write_map(tmp_path / "tambon.geojson", ["830102"], column="TAM_CODE"), level="tambon")
    log_in(client)
    text = map_of(client, families.target)
    assert "ไฟล์นั้นไม่มีขอบเขตของพื้นที่นี้" in text
    assert re.findall(HERE, text) == ["ตลาดใหญ่"]


def test_a_volunteer_sees_the_whole_amphoe_drawn_and_opens_only_the_own_tambon(
    client: Client, families: Families, tmp_path: Path
) -> None:
    codes = ["830101", "830102"]
    load_boundaries(write_map(tmp_path / "tambon.geojson", codes, column="TAM_CODE"), level="tambon")
    log_in(client, Role.VOLUNTEER, "830101")
    text = map_of(client, families.target)
    assert sorted(set(re.findall(r'<a [^>]*href="/areas/(\d+)/"', text))) == ["830101", "83010101"]
    found = re.search(r'<use[^>]* href="(/areas/[^"#]+)#', text)
    assert found
    assert client.get(found.group(1)).content.decode().count("<path") == 2
    assert client.get("/areas/8303/outlines.svg").status_code == 404


def test_looking_at_the_map_reads_no_poverty_and_leaves_no_trail(client: Client, families: Families) -> None:
    log_in(client)
    before = Entry.objects.count()
    text = map_of(client, families.target)
    assert Entry.objects.count() == before
    for secret in ("สมชาย", "20,000", "ระดับ", "class-"):
        assert secret not in text, secret


def test_the_map_is_a_part_of_the_family_s_page_and_a_page_of_its_own(client: Client, families: Families) -> None:
    log_in(client)
    where = f"/households/{families.target}/map"
    family = client.get(f"/households/{families.target}/").content.decode()
    assert f'hx-get="{where}"' in family
    assert f'href="{where}"' in family
    with CaptureQueriesContext(connection) as asked:
        part = client.get(where, headers=PART)
    assert len(asked) <= 12
    assert len(part.content) < 30_000
    assert b"<html" not in part.content
    with CaptureQueriesContext(connection) as asked:
        page = client.get(where)
    assert list(breaches(page, queries=len(asked))) == []
