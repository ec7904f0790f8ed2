"""What is shown of a file before it is received: how it was understood, and what its first rows look like."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samutphok.intake.domain.cells import Rules, Value
from samutphok.intake.domain.findings import Finding
from samutphok.intake.domain.headers import Layout
from samutphok.intake.domain.rows import check_row, is_empty
from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column of the file; `name` is its canonical name, '' when the register does not use it."""

    header: str
    name: str
    meaning: Bilingual


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it would be staged, or the reason why it would come back."""

    number: int
    values: Mapping[str, Value]
    rejected: bool
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as understood. `found` counts findings among the `sampled` rows; `token` receives this very file."""

    register: str
    title: Bilingual
    file_name: str
    header_row: int
    columns: tuple[PreviewColumn, ...]
    absent: tuple[Bilingual, ...]
    rows: tuple[PreviewRow, ...]
    sampled: int
    rejected: int
    found: Mapping[Finding, int]
    token: str


def preview_of(
    layout: Layout, sample: Sequence[tuple[int, Sequence[str]]], rules: Rules, *, file_name: str, token: str, shown: int
) -> Preview:
    """The preview of a file from a sample of its rows with their numbers, of which the first `shown` are kept."""
    read = [(number, check_row(layout, cells, rules)) for number, cells in sample if not is_empty(cells)]
    found = Counter(finding for _, row in read for finding, _ in row.findings)
    rows = [PreviewRow(number, row.values, row.rejected, row.reason) for number, row in read[:shown]]
    absent = [column.meaning for column in layout.register.columns if column.name not in layout.positions]
    return Preview(
        register=layout.register.name,
        title=layout.register.title,
        file_name=file_name,
        header_row=layout.header_row,
        columns=_columns(layout),
        absent=tuple(absent),
        rows=tuple(rows),
        sampled=len(read),
        rejected=sum(row.rejected for _, row in read),
        found=dict(found),
        token=token,
    )


def _columns(layout: Layout) -> tuple[PreviewColumn, ...]:
    names = {place: name for name, place in layout.positions.items()}
    columns = {column.name: column for column in layout.register.columns}
    unused = Bilingual("ไม่ใช้", "not used")
    return tuple(
        PreviewColumn(header, names.get(place, ""), columns[names[place]].meaning if place in names else unused)
        for place, header in enumerate(layout.headers)
    )
