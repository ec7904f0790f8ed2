"""The line on which an entry of a JSON text stands, so that an error can name it."""

import re
from json import JSONDecodeError, JSONDecoder

EntryPath = tuple[str | int, ...]

_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = JSONDecoder()


def line_of(text: str, path: EntryPath) -> int:
    """The line (from 1) of the entry at a path, such as ("persons", 2, "birth_date"): of its name, or of a list's item.

    Of a name that stands twice the last counts, as it does for whoever reads the text. Where the path leads nowhere it is the
    line of the nearest entry there is; a text that is no JSON has line 1.
    """
    at = _skip(text, 0)
    shown = at
    try:
        for step in path:
            found = _entry(text, at, step)
            if found is None:
                break
            shown, at = found
    except (JSONDecodeError, RecursionError, StopIteration, IndexError):
        return 1
    return text.count("\n", 0, shown) + 1


def _entry(text: str, at: int, step: str | int) -> tuple[int, int] | None:
    """Where the entry of a container's step is named and where its value begins; None when it is not there."""
    if text[at] == "{":
        return _named(text, at, str(step))
    return _item(text, at, step) if text[at] == "[" and isinstance(step, int) else None


def _named(text: str, at: int, name: str) -> tuple[int, int] | None:
    found, at = None, _skip(text, at + 1)
    while text[at] == '"':
        key, colon = _DECODER.raw_decode(text, at)
        value = _skip(text, _skip(text, colon) + 1)
        found = (at, value) if key == name else found
        at = _next(text, value)
    return found


def _item(text: str, at: int, place: int) -> tuple[int, int] | None:
    at = _skip(text, at + 1)
    for _ in range(place):
        if text[at] == "]":
            return None
        at = _next(text, at)
    return None if text[at] == "]" else (at, at)


def _next(text: str, value: int) -> int:
    """Behind a value and its comma, or the bracket that ends the container."""
    _, end = _DECODER.raw_decode(text, value)
    end = _skip(text, end)
    return _skip(text, end + 1) if text[end] == "," else end


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
