"""Whether two registers call the bearer of one number by the same name."""

from functools import lru_cache

from samutphok.kernel.thai import normalise_n1

_spelling = lru_cache(maxsize=1 << 16)(normalise_n1)


def names_conflict(one: str, other: str) -> bool:
    """Whether two names ('first|last', as given) differ beyond the accidents of typing; a missing part conflicts with none.

    Titles, spaces, zero-width characters and the order of marks do not count (kernel.thai, strength 1).
    """
    return any(
        _spelling(mine) != _spelling(theirs)
        for mine, theirs in zip(_parts(one), _parts(other), strict=True)
        if mine != theirs and _spelling(mine) and _spelling(theirs)
    )


def _parts(name: str) -> tuple[str, str]:
    first, _, last = name.partition("|")
    return first, last
