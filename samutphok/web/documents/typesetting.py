"""Turning a value into a PDF in Sarabun, with lines that break between Thai words. Nothing is written to disk."""

import json
import re
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import override

from samutphok.web.documents.breaking import pieces

HERE = Path(__file__).parent
FONTS = HERE.parent / "static" / "built" / "documents"
DIGITS, THAI_DIGITS = "0123456789", "๐๑๒๓๔๕๖๗๘๙"

# '23 พฤศจิกายน 2569' stays on one line.
_DATE, _HELD_DATE = re.compile(r"\b(\d{1,2}) ([ก-๙A-Za-z]+) (\d{4})\b"), "\\1\u00a0\\2\u00a0\\3"


class Code(str):
    """A text for the template's own use: a name of a state, never shown."""


def typeset(template: str, value: dict[str, Any], *, language: str, thai_digits: bool = False) -> bytes:
    """The PDF of a template of this folder with a value; its texts come to the template as lists of pieces."""
    digits = THAI_DIGITS if thai_digits else DIGITS
    with override(language):  # the value may hold lazy texts
        told = _broken(value, str.maketrans(DIGITS, digits))
    page = {"language": language, "digits": list(digits), **told}
    return bytes(
        typst.compile(
            str(HERE / template),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"page": json.dumps(page, ensure_ascii=False)},
        )
    )


def _broken(value: Any, digits: dict[int, int]) -> Any:
    """The same value with every text cut where a line may break; keys, numbers and codes stay."""
    if isinstance(value, Code):
        return str(value)
    if isinstance(value, str):
        held = _DATE.sub(_HELD_DATE, value) if type(value) is str else value
        return [_in_digits(piece, digits) for piece in pieces(held)]
    if isinstance(value, dict):
        return {key: _broken(inner, digits) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_broken(inner, digits) for inner in value]
    return value


def _in_digits(piece: str | list[str], digits: dict[int, int]) -> str | list[str]:
    if isinstance(piece, list):
        return [inner.translate(digits) for inner in piece]
    return piece.translate(digits)
