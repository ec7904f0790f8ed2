"""Text that goes out in files which people open in spreadsheet programs."""

# What such a program may read as the start of a formula, with the full-width twins that some of them fold.
_STARTS = tuple("=+-@\t\r\n\x00＝＋－＠")
# Before the sign some programs drop these; the apostrophe is ours, and doubling it keeps it apart from a sender's own.
_DROPPED = " '\u00a0\u200b\u3000\ufeff"


def inert(text: str) -> str:
    """The text as a spreadsheet program shows it without running it: an apostrophe before what could be a formula."""
    starts = text.startswith(_STARTS) or text.lstrip(_DROPPED).startswith(_STARTS)
    shown = text.replace("\x00", "")
    return f"'{shown}" if starts else shown
