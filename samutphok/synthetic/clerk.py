"""How an office writes people down: names misspelt, numbers in other forms or wrong, dates of the Buddhist era."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from samutphok.synthetic import numbers as written
from samutphok.synthetic.counts import Integers
from samutphok.synthetic.misspelling import SPELLINGS
from samutphok.synthetic.province import Province
from samutphok.synthetic.vocabulary import vocabulary
from samutphok.synthetic.written_dates import DateForm
from samutphok.synthetic.written_dates import written as written_days


class NumberForm(IntEnum):
    """What became of a citizen number in a register."""

    PLAIN = 0
    DASHES = 1
    THAI_DIGITS = 2
    SPACES = 3
    NO_LEADING_ZERO = 4
    MISSING = 5
    WRONG_CHECK_DIGIT = 6
    CUT_SHORT = 7
    BORROWED = 8  # the number of somebody else


READABLE = (NumberForm.PLAIN, NumberForm.DASHES, NumberForm.THAI_DIGITS, NumberForm.SPACES, NumberForm.NO_LEADING_ZERO)
_WRITE = {
    NumberForm.DASHES: written.with_dashes,
    NumberForm.THAI_DIGITS: written.in_thai_digits,
    NumberForm.SPACES: written.with_spaces,
    NumberForm.NO_LEADING_ZERO: written.without_leading_zero,
    NumberForm.WRONG_CHECK_DIGIT: written.wrong_check_digit,
    NumberForm.CUT_SHORT: written.cut_short,
}
_ZERO_LOST = 0.7
_NO_TITLE = 0.02


@dataclass(frozen=True, slots=True)
class Clerk:
    """Shares of rows in which an office writes otherwise than is true.

    `misspelt`: each of first and family name; `former`: women under the name before their marriage; `number_forms` and
    `date_forms`: chances of the forms (the rest PLAIN, PADDED); `no_birth`: without birth date; `spellings`: how many
    spellings the file's encoding can hold.
    """

    misspelt: float
    former: float
    number_forms: Mapping[NumberForm, float]
    date_forms: Mapping[DateForm, float]
    no_birth: float
    spellings: int = SPELLINGS


def draw_number_forms(
    province: Province, rows: Integers, chances: Mapping[NumberForm, float], random: np.random.Generator
) -> Integers:
    """A NumberForm for each row (places of people); numbers that begin with 0 often lose it."""
    forms = np.array([NumberForm.PLAIN, *chances])[_drawn(list(chances.values()), len(rows), random)]
    lost = province.people.zero[rows] & (random.random(len(rows)) < _ZERO_LOST)
    return np.where(lost, NumberForm.NO_LEADING_ZERO, forms)


def write_numbers(
    province: Province, rows: Integers, forms: Integers, random: np.random.Generator, *, lenders: Integers | None = None
) -> pa.Array:
    """The numbers of people in their forms; BORROWED ones are those of `lenders`, else of others among the rows."""
    borrowed = np.flatnonzero(forms == NumberForm.BORROWED)
    whose = rows.copy()
    whose[borrowed] = random.choice(rows if lenders is None else lenders, len(borrowed))
    true = province.numbers.take(pa.array(whose))
    dirty = np.isin(forms, [NumberForm.MISSING, *_WRITE])
    places = np.flatnonzero(dirty)
    texts = true.take(pa.array(places)).to_pylist()
    other = [_WRITE[form](text) if form in _WRITE else None for form, text in zip(forms[places], texts, strict=True)]
    return pc.replace_with_mask(true, pa.array(dirty), pa.array(other, pa.string()))


def write_names(
    province: Province, rows: Integers, clerk: Clerk, random: np.random.Generator, *, strangers: float = 0.0
) -> dict[str, pa.Array]:
    """Title, first and family name of people as the office has them; `strangers`: share written as somebody else."""
    names, words = province.people.names, vocabulary()
    mistaken = random.random(len(rows)) < strangers
    whose = rows.copy()
    whose[mistaken] = random.choice(rows, int(mistaken.sum()))
    former = random.random(len(rows)) < clerk.former
    last = np.where(former, names.former[whose], names.last[whose])
    titles = pa.array(names.title[whose], mask=random.random(len(rows)) < _NO_TITLE)
    return {
        "title": words.titles.take(titles),
        "first_name": words.first_names.take(_spelt(names.first[whose], clerk, random)),
        "last_name": words.last_names.take(_spelt(last, clerk, random)),
    }


def write_births(province: Province, rows: Integers, clerk: Clerk, random: np.random.Generator) -> pa.Array:
    """Birth dates in the office's forms, some of them only the year or the month, some empty."""
    return write_days(province.people.born[rows], clerk, random, left_out=clerk.no_birth)


def write_days(days: Integers, clerk: Clerk, random: np.random.Generator, *, left_out: float = 0.0) -> pa.Array:
    """Days (places in the table of days) in the office's forms."""
    chances = list(clerk.date_forms.values())
    forms = np.array([DateForm.PADDED, *clerk.date_forms])[_drawn(chances, len(days), random)]
    return written_days(days, np.where(random.random(len(days)) < left_out, -1, forms))


def _drawn(chances: list[float], size: int, random: np.random.Generator) -> Integers:
    """0 for the rest, else 1 + the place of the chance that came."""
    return (1 + np.searchsorted(np.cumsum(chances), random.random(size), side="right")) % (len(chances) + 1)


def _spelt(names: Integers, clerk: Clerk, random: np.random.Generator) -> pa.Array:
    wrong = random.random(len(names)) < clerk.misspelt
    spelling = np.where(wrong, random.integers(1, clerk.spellings, len(names)), 0)
    return pa.array(names * SPELLINGS + spelling)
