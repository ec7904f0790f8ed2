"""How area codes lie in one another, as far as permission is concerned."""

from collections.abc import Iterable

COUNTRY = ""  # the prefix of every area code


def covers(prefix: str, code: str) -> bool:
    """Whether the area `code` is or lies in the area `prefix`: by their digits; other codes only equal themselves."""
    if prefix in (COUNTRY, code):
        return True
    return prefix.isdigit() and code.isdigit() and code.startswith(prefix)


def outermost(prefixes: Iterable[str]) -> tuple[str, ...]:
    """The areas without those that lie in another of them, in order."""
    kept: list[str] = []
    for prefix in sorted(set(prefixes)):
        if not any(covers(outer, prefix) for outer in kept):
            kept.append(prefix)
    return tuple(kept)
