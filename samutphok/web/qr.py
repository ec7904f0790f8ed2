"""QR codes as drawings of a page: no style, no script, dark on light in every look, with the quiet zone that phones need."""

import segno
from django.utils.safestring import SafeString, mark_safe

_QUIET = 4  # modules around the code


def qr_svg(text: str, *, title: str) -> SafeString:
    """The text as an SVG element that fills its box. title: what a screen reader says of it."""
    code = segno.make(text, error="l", micro=False)
    drawn = code.svg_inline(
        border=_QUIET, light="#fff", dark="#000", svgclass="qr", lineclass=None, omitsize=True, title=title
    )
    return mark_safe(drawn)  # noqa: S308 -- segno escapes the title, and draws the text as lines
