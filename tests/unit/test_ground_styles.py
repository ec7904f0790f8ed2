"""The built styles: nothing of Tabler that a template names was left out, each variable is defined, the whole stays light."""

import re
from functools import cache
from pathlib import Path

import brotli
import pytest

WEB = Path(__file__).parents[2] / "samutphok" / "web"
BUILT = WEB / "static" / "built"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
TEMPLATE_TAG = re.compile(r"\{%.*?%\}")
CLASS_ATTRIBUTE = re.compile(r'(?<![-\w:])class="([^"]*)"')
FILLED_IN = "\x00"


@cache
def styles() -> str:
    """All built styles. Built by `./run setup` or `node samutphok/web/assets/build.mjs`."""
    return "".join(path.read_text(encoding="utf-8") for path in sorted(BUILT.glob("*.css")))


@cache
def known_classes() -> frozenset[str]:
    return classes_of(styles())


@cache
def classes_of_tabler() -> frozenset[str]:
    whole = WEB.parents[1] / "node_modules" / "@tabler" / "core" / "dist" / "css" / "tabler.min.css"
    return classes_of(whole.read_text(encoding="utf-8"))


def classes_of(css: str) -> frozenset[str]:
    return frozenset(name.replace("\\", "") for name in re.findall(r"\.((?:[\w-]|\\.)+)", css))


def named_classes(template: str) -> set[str]:
    """The classes of a template; a part that is filled in when the page is made stands as NUL."""
    found = set()
    for value in CLASS_ATTRIBUTE.findall(re.sub(r"\{\{.*?\}\}", FILLED_IN, template)):
        found |= set(TEMPLATE_TAG.sub(" ", value).split())
    return found


def is_styled(name: str, known: frozenset[str]) -> bool:
    pattern = re.compile(".*".join(map(re.escape, name.split(FILLED_IN))))
    return any(pattern.fullmatch(one) for one in known) if FILLED_IN in name else name in known


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_nothing_of_tabler_that_a_template_names_was_left_out(path: Path) -> None:
    wanted = named_classes(path.read_text(encoding="utf-8")) & classes_of_tabler()
    assert sorted(name for name in wanted if not is_styled(name, known_classes())) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_a_class_with_a_part_filled_in_later_has_at_least_one_style(path: Path) -> None:
    wanted = {
        name for name in named_classes(path.read_text(encoding="utf-8")) if FILLED_IN in name and name.strip(FILLED_IN)
    }
    assert sorted(name for name in wanted if not is_styled(name, known_classes())) == []


@pytest.mark.parametrize(
    ("template", "classes"),
    [
        ('<p class="a b">', {"a", "b"}),
        ('<p class="a{% if x %} b{% endif %}">', {"a", "b"}),
        ('<p class="level level-{{ level }}">', {"level", f"level-{FILLED_IN}"}),
        ('<c-x data-class="a" />', set()),
    ],
)
def test_classes_are_read_from_templates(template: str, classes: set[str]) -> None:
    assert named_classes(template) == classes


def test_a_class_that_no_style_knows_is_told() -> None:
    assert not is_styled("nowhere-to-be-found", known_classes())
    assert not is_styled(f"nowhere-{FILLED_IN}", known_classes())
    assert is_styled(f"level-{FILLED_IN}", known_classes())


def test_every_variable_is_defined() -> None:
    """Variables with a fallback may be absent; the others would silently draw nothing."""
    used = set(re.findall(r"var\((--[\w-]+)\)", styles()))
    assert sorted(used - set(re.findall(r"(--[\w-]+)\s*:", styles()))) == []


def test_the_styles_of_every_page_stay_light() -> None:
    whole = (BUILT / "desk.css").read_bytes()
    assert len(whole) < 115_000
    assert len(brotli.compress(whole)) < 20_500


def test_dark_defines_every_colour_that_light_defines() -> None:
    parts = (WEB / "assets" / "parts.css").read_text(encoding="utf-8")
    light, dark = (
        re.search(rf"{theme}[^{{]*\{{([^}}]*)\}}", parts) for theme in (r":root, ", r'\n\[data-bs-theme="dark"\]')
    )
    assert light
    assert dark
    colours = {name for name, value in re.findall(r"(--[\w-]+):\s*([^;]+)", light[1]) if value.startswith("#")}
    assert colours - set(re.findall(r"(--[\w-]+):", dark[1])) == set()


def test_styles_fetch_nothing_from_elsewhere() -> None:
    fetched = [where for where in re.findall(r"url\(([^)]*)\)", styles()) if not where.strip("\"'").startswith("data:")]
    assert [where for where in fetched if not where.strip("\"'").startswith("./fonts/")] == []
