"""The texts of an XForm in its languages, told in the two of the product."""

import re
from xml.etree.ElementTree import Element

from samutphok.forms.domain.bounded_xml import attribute, children, local_name
from samutphok.forms.domain.question import SILENT
from samutphok.kernel.errors import Bilingual

_REFERENCE = re.compile(r"^jr:itext\(\s*'([^']*)'\s*\)$")
_SPACE = re.compile(r"[ \t\r\n]+")
_LANGUAGES = {
    "th": re.compile(r"\(th\)|^th\b|^thai\b|ไทย", re.I),
    "en": re.compile(r"\(en\)|^en\b|^english\b|อังกฤษ", re.I),
}
_PLACEHOLDER = "-"  # pyxform's text where a language has none


class Texts:
    """The translations of one form: text by its id."""

    def __init__(self, model: Element) -> None:
        translations = [one for itext in children(model, "itext") for one in children(itext, "translation")]
        default = next((one for one in translations if "default" in one.attrib), next(iter(translations), None))
        self._default = _texts(default)
        self._told = {language: _texts(_named(translations, words)) for language, words in _LANGUAGES.items()}

    def by_id(self, text_id: str) -> Bilingual:
        """The text in both languages; a language that the form does not speak gets the other one, else the form's own."""
        th, en = self._told["th"].get(text_id, ""), self._told["en"].get(text_id, "")
        own = self._default.get(text_id, "")
        return Bilingual(th or own or en, en or own or th)

    def of(self, element: Element | None) -> Bilingual:
        """The text of a `label` or `hint` element, written in it or referred to."""
        if element is None:
            return SILENT
        reference = _REFERENCE.match(attribute(element, "ref").strip())
        if reference:
            return self.by_id(reference.group(1))
        text = plain(element)
        return Bilingual(text, text)


def plain(element: Element) -> str:
    """The element's text on one line; '…' where a value of the form is put into it when it is shown."""
    parts = [element.text or ""]
    for child in element:
        parts += ["…" if local_name(child.tag) == "output" else plain(child), child.tail or ""]
    return _SPACE.sub(" ", "".join(parts)).strip()


def _named(translations: list[Element], words: re.Pattern[str]) -> Element | None:
    return next((one for one in translations if words.search(attribute(one, "lang").strip())), None)


def _texts(translation: Element | None) -> dict[str, str]:
    if translation is None:
        return {}
    texts: dict[str, str] = {}
    for text in children(translation, "text"):
        said = next((plain(value) for value in children(text, "value") if not attribute(value, "form")), "")
        if said and said != _PLACEHOLDER:
            texts[attribute(text, "id")] = said
    return texts
