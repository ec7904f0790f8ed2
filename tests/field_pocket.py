"""A phone with the field app in a real browser, held as a volunteer holds it: by what is on the screen."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from phone_office import Phone
from playwright.sync_api import BrowserContext, Page, expect

AXE = (Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PIN = "2590"
PATIENCE = 90_000  # milliseconds; a PIN alone takes a second of the machine's whole attention
SMALL = {"width": 360, "height": 740}


@dataclass
class Pocket:
    """A phone with the app: its browser, the window in front, and what went wrong."""

    context: BrowserContext
    address: str
    phone: Phone
    page: Page
    troubles: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> Page:
        """Takes a new window in front. A request to any other host is a trouble: it would tell where a family lives."""
        own = urlsplit(self.address).netloc
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on(
            "request",
            lambda asked: (
                self.troubles.append(asked.url)
                if asked.url.startswith("http") and urlsplit(asked.url).netloc != own
                else None
            ),
        )
        page.set_default_timeout(PATIENCE)
        self.page = page
        return page

    def reopen(self) -> Page:
        """The app is opened anew, as after the phone's own wish to save memory, and unlocked."""
        page = self.watch(self.context.new_page())
        page.goto(f"{self.address}/field/")
        page.locator("input.pin").fill(PIN)
        page.keyboard.press("Enter")
        page.locator(".dock").wait_for()
        return page

    def set_up(self) -> None:
        """By the link of the office, then a PIN; ready when the first round is over and the app is stored."""
        self.page.goto(f"{self.address}/field/#key={self.phone.token}")
        self.page.locator("input.pin").first.wait_for()
        for box in self.page.locator("input.pin").all():
            box.fill(PIN)
        self.page.keyboard.press("Enter")
        self.page.locator("a.row-link").first.wait_for()
        self.page.goto(f"{self.address}/field/#/settings")
        expect(self.page.get_by_text("แอปอยู่ในเครื่องครบ")).to_be_visible(timeout=PATIENCE)

    def begin(self, name: str) -> None:
        """Opens the form on a family's card."""
        self.page.goto(f"{self.address}/field/#/visits")
        self.page.get_by_role("link", name=name).first.click()
        self.page.get_by_role("button", name="หลังคาบ้าน").click()
        self.page.get_by_role("textbox").last.wait_for()

    def say(self, words: str) -> None:
        """Types as fingers do: the forms' engine hears keys."""
        self.page.get_by_role("textbox").last.press_sequentially(words)
        self.page.keyboard.press("Tab")
        expect(self.page.get_by_text("เก็บร่างแล้ว")).to_be_visible()

    def finish(self) -> None:
        """Ends the form; the app then shows where it stands."""
        self.page.get_by_role("button", name="ตรวจและจบแบบ").click()
        self.page.get_by_text("แก้ไขไม่ได้แล้ว").or_(self.page.get_by_text("ใบรับยืนยัน")).first.wait_for()

    def axe(self) -> list[str]:
        """Violations on the page in front. The shell's rules let no script in, so it comes by the debugger."""
        asked = f"axe.run(document, {{runOnly: {RULES}}}).then(r => r.violations.map(v => v.id + v.nodes[0].html))"
        found: list[str] = self.run(AXE, asked)
        return found

    def run(self, script: str, asked: str) -> Any:
        """What the question gives once the script is in the window, by the debugger."""
        debugger = self.context.new_cdp_session(self.page)
        debugger.send("Runtime.evaluate", {"expression": script})
        told = debugger.send("Runtime.evaluate", {"expression": asked, "awaitPromise": True, "returnByValue": True})
        debugger.detach()
        if "exceptionDetails" in told:
            raise RuntimeError(told["exceptionDetails"]["exception"]["description"])
        return told["result"].get("value")
