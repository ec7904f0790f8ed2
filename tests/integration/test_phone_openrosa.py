"""What a phone asks before it goes into the field: OpenRosa's form list, forms, manifests and lists, to the letter."""

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from desk_office import make_families
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from phone_office import Phone, phone, publish

from samutphok.api.urls import urlpatterns
from samutphok.forms.models import VersionFile

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LISTS = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
CHOOSING = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>เยี่ยม &amp; "ถาม"</h:title><model>
<instance><data id="{form_id}" version="{version}"><household/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<instance id="households" src="jr://file-csv/households.csv"/>
<bind nodeset="/data/household" type="string"/></model></h:head>
<h:body><select1 ref="/data/household"><label>ครอบครัว</label><itemset nodeset="instance('households')/root/item">
<value ref="name"/><label ref="label"/></itemset></select1></h:body></h:html>"""


def xml(answer: HttpResponse) -> ElementTree.Element:
    """The answer as a client reads it."""
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"].startswith("text/xml")
    return ElementTree.fromstring(answer.content)


def got(address: str) -> HttpResponse:
    """What stands at an absolute address of ours."""
    assert address.startswith("http://testserver/v1/key/")
    return Client().get(address.removeprefix("http://testserver"))


@pytest.fixture
def volunteer() -> Phone:
    return phone("volunteer", "83010101")


def test_every_form_is_told_with_what_clients_need_and_its_exact_bytes_are_served(volunteer: Phone) -> None:
    plain, choosing = publish("roof"), publish("เยี่ยม", "2 รุ่น", CHOOSING)
    told = {form.findtext(f"{LISTS}formID"): form for form in xml(Client().get(f"{volunteer.address}/formList"))}
    assert set(told) == {"roof", "เยี่ยม"}
    for version in (plain, choosing):
        form = told[version.form.form_id]
        assert form.findtext(f"{LISTS}name") == version.title
        assert form.findtext(f"{LISTS}version") == version.version
        served = got(form.findtext(f"{LISTS}downloadUrl"))
        assert served.content == bytes(version.xform)
        assert form.findtext(f"{LISTS}hash") == f"md5:{hashlib.md5(served.content).hexdigest()}"
    assert told["roof"].find(f"{LISTS}manifestUrl") is None
    assert told["เยี่ยม"].find(f"{LISTS}manifestUrl") is not None


def test_one_form_can_be_asked_for_and_an_unknown_one_gives_an_empty_list(volunteer: Phone) -> None:
    publish("roof"), publish("floor")
    asked = xml(Client().get(f"{volunteer.address}/formList?formID=floor&deviceID=x&verbose=true"))
    assert [form.findtext(f"{LISTS}formID") for form in asked] == ["floor"]
    assert len(xml(Client().get(f"{volunteer.address}/formList?formID=none"))) == 0
    assert Client().head(f"{volunteer.address}/formList").status_code == 200


def test_only_the_newest_version_is_told_and_older_ones_are_still_served(volunteer: Phone) -> None:
    publish(version="1"), publish(version="2")
    told = xml(Client().get(f"{volunteer.address}/formList"))
    assert [form.findtext(f"{LISTS}version") for form in told] == ["2"]
    assert Client().get(f"{volunteer.address}/forms/roof/1.xml").status_code == 200


def test_a_form_without_a_version_is_served_too(volunteer: Phone) -> None:
    version = publish(version="")
    VersionFile.objects.create(version=version, name="ภาพ.png", media="image/png", size=1, md5="0" * 32, content=b"x")
    form = xml(Client().get(f"{volunteer.address}/formList"))[0]
    assert got(form.findtext(f"{LISTS}downloadUrl")).content == bytes(version.xform)
    file = xml(got(form.findtext(f"{LISTS}manifestUrl")))[0]
    assert got(file.findtext(f"{MANIFEST}downloadUrl")).content == b"x"


def test_a_file_that_a_form_shows_is_never_run_by_a_browser(volunteer: Phone) -> None:
    version = publish()
    script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    for name, media in (("map.svg", "image/svg+xml"), ("page.html", "text/html"), ("list.csv", "text/csv")):
        VersionFile.objects.create(
            version=version,
            name=name,
            media=media,
            size=len(script),
            md5=hashlib.md5(script).hexdigest(),
            content=script,
        )
    manifest = xml(Client().get(f"{volunteer.address}/forms/roof/1/manifest"))
    assert len(manifest) == 3
    for file in manifest:
        served = got(file.findtext(f"{MANIFEST}downloadUrl"))
        assert file.findtext(f"{MANIFEST}hash") == f"md5:{hashlib.md5(served.content).hexdigest()}"
        assert served["Content-Type"].split(";")[0] in ("application/octet-stream", "text/csv")
        assert served["X-Content-Type-Options"] == "nosniff"
        assert served["Content-Disposition"].startswith("attachment")


def test_a_form_that_chooses_a_family_brings_the_list_of_this_phone_as_an_entity_list(volunteer: Phone) -> None:
    families = make_families(drawn=False)
    publish("visit", "1", CHOOSING)
    file = xml(Client().get(f"{volunteer.address}/forms/visit/1/manifest"))[0]
    assert file.get("type") == "entityList"
    assert file.findtext(f"{MANIFEST}filename") == "households.csv"
    served = got(file.findtext(f"{MANIFEST}downloadUrl"))
    assert served["Content-Type"].startswith("text/csv")
    assert file.findtext(f"{MANIFEST}hash") == f"md5:{hashlib.md5(served.content).hexdigest()}"
    assert str(families.target) in served.content.decode()
    assert str(families.well) not in served.content.decode()
    asked = file.findtext(f"{MANIFEST}integrityUrl") + f"?id={families.target},{families.well},none,{uuid4()}"
    answer = xml(got(asked))
    deleted = {entity.get("id"): entity.findtext("deleted") for entity in answer.find("entities")}
    assert deleted == {str(families.target): "false", str(families.well): "true"}


@pytest.mark.parametrize(
    "path", ["forms/none/1.xml", "forms/roof/9/manifest", "forms/roof/1/media/none", "lists/none.csv"]
)
def test_what_is_not_there_looks_like_a_key_that_never_was(volunteer: Phone, path: str) -> None:
    publish()
    answer = Client().get(f"{volunteer.address}/{path}")
    assert answer.status_code == 404
    assert answer.content == Client().get(f"/v1/key/{'x' * 43}/{path}").content


def addresses() -> Iterator[str]:
    """Every address of a phone, with the names of things that are there."""
    for pattern in urlpatterns:
        raw = str(pattern.pattern).replace("<str:form_id>", "visit").replace("<str:form_version>", "1")
        yield raw.replace("<str:name>", "households.csv").replace("<str:file>", "a.png")


@pytest.mark.parametrize("path", sorted(addresses()))
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete"])
def test_every_answer_names_the_version_of_openrosa_and_sets_no_cookie(
    volunteer: Phone, path: str, method: str
) -> None:
    publish("visit", "1", CHOOSING)
    for token in (volunteer.token, "x" * 43):
        answer = getattr(Client(), method)(f"/v1/key/{token}/{path}")
        assert answer["X-OpenRosa-Version"] == "1.0"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer.status_code in (200, 204, 400, 404, 405)
        assert not answer.cookies


def test_each_answer_takes_few_queries(volunteer: Phone, django_assert_max_num_queries: Any) -> None:
    make_families(drawn=False)
    publish("visit", "1", CHOOSING)
    for path in ("formList", "forms/visit/1.xml", "forms/visit/1/manifest", "lists/households.csv", "me", "visits"):
        with django_assert_max_num_queries(16):
            assert Client().get(f"{volunteer.address}/{path}").status_code == 200


def test_whose_phone_it_is(volunteer: Phone) -> None:
    publish()
    told = Client().get(f"{volunteer.address}/me").json()
    assert told["name"] == "อสม. ทดสอบ"
    assert [area["code"] for area in told["areas"]] == ["83010101"]
    assert told["forms"] == [{"id": "roof", "version": "1"}]
    assert told["wipe"] is False
    assert abs((timezone.now() - timezone.datetime.fromisoformat(told["now"])).total_seconds()) < 60


def test_a_phone_is_told_how_many_families_did_not_fit_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    make_families(drawn=False)
    told = Client().get(f"{phone('wide', '830101').address}/me").json()
    assert told["left_out"] == 0
    monkeypatch.setattr("samutphok.fieldwork.queries.phone_lists.MOST_FAMILIES", 1)
    wide = phone("wider", "830101")
    rows = Client().get(f"{wide.address}/lists/households.csv").content.decode().splitlines()[1:]
    assert (len(rows), Client().get(f"{wide.address}/me").json()["left_out"]) == (1, 1)


def test_the_address_of_a_form_is_the_one_that_the_phone_came_by(volunteer: Phone) -> None:
    publish()
    told = xml(Client(HTTP_HOST="localhost:8123").get(f"{volunteer.address}/formList"))
    assert told[0].findtext(f"{LISTS}downloadUrl").startswith(f"http://localhost:8123{volunteer.address}/forms/")
    assert Client(HTTP_HOST="evil.example").get(f"{volunteer.address}/formList").status_code == 400
