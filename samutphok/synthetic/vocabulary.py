"""The names and titles that synthetic people can bear, each in all its spellings, as Arrow arrays to take from."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from itertools import product

import numpy as np
import pyarrow as pa
import yaml
from numpy.typing import NDArray

from samutphok.synthetic.misspelling import SPELLINGS, spellings


class NameGroup(IntEnum):
    """The lists that first names come from; + 1 for women."""

    OLDER = 0
    YOUNGER = 2
    MUSLIM = 4


class Title(IntEnum):
    """Titles as the registers write them; two ways of writing the same one stand next to each other."""

    BOY = 0
    GIRL = 2
    WOMAN = 4
    MAN = 6
    WIFE = 7
    RANK = 8


RANKS = 5


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names by number: number n in spelling s (0 is the right one) stands at n * SPELLINGS + s of the arrays.

    `first_starts`, `first_sizes` (6): where each NameGroup (men, women) begins among first names, and its size. Family
    names of Muslim families stand last, from `muslim_families` on. `muslim_share`: by province (2 digits as a number).
    """

    first_names: pa.Array
    last_names: pa.Array
    titles: pa.Array
    first_starts: NDArray[np.int64]
    first_sizes: NDArray[np.int64]
    families: int
    muslim_families: int
    muslim_share: dict[int, float]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the package, read once."""
    raw = yaml.safe_load((files(__package__) / "vocabulary.yaml").read_text(encoding="utf-8"))
    groups = [raw[group][sex].split() for group in ("older", "younger", "muslim") for sex in ("male", "female")]
    sizes = np.array([len(group) for group in groups])
    heads, tails = raw["family_heads"].split(), raw["family_tails"].split()
    families = [head + tail for head, tail in product(heads, tails) if head != tail]
    return Vocabulary(
        first_names=_all_spellings([name for group in groups for name in group]),
        last_names=_all_spellings(families + raw["muslim"]["family"].split()),
        titles=pa.array(
            [title for kind in ("boy", "girl", "woman", "man", "wife", "rank") for title in raw["titles"][kind]]
        ),
        first_starts=np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        first_sizes=sizes,
        families=len(families) + len(raw["muslim"]["family"].split()),
        muslim_families=len(families),
        muslim_share={int(code): share / 100 for code, share in raw["muslim"]["shares"].items()},
    )


def _all_spellings(names: list[str]) -> pa.Array:
    flat = [spelling for name in names for spelling in spellings(name)]
    assert len(flat) == len(names) * SPELLINGS
    return pa.array(flat, pa.string())
