"""Links held against the truth, whole and by group."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from samutphok.foundation.warehouse import connect, read_table, told_twice
from samutphok.linkage.domain.accuracy import Accuracy
from samutphok.linkage.domain.pairing import Link
from samutphok.linkage.engine.identities import as_text, read_identities
from samutphok.linkage.errors import BadLinks, UnknownDecision

_TRUTH = ("left_id", "right_id")
_LINKS = (*_TRUTH, "decision")
WHICH: Mapping[str, tuple[str, ...]] = {"accept": ("accept",), "accept + review": ("accept", "review")}
_GROWN, _OLD = 18, 60
UNKNOWN = "unknown"
_DECISIONS = {one.word for one in Link}


@dataclass(frozen=True, slots=True)
class Line:
    """The accuracy of a group (all, or people by sex, age or province) when links of these decisions are taken."""

    decisions: str
    kind: str
    group: str
    accuracy: Accuracy


def evaluate_files(*, links: Path, truth: Path, left: Path | None, on: date, scratch: Path) -> tuple[Line, ...]:
    """Accuracy for accept alone and for accept + review; with `left`, the left file of the linkage, also by the sex, age
    (on the day `on`) and province that it has for each row. Raises BadLinks, UnknownDecision,
    UnreadableFile.
    """
    made = _columns(links, _LINKS, scratch)
    if unknown := set(pc.unique(made["decision"]).to_pylist()) - _DECISIONS:
        raise UnknownDecision(links.name, sorted(str(one) for one in unknown)[0])
    true = _columns(truth, _TRUTH, scratch).group_by(list(_TRUTH)).aggregate([])
    joined = made.join(
        true.append_column("true", pa.array([True] * true.num_rows, pa.bool_())), list(_TRUTH), join_type="full outer"
    )
    grouped = [("all", "all", None)] if left is None else [("all", "all", None), *_groups(left, on)]
    return tuple(
        Line(name, kind, group, _counted(joined, taken, of))
        for name, taken in WHICH.items()
        for kind, group, of in grouped
    )


def _columns(path: Path, wanted: tuple[str, ...], scratch: Path) -> pa.Table:
    return told_twice(lambda whole: _read(path, wanted, scratch, whole=whole), path)


def _read(path: Path, wanted: tuple[str, ...], scratch: Path, *, whole: bool) -> pa.Table:
    table = read_table(connect(threads=1), path, scratch=scratch, whole=whole)
    if not set(wanted) <= set(table.columns):
        raise BadLinks(path.name, wanted)
    return table.select([as_text(table[name]).name(name) for name in wanted]).to_pyarrow()


def _groups(left: Path, on: date) -> Iterator[tuple[str, str, pa.Array]]:
    """Each group with the record_ids of its people."""
    people = read_identities(left)
    for kind, column in (
        ("sex", people["sex"].fill_null(UNKNOWN)),
        ("age", _ages(people["birth_year"], on)),
        ("province", people["province"].fill_null(UNKNOWN)),
    ):
        for group in sorted(pc.unique(column).to_pylist()):
            yield kind, group, people["record_id"].filter(pc.equal(column, group)).combine_chunks()


def _ages(birth_years: pa.ChunkedArray, on: date) -> pa.Array:
    ages = pc.subtract(on.year, pc.cast(birth_years, pa.int32()))
    grown = pc.if_else(pc.less(ages, _GROWN), f"0-{_GROWN - 1}", f"{_GROWN}-{_OLD - 1}")
    return pc.fill_null(pc.if_else(pc.greater_equal(ages, _OLD), f"{_OLD}+", grown), UNKNOWN)


def _counted(joined: pa.Table, taken: tuple[str, ...], of: pa.Array | None) -> Accuracy:
    rows = joined if of is None else joined.filter(pc.is_in(joined["left_id"], value_set=of))
    is_made = pc.fill_null(pc.is_in(rows["decision"], value_set=pa.array(taken)), False)
    is_true = pc.is_valid(rows["true"])
    return Accuracy(
        right=_number(pc.and_(is_made, is_true)),
        wrong=_number(pc.and_not(is_made, is_true)),
        missed=_number(pc.and_not(is_true, is_made)),
    )


def _number(flags: pa.ChunkedArray) -> int:
    return int(pc.sum(flags).as_py() or 0)
