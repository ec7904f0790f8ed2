"""Pages of the directory: missing, forbidden, invalid, success; a stale form is told what stands now and loses nothing."""

import json

import pytest
from desk_office import log_in
from django.test import Client
from register_rows import NOW, viewer

from samutphok.access.domain import Role
from samutphok.areas.actions import note_area
from samutphok.foundation.audit.models import Entry as Audited
from samutphok.partners.actions import keep_office, set_capacity
from samutphok.partners.models import Change, Entry
from samutphok.partners.queries import contact_of, organizations, service, services_for

pytestmark = [pytest.mark.database, pytest.mark.django_db]

OFFICE = "/partners/agencies/labour/"
LEAFLET = "/partners/services/skills-training/"
WORDS = {"head": "แรงงานจังหวัดภูเก็ต", "phone": "0 7600 0000", "email": "labour@example.go.th"}


@pytest.fixture(autouse=True)
def places() -> None:
    for code, name in (("83", "ภูเก็ต"), ("8301", "เมืองภูเก็ต"), ("11", "สมุทรปราการ")):
        note_area(code, name_th=name, seen_on=NOW.date())


def keep(client: Client, version: int, **words: str):
    return client.post(f"{OFFICE}keep", {"area": "83", "version": version, **WORDS, **words})


def test_what_is_not_there_is_not_found(client: Client) -> None:
    log_in(client)
    assert client.get("/partners/services/nothing/").status_code == 404
    assert client.get("/partners/agencies/nothing/").status_code == 404
    assert client.get("/partners/services/ban-klang/?area=83").status_code == 404  # the pilot is elsewhere
    assert client.get("/partners/?area=<script>").status_code == 422


def test_only_those_who_keep_the_directory_of_the_area_change_it(client: Client) -> None:
    log_in(client, Role.TAMBON, "830101")
    assert keep(client, 0).status_code == 404
    assert client.get("/partners/new?area=83").status_code == 404
    assert "keep-form" not in client.get(f"{OFFICE}?area=83").content.decode()
    log_in(client, Role.PROVINCE, "82", username="neighbour")
    assert keep(client, 0).status_code == 404
    assert client.post(f"{LEAFLET}places", {"area": "83", "free": 3}).status_code == 404
    assert client.post(f"{LEAFLET}keep", {"area": "83", "version": 0, "cost": "x"}).status_code == 404
    assert client.get("/partners/new?area=83").status_code == 404
    assert client.post("/partners/new/partner", {"area": "83", "th": "กองทุน"}).status_code == 404
    assert Entry.objects.count() == 0


def test_an_address_that_cannot_be_is_said_beside_the_form(client: Client) -> None:
    log_in(client)
    answer = keep(client, 0, email="not an address")
    assert answer.status_code == 422
    assert "not an address" in answer.content.decode()
    assert keep(client, 0, phone="<b>").status_code == 422
    assert client.post(f"{LEAFLET}keep", {"area": "83", "version": 0, "days": "0"}).status_code == 422
    assert client.post(f"{LEAFLET}places", {"area": "83", "free": "-1"}).status_code == 422
    assert Entry.objects.count() == 0


def test_a_contact_is_kept_with_its_history_and_used_from_then_on(client: Client) -> None:
    log_in(client)
    assert keep(client, 0).status_code == 302
    assert keep(client, 1, phone="0 7611 1111").status_code == 302
    office = contact_of(agency="labour", area_code="83010101", on=NOW.date())
    assert (office.email, office.phone) == ("labour@example.go.th", "0 7611 1111")
    assert office.label.th == "สำนักงานแรงงานจังหวัดภูเก็ต"
    text = client.get(f"{OFFICE}?area=83").content.decode()
    assert "0 7611 1111" in text
    assert "<del>0 7600 0000</del>" in text
    audited = Audited.objects.filter(act="keep_office")
    assert audited.count() == 2
    assert "0 7611" not in json.dumps([str(row.__dict__) for row in audited])
    found = {one.service: one for one in services_for(problems=["no_work"], area_code="8301", on=NOW.date())}
    assert found["job-placement"].contact.email == "labour@example.go.th"


def test_a_stale_form_is_told_what_stands_now_and_keeps_its_words(client: Client) -> None:
    log_in(client)
    keep(client, 0)
    answer = keep(client, 0, phone="0 7622 2222")  # read before the first was kept
    text = answer.content.decode()
    assert answer.status_code == 412
    assert "0 7600 0000" in text  # what stands now
    assert 'value="0 7622 2222"' in text  # what was typed
    assert 'name="version" value="1"' in text
    assert contact_of(agency="labour", area_code="83", on=NOW.date()).phone == "0 7600 0000"
    assert keep(client, 1, phone="0 7622 2222").status_code == 302


def test_the_same_words_again_are_no_change(client: Client) -> None:
    log_in(client)
    keep(client, 0)
    keep(client, 1)
    assert Change.objects.count() == 1


def test_a_service_changed_here_is_so_here_alone_and_may_be_closed(client: Client) -> None:
    log_in(client)
    changed = {"area": "83", "version": 0, "cost": "ค่าวัสดุ 50 บาท", "days": "12", "documents": "บัตรประชาชน\nรูปถ่าย"}
    assert client.post(f"{LEAFLET}keep", changed).status_code == 302
    here = service(code="skills-training", area_code="8301", on=NOW.date())
    assert (here.cost.th, here.expected_days, len(here.documents), here.own) == ("ค่าวัสดุ 50 บาท", 12, 2, True)
    assert {"cost", "days", "documents"} <= here.stated
    assert service(code="skills-training", area_code="82", on=NOW.date()).expected_days == 30
    assert client.post(f"{LEAFLET}keep", {"area": "83", "version": 1, "closed": "on"}).status_code == 302
    assert "skills-training" not in {
        one.service for one in services_for(problems=["no_work"], area_code="83", on=NOW.date())
    }
    assert client.get(f"{LEAFLET}?area=83").status_code == 200  # where it can be opened again
    assert client.post(f"{LEAFLET}keep", {"area": "83", "version": 2}).status_code == 302
    assert service(code="skills-training", area_code="83", on=NOW.date()).own is False


def test_places_are_counted_and_shown(client: Client) -> None:
    log_in(client)
    assert client.post(f"{LEAFLET}places", {"area": "83", "free": 4}).status_code == 302
    assert '<p class="room places-free">4</p>' in client.get(f"{LEAFLET}?area=83010101").content.decode()
    set_capacity(viewer=viewer("83"), service="skills-training", area_code="83", free=0, now=NOW)
    assert "places-none" in client.get("/partners/?area=83&q=ฝึกอาชีพและ").content.decode()
    assert "skills-training" not in client.get("/partners/?area=83&room=on&q=ฝึกอาชีพและ").content.decode()


def test_a_service_and_a_partner_of_the_place_join_the_directory(client: Client) -> None:
    log_in(client)
    new = {
        "area": "83",
        "th": "รถรับส่งไปโรงพยาบาล",
        "agency": "local-government",
        "problems": ["bedridden"],
        "level": "local",
    }
    assert client.post("/partners/new/service", new | {"problems": []}).status_code == 422
    assert client.post("/partners/new/service", new).status_code == 302
    found = services_for(problems=["bedridden"], area_code="83010101", on=NOW.date())
    assert "รถรับส่งไปโรงพยาบาล" in {one.label.th for one in found}
    elsewhere = services_for(problems=["bedridden"], area_code="82", on=NOW.date())
    assert "รถรับส่งไปโรงพยาบาล" not in {one.label.th for one in elsewhere}
    assert client.post("/partners/new/partner", {"area": "83", "th": "กองทุนสวัสดิการชุมชนเชิงทะเล"}).status_code == 302
    assert client.post("/partners/new/partner", {"area": "83", "th": "กองทุนสวัสดิการชุมชนเชิงทะเล"}).status_code == 422
    assert "กองทุนสวัสดิการชุมชนเชิงทะเล" in {one.label.th for one in organizations(on=NOW.date(), area_code="8301")}
    assert "กองทุนสวัสดิการชุมชนเชิงทะเล" not in {one.label.th for one in organizations(on=NOW.date(), area_code="82")}


def test_every_filter_narrows_the_list(client: Client) -> None:
    log_in(client)
    everything = client.get("/partners/?area=83").content.decode()
    assert everything.count('class="service-row') == 24
    school = client.get("/partners/?area=83&problem=out_of_school").content.decode()
    assert "school-place" in school
    assert "job-placement" not in school
    assert "hotline-1300" in client.get("/partners/?area=83&urgent=on").content.decode()
    assert client.get("/partners/?area=83&q=ไม่มีคำนี้").content.decode().count('class="service-row') == 0
    assert "disability-card" in client.get("/partners/?area=83&agency=msdhs&q=บัตรประจำตัวคนพิการ").content.decode()
    assert 'class="service-row' in client.get("/partners/?area=83&page=3").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        *("", "agencies/", "agencies/msdhs/", "services/disability-card/", "services/ban-klang/?area=11"),
        *("agreements/", "calendar/", "new"),
    ],
)
def test_each_page_is_light(client: Client, path: str, django_assert_max_num_queries) -> None:
    log_in(client)
    keep_office(viewer=viewer("83"), agency="msdhs", area_code="83", words=WORDS, version=0, now=NOW)
    joined = "&" if "?" in path else "?"
    with django_assert_max_num_queries(12):
        answer = client.get(f"/partners/{path}{joined}{'' if 'area' in path else 'area=83'}")
    assert answer.status_code == 200
    assert len(answer.content) < 100_000


def test_the_pilots_standard_stands_on_its_pages_alone(client: Client) -> None:
    log_in(client, Role.PROVINCE, "11")
    assert "มาตรฐานการจัดสวัสดิการ" in client.get("/partners/services/ban-klang/?area=11").content.decode()
    assert "มาตรฐานการจัดสวัสดิการ" not in client.get("/partners/services/school-place/?area=83").content.decode()
    agreements = client.get("/partners/agreements/?area=11").content.decode()
    assert "7 หน่วยงาน แหล่งที่มาไม่ได้ระบุชื่อ" in agreements


def test_the_directory_leaves_as_open_data(client: Client) -> None:
    log_in(client, Role.TAMBON, "830101")
    answer = client.get("/partners/export.json?area=83")
    assert answer["Content-Disposition"] == 'attachment; filename="partners-83.json"'
    content = json.loads(answer.content)
    assert {"organizations", "services"} == set(content)
    assert len(content["services"]) > 60
    assert "ban-klang" not in answer.content.decode()


def test_a_text_of_the_operator_is_a_text_on_every_page(client: Client) -> None:
    log_in(client)
    keep(client, 0, note="<script>alert(1)</script>", address="<img src=x onerror=alert(1)>")
    for path in (OFFICE, "/partners/services/job-placement/"):
        text = client.get(f"{path}?area=83").content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
