"""Alkire-Foster measures of microdata files: no office database, no Django."""

import csv
from dataclasses import dataclass
from math import isnan
from pathlib import Path

from samutphok.foundation import warehouse
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.spreadsheets import inert
from samutphok.targeting.domain.alkire_foster import read_alkire_foster
from samutphok.targeting.domain.estimates import design, estimates
from samutphok.targeting.engine.microdata import read_microdata
from samutphok.targeting.files import measure_file, occupied, scratch_beside


@dataclass(frozen=True, slots=True)
class Estimation:
    """What `estimate_file` read: rows estimated from; dropped for want of an indicator; dropped for want of the design."""

    rows: int
    dropped: int
    undesigned: int


def estimate_file(*, data: Path, measure: str, by: str | None, out: Path) -> Estimation:
    """Estimate an Alkire-Foster measure from a microdata file (CSV or Parquet), as a whole or by the values of a column.

    Writes a CSV, a row a group and statistic: group, statistic, estimate, se, ci_low, ci_high (shares, not per cent; empty
    where there is nothing to estimate). `measure`: a name among the measures, or a file. Raises InvalidInput.
    """
    if out.is_dir():
        raise occupied(out, Bilingual("ไฟล์", "file"))
    policy = measure_file(measure)
    rules = read_alkire_foster(policy)
    with scratch_beside(out) as scratch:
        rows = read_microdata(data, measure=rules, policy=policy, by=by, scratch=scratch)
        survey = design(len(rows.deprived), weight=rows.weight, psu=rows.psu, strata=rows.strata)
        written = scratch / out.name
        with written.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("group", "statistic", "estimate", "se", "ci_low", "ci_high"))
            for found in estimates(rows.deprived, rules, survey=survey, groups=rows.groups):
                numbers = (found.estimate, found.se, found.low, found.high)
                writer.writerow(
                    (inert(found.group), inert(found.statistic), *("" if isnan(one) else one for one in numbers))
                )
        out.parent.mkdir(parents=True, exist_ok=True)
        warehouse.settle(written, out)
    return Estimation(len(rows.deprived), rows.dropped, rows.undesigned)
