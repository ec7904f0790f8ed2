"""Rights over files alone, without a database: one household as JSON, or whole registers as Parquet."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from samutphok.entitlements.domain.answers import Answer
from samutphok.entitlements.domain.benefits import Benefit, in_force
from samutphok.entitlements.domain.household import read_household
from samutphok.entitlements.domain.vocabulary import RightsVocabulary, rights_vocabulary
from samutphok.entitlements.errors import BadHousehold
from samutphok.entitlements.queries import Answered, household_answers
from samutphok.foundation import warehouse
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.json_lines import line_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

LARGEST = 1_000_000  # bytes of a household's file


@dataclass(frozen=True, slots=True)
class Written:
    """What a run over a register found. rows: of the output; unused: columns of the register that no rule reads."""

    persons: int
    households: int
    rows: int
    outcomes: Mapping[str, int]
    unused: tuple[str, ...]


def household_file(path: Path, *, among: Sequence[Benefit], on: date) -> tuple[Answered, ...]:
    """The answers for the household of a JSON file. Raises BadHousehold, naming file, line and place and never a value."""
    words = rights_vocabulary()
    text, content = _json(path)
    try:
        household = read_household(content, file=path.name, on=on, vocabulary=words)
    except BadHousehold as error:
        raise error.on_line(line_of(text, error.path)) from error
    return household_answers(household, among=among, on=on)


def told(answered: Answered, vocabulary: RightsVocabulary) -> dict[str, Any]:
    """An answer as the command prints it; `missing` names what would have to be stated."""
    said = answered.answer
    return {
        "person_id": answered.person_id,
        "benefit": said.benefit.name,
        "label": _both(said.benefit.label),
        "status": said.benefit.status.value,
        "outcome": said.outcome.value,
        "amount": said.amount,
        "unit": said.benefit.per.value,
        "up_to": said.benefit.up_to,
        "missing": list(vocabulary.given(said.missing)),
        "reasons": _reasons(said, vocabulary),
        "agency": _both(said.benefit.agency),
        "claim": _both(said.benefit.claim),
        "documents": [_both(document) for document in said.benefit.documents],
        "also": [_both(more) for more in said.benefit.also],
        "note": _both(said.benefit.note) if said.benefit.note else None,
        "source": _both(said.rules.source),
        "valid_from": said.valid_from.isoformat(),
    }


def _reasons(said: Answer, vocabulary: RightsVocabulary) -> list[dict[str, Any]]:
    return [
        {
            "clause": reason.clause.id,
            "met": reason.met,
            "text": _both(reason.clause.text),
            "found": {
                name: value.isoformat() if isinstance(value, date) else value for name, value in reason.found.items()
            },
            "missing": list(vocabulary.given(reason.missing)),
        }
        for reason in said.reasons
    ]


def _both(text: Bilingual) -> dict[str, str]:
    return {"th": text.th, "en": text.en}


def persons_file(
    path: Path,
    *,
    out: Path,
    among: Sequence[Benefit],
    on: date,
    engine: str,
    memory_limit: str,
    reasons: bool = False,
) -> Written:
    """The answers for every person and household of a register (Parquet or CSV), written to `out` as Parquet.

    Columns of `out`: household_id, person_id (null for a household's benefit), benefit, outcome, amount. Sealed benefits are
    left out. With `reasons` also missing, failed and would_be (see `engine.answers`). Written whole or not at all.
    Raises BadPersons, which names the column and the first row, or the rows that speak of one person.
    """
    from samutphok.entitlements.engine import answers, faults, register

    words = rights_vocabulary()
    standing = [one for one in in_force(among, on) if not one[0].sealed]
    if not standing:
        raise _nothing_in_force(on)
    with _scratch_beside(out) as scratch:
        backend = warehouse.connect(engine, memory_limit=memory_limit, scratch=scratch)

        def attempt(whole: bool) -> Written:
            table = warehouse.read_table(backend, path, scratch=scratch, whole=whole)
            faults.require_columns(table, path)
            columns = register.columns_of(table, words)
            read = warehouse.hold(register.with_ages(register.typed(table, columns, words), on), scratch)
            if faults.any_wrong(read, {register.WRONG: read[register.WRONG]}):
                raise faults.first_wrong(path, scratch, words)
            persons = read.drop(register.WRONG)
            if faults.any_wrong(persons, register.impossible(persons, on)):
                raise faults.first_impossible(path, scratch, words, on)
            if faults.any_twice(persons):
                raise faults.first_twice(path, scratch, words)
            households = warehouse.hold(register.households_of(persons, columns, words), scratch)
            rows = answers.both(persons, households, standing, reasons=reasons)
            warehouse.write_parquet(rows, scratch / "rights.parquet")
            return _counted(backend.read_parquet(scratch / "rights.parquet"), persons, households, columns.unused)

        found = warehouse.told_twice(attempt, path)
        warehouse.settle(scratch / "rights.parquet", out)
    return found


def _counted(rows: "ir.Table", persons: "ir.Table", households: "ir.Table", unused: tuple[str, ...]) -> Written:
    counts = warehouse.told(rows.group_by("outcome").aggregate(rows=rows.count()))
    outcomes = {one["outcome"]: one["rows"] for one in sorted(counts, key=lambda one: str(one["outcome"]))}
    return Written(
        persons=_count(persons),
        households=_count(households),
        rows=sum(outcomes.values()),
        outcomes=outcomes,
        unused=unused,
    )


def _count(table: "ir.Table") -> int:
    return int(warehouse.told(table.agg(rows=table.count()))[0]["rows"])


@contextmanager
def _scratch_beside(out: Path) -> Iterator[Path]:
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise InvalidInput(
            problem=Bilingual(f"เขียนผลลัพธ์ที่ {out} ไม่ได้", f"{out} cannot be written."),
            remedy=Bilingual("ระบุชื่อแฟ้ม .parquet ในโฟลเดอร์ที่มีอยู่", "Name a .parquet file in a folder that exists."),
        )
    with TemporaryDirectory(dir=out.absolute().parent, prefix=".samutphok-") as scratch:
        yield Path(scratch)


def _json(path: Path) -> tuple[str, object]:
    """A file's text and what it holds."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(path, "เปิดแฟ้มไม่ได้", "the file cannot be opened.") from error
    if len(raw) > LARGEST:
        raise _unreadable(path, "แฟ้มใหญ่เกินไป", "the file is too large for a household.")
    try:
        text = raw.decode("utf-8-sig")
        return text, json.loads(text)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise _unreadable(path, "ไม่ใช่ JSON", "this is no JSON.", line=line) from error


def _unreadable(path: Path, th: str, en: str, *, line: int | None = None) -> BadHousehold:
    remedy = Bilingual("ส่ง JSON แบบ UTF-8 ตาม docs/schemas", "Send JSON in UTF-8, after docs/schemas.")
    return BadHousehold(path.name, (), Bilingual(th, en), remedy, line=line)


def _nothing_in_force(on: date) -> InvalidInput:
    return InvalidInput(
        problem=Bilingual(f"ไม่มีสิทธิประโยชน์ที่ใช้อยู่ในวันที่ {on}", f"No benefit is in force on {on}."),
        remedy=Bilingual("ตรวจวันที่และชื่อสิทธิประโยชน์", "Check the day and the names of the benefits."),
    )
