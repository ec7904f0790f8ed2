"""Forms in a real browser: every kind of question answered by keyboard and hand, objections in Thai, and what is kept."""

import io
import re
from collections.abc import Iterator

import pytest
from desk_office import Families
from phone_office import publish
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from test_desk_walk import Desk, browser, families, open_desk, sign_in, violations

from samutphok.submissions.models import Submission
from samutphok.submissions.queries import file_bytes, submission_told

__all__ = ["browser", "families"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>เยี่ยมบ้าน</h:title><model>
<instance><data id="{form_id}" version="{version}"><household/><income/><kind/><what/><seen/><place/><photo/>
<members jr:template=""><name/><born/></members><meta><instanceID/></meta></data></instance>
<instance id="households" src="jr://file-csv/households.csv"/>
<instance id="things"><root><item><name>cow</name><kind>animal</kind><label>วัว</label></item>
<item><name>rice</name><kind>plant</kind><label>ข้าว</label></item><item><name>rubber</name><kind>plant</kind><label>ยางพารา</label></item></root></instance>
<bind nodeset="/data/household" type="string" required="true()"/>
<bind nodeset="/data/income" type="int" constraint=". &lt;= 1000000" jr:constraintMsg="รายได้ต้องไม่เกินหนึ่งล้านบาท"/>
<bind nodeset="/data/kind" type="string"/><bind nodeset="/data/what" type="string" relevant="/data/kind != ''"/>
<bind nodeset="/data/seen" type="date"/><bind nodeset="/data/place" type="geopoint"/><bind nodeset="/data/photo" type="binary"/>
<bind nodeset="/data/members/name" type="string" required="true()" jr:requiredMsg="ใส่ชื่อ"/>
<bind nodeset="/data/members/born" type="date" constraint=". &lt;= today()" jr:constraintMsg="วันเกิดต้องไม่อยู่หลังวันนี้"/>
<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
</model></h:head>
<h:body><select1 ref="/data/household" appearance="minimal autocomplete"><label>ครอบครัว</label>
<itemset nodeset="instance('households')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>
<input ref="/data/income"><label>รายได้</label></input>
<select1 ref="/data/kind"><label>ทำอะไร</label><item><label>เลี้ยงสัตว์</label><value>animal</value></item>
<item><label>ปลูกพืช</label><value>plant</value></item></select1>
<select1 ref="/data/what"><label>อย่างไหน</label><itemset nodeset="instance('things')/root/item[kind = /data/kind]">
<value ref="name"/><label ref="label"/></itemset></select1>
<input ref="/data/seen"><label>เยี่ยมเมื่อ</label></input>
<input ref="/data/place"><label>จุดบ้าน</label></input>
<upload ref="/data/photo" mediatype="image/*"><label>ภาพบ้าน</label></upload>
<group ref="/data/members"><label>สมาชิก</label><repeat nodeset="/data/members">
<input ref="/data/members/name"><label>ชื่อ</label></input>
<input ref="/data/members/born"><label>เกิดวันที่</label></input></repeat></group>
</h:body></h:html>"""


@pytest.fixture
def desk(browser: Browser, live_server, families: Families) -> Iterator[Desk]:
    publish("home", "1", FORM)
    made = open_desk(browser, live_server.url, families, size="phone")
    made.page.on("request", lambda sent: None if _ours(sent.url, live_server.url) else made.troubles.append(sent.url))
    sign_in(made)
    yield made
    made.page.context.close()
    assert made.troubles == []


def _ours(address: str, server: str) -> bool:
    return address.startswith((f"{server}/", "data:", "blob:"))


def question(page: Page, label: str):
    return page.locator(".question-container").filter(has=page.get_by_text(re.compile(f"^{label}$")))


def photo() -> bytes:
    """A large picture that says where and by what it was taken."""
    picture, out = Image.new("RGB", (4000, 3000), "teal"), io.BytesIO()
    told = picture.getexif()
    told[0x010F] = "CAMERA-OF-SOMEBODY"
    told.get_ifd(0x8825)[1] = "N"
    picture.save(out, "JPEG", exif=told)
    return out.getvalue()


def write_date(page: Page, label: str, day: str, month: str, year: str) -> None:
    place = question(page, label)
    place.locator(".fh-day").click()
    page.keyboard.type(day)
    place.locator("select").select_option(label=month)
    place.locator(".fh-year").click()
    page.keyboard.type(year)


def opened(desk: Desk) -> Page:
    page = desk.open(f"/submissions/type/home/open?household={desk.families.target}")
    expect(page.locator(".fh-finish")).to_be_visible(timeout=30_000)
    return page


def test_a_paper_visit_is_typed_in_with_a_family_a_photograph_a_place_and_two_members(desk: Desk) -> None:
    page = opened(desk)
    expect(question(page, "ครอบครัว").locator(".fh-chosen")).to_contain_text("นายสมชาย ใจดี")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    question(page, "รายได้").locator("input").click()
    page.keyboard.type("๑๒,๕๐๐")
    question(page, "ทำอะไร").get_by_text("ปลูกพืช").click()
    expect(question(page, "อย่างไหน").locator("label.value-option")).to_have_text(["ข้าว", "ยางพารา"])
    question(page, "อย่างไหน").get_by_text("ยางพารา").click()
    write_date(page, "เยี่ยมเมื่อ", "24", "พฤศจิกายน", "2568")
    expect(question(page, "เยี่ยมเมื่อ").locator(".fh-told")).to_have_text("จันทร์ 24 พฤศจิกายน 2568 (ค.ศ. 2025)")
    page.get_by_text("พิมพ์พิกัดเอง").click()
    question(page, "จุดบ้าน").locator("details input").click()
    page.keyboard.type("7.8804 98.3923")
    question(page, "ภาพบ้าน").locator("input[type=file]").last.set_input_files(
        {"name": "IMG_1.JPG", "mimeType": "image/jpeg", "buffer": photo()}
    )
    expect(question(page, "ภาพบ้าน").locator("img")).to_have_js_property("naturalWidth", 1600)
    for name in ("แก้ว", "ขวัญ"):
        page.get_by_role("button", name="เพิ่ม สมาชิก").click()
        question(page, "ชื่อ").last.locator("input").click()
        page.keyboard.type(name)
    assert violations(page) == []
    page.get_by_role("button", name="ตรวจและจบแบบ").click()
    expect(page.get_by_role("heading", name="บันทึกแบบแล้ว")).to_be_visible(timeout=15_000)

    row = Submission.objects.get()
    expect(page.locator(".typing-number strong")).to_have_text(str(row.id)[:8].upper())
    told = submission_told(submission_id=row.id)
    kept = {"/".join(map(str, (*one.path, *one.places))): one.value for one in told.answers.answers}
    (picture,) = told.files
    assert kept.items() >= {
        ("household", str(desk.families.target)),
        ("income", "12500"),
        ("what", "rubber"),
        ("seen", "2025-11-24"),
        ("place", "7.8804 98.3923 0.0 0.0"),
        ("photo", picture),
        ("members/name/1", "แก้ว"),
        ("members/name/2", "ขวัญ"),
    }
    small = file_bytes(submission_id=row.id, name=picture)
    assert b"CAMERA-OF-SOMEBODY" not in small
    assert max(Image.open(io.BytesIO(small)).size) == 1600


def test_what_is_left_is_listed_in_thai_and_leads_to_its_question(desk: Desk) -> None:
    page = opened(desk)
    question(page, "รายได้").locator("input").click()
    page.keyboard.type("2000000")
    page.get_by_role("button", name="เพิ่ม สมาชิก").click()
    question(page, "เกิดวันที่").locator(".fh-day").click()
    page.keyboard.type("31")  # of no month yet: it must not be lost silently
    page.get_by_role("button", name="ตรวจและจบแบบ").click()
    left = page.locator(".fh-summary")
    expect(left).to_be_focused()
    for said in ("เหลืออีก 3 ข้อ", "รายได้ต้องไม่เกินหนึ่งล้านบาท", "ใส่ชื่อ", "วันที่ยังไม่ครบ"):
        expect(left).to_contain_text(said)
    assert not Submission.objects.exists()
    left.get_by_role("button", name="ชื่อ").click()
    expect(question(page, "ชื่อ").locator("input")).to_be_focused()
    page.keyboard.type("แก้ว")
    expect(left).to_contain_text("เหลืออีก 2 ข้อ")


def test_the_desk_says_when_nothing_was_saved_and_keeps_what_was_typed(desk: Desk) -> None:
    page = opened(desk)
    question(page, "รายได้").locator("input").click()
    page.keyboard.type("900")
    page.route("**/keep", lambda route: route.abort())
    page.get_by_role("button", name="ตรวจและจบแบบ").click()
    expect(page.locator(".typing-end")).to_contain_text("ยังไม่ได้บันทึก ติดต่อเซิร์ฟเวอร์ไม่ได้")
    page.unroute("**/keep")
    page.get_by_role("button", name="กลับไปแก้คำตอบ").click()
    expect(question(page, "รายได้").locator("input")).to_have_value("900")
    page.get_by_role("button", name="ตรวจและจบแบบ").click()
    expect(page.get_by_role("heading", name="บันทึกแบบแล้ว")).to_be_visible(timeout=15_000)
    assert Submission.objects.count() == 1
    desk.troubles[:] = [one for one in desk.troubles if "ERR_FAILED" not in one]
