"""A clerk's file from the drop to the undoing in a real browser: desktop, phone, by keyboard, without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attack_office import work
from desk_office import PASSWORD, log_in
from django.test import Client
from intake_files import WELFARE, csv_bytes, welfare_row
from playwright.sync_api import Browser, Page, expect, sync_playwright
from register_rows import NOW, row, stage, synthetic_pid

from samutphok.intake.models import Batch
from samutphok.linkage.actions import attach_batch
from samutphok.linkage.models import Review

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
ODD = ["เลข ปชช", "คำนำหน้า", "ชื่อจริง", "นามสกุล", "วันเกิด", "รหัส", "ผลพิเศษ"]
DROP = """([name, text]) => {
  const given = new DataTransfer();
  given.items.add(new File([text], name, {type: "text/csv"}));
  const zone = document.querySelector("[data-drop-zone]");
  zone.dispatchEvent(new DragEvent("dragover", {dataTransfer: given, bubbles: true, cancelable: true}));
  zone.dispatchEvent(new DragEvent("drop", {dataTransfer: given, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium, or run ./check as root")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], headless=True)
        yield started
        started.close()


@pytest.fixture(autouse=True)
def _own_warehouse(settings, tmp_path: Path) -> None:
    settings.WAREHOUSE = tmp_path / "warehouse"


def desk(browser: Browser, address: str, size: str, *, scripts: bool = True) -> Page:
    log_in(Client())
    page = browser.new_context(viewport=SIZES[size], locale="th-TH", java_script_enabled=scripts).new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("เจ้าหน้าที่ทดสอบ")
    return page


def in_order(page: Page) -> None:
    """axe finds nothing and nothing sticks out sideways."""
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")["violations"]
    assert [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found] == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def rows() -> bytes:
    kept = [welfare_row(number) for number in range(1, 8)] + [welfare_row(8, birth_date="31/02/2500")]
    return csv_bytes(ODD, [[one[name] for name in WELFARE] for one in kept])


@pytest.mark.parametrize("size", list(SIZES))
def test_a_file_is_dropped_corrected_received_reconciled_and_taken_back(
    browser: Browser, live_server, size: str
) -> None:
    page = desk(browser, live_server.url, size)
    page.goto(f"{live_server.url}/imports/new")
    in_order(page)
    page.evaluate(DROP, ["ทะเบียน.csv", rows().decode()])
    page.wait_for_url("**/imports/waiting/**")
    page.get_by_label("ทะเบียน", exact=True).select_option("state_welfare")
    expect(page.locator(".import-missing")).to_be_visible()
    page.locator("[name=column_6]").select_option("validated")
    expect(page.locator(".import-missing")).to_have_count(0)
    expect(page.locator(".problem-list > li").first).to_contain_text("31/02/2500")
    in_order(page)
    page.get_by_role("button", name="รับไฟล์นี้", exact=True).click()
    page.wait_for_url(lambda address: "/waiting/" not in address and "/imports/" in address)
    in_order(page)
    work()
    page.reload()
    expect(page.locator(".reconcile strong").nth(0)).to_have_text("7")
    expect(page.locator(".reconcile strong").nth(1)).to_have_text("1")
    in_order(page)
    page.get_by_role("link", name="ย้อนกลับการนำเข้า").click()
    in_order(page)
    page.get_by_label("เหตุผล").fill("หน่วยงานส่งไฟล์ผิดปี")
    page.get_by_label("พิมพ์จำนวนแถว").fill("7")
    page.get_by_role("button", name="ย้อนกลับไฟล์นี้").click()
    expect(page.locator("#batch .verdict")).to_contain_text("ย้อนกลับ")
    work()
    page.reload()
    expect(page.locator("#batch .verdict")).to_have_text("ย้อนกลับแล้ว")
    assert Batch.objects.get().rows_undone == 7
    page.context.close()


def test_several_files_stand_in_a_queue_and_a_bad_one_says_why(browser: Browser, live_server) -> None:
    page = desk(browser, live_server.url, "phone")
    page.goto(f"{live_server.url}/imports/new")
    files = {"ดี.csv": rows(), "ว่าง.csv": b"", "ดีสอง.csv": csv_bytes(WELFARE, [welfare_row(20)])}
    sent = [{"name": name, "mimeType": "text/csv", "buffer": raw} for name, raw in files.items()]
    page.set_input_files("input[type=file]", sent)
    page.get_by_role("button", name="ดูตัวอย่างก่อน").click()
    expect(page.locator("[data-queue] li[data-address]")).to_have_count(2)
    expect(page.locator("[data-queue] .is-bad")).to_contain_text("ว่าง.csv")
    in_order(page)
    page.context.close()


def test_without_scripts_the_same_steps_lead_there(browser: Browser, live_server) -> None:
    page = desk(browser, live_server.url, "desktop", scripts=False)
    page.goto(f"{live_server.url}/imports/new")
    page.set_input_files("input[type=file]", [{"name": "a.csv", "mimeType": "text/csv", "buffer": rows()}])
    page.get_by_role("button", name="ดูตัวอย่างก่อน").click()
    page.get_by_label("ทะเบียน", exact=True).select_option("state_welfare")
    page.get_by_role("button", name="แสดงตัวอย่างใหม่").click()
    page.locator("[name=column_6]").select_option("validated")
    page.get_by_role("button", name="แสดงตัวอย่างใหม่").click()
    page.get_by_role("button", name="รับไฟล์นี้", exact=True).click()
    expect(page.locator("h1")).to_have_text("ทะเบียนผู้ลงทะเบียนสวัสดิการแห่งรัฐ")
    page.context.close()


@pytest.mark.parametrize("size", list(SIZES))
def test_decisions_take_one_key_each(browser: Browser, live_server, size: str) -> None:
    people = [
        row("สมศรี", "ทองคำ", pid=synthetic_pid(n), birth_date="1957-03-14", house_code=f"8301000000{n}", family_no="1")
        for n in range(1, 4)
    ]
    attach_batch(stage("bmn_survey", people), now=NOW)
    others = [row("สมศรี", "ทองคำ", pid=synthetic_pid(n), birth_date="1958-03-14", validated=1) for n in range(1, 4)]
    attach_batch(stage("state_welfare", others), now=NOW)
    page = desk(browser, live_server.url, size)
    page.goto(f"{live_server.url}/reviews/")
    expect(page.locator(".is-nearly .compare-note")).to_have_text("ปีเกิดต่างกัน 1 ปี")
    in_order(page)
    for key, left in (("n", 3), ("s", 2), ("d", 1)):
        page.keyboard.press(key)
        expect(page.locator(".review-bar label")).to_contain_text(f"เหลือ {left} ข้อ")
        if key == "n":
            expect(page.locator("input[name=page]")).to_have_value("2")
        page.wait_for_load_state("networkidle")
    assert sorted(Review.objects.values_list("outcome", flat=True)) == ["different", "open", "same"]
    page.context.close()
