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


def ancestors(code: str) -> tuple[str, ...]:
    """The prefixes of every area that holds this one: the country, what lies between, and the area itself."""
    if not code.isdigit():
        return (COUNTRY, code) if code else (COUNTRY,)
    return (COUNTRY, *(code[:length] for length in range(2, len(code) + 1, 2)))


def intersection(some: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The areas that lie in one of `some` and in one of `others`, none inside another."""
    others = tuple(others)
    inner = (
        other if covers(one, other) else one
        for one in some
        for other in others
        if covers(one, other) or covers(other, one)
    )
    return outermost(inner)
