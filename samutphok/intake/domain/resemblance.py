"""Guessing a column that no synonym names: by a header that resembles one, or by what stands in its cells."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from samutphok.intake.domain.cells import Rules, read_cell
from samutphok.intake.domain.findings import Finding
from samutphok.intake.domain.headers import plain_header
from samutphok.intake.domain.register import Column, ColumnType

ALIKE = 0.82  # share of letters in common from which a header resembles another
FEW = 4  # letters below which a word is found in too many headers
CLEAN = 0.8  # share of filled cells that must read without a finding
TELLING = {ColumnType.PID, ColumnType.AREA_CODE, ColumnType.HOUSE_CODE}  # types that nothing else is taken for

Rows = Sequence[Sequence[str]]


def named_alike(columns: Sequence[Column], headers: Mapping[int, str], _below: Rows, _rules: Rules) -> dict[int, str]:
    """The columns whose known words one of the headers resembles or holds, best first; each header and column once."""
    scored = [
        (score, place, column.name)
        for place, header in headers.items()
        for column in columns
        if (score := _likeness(plain_header(header), column)) >= ALIKE
    ]
    return _best(scored)


def told_by_content(columns: Sequence[Column], headers: Mapping[int, str], below: Rows, rules: Rules) -> dict[int, str]:
    """The required columns of a telling type that nearly all filled cells can be read as."""
    wanted = [column for column in columns if column.required and column.type in TELLING]
    scored = [
        (share, place, column.name)
        for place in headers
        for column in wanted
        if (share := _share_read(column, [row[place] for row in below if place < len(row)], rules)) >= CLEAN
    ]
    return _best(scored)


def _best(scored: Sequence[tuple[float, int, str]]) -> dict[int, str]:
    found: dict[int, str] = {}
    for _score, place, name in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if place not in found and name not in found.values():
            found[place] = name
    return found


def _likeness(header: str, column: Column) -> float:
    words = [plain_header(word) for word in (column.name, *column.synonyms)]
    held = max((len(word) for word in words if len(word) >= FEW and word in header), default=0)
    near = max((SequenceMatcher(None, header, word).ratio() for word in words), default=0.0)
    return max(near, ALIKE + held / 1000 if held else 0.0)


def _share_read(column: Column, cells: Sequence[str], rules: Rules) -> float:
    filled = [cell for cell in cells if cell.strip()]
    read = sum(read_cell(column, cell, rules).finding in (Finding.NONE, Finding.PID_ZERO_RESTORED) for cell in filled)
    return read / len(filled) if filled else 0.0
