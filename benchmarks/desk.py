"""How fast the desk is, on a province that is there already: at the server, and on a phone of the middle range.

    python benchmarks/desk.py --data DIR                 server times and the phone
    python benchmarks/desk.py --data DIR --no-phone      server times only

`DIR` is the data folder of a demo (`./run --data DIR`); with SAMUTPHOK_DATABASE_URL set, that database is asked instead
of SQLite. The desk is started as in production (gunicorn, static files hashed and compressed) and asked page by page, the
pages taking turns. Ratios compare each page with the login page, the least that this stack answers with. The phone is
Chromium over its debugger: processor four times slower, 1.6 Mbit/s down, 0.75 up, 150 ms there and back.
"""

import argparse
import gzip
import http.client
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

CHROMIUM = "/usr/bin/chromium"
WHO = "phuket"
LEAST = "login"
PAGES: Mapping[str, str] = {
    LEAST: "/accounts/login/",
    "home": "/",
    "province": "/areas/83/",
    "province, two dimensions": "/areas/83/?dim=living&dim=income&combine=all",
    "tambon": "/areas/830101/",
    "village": "/areas/83010101/",
    "families": "/households/",
    "families, filtered": "/households/?area=8303&level=2",
    "family": "",  # the first of the list
    "registers": "/imports/",
    "decisions": "/reviews/",
}
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWER_PROCESSOR = 4
WATCH = """
window.longTasks = [];
new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((e) => [e.startTime, e.duration])))
  .observe({ type: "longtask", buffered: true });
"""
READ = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const loaded = [page, ...performance.getEntriesByType("resource")];
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return {
    paint: paint ? paint.startTime : 0,
    interactive: page.domInteractive,
    blocked: window.longTasks.reduce((sum, [, length]) => sum + length - 50, 0),
    quiet: Math.max(0, ...window.longTasks.map(([start, length]) => (start < page.domComplete ? start + length : 0))),
    bytes: loaded.reduce((sum, one) => sum + one.transferSize, 0),
  };
}"""


def main() -> int:
    """Prints both tables; exit code 1 when a page does not answer with 200."""
    asked = read_arguments()
    with serving(asked.data, asked.port) as address:
        cookie = log_in(address)
        pages = {**PAGES, "family": first_family(address, cookie)}
        print(f"server: {asked.rounds} rounds, {database_name()}, {os.cpu_count()} processors\n")
        print_server(measure_server(address, cookie, pages, rounds=asked.rounds))
        if asked.phone:
            print(f"\nphone: {asked.visits} visits each, median, in ms\n")
            print_phone(measure_phone(address, pages, visits=asked.visits))
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="data folder of a demo")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--visits", type=int, default=3, help="visits of the phone to each page")
    parser.add_argument("--port", type=int, default=8390)
    parser.add_argument("--no-phone", dest="phone", action="store_false")
    return parser.parse_args()


def database_name() -> str:
    url = os.environ.get("SAMUTPHOK_DATABASE_URL")
    return urllib.parse.urlsplit(url).scheme if url else "sqlite"


@contextmanager
def serving(data: Path, port: int) -> Iterator[str]:
    """The desk as `samutphok serve` runs it, until the end of the block."""
    environment = {**os.environ, "SAMUTPHOK_DATA": str(data), "SAMUTPHOK_DEMO": "1", "SAMUTPHOK_LOG": "WARNING"}
    environment.pop("SAMUTPHOK_TESTING", None)
    command = [sys.executable, "-m", "samutphok.cli.main", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment)
    address = f"127.0.0.1:{port}"
    try:
        for _ in range(240):
            if server.poll() is not None:
                raise SystemExit("The desk did not start; see its message above.")
            if answers(address):
                break
            time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def answers(address: str) -> bool:
    try:
        return ask(address, "/healthz").status == 200
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, after how many milliseconds the whole of it was there, and its bytes on the way and unpacked."""

    status: int
    text: str
    cookies: tuple[str, ...]
    milliseconds: float
    sent: int
    html: int


def ask(address: str, path: str, *, cookie: str = "", form: Mapping[str, str] | None = None) -> Answer:
    connection = http.client.HTTPConnection(address, timeout=60)
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"}
    body = urllib.parse.urlencode(form) if form else None
    began = time.perf_counter()
    connection.request("POST" if form else "GET", path, body, headers)
    response = connection.getresponse()
    content = response.read()
    took = (time.perf_counter() - began) * 1000
    connection.close()
    text = gzip.decompress(content) if response.getheader("Content-Encoding") == "gzip" else content
    cookies = tuple(value.split(";")[0] for name, value in response.getheaders() if name == "Set-Cookie")
    return Answer(response.status, text.decode("utf-8", "replace"), cookies, took, sent=len(content), html=len(text))


def log_in(address: str) -> str:
    """The cookies of whoever entered the demo by its one-click door."""
    page = ask(address, PAGES[LEAST])
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    if not token:
        raise SystemExit("The login page has no form: is this a demo?")
    form = {"csrfmiddlewaretoken": token[1], "username": WHO}
    entered = ask(address, "/demo/login", cookie="; ".join(page.cookies), form=form)
    if entered.status != 302:
        raise SystemExit(f"The demo's door answered {entered.status}.")
    return "; ".join(entered.cookies)


def first_family(address: str, cookie: str) -> str:
    found = re.search(r'href="(/households/[0-9a-f-]{36}/)', ask(address, "/households/", cookie=cookie).text)
    if not found:
        raise SystemExit("The list of families is empty.")
    return found[1]


def measure_server(address: str, cookie: str, pages: Mapping[str, str], *, rounds: int) -> dict[str, list[Answer]]:
    """The answers of each page, without their text; the first round (empty caches) is left out."""
    measured: dict[str, list[Answer]] = {name: [] for name in pages}
    for turn in range(rounds + 1):
        for name, path in pages.items():
            answer = ask(address, path, cookie="" if name == LEAST else cookie)
            if answer.status != 200:
                raise SystemExit(f"{path} answered {answer.status}.")
            if turn:
                measured[name].append(replace(answer, text=""))
    return measured


def print_server(measured: Mapping[str, list[Answer]]) -> None:
    times = {name: [answer.milliseconds for answer in answers] for name, answers in measured.items()}
    least = statistics.median(times[LEAST])
    print("| page | p50 ms | p95 ms | to the login page | HTML kB | sent kB |\n|---|---|---|---|---|---|")
    for name, taken in times.items():
        middle, late, last = statistics.median(taken), statistics.quantiles(taken, n=20)[-1], measured[name][-1]
        sizes = f"{last.html / 1000:.0f} | {last.sent / 1000:.0f}"
        print(f"| {name} | {middle:.0f} | {late:.0f} | {middle / least:.1f} | {sizes} |")


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds from the tap to the first paint and until the page can be used; how long it was blocked; bytes sent."""

    paint: float
    usable: float
    blocked: float
    bytes: float


def measure_phone(address: str, pages: Mapping[str, str], *, visits: int) -> dict[str, dict[str, list[Visit]]]:
    """Visits with an empty cache and with the desk's files kept from an earlier page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        measured: dict[str, dict[str, list[Visit]]] = {name: {"cold": [], "warm": []} for name in pages}
        for _ in range(visits):
            for name, path in pages.items():
                for cache, visit in visit_twice(browser, address, path, signed_in=name != LEAST).items():
                    measured[name][cache].append(visit)
        browser.close()
    return measured


def visit_twice(browser: Browser, address: str, path: str, *, signed_in: bool) -> dict[str, Visit]:
    """First with nothing but the login's cookies, then again with what that visit left in the cache."""
    cookies = browser_log_in(browser, address) if signed_in else None
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, storage_state=cookies
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    slow_down(context, page)
    cold = visit_page(page, f"http://{address}{path}")
    page.goto("about:blank")
    warm = visit_page(page, f"http://{address}{path}")
    context.close()
    return {"cold": cold, "warm": warm}


def browser_log_in(browser: Browser, address: str) -> StorageState:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://{address}{PAGES[LEAST]}")
    page.click(f"form:has(input[value='{WHO}']) button")
    cookies = context.storage_state()
    context.close()
    return cookies


def slow_down(context: BrowserContext, page: Page) -> None:
    debugger = context.new_cdp_session(page)
    debugger.send("Network.enable")
    debugger.send("Network.emulateNetworkConditions", SLOW_4G)
    debugger.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})


def visit_page(page: Page, address: str) -> Visit:
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)  # long tasks are reported a little later
    seen = page.evaluate(READ)
    usable = max(seen["paint"], seen["interactive"], seen["quiet"])
    return Visit(seen["paint"], usable, seen["blocked"], seen["bytes"])


def print_phone(measured: Mapping[str, Mapping[str, list[Visit]]]) -> None:
    least = statistics.median(visit.usable for visit in measured[LEAST]["warm"])
    print("| page | cold: paint | usable | kB | warm: paint | usable | blocked | kB | to the login page |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, visits in measured.items():
        cold, warm = middle_of(visits["cold"]), middle_of(visits["warm"])
        print(
            f"| {name} | {cold.paint:.0f} | {cold.usable:.0f} | {cold.bytes / 1000:.0f} "
            f"| {warm.paint:.0f} | {warm.usable:.0f} | {warm.blocked:.0f} | {warm.bytes / 1000:.0f} "
            f"| {warm.usable / least:.1f} |"
        )


def middle_of(visits: list[Visit]) -> Visit:
    return Visit(*(statistics.median(getattr(one, name) for one in visits) for name in Visit.__slots__))


if __name__ == "__main__":
    sys.exit(main())
