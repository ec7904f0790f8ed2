"""Taking the next number of an office's letters: gapless, also when many take one at once."""

from datetime import datetime

from django.utils import timezone

from samutphok.kernel.dates import buddhist_year
from samutphok.referrals.models import Letter, LetterSeries


def next_letter(*, office: str, agency: str, by: str, many: bool, now: datetime) -> Letter:
    """A letter with the next number, inside the caller's transaction: when that fails, the number was never taken."""
    today = timezone.localdate(now)
    year = buddhist_year(today)
    LetterSeries.objects.get_or_create(office=office, be_year=year)
    series = LetterSeries.objects.select_for_update().get(office=office, be_year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return Letter.objects.create(
        office=office,
        be_year=year,
        number=series.last,
        agency=agency,
        dated=today,
        made_by=by,
        made_at=now,
        many=many,
    )
