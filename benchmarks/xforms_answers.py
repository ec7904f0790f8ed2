"""Answers any form in a browser as a person does: by looking at what each question is, clicking and typing."""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Locator, Page

Key = tuple[tuple[str, ...], tuple[int, ...]]  # path below the root, position in each repeat around it

PATIENCE = 60.0  # seconds for one form: some repeat a question fifty times, and one is enough to know
TRIES = 6  # other answers to a question whose condition the first one did not meet
_MAPS = {"map", "quick map", "image-map"}
_DRAWN = {"geotrace", "geoshape"}
_PLACES = ("7.8804 98.3923", "-1.2864 36.8172", "51.5074 -0.1278", "40.7128 -74.006")  # one on each of four continents

# What Vue has drawn, question by question; the form's own names of them are not in the page.
_QUESTIONS = """() => {
  const found = new Map();
  const visit = (node) => {
    if (!node || typeof node !== "object") return;
    if (Array.isArray(node)) return node.forEach(visit);
    if (node.component) {
      const question = node.component.props.question;
      if (question?.nodeId && question.currentState) found.set(question.nodeId, question);
      visit(node.component.subTree);
    }
    if (Array.isArray(node.children)) node.children.forEach(visit);
    if (node.suspense) visit(node.suspense.activeBranch);
  };
  visit(document.getElementById("typing")._vnode);
  return [...found.values()].filter((one) => one.currentState.relevant).map((one) => ({
    id: one.nodeId, reference: one.currentState.reference, kind: one.nodeType, type: one.valueType ?? "",
    many: one.selectType === "select", looks: [...(one.appearances ?? [])], fixed: one.currentState.readonly,
    value: one.currentState.instanceValue ?? "", media: one.nodeOptions?.media?.type ?? "",
    options: (one.currentState.valueOptions ?? []).map((option) => option.value),
  }));
}"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the page has it now."""

    id: str
    reference: str
    kind: str
    type: str
    many: bool
    looks: list[str]
    fixed: bool
    value: str
    media: str
    options: list[str]

    @property
    def key(self) -> Key:
        steps = self.reference.strip("/").split("/")[1:]
        names = tuple(re.sub(r"\[\d+\]$", "", step).rpartition(":")[2] for step in steps)
        return names, tuple(int(place) for step in steps for place in re.findall(r"\[(\d+)\]$", step))


@dataclass(slots=True)
class Filled:
    """What was done to a form. given: what the answerer chose; shown: what the page said of it at the end."""

    given: dict[Key, str] = field(default_factory=dict)
    shown: dict[Key, str] = field(default_factory=dict)
    left: int = 0
    problem: str = ""


def questions(page: Page) -> list[Asked]:
    """The questions that somebody sees now."""
    return [Asked(**told) for told in page.evaluate(_QUESTIONS)]


def fill(page: Page, files: Mapping[str, Path]) -> Filled:
    """Answers every question that is shown, as they come, sees to what the form objects to, and presses 'finish'."""
    filled, ends = Filled(), time.monotonic() + PATIENCE
    _answer_all(page, files, filled, ends)
    for attempt in range(TRIES):
        page.locator(".fh-finish").click()
        page.wait_for_timeout(150)
        if page.locator(".fh-summary").count() == 0:
            break
        _answer_again(page, files, filled, attempt + 1)
        _answer_all(page, files, filled, ends)
    else:
        filled.problem = " · ".join(page.locator(".fh-summary li").all_inner_texts())[:160].replace("\n", ": ")
    return filled


def remember(page: Page, filled: Filled) -> None:
    """Notes what the page shows now, and forgets answers to questions that no longer apply."""
    now = questions(page)
    filled.shown = {one.key: one.value for one in now}
    filled.given = {key: value for key, value in filled.given.items() if key in filled.shown}
    filled.left = sum(1 for one in now if not one.fixed and one.kind != "note" and one.key not in filled.given)


def _answer_all(page: Page, files: Mapping[str, Path], filled: Filled, ends: float) -> None:
    tried: set[str] = set()
    _begin_repeats(page)
    while time.monotonic() < ends:
        waiting = [one for one in questions(page) if one.id not in tried and not one.fixed and one.kind != "note"]
        waiting = [one for one in waiting if one.key not in filled.given]
        if not waiting:
            break
        for asked in waiting[:40]:
            tried.add(asked.id)
            _answer(page, asked, files, filled, choice=0)
    remember(page, filled)


def _answer_again(page: Page, files: Mapping[str, Path], filled: Filled, choice: int) -> None:
    wrong = set(
        page.evaluate("() => [...document.querySelectorAll('.question-container.highlight')].map((one) => one.id)")
    )
    for asked in questions(page):
        if f"{asked.id}_container" in wrong:
            _answer(page, asked, files, filled, choice=choice)


def _answer(page: Page, asked: Asked, files: Mapping[str, Path], filled: Filled, *, choice: int) -> None:
    place = page.locator(f"[id='{asked.id}_container']")
    try:
        given = _fill(page, place, asked, files, choice)
    except BrowserError:
        return  # a question that cannot be reached stays unanswered, and is counted as such
    if given is not None:
        filled.given[asked.key] = given


def _fill(page: Page, place: Locator, asked: Asked, files: Mapping[str, Path], choice: int) -> str | None:
    match asked.kind:
        case "select":
            return _choose(page, place, asked, choice)
        case "upload":
            return _upload(page, place, files["image" if asked.media == "image" else "any"])
        case "trigger":
            place.locator("label.value-option").click(timeout=2000)
            return "OK"
        case "rank":
            place.locator(".rank-overlay button").click(timeout=2000)
            return " ".join(asked.options)
        case "range":
            return _slide(page, place, asked)
        case "input":
            return _write(place, asked, choice)
    return None


def _choose(page: Page, place: Locator, asked: Asked, choice: int) -> str | None:
    if not asked.options or "label" in asked.looks or _MAPS & set(asked.looks):
        return None
    index = choice % len(asked.options)
    if place.locator(".fh-search").count():
        place.locator(".fh-search input").click(timeout=2000)
        place.locator("[role=option]").nth(min(index, 29)).click(timeout=2000)
    elif place.locator(".p-select, .p-multiselect").count():
        place.locator(".p-select, .p-multiselect").first.click(timeout=2000)
        page.locator(".p-select-option, .p-multiselect-option").nth(index).click(timeout=4000)
        if asked.many:
            page.keyboard.press("Escape")
    else:
        place.locator("label.value-option").nth(index).click(timeout=2000)
    return _now(page, asked) if asked.many else asked.options[index]


def _upload(page: Page, place: Locator, file: Path) -> str:
    place.locator("input[type=file]").last.set_input_files(file)
    place.locator(".fh-photo, .fh-told:not(:empty)").first.wait_for(timeout=8000)
    page.wait_for_timeout(400)
    return ""  # its name is the app's to choose; the comparison looks for the file


def _slide(page: Page, place: Locator, asked: Asked) -> str:
    if place.locator(".p-rating-option").count():
        place.locator(".p-rating-option").nth(1).click(timeout=2000)
    else:
        place.locator("[role=slider]").first.focus(timeout=2000)
        page.keyboard.press("ArrowRight")
    return _now(page, asked)


def _now(page: Page, asked: Asked) -> str:
    return next((one.value for one in questions(page) if one.id == asked.id), "")


def _write(place: Locator, asked: Asked, choice: int) -> str | None:
    match asked.type:
        case "date" | "dateTime":
            return _write_date(place, asked, choice)
        case "time":
            place.locator("input[type=time]").fill("08:30", timeout=2000)
            return "08:30:00.000"
        case "geopoint":
            if not place.locator("details[open]").count():
                place.locator("summary").click(timeout=2000)
            return f"{_type(place.locator('details input'), _PLACES[choice % len(_PLACES)])} 0 0"
        case "int":
            return _type(place.locator("input").first, ("7", "25", "1", "3", "60", "2020", "0")[choice % 7])
        case "decimal":
            return _type(place.locator("input").first, ("2.5", "25.5", "1", "0.5", "60", "100.25", "0")[choice % 7])
        case kind if kind in _DRAWN:
            return None
    if "numbers" in asked.looks:
        return _type(
            place.locator("input").first, ("12", "0812345678", "1234567890123", "83000", "5", "2569")[choice % 6]
        )
    words = (f"คำตอบ ใจดี น้ำ {len(asked.reference)}", "ก", "abc", "0812345678", "name@example.org", "12")
    return _type(place.locator("input, textarea").first, words[choice % len(words)])


def _write_date(place: Locator, asked: Asked, choice: int) -> str:
    year = (2026, 2030, 2000, 1990, 2020, 2024)[choice % 6]
    day, month = place.locator(".fh-day"), place.locator("select")
    if day.count():
        _type(day, "5")
    if month.count():
        month.select_option("4", timeout=2000)
    _type(place.locator(".fh-year"), str(year + 543))
    iso = f"{year}-{'04' if month.count() else '01'}-{'05' if day.count() else '01'}"
    if asked.type == "date":
        return iso
    place.locator("input[type=time]").fill("08:30", timeout=2000)
    return f"{iso}T08:30:00.000"


def _type(box: Locator, text: str) -> str:
    box.click(timeout=2000)
    box.press("Control+a")
    box.press_sequentially(text)
    box.press("Tab")
    return text


def _begin_repeats(page: Page) -> None:
    """One entry of each repeat that has none yet."""
    for button in _adders(page):
        try:
            if button.evaluate("(one) => !one.previousElementSibling?.classList.contains('is-repeat')"):
                button.click(timeout=2000)
        except BrowserError:
            continue  # the repeat around it has gone with an answer


def _adders(page: Page) -> Iterator[Locator]:
    for _round in range(3):  # a repeat within a repeat comes with its entry
        yield from page.locator(".button-add-instance").all()[:10]
