"""Numbers given in a row, each once, under whatever pressure."""

from datetime import date

from samutphok.cases.models import Numbering


def next_number(series: str) -> int:
    """The next number of a series, from 1. The row is locked until the transaction ends: nothing is given twice."""
    Numbering.objects.get_or_create(series=series)
    row = Numbering.objects.select_for_update().get(series=series)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def case_number(area_code: str, day: date) -> str:
    """A case's number: province, year of the Buddhist era, place in the year ('83-2570-00012')."""
    province, year = area_code[:2], day.year + 543
    return f"{province}-{year}-{next_number(f'case:{province}:{year}'):05d}"
