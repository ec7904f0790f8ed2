"""Numbers of papers: one after the other, without gaps, however many are made at once."""

from django.db.models import F

from samutphok.aid.models import Series


def next_number(series: str, area_code: str, year: int) -> str:
    """The next number of a series in a province and fiscal year, such as 'R83-12/2570'; in the caller's transaction."""
    key = f"{series}{area_code[:2]}/{year}"
    Series.objects.get_or_create(key=key)
    Series.objects.filter(key=key).update(last=F("last") + 1)
    last = Series.objects.values_list("last", flat=True).get(key=key)
    return f"{series}{area_code[:2]}-{last}/{year}"
