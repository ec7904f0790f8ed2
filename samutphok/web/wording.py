"""The words of the desk: every text that the pages and the code of the product ask a translation for."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LOCALES = PACKAGE / "web" / "locale"
_KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy", "_counted"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
_LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(rf"\b(_|n?p?gettext|pgettext)\(((?:\s*{_LITERAL}\s*,?)+)")


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """One text to translate: its English words (singular and plural where it counts) and its context, '' for none."""

    text: str
    context: str = ""
    plural: str = ""


def wordings(package: Path = PACKAGE) -> dict[Wording, list[str]]:
    """Every text in the package's code and templates, with the files that use it."""
    found: dict[Wording, list[str]] = {}
    for path in sorted([*package.rglob("*.py"), *package.rglob("templates/**/*.html")]):
        for wording in in_python(path) if path.suffix == ".py" else in_template(path.read_text(encoding="utf-8")):
            found.setdefault(wording, []).append(str(path.relative_to(package)))
    return found


def in_python(path: Path) -> Iterator[Wording]:
    """The texts of one module."""
    with path.open("rb") as file:
        for _line, message, _comments, context in extract("python", file, keywords=_KEYWORDS):
            singular, plural = message if isinstance(message, tuple) else (message, "")
            yield Wording(singular, context or "", plural)


def in_template(source: str) -> Iterator[Wording]:
    """The texts of one template, as Django will ask for them."""
    for function, literals in _CALL.findall(templatize(source)):
        texts = [ast.literal_eval(literal) for literal in re.findall(_LITERAL, literals)]
        context = texts.pop(0) if "p" in function else ""
        yield Wording(texts[0], context, texts[1] if "n" in function else "")
