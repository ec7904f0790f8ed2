"""Linkage over files alone: two files of people in, pairs with a decision out. Nobody is joined by it."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from samutphok.foundation.warehouse import settle
from samutphok.linkage.domain.likelihood import MODEL, LinkModel, link_model
from samutphok.linkage.domain.model_file import Training, learnt_levels, model_text
from samutphok.linkage.domain.pairing import Link, Pairs, decide
from samutphok.linkage.engine.identities import read_identities
from samutphok.linkage.engine.matching import Engine, duckdb_engine, likely_pairs, spark_engine
from samutphok.linkage.engine.training import learn
from samutphok.linkage.errors import OutIsInput

COLUMNS = ("left_id", "right_id", "probability", "decision")


@dataclass(frozen=True, slots=True)
class Linked:
    """What `link_files` found: rows read, and pairs by decision."""

    left: int
    right: int
    decisions: Mapping[str, int]
    model: str


def link_files(
    *, left: Path, right: Path, out: Path, model: str = MODEL, engine: str = "duckdb", memory_limit: str = "2GB"
) -> Linked:
    """Writes `out` (Parquet): a row a likely pair, `left_id, right_id, probability, decision`, by left_id and right_id.

    decision: accept, review, reject. Whole under its name, or not there at all. Raises the errors of `read_identities`,
    TooManyPairs, PolicyError.
    """
    read = link_model(model)
    _apart(out, left, right)
    left_rows, right_rows = read_identities(left), read_identities(right)
    scratch = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        made = (
            spark_engine(memory_limit=memory_limit)
            if engine == "spark"
            else duckdb_engine(memory_limit=memory_limit, scratch=scratch)
        )
        links = linked(left_rows, right_rows, model=read, engine=made)
        parquet.write_table(links, scratch / out.name, compression="zstd")
        settle(scratch / out.name, out)
    finally:
        shutil.rmtree(scratch)
    words = Counter(links["decision"].to_pylist())
    return Linked(
        left_rows.num_rows, right_rows.num_rows, {one.word: words[one.word] for one in reversed(Link)}, read.name
    )


def train_files(
    *, left: Path, right: Path, out: Path, charts: Path | None, on: date, start: str = MODEL, memory_limit: str = "2GB"
) -> Path:
    """Writes a model (YAML) learnt from two files whose truth nobody knows, with the thresholds and rules of `start`.

    A level that the files never show keeps its values of `start`. charts: an existing folder for charts of the weights.
    """
    first = link_model(start)
    _apart(out, left, right)
    left_people, right_people = (_once(read_identities(path))[0] for path in (left, right))
    told = Training(left_people.num_rows, right_people.num_rows, on)
    with tempfile.TemporaryDirectory(dir=out.parent) as scratch:
        engine = duckdb_engine(memory_limit=memory_limit, scratch=Path(scratch))
        found = learn(left_people, right_people, start=first, engine=engine, charts=charts)
        written = Path(scratch) / out.name
        written.write_text(model_text(out.stem, first, learnt_levels(first, found), told), encoding="utf-8")
        settle(written, out)
    return out


def _apart(out: Path, *read: Path) -> None:
    """Refuses a result that would take the place of a file it is made from."""
    for path in read:
        if out.resolve() == path.resolve():
            raise OutIsInput(path.name)


def linked(left: pa.Table, right: pa.Table, *, model: LinkModel, engine: Engine) -> pa.Table:
    """The likely pairs of two tables of identities, each with its decision.

    Rows of one file that say the same of a person in every column (two payments to one person) are compared as one.
    """
    left_people, left_rows = _once(left)
    right_people, right_rows = _once(right)
    found = likely_pairs(left_people, right_people, model=model, engine=engine)
    pairs = Pairs(
        left=found["left_row"].to_numpy().astype(np.int64),
        right=found["right_row"].to_numpy().astype(np.int64),
        bits=found["bits"].to_numpy().astype(np.float64),
        probability=found["probability"].to_numpy().astype(np.float64),
        corroborated=found["corroborated"].to_numpy(zero_copy_only=False).astype(bool),
    )
    words = pa.array([link.word for link in Link])
    told = pa.table(
        {
            "left": found["left_row"],
            "right": found["right_row"],
            "probability": pa.array(pairs.probability),
            "decision": words.take(pa.array(decide(pairs, model.thresholds).astype(np.int64))),
        }
    )
    told = told.join(left_rows, "left", "person").rename_columns(
        ["left", "right", "probability", "decision", "left_id"]
    )
    told = told.join(right_rows, "right", "person").rename_columns(
        ["left", "right", "probability", "decision", "left_id", "right_id"]
    )
    return told.select(list(COLUMNS)).sort_by([("left_id", "ascending"), ("right_id", "ascending")])


def _once(rows: pa.Table) -> tuple[pa.Table, pa.Table]:
    """People as the file tells them apart, numbered from 0 in `row`; and which rows (`record_id`) speak of each."""
    parts = [name for name in rows.column_names if name != "record_id"]
    people = rows.group_by(parts, use_threads=False).aggregate([("record_id", "list")])
    numbers = pa.array(np.arange(people.num_rows))
    lists = people["record_id_list"].combine_chunks()
    of_people = pa.table({"person": numbers.take(lists.value_parent_indices()), "record_id": lists.flatten()})
    return people.select(parts).append_column("row", numbers), of_people
