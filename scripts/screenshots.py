"""Takes the pictures of docs/screenshots from a running demo, for the README and the manual.

    ./run                                    in one terminal
    .venv/bin/python scripts/screenshots.py  in another: http://127.0.0.1:8000 unless --address says otherwise

Each picture is a page as one of the demo's people sees it, in Thai, on a laptop (1280 px) or a phone (360 px).
Those named help-* tell one family's story and come from its walk: SAMUTPHOK_PICTURES=1 pytest tests/e2e/test_help_story.py
"""

import argparse
import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
OUT = Path(__file__).parents[1] / "docs" / "screenshots"
LAPTOP, TALL, PHONE = (1280, 800), (1280, 1080), (360, 740)
MOST_BYTES = 250_000
COLOURS = 160  # of a picture's palette: text and flat grounds need no more
OFFICE = "phuket"
VOLUNTEER = "อพม. ตำบลเชิงทะเล"  # the demo's own


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file, whose page, where it is, how large, and which link of it is followed first."""

    name: str
    path: str
    who: str = OFFICE
    size: tuple[int, int] = LAPTOP
    dark: bool = False
    find: str = ""


SHOTS = (
    Shot("login", "/accounts/login/", who=""),
    Shot("home", "/"),
    Shot("home-phone", "/", size=PHONE),
    Shot("home-dark", "/", dark=True),
    Shot("country", "/areas/TH/", who="national"),
    Shot("area", "/areas/8301/", size=TALL),
    Shot("area-phone", "/areas/8301/", size=PHONE),
    Shot("families", "/households/"),
    Shot("families-phone", "/households/", size=PHONE),
    Shot("family", "/households/?level=3", size=TALL, find="main a[href^='/households/'][href$='/']"),
    Shot("family-phone", "/households/?level=3", size=PHONE, find="main a[href^='/households/'][href$='/']"),
    Shot("imports", "/imports/"),
    Shot("import-new", "/imports/new"),
    Shot("decisions", "/reviews/"),
    Shot("files", "/files/"),
    Shot("definitions", "/definitions/"),
    Shot("notices", "/notices/"),
    Shot("guides", "/guides/"),
    Shot("fieldwork", "/fieldwork/?area=8303", size=TALL),
    Shot("shortage", "/fieldwork/volunteers/shortage?area=8303"),
    Shot("received", "/submissions/"),
    Shot(
        "differing",
        "/conflicts/",
        size=TALL,
        find="main a.family-name",
    ),
    Shot("forms", "/forms/"),
    Shot("home-house", "/homes/", who="banklang", size=TALL, find="main a[href^='/homes/'][href$='/']"),
    Shot("aid", "/aid/"),
    Shot("aid-application", "/aid/applications/", size=TALL, find="main .aid-list a[href^='/aid/applications/']"),
    Shot("handout", "/aid/handouts/", find="main a[href^='/aid/handouts/'][href$='/']"),
    Shot("pledges", "/aid/pledges/"),
    Shot("watch", "/watch/"),
    Shot("programme", "/programmes/", size=TALL, find="main a[href^='/programmes/'][href$='/']:not([href*='plans'])"),
    Shot("livelihoods", "/livelihoods/"),
    Shot("livelihood", "/livelihoods/", size=TALL, find="main a[href^='/livelihoods/occupations/']"),
    Shot("partners", "/partners/"),
    Shot("messages", "/messages/"),
    Shot("accounts", "/console/accounts/", who="administrator"),
    Shot("audit", "/audit/", who="auditor"),
)


def main() -> int:
    """Takes every picture, or those named; exit code 1 when a page did not answer or a picture is too heavy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="only these pictures")
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    wanted = [shot for shot in SHOTS if not asked.names or shot.name in asked.names]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--enable-unsafe-swiftshader"]
        )
        troubles = [said for shot in wanted if (said := take(browser, shot, address=asked.address, out=asked.out))]
        if not asked.names or "logbook" in asked.names:
            print_logbook(browser, address=asked.address, out=asked.out)
        if not asked.names or "field" in asked.names:
            carry_a_phone(browser, address=asked.address, out=asked.out)
        browser.close()
    print("\n".join(troubles) or f"{len(wanted)} pictures in {asked.out}")
    return 1 if troubles else 0


def take(browser: Browser, shot: Shot, *, address: str, out: Path) -> str:
    """One picture; returns what went wrong, or nothing."""
    context = enter(browser, shot, address=address)
    page = context.new_page()
    answer = page.goto(address + shot.path)
    if shot.find:
        answer = page.goto(address + str(page.locator(shot.find).first.get_attribute("href")))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)  # maps are drawn after the page is there
    size = save(page.screenshot(), out / f"{shot.name}.png")
    context.close()
    if answer is None or answer.status != 200:
        return f"{shot.name}: {shot.path} answered {answer.status if answer else 'nothing'}"
    return f"{shot.name}: {size:,} bytes" if size > MOST_BYTES else ""


def enter(browser: Browser, shot: Shot, *, address: str) -> BrowserContext:
    """A browser of this size with the demo's person logged in."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if shot.size == PHONE else 1,
        locale="th-TH",
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    if shot.who:
        page: Page = context.new_page()
        page.goto(f"{address}/accounts/login/")
        page.click(f"form:has(input[value='{shot.who}']) button")
        page.close()
    return context


def print_logbook(browser: Browser, *, address: str, out: Path) -> None:
    """The first page of a family's printed logbook."""
    context = enter(browser, Shot("logbook", "/households/"), address=address)
    page = context.new_page()
    page.goto(f"{address}/households/?level=3")
    family = page.locator("main a[href^='/households/'][href$='/']").first.get_attribute("href")
    pdf = pypdfium2.PdfDocument(context.request.get(f"{address}{family}logbook.pdf").body())
    drawn = io.BytesIO()
    pdf[0].render(scale=1.6).to_pil().save(drawn, "PNG")
    save(drawn.getvalue(), out / "logbook.png")
    context.close()


def carry_a_phone(browser: Browser, *, address: str, out: Path) -> None:
    """The field app on the phone of the demo's volunteer: today's visits, a family, a form, the outbox."""
    desk = enter(browser, Shot("field", "/", who="choengthale"), address=address).new_page()
    desk.goto(f"{address}/fieldwork/volunteers/?area=83030301")
    desk.get_by_role("link", name=VOLUNTEER).first.click()
    desk.locator("main a[href$='/keys/']").first.click()
    desk.locator(".phone-new .btn-primary").click()
    desk.locator(".phone-link").first.wait_for()
    link = desk.locator(".phone-link code").first.text_content() or ""
    page = enter(browser, Shot("field", "/", who="", size=PHONE), address=address).new_page()
    page.goto(link)
    page.locator("input.pin").first.wait_for()
    for box in page.locator("input.pin").all():
        box.fill("246813")
    page.keyboard.press("Enter")
    page.locator("a.row-link").first.wait_for(timeout=60_000)
    for name, path in (
        ("field-visits", "visits"),
        ("field-map", "map"),
        ("field-queue", "queue"),
    ):
        page.goto(f"{address}/field/#/{path}")
        page.wait_for_timeout(2000)
        save(page.screenshot(), out / f"{name}.png")
    page.goto(f"{address}/field/#/visits")
    page.locator("a.row-link").first.click()
    page.wait_for_timeout(1000)
    save(page.screenshot(), out / "field-family.png")
    page.locator("main button").filter(has_text="เยี่ยมติดตามครอบครัว").first.click()
    page.wait_for_timeout(4000)
    save(page.screenshot(), out / "field-form.png")
    desk.context.close()
    page.context.close()


def save(picture: bytes, where: Path) -> int:
    """Writes the picture with a small palette; returns its bytes."""
    where.parent.mkdir(parents=True, exist_ok=True)
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    drawn.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(where, optimize=True)
    return where.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
