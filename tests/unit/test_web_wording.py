"""Every text of the desk is there in Thai, and every template keeps the rules of the content security policy."""

import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from samutphok.cli.translations import catalogue
from samutphok.kernel.errors import InvalidInput
from samutphok.web.wording import LOCALES, PACKAGE, Wording, in_template, wordings

THAI = LOCALES / "th" / "LC_MESSAGES" / "django.po"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
PLACE = re.compile(r"%\(\w+\)s")


def thai() -> dict[tuple[str, str], str]:
    with THAI.open("rb") as file:
        read = read_po(file)
    first = {
        (one.context or "", one.id if isinstance(one.id, str) else one.id[0]): one.string for one in read if one.id
    }
    return {key: text if isinstance(text, str) else text[0] for key, text in first.items()}


def test_every_text_has_its_thai_words() -> None:
    known = thai()
    missing = [
        f"{wording} in {files}"
        for wording, files in wordings().items()
        if not known.get((wording.context, wording.text))
    ]
    assert not missing


def test_no_translation_is_left_of_a_text_that_is_gone() -> None:
    asked = {(wording.context, wording.text) for wording in wordings()}
    assert set(thai()) <= asked


def test_thai_words_name_the_same_places_as_the_english_ones() -> None:
    """Thai has no plural: it names what either of the English forms names."""
    with THAI.open("rb") as file:
        for one in read_po(file):
            forms = one.id if isinstance(one.id, tuple) else (one.id,)
            words = one.string if isinstance(one.string, str) else one.string[0]
            assert not one.id or set(PLACE.findall(words)) in [set(PLACE.findall(form)) for form in forms], one.id


def test_thai_words_are_thai() -> None:
    for (_context, english), words in thai().items():
        letters_of_both = {"Natural Earth", "SHA-256", "natural breaks"}
        assert re.search(r"[\u0E00-\u0E7F]", words) or not re.search(r"[A-Za-z]{3}", PLACE.sub("", english)), english
        assert words != english or english in letters_of_both or not re.search("[A-Za-z]", PLACE.sub("", english))


def test_texts_are_found_in_tags_attributes_and_blocks() -> None:
    source = """<a title="{% translate 'Tip' %}">{% translate "Word" context "menu" %}</a>
    {% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"""
    assert set(in_template(source)) == {
        Wording("Tip"), Wording("Word", "menu"), Wording("%(n)s row", "", "%(n)s rows"),
    }  # fmt: skip


def test_a_broken_catalogue_names_its_file(tmp_path: Path) -> None:
    broken = tmp_path / "django.po"
    broken.write_text('msgid "a"\nmsgword "b"\n', encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"django\.po"):
        catalogue(broken)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_has_inline_style_script_or_handler(template: Path) -> None:
    text = re.sub(r"{%.*?%}", "", template.read_text(encoding="utf-8"))  # a tag's words reach no browser
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|<style|hx-on|\bjs:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_every_icon_that_a_page_names_is_drawn() -> None:
    drawn = set(json.loads((PACKAGE / "web/assets/icons.json").read_text(encoding="utf-8")))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'c-icon name="([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named <= drawn


def test_no_lock_file_names_a_registry() -> None:
    lock = (PACKAGE.parent / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
