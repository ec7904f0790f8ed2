"""From an order to a folder of registers, the truth apart, province by province in bounded memory."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np

from samutphok.areas.domain import catalogue
from samutphok.synthetic import counts as published_counts
from samutphok.synthetic import rates
from samutphok.synthetic.aid import provincial_aid
from samutphok.synthetic.before import round_before
from samutphok.synthetic.calibration import Calibration
from samutphok.synthetic.cells import Cells, solve
from samutphok.synthetic.counts import Counts, drawn
from samutphok.synthetic.dependants import disability, elderly_allowance
from samutphok.synthetic.errors import ImpossibleOrder
from samutphok.synthetic.files import CsvSink, ParquetSink, Sink, WorksheetSink
from samutphok.synthetic.headers import ELDERLY_ALLOWANCE
from samutphok.synthetic.measured import measured
from samutphok.synthetic.province import Province, found
from samutphok.synthetic.register import Written
from samutphok.synthetic.survey import forms_of_numbers, survey
from samutphok.synthetic.truth import true_links, true_persons
from samutphok.synthetic.welfare import welfare

END_OF_YEAR_2561 = date(2018, 9, 30)
REGISTERS = ("bmn_survey", "state_welfare", "disability", "elderly_allowance", "provincial_aid")
REGISTERS_BEFORE = ("bmn_survey", "state_welfare", "disability")  # those that a list needs
_ENCODINGS = {"bmn_survey": "utf-8-sig", "disability": "utf-8-sig", "provincial_aid": "tis-620"}
_DISTINCT = ("survey_row_id", "pid", "house_code", "person_id", "row_number", "ลำดับที่")
_YEARS = (2005, 2035)  # of `as_of`, so that births, payments and card expiries lie in the table of days
_TYPED_AS_NUMBERS = {
    ELDERLY_ALLOWANCE["row"]: 1,
    ELDERLY_ALLOWANCE["monthly_amount"]: 1,
    ELDERLY_ALLOWANCE["pid"]: 9,
}


class FileForm(StrEnum):
    """CSV: as offices send them, one register a worksheet where it is one province; PARQUET: the same rows, compact."""

    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Plan:
    """An order for synthetic registers.

    `provinces`: 2 digits each, empty for the whole country. `scale`: share of the tambons of each province. `calibrate`:
    folder of TPMAP's published counts; without it the project's rounded rates. `as_of`: the day of ages and payments.
    The same plan gives the same bytes.
    """

    provinces: tuple[str, ...] = ()
    seed: int = 1
    scale: float = 1.0
    calibrate: Path | None = None
    as_of: date = END_OF_YEAR_2561
    form: FileForm = FileForm.CSV


def generate(plan: Plan, out: Path, *, say: Callable[[str], None] = lambda _: None) -> Calibration:
    """Write the five registers, `truth/`, `registers.json` and `calibration.json` into `out`; `say` hears the progress.

    Returns how near the people made come to the counts they were made after. Raises UnreadableCounts, UnknownProvince,
    ImpossibleOrder; no partial register stays.
    """
    if not _YEARS[0] <= plan.as_of.year <= _YEARS[1]:
        raise ImpossibleOrder.as_of(*_YEARS)
    provinces = plan.provinces or _all_provinces(plan)
    orders = _orders(plan, provinces)
    first = next(orders)  # what is wrong with the order shows here, before any file is begun
    made = Calibration(source="TPMAP 2561, published counts" if plan.calibrate else "TPMAP 2561, rounded rates")
    (out / "truth").mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        sinks = {name: files.enter_context(_sink(plan, out, name, len(provinces))) for name in REGISTERS}
        truth = {name: files.enter_context(_parquet(out / "truth", name)) for name in ("persons", "links")}
        for done, (counts, cells) in enumerate(chain([first], orders), start=1):
            province = found(counts, cells, as_of=plan.as_of, seed=plan.seed)
            made.add(counts, measured(province), cells.repaired)
            _write(province, sinks, truth)
            say(f"{done}/{len(provinces)} {province.code}")
    _describe(plan, out, sinks, made)
    return made


def generate_before(plan: Plan, cut: date, out: Path) -> None:
    """Write what a survey round of an earlier day would have sent about the people of `plan`: its survey, the welfare and
    the disability register of the time, and `truth/`, with the same ids as in the plan's own. Raises as `generate` does.
    """
    if cut.year < _YEARS[0] or cut >= plan.as_of:
        raise ImpossibleOrder.as_of(_YEARS[0], plan.as_of.year)
    (out / "truth").mkdir(parents=True, exist_ok=True)
    provinces = plan.provinces or _all_provinces(plan)
    with ExitStack() as files:
        sinks = {name: files.enter_context(_sink(plan, out, name, len(provinces))) for name in REGISTERS_BEFORE}
        truth = {name: files.enter_context(_parquet(out / "truth", name)) for name in ("persons", "links")}
        for counts, cells in _orders(plan, provinces):
            now = found(counts, cells, as_of=plan.as_of, seed=plan.seed)
            _write(round_before(now, cut), sinks, truth)


def _all_provinces(plan: Plan) -> tuple[str, ...]:
    return published_counts.provinces_of(plan.calibrate) if plan.calibrate else rates.provinces()


def _orders(plan: Plan, provinces: tuple[str, ...]) -> Iterator[tuple[Counts, Cells]]:
    """What each province has to become."""
    country = published_counts.published(plan.calibrate, provinces=provinces) if plan.calibrate else None
    for code in provinces:
        if country is not None:
            counts = country.province(code)
            counts = counts.rows(drawn(counts, scale=plan.scale, seed=plan.seed))
            yield counts, solve(counts)
        else:
            counts, cells = rates.estimated(code, seed=plan.seed)
            chosen = drawn(counts, scale=plan.scale, seed=plan.seed)
            yield counts.rows(chosen), cells.rows(chosen)


def _write(province: Province, sinks: Mapping[str, Sink], truth: Mapping[str, Sink]) -> None:
    forms = forms_of_numbers(province)
    writers: Mapping[str, Callable[[], Written]] = {
        "bmn_survey": lambda: Written(survey(province, forms), np.arange(province.people.surveyed)),
        "state_welfare": lambda: welfare(province, forms),
        "disability": lambda: disability(province),
        "elderly_allowance": lambda: elderly_allowance(province, _tambon_names()),
        "provincial_aid": lambda: provincial_aid(province),
    }
    for register in sinks:
        written, sink = writers[register](), sinks[register]
        truth["links"].write(true_links(province, register, written.persons, rows_before=sink.rows))
        sink.write(written.table)
    truth["persons"].write(true_persons(province))


def _sink(plan: Plan, out: Path, register: str, provinces: int) -> Sink:
    if plan.form is FileForm.PARQUET:
        return _parquet(out, register)
    if register == "elderly_allowance" and provinces == 1:  # more rows than a worksheet holds otherwise
        return WorksheetSink(out / f"{register}.xlsx", typed=_TYPED_AS_NUMBERS)
    return CsvSink(out / f"{register}.csv", _ENCODINGS.get(register, "utf-8"))


def _parquet(folder: Path, name: str) -> Sink:
    return ParquetSink(folder / f"{name}.parquet", distinct=_DISTINCT)


@cache
def _tambon_names() -> dict[str, str]:
    return {area.code: area.name_th for area in catalogue()}


def _describe(plan: Plan, out: Path, sinks: Mapping[str, Sink], made: Calibration) -> None:
    registers = [
        {"register": name, "file": sink.path.name, "rows": sink.rows, "as_of": plan.as_of.isoformat()}
        for name, sink in sinks.items()
    ]
    for name, content in (("registers", registers), ("calibration", made.report())):
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (out / f"{name}.json").write_text(text + "\n", encoding="utf-8")
