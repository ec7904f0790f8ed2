"""A day on a bad line: 200 forms, a flapping network, lost replies, a server killed in the middle of a send, a killed window.

In the end nothing is lost and nothing doubled: what the phone filled in, what the server said it keeps, and what lies in
its database are the same, byte for byte.
"""

import json
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from bad_line import BadLine, Fault, Server
from desk_office import make_families
from django.conf import settings
from django.db import connection
from field_pocket import PATIENCE, PIN, SMALL, Pocket
from phone_office import phone, publish
from playwright.sync_api import Browser, expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = "/usr/bin/chromium"
HOUSE = Path(__file__).parents[2]
BUILT = HOUSE / "samutphok" / "web" / "static" / "built" / "field" / "sw.js"
ESBUILD = HOUSE / "node_modules" / ".bin" / "esbuild"
HAND = HOUSE / "field" / "src" / "testing" / "hand.ts"

QUEUED = 200
PHOTOGRAPHED = 25  # each so many-th form has photographs
PHOTOGRAPHS = 3
PHOTOGRAPH = 1_600_000  # bytes: the three do not fit into one POST
STORM = 480  # seconds at the most; a quiet machine needs a sixth
SEED = 2569

FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>หลังคาบ้าน</h:title><model><instance><data id="{form_id}" version="{version}"><household/><said/>
<photo0/><photo1/><photo2/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<instance id="households" src="jr://file-csv/households.csv"/>
<bind nodeset="/data/household" type="string" required="true()"/><bind nodeset="/data/said" type="string" required="true()"/>
<bind nodeset="/data/photo0" type="binary"/><bind nodeset="/data/photo1" type="binary"/>
<bind nodeset="/data/photo2" type="binary"/>
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>
<upload ref="/data/photo0" mediatype="image/*"><label>ภาพแรก</label></upload>
<upload ref="/data/photo1" mediatype="image/*"><label>ภาพที่สอง</label></upload>
<upload ref="/data/photo2" mediatype="image/*"><label>ภาพที่สาม</label></upload>
<select1 ref="/data/household"><label>ครอบครัว</label><itemset nodeset="instance('households')/root/item">
<value ref="name"/><label ref="label"/></itemset></select1>
<input ref="/data/said"><label>ครอบครัวเล่าว่า</label></input></h:body></h:html>"""


@dataclass(frozen=True, slots=True)
class Storm:
    """The phone, the line, and the server behind it."""

    pocket: Pocket
    line: BadLine
    household: UUID


def planned(chance: Random) -> dict[int, Fault]:
    """Each fault several times among the first POSTs; the server dies twice."""
    kinds = [Fault.LOST_REQUEST, Fault.TORN, Fault.LOST_REPLY, Fault.PORTAL, Fault.BUSY] * 4
    kinds += [Fault.LOST_REPLY] * 4 + [Fault.KILLED_MIDWAY, Fault.KILLED_AT_WORK]
    chance.shuffle(kinds)
    return dict(zip(sorted(chance.sample(range(QUEUED), len(kinds))), kinds, strict=True))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium, or run ./check as root")
    if not BUILT.exists():
        pytest.skip("The field app is not built: npm run build:field")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], headless=True)
        yield started
        started.close()


@pytest.fixture
def storm(browser: Browser, tmp_path: Path) -> Iterator[Storm]:
    """A volunteer's phone, set up over the line, and a server of the office with a data folder of its own."""
    household, holder = make_families().target, phone()
    publish("ask", "1", FORM)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "samutphok.sqlite3")])
    shutil.copytree(settings.KEYS, tmp_path / "keys")
    (tmp_path / "static").mkdir()
    line = BadLine(Server(tmp_path), planned(Random(SEED)))
    try:
        line.server.start()
        context = browser.new_context(viewport=SMALL, locale="th-TH", has_touch=True)
        pocket = Pocket(context, line.open(), holder, context.new_page())
        pocket.watch(pocket.page)
        pocket.set_up()
        yield Storm(pocket, line, household)
        context.close()
        assert pocket.troubles == []
    finally:
        line.close()
        line.server.kill()


def test_a_stormy_day_loses_nothing_and_doubles_nothing(storm: Storm) -> None:
    pocket, line = storm.pocket, storm.line
    pocket.context.set_offline(True)
    pocket.page.close()
    pocket.reopen()
    pocket.begin("สมชาย")
    pocket.say("หลังคารั่ว")
    pocket.page.close()  # in the middle of the form
    pocket.reopen()
    pocket.page.get_by_role("link", name="ร่าง").first.click()
    expect(pocket.page.get_by_role("textbox").last).to_have_value("หลังคารั่ว", timeout=PATIENCE)
    pocket.finish()
    fill(storm)
    filled = held(pocket)
    assert {entry["state"] for entry in filled} == {"ready"}
    expect(pocket.page.locator(".sync-line")).to_contain_text(f"ยังไม่ได้ส่ง {QUEUED + 1} แบบ")
    assert line.posts == 0

    weather(pocket, Random(SEED))
    assert [line.plan[at] for at in sorted(line.plan)] == line.befell
    assert line.server.deaths == 2

    kept, files = database(line.server.folder)
    created = {entry["instanceId"]: entry["xmlSha256"] for entry in filled}
    assert len(kept) == len(created) == QUEUED + 1  # none lost, none doubled
    assert {instance: digest for instance, digest, _ in kept} == created
    assert line.heard == set(created)
    assert {standing for *_, standing in kept} == {"stored"}
    photographs = [(one["instanceId"], file["name"], file["sha256"]) for one in filled for file in one["files"]]
    assert len(photographs) == QUEUED // PHOTOGRAPHED * PHOTOGRAPHS
    assert sorted(files) == sorted(photographs)
    assert any(times > 1 for times in line.said.values())  # sent again after the server had it, and taken once
    assert {entry["state"] for entry in held(pocket)} == {"received"}


def fill(storm: Storm) -> None:
    """200 forms, each as the app's own queue takes them from a form that was finished."""
    chance = Random(SEED)
    forms = [_filled(storm.household, number, UUID(int=chance.getrandbits(128), version=4)) for number in range(QUEUED)]
    form = {"formId": "ask", "formVersion": "1", "title": "หลังคาบ้าน", "household": str(storm.household)}
    given = ", ".join(json.dumps(one, ensure_ascii=False) for one in (PIN, form, forms))
    storm.pocket.run(hand(), f"hand.fill({given})")


def _filled(household: UUID, number: int, instance: UUID) -> dict[str, Any]:
    shown = range(PHOTOGRAPHS if number % PHOTOGRAPHED == 0 else 0)
    names = {f"photo{place}": f"{instance.hex}-{place}.jpg" for place in shown}
    answers = {"household": str(household), "said": f"บ้านที่ {number} หลังคารั่ว & พื้นทรุด"} | names
    said = "".join(f"<{name}>{value.replace('&', '&amp;')}</{name}>" for name, value in answers.items())
    xml = (
        f'<data xmlns:orx="http://openrosa.org/xforms" id="ask" version="1">{said}'
        f"<orx:meta><orx:instanceID>uuid:{instance}</orx:instanceID></orx:meta></data>"
    )
    return {"xml": xml, "photographs": dict.fromkeys(names.values(), PHOTOGRAPH)}


def held(pocket: Pocket) -> list[dict[str, Any]]:
    """The phone's entries, read by the app's own code."""
    found: list[dict[str, Any]] = pocket.run(hand(), f"hand.held({json.dumps(PIN)})")
    return found


def hand() -> str:
    """The script that works the app's queue."""
    bundled = subprocess.run(
        [ESBUILD, HAND, "--bundle", "--format=iife", "--global-name=hand"], check=True, capture_output=True, text=True
    )
    return bundled.stdout.replace("var hand =", "globalThis.hand =", 1)


def weather(pocket: Pocket, chance: Random) -> None:
    """The network comes and goes until the app says that everything is sent."""
    pocket.context.set_offline(False)
    pocket.page.goto(f"{pocket.address}/field/#/queue")
    end = time.monotonic() + STORM
    while not pocket.page.locator(".sync-line", has_text="ส่งครบแล้ว").count():
        assert time.monotonic() < end, pocket.page.locator(".sync-line").text_content()
        pocket.page.wait_for_timeout(chance.uniform(800, 2500))
        resting = not pocket.page.locator(".sync-line .turning").count()
        if resting or chance.random() < 0.3:
            pocket.context.set_offline(True)
            pocket.page.wait_for_timeout(chance.uniform(50, 400))
            pocket.context.set_offline(False)


def database(folder: Path) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """What lies in the server's database: each form with its SHA-256 and standing, each file that is on the disk."""
    with sqlite3.connect(folder / "samutphok.sqlite3") as office:
        kept = office.execute("SELECT instance_id, sha256, standing FROM submissions_submission").fetchall()
        files = office.execute(
            "SELECT s.instance_id, f.name, f.sha256, f.id FROM submissions_submissionfile f "
            "JOIN submissions_submission s ON s.id = f.submission_id"
        ).fetchall()
    office.close()
    stored = [tuple(told) for *told, place in files if (folder / "submissions" / place[:2] / place).is_file()]
    return kept, stored
