"""Every kind of page once, in a real browser, on a phone by day and on a laptop in the dark: nothing is in anybody's way.

Pages are found by the desk's own links. A failure names who was there, the address, the look and the rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from story_office import key_of
from whole_desk import kinds, make_whole_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = {
    "phone, light": ({"width": 360, "height": 780}, "light"),
    "laptop, dark": ({"width": 1280, "height": 900}, "dark"),
}
# One of each role; the province's people, who come to most pages, are first.
PEOPLE = (
    *("", "phuket", "governor", "national", "choengthale", "volunteer", "labour", "hotline", "banklang"),
    *("supporter", "verifier", "auditor", "administrator"),
)
LEAST_KINDS = 150
LEAST_TARGET = 24  # CSS pixels: WCAG 2.2, 2.5.8
STOPS, CONTENT_STOPS = 3, 12
SHELLS = frozenset({"field", "typing_open"})  # apps that write their own content

OFFENDED = f"""async () => {{
  const found = await axe.run(document, {{ runOnly: {RULES}, resultTypes: ["violations"], preload: false }});
  return found.violations.map((one) => `${{one.id}} at ${{one.nodes.map((node) => node.target).slice(0, 3).join(" ; ")}}`);
}}"""

# Links inside a sentence are as high as their line; a box or a dot may be pressed by its label.
SMALL = f"""() => {{
  const least = {LEAST_TARGET} - 0.5;
  const pressed = "button, summary, select, textarea, input:not([type=hidden]), [role=button], [role=tab], a[href]";
  const size = (one) => one.getBoundingClientRect();
  const big = (one) => size(one).width >= least && size(one).height >= least;
  return [...document.querySelectorAll(pressed)]
    .filter((one) => one.checkVisibility({{ visibilityProperty: true, opacityProperty: true }}) && size(one).width > 1)
    .filter((one) => one.tagName !== "A" || getComputedStyle(one).display !== "inline")
    .filter((one) => !big(one) && ![...(one.labels ?? [])].some(big) && !one.matches(".visually-hidden, .skip"))
    .map((one) => `${{one.outerHTML.slice(0, 120)}} is ${{size(one).width.toFixed()}} x ${{size(one).height.toFixed()}}`)
    .slice(0, 3);
}}"""

RING = """
  const ringed = (part) => {
    const style = getComputedStyle(part);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const shown = (one) => [one, one.nextElementSibling, ...(one.labels ?? [])].filter(Boolean).some(ringed);
"""
UNSEEN = f"""() => {{{RING}
  const one = document.activeElement;
  if (one === document.body) return ""; // behind the page's last stop
  const box = one.getBoundingClientRect();
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return inside && shown(one) ? "" : one.outerHTML.slice(0, 120);
}}"""
# The first stops of the page's own content, beyond the frame; after a key was pressed a ring is due wherever the focus goes.
UNRINGED = f"""() => {{{RING}
  const stops = [...document.querySelectorAll("main :is(a[href], button, input, select, textarea, summary):not([tabindex='-1'])")]
    .filter((one) => one.type !== "hidden" && one.checkVisibility({{ visibilityProperty: true }})).slice(0, {CONTENT_STOPS});
  return stops.filter((one) => {{ one.focus({{ preventScroll: true }}); return document.activeElement === one && !shown(one); }})
    .map((one) => one.outerHTML.slice(0, 120));
}}"""

FRAME = """() => ({
  headings: [...document.querySelectorAll("h1")].filter((one) => one.textContent.trim()).length,
  title: document.title.split("·")[0].trim(),
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""


@dataclass
class Sweep:
    """One person's browser, and all that is wrong on the pages it was taken to."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)

    def open(self, who: str, name: str, path: str) -> None:
        """Looks at one page in both looks; the second is put on while the page stands open, as a device at dusk does."""
        self._put_on("phone, light")
        self.page.goto(self.address + path)
        if name in SHELLS:
            self.page.wait_for_selector("h1")
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        for look in LOOKS:
            self._put_on(look)
            told = [*breaches(self.page), *self.troubles]
            self.broken += [f"{who or 'nobody'} {path} ({name}), {look}: {one}" for one in dict.fromkeys(told)]
            self.troubles.clear()

    def _put_on(self, look: str) -> None:
        size, scheme = LOOKS[look]
        self.page.set_viewport_size(size)
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def breaches(page: Page) -> Iterator[str]:
    """What is wrong with the page as it looks now."""
    frame: dict[str, Any] = page.evaluate(FRAME)
    if frame["headings"] != 1:
        yield f"{frame['headings']} h1"
    if not frame["title"]:
        yield "no title"
    if frame["wide"] > 0:
        yield f"scrolls sideways by {frame['wide']} pixels"
    yield from (f"axe: {one}" for one in page.evaluate(OFFENDED))
    yield from (f"small target: {one}" for one in page.evaluate(SMALL))
    page.evaluate("document.activeElement.blur()")
    for stop in range(1, STOPS + 1):
        page.keyboard.press("Tab")
        if unseen := page.evaluate(UNSEEN):
            yield f"focus not seen at stop {stop}: {unseen}"
    yield from (f"focus not seen: {one}" for one in page.evaluate(UNRINGED))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium, or run ./check as root")
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--enable-unsafe-swiftshader"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=args, headless=True)
        yield started
        started.close()


def test_no_page_is_in_anybodys_way(browser: Browser, live_server, settings) -> None:
    settings.DEMO = True
    make_whole_desk()
    broken, seen = [], set[str]()
    for who in PEOPLE:
        pages = list(kinds(who, seen))
        context = browser.new_context(locale="th-TH")
        if who:
            context.add_cookies([{"name": "sessionid", "value": key_of(who), "url": live_server.url}])
        sweep = Sweep(context.new_page(), live_server.url)
        for name, path in pages:
            sweep.open(who, name, path)
        broken += sweep.broken
        context.close()
    assert len(seen) > LEAST_KINDS, "the walk no longer finds the pages"
    assert not broken, "\n".join(broken)
