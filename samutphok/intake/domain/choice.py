"""How a file is to be read, as recognised and as somebody corrects it: which table, which row of headers, which columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from samutphok.intake.domain.cells import Rules, read_cell
from samutphok.intake.domain.headers import HEADER_WITHIN, Layout, fit, missing_columns, plain_header
from samutphok.intake.domain.register import Register
from samutphok.intake.domain.resemblance import named_alike, told_by_content
from samutphok.intake.errors import BadMapping
from samutphok.kernel.errors import Bilingual

Table = Sequence[Sequence[str]]  # the first rows of a sheet
MIN_COLUMNS = 2  # of a table


class Sureness(StrEnum):
    """Why a column is read as it is, the surest first."""

    CHOSEN = "chosen"  # somebody said so
    SAVED = "saved"  # somebody of this office said so for an earlier file with the same headers
    NAMED = "named"  # the header is one that offices use
    ALIKE = "alike"  # the header resembles one
    CONTENT = "content"  # what stands in the cells tells it


@dataclass(frozen=True, slots=True)
class Mapped:
    """The canonical column that a column of the file is, and why."""

    name: str
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class Choice:
    """How a file is to be read. `register`: '' until it is known; `columns`: position in the file -> canonical column."""

    register: str
    table: int
    header_row: int
    delimiter: str = ""
    columns: Mapping[int, Mapped] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def layout(self, register: Register, headers: Sequence[str]) -> Layout:
        """The layout by which rows are read."""
        positions = {mapped.name: place for place, mapped in sorted(self.columns.items())}
        return Layout(register, self.header_row, tuple(headers), positions, dict(self.constants))


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says of a file: where its headers stand, and which column is which ('' leaves it out)."""

    register: str
    table: int
    header_row: int
    delimiter: str
    columns: Mapping[int, str]
    constants: Mapping[str, str]


def first_choice(tables: Sequence[Table], registers: Mapping[str, Register], rules: Rules) -> Choice:
    """The best reading of a file: the table, row and register whose headers fit best, completed by what resembles.

    `registers` are the candidates. Without any known header the first row that looks like one is taken, and no register.
    Raises BadMapping when no table has a row of at least two filled cells.
    """
    fits = [
        (len(missing_columns(layout)), -len(layout.positions), place, layout)
        for place, rows in enumerate(tables)
        for number, row in enumerate(rows[:HEADER_WITHIN], start=1)
        for register in registers.values()
        if (layout := fit(register, row, header_row=number)) is not None
    ]
    best = min(fits, key=lambda one: one[:3], default=None)
    if best is not None and -best[1] >= MIN_COLUMNS:
        row = [one[3].register.name for one in fits if (one[2], one[3].header_row) == (best[2], best[3].header_row)]
        choices = [suggested(Choice(name, best[2], best[3].header_row), tables, registers, rules) for name in row]
        return min(choices, key=lambda choice: _wanting(choice, tables, registers))
    places = ((place, _first_wide(rows)) for place, rows in enumerate(tables))
    found = next(((place, row) for place, row in places if row), None)
    if found is None:
        raise _no_table()
    only = next(iter(registers)) if len(registers) == 1 else ""
    return suggested(Choice(only, *found), tables, registers, rules)


def suggested(start: Choice, tables: Sequence[Table], registers: Mapping[str, Register], rules: Rules) -> Choice:
    """The columns of a table as they are recognised, for a register and row of headers that somebody has chosen."""
    headers, below = headers_of(start, tables), tables[start.table][start.header_row :]
    register = registers.get(start.register)
    if register is None:
        return replace(start, columns={}, constants={})
    layout = fit(register, headers, header_row=start.header_row)
    columns = {place: Mapped(name, Sureness.NAMED) for name, place in layout.positions.items()} if layout else {}
    for sureness, guess in ((Sureness.ALIKE, named_alike), (Sureness.CONTENT, told_by_content)):
        taken = {mapped.name for mapped in columns.values()}
        left = [column for column in register.columns if column.name not in taken]
        free = {place: header for place, header in enumerate(headers) if place not in columns and header.strip()}
        for place, name in guess(left, free, below, rules).items():
            columns[place] = Mapped(name, sureness)
    return replace(start, columns=columns, constants={})


def corrected(choice: Choice, said: Correction, headers: Sequence[str], register: Register, rules: Rules) -> Choice:
    """The choice with the columns and constants that somebody gave. Raises BadMapping, naming columns, never cells."""
    columns: dict[int, Mapped] = {}
    for place, name in said.columns.items():
        if not name:
            continue
        if register.column(name) is None or not 0 <= place < len(headers):
            raise _unknown_column()
        if any(mapped.name == name for mapped in columns.values()):
            raise _twice(register, name)
        before = choice.columns.get(place)
        columns[place] = before if before and before.name == name else Mapped(name, Sureness.CHOSEN)
    taken = {mapped.name for mapped in columns.values()}
    constants = {name: text.strip() for name, text in said.constants.items() if text.strip() and name not in taken}
    for name, text in constants.items():
        check_constant(register, name, text, rules)
    return replace(choice, columns=columns, constants=constants)


def check_constant(register: Register, name: str, text: str, rules: Rules) -> None:
    """Raises BadMapping unless the column may have one value for every row and can read this one."""
    column = register.column(name)
    if column is None or not column.constant:
        raise _unknown_column()
    cell = read_cell(column, text, rules)
    if cell.finding.rejects or not cell.filled:
        said = cell.finding.text
        raise BadMapping(
            problem=Bilingual(f"{column.meaning.th}: {said.th}", f"{column.meaning.en}: {said.en}."),
            remedy=Bilingual("แก้ค่าที่ใช้กับทุกแถว", "Correct the value that stands for every row."),
        )


def from_saved(
    start: Choice,
    headers: Sequence[str],
    register: Register,
    saved: tuple[Mapping[str, int], Mapping[str, str]],
    rules: Rules,
) -> Choice:
    """A saved mapping on a file with the same headers, checked as if somebody had said it just now. Raises BadMapping."""
    mapping, constants = saved
    names = {place: name for name, place in mapping.items()}
    said = Correction(register.name, start.table, start.header_row, start.delimiter, names, constants)
    kept = corrected(replace(start, columns={}), said, headers, register, rules)
    return replace(kept, columns={place: Mapped(one.name, Sureness.SAVED) for place, one in kept.columns.items()})


def headers_of(choice: Choice, tables: Sequence[Table]) -> Sequence[str]:
    """The row of headers. Raises BadMapping when the file has no such table or row."""
    if not 0 <= choice.table < len(tables) or not 0 < choice.header_row <= len(tables[choice.table]):
        raise BadMapping(
            problem=Bilingual("ไม่มีแผ่นงานหรือแถวหัวตารางนี้ในไฟล์", "The file has no such sheet or row of headers."),
            remedy=Bilingual(
                f"เลือกแถวหัวตารางใน {HEADER_WITHIN} แถวแรกของแผ่นงาน",
                f"Choose a row among the first {HEADER_WITHIN} of a sheet.",
            ),
        )
    return tables[choice.table][choice.header_row - 1]


def _wanting(choice: Choice, tables: Sequence[Table], registers: Mapping[str, Register]) -> tuple[int, int]:
    """How many needed columns are missing, and the fewer the more columns are understood."""
    lacking = missing_columns(choice.layout(registers[choice.register], headers_of(choice, tables)))
    return len(lacking), -len(choice.columns)


def fingerprint(headers: Sequence[str]) -> str:
    """The same for every file with the same headers in the same order, however they are typed; '' for an empty row."""
    plain = [plain_header(header) for header in headers]
    return sha256("\x1f".join(plain).encode()).hexdigest() if sum(map(bool, plain)) >= MIN_COLUMNS else ""


def _first_wide(rows: Table) -> int:
    """The first row, from 1, with as many filled cells as any; 0 when none has two."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[:HEADER_WITHIN]]
    most = max(filled, default=0)
    return filled.index(most) + 1 if most >= MIN_COLUMNS else 0


def _twice(register: Register, name: str) -> BadMapping:
    column = register.column(name)
    meaning = column.meaning if column else Bilingual(name, name)
    return BadMapping(
        problem=Bilingual(f"เลือก “{meaning.th}” ซ้ำสองคอลัมน์", f"'{meaning.en}' is chosen for two columns."),
        remedy=Bilingual("ให้เหลือคอลัมน์เดียว อีกคอลัมน์เลือก “ไม่ใช้”", "Keep one of them and leave the other out."),
    )


def _unknown_column() -> BadMapping:
    return BadMapping(
        problem=Bilingual("มีคอลัมน์ที่ทะเบียนนี้ไม่มี", "A column was named that this register or file does not have."),
        remedy=Bilingual("เลือกจากรายการที่ให้ไว้", "Choose from the lists that are given."),
    )


def _no_table() -> BadMapping:
    return BadMapping(
        problem=Bilingual("ไม่พบตารางในไฟล์นี้", "There is no table in this file."),
        remedy=Bilingual(
            f"ส่งไฟล์ที่มีแถวหัวตารางอยู่ใน {HEADER_WITHIN} แถวแรก และมีอย่างน้อยสองคอลัมน์",
            f"Send a file with headers within its first {HEADER_WITHIN} rows and at least two columns.",
        ),
    )
