"""Recognising a register by the headers of its columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from samutphok.intake.domain.register import FILLED_BY_FULL_NAME, FULL_NAME, Column, Register
from samutphok.intake.errors import UnknownLayout
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.thai import arabic_digits

HEADER_WITHIN = 30  # rows: titles, dates and logos stand above the headers of an office's table

_NO_WORD = re.compile(r"[^\w\u0e30-\u0e4e]+|_+")


@dataclass(frozen=True, slots=True)
class Layout:
    """A register with the place of its columns in a file: canonical name -> position from 0, header row from 1.

    `constants`: canonical name -> what stands in every row, for columns that the file does not have.
    """

    register: Register
    header_row: int
    headers: tuple[str, ...]
    positions: Mapping[str, int]
    constants: Mapping[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """A column's header as the sender wrote it; its own name when it is not in the file."""
        return self.headers[self.positions[name]].strip() if name in self.positions else name

    def has(self, name: str) -> bool:
        """Whether the column is filled, from the file or by a constant."""
        return name in self.positions or name in self.constants


def plain_header(text: str) -> str:
    """A header without the accidents of typing: case, spaces, punctuation, underscores, Thai digits."""
    return _NO_WORD.sub("", arabic_digits(text).lower())


def recognise(
    rows: Sequence[Sequence[str]], registers: Mapping[str, Register], *, mapping: Mapping[str, str] | None = None
) -> Layout:
    """The register whose headers stand in one of a file's first rows.

    `registers` are the candidates (one when the sender named it); `mapping` gives canonical name -> header for columns
    that no synonym knows. Raises UnknownLayout when no register has all its required columns, or two fit alike.
    """
    layouts = [
        layout
        for number, row in enumerate(rows[:HEADER_WITHIN], start=1)
        for register in registers.values()
        if (layout := fit(register, row, header_row=number, mapping=mapping)) is not None
    ]
    complete = [layout for layout in layouts if not missing_columns(layout)]
    if not complete:
        raise _no_fit(layouts)
    most = max(len(layout.positions) for layout in complete)
    best = [layout for layout in complete if len(layout.positions) == most]
    if len({layout.register.name for layout in best}) > 1:
        raise _several(best)
    return best[0]


def recognise_table(
    tables: Sequence[Sequence[Sequence[str]]],
    registers: Mapping[str, Register],
    *,
    mapping: Mapping[str, str] | None = None,
) -> tuple[int, Layout]:
    """The one table of a file (a workbook may have several sheets) that is a register, by its place from 0, and its layout.

    Raises UnknownLayout when none is, or when several are: rows of a second sheet would be lost without a word.
    """
    found: list[tuple[int, Layout]] = []
    refused: list[UnknownLayout] = []
    for place, rows in enumerate(tables):
        try:
            found.append((place, recognise(rows, registers, mapping=mapping)))
        except UnknownLayout as error:
            refused.append(error)
    if not found:
        raise refused[0] if refused else _no_fit(())
    if len(found) > 1:
        raise UnknownLayout(
            problem=Bilingual("มีตารางทะเบียนมากกว่าหนึ่งแผ่นงาน", "More than one sheet of the workbook holds a register."),
            remedy=Bilingual("แยกเป็นไฟล์ละหนึ่งแผ่นงาน", "Send each sheet as a file of its own."),
        )
    return found[0]


def fit(
    register: Register, row: Sequence[str], *, header_row: int, mapping: Mapping[str, str] | None = None
) -> Layout | None:
    """Where the register's columns stand in a row of headers; None when it holds none. The first of two equal headers counts."""
    places: dict[str, int] = {}
    for position, header in enumerate(row):
        places.setdefault(plain_header(header), position)
    places.pop("", None)
    given = {name: plain_header(header) for name, header in (mapping or {}).items()}
    positions: dict[str, int] = {}
    for column in register.columns:
        words = [given[column.name]] if column.name in given else _words(column)
        place = next((places[word] for word in words if word in places), None)
        if place is not None and place not in positions.values():
            positions[column.name] = place
    return Layout(register, header_row, tuple(row), positions) if positions else None


def missing_columns(layout: Layout) -> tuple[Column, ...]:
    """The required columns that the file does not have; one full name stands for its parts."""
    return tuple(
        column
        for column in layout.register.columns
        if column.required
        and not layout.has(column.name)
        and not (FULL_NAME in layout.positions and column.name in FILLED_BY_FULL_NAME)
    )


def _words(column: Column) -> list[str]:
    return [plain_header(word) for word in (column.name, *column.synonyms)]


def _no_fit(layouts: Sequence[Layout]) -> UnknownLayout:
    if not layouts:
        return UnknownLayout(
            problem=Bilingual("ไม่พบแถวหัวตารางของทะเบียนที่รู้จัก", "No row of headers of a known register was found."),
            remedy=Bilingual(
                f"ให้หัวตารางอยู่ใน {HEADER_WITHIN} แถวแรก และใช้ชื่อคอลัมน์ตามแบบทะเบียน",
                f"Put the headers into the first {HEADER_WITHIN} rows, with the names of the register's columns.",
            ),
        )
    nearest = min(
        layouts,
        key=lambda layout: (len(missing_columns(layout)), -len(layout.positions) / len(layout.register.columns)),
    )
    lacking = missing_columns(nearest)
    names = ", ".join(column.name for column in lacking)
    meanings = ", ".join(column.meaning.th for column in lacking)
    title = nearest.register.title
    return UnknownLayout(
        problem=Bilingual(
            f"ไฟล์ใกล้เคียงกับ “{title.th}” แต่ขาดคอลัมน์ {meanings}",
            f"The file comes nearest to '{title.en}', but lacks the columns {names}.",
        ),
        remedy=Bilingual("เพิ่มคอลัมน์ที่ขาด หรือจับคู่หัวตารางเอง", "Add the columns, or say which headers they are."),
    )


def _several(layouts: Sequence[Layout]) -> UnknownLayout:
    titles = {layout.register.name: layout.register.title for layout in layouts}
    return UnknownLayout(
        problem=Bilingual(
            f"หัวตารางตรงกับหลายทะเบียน: {', '.join(title.th for title in titles.values())}",
            f"The headers fit several registers: {', '.join(titles)}.",
        ),
        remedy=Bilingual("เลือกทะเบียนเอง", "Say which register it is."),
    )
