"""An area's numbers beside those that TPMAP published of it, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samutphok.insights.domain.area import AreaNumbers, AreaPage, Share
from samutphok.web.words import DIMENSIONS


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One number here and as published, each out of its whole. whole: what both are a part of, in words; None for none."""

    word: Promise
    here: Share
    there: Share
    whole: Promise | None

    @property
    def difference(self) -> int:
        """Here less published."""
        return self.here.count - self.there.count

    @property
    def points(self) -> float | None:
        """The share here less the published share; None where the number is part of nothing."""
        here, there = self.here.fraction, self.there.fraction
        return None if self.whole is None or here is None or there is None else here - there


@dataclass(frozen=True, slots=True)
class Comparison:
    """The lines, and whether both sides speak of the same year."""

    lines: tuple[ComparedLine, ...]
    same_year: bool


_LINES = (
    (_("Households"), "households", "", None),
    (_("Persons surveyed"), "persons", "", None),
    (_("Welfare registered"), "registered", "persons", _("of persons")),
    (_("of these validated"), "validated", "registered", _("of the registered")),
    (_("Survey-poor"), "poor", "persons", _("of persons")),
    (_("Survey-poor and registered"), "poor_and_registered", "poor", _("of the survey-poor")),
    (_("Target-poor"), "target_poor", "persons", _("of persons")),
)


def comparison_of(page: AreaPage) -> Comparison | None:
    """The page's own numbers beside TPMAP's; None when none were asked for, or TPMAP's are the page's own."""
    if page.published is None or page.numbers is None or page.cut is None or page.cut.published:
        return None
    return Comparison(tuple(_lines(page, page.numbers)), page.cut.year == page.published.year)


def _lines(page: AreaPage, here: AreaNumbers) -> Iterator[ComparedLine]:
    if page.published is None:
        return
    there = page.published.numbers
    for word, name, whole, said in _LINES:
        yield ComparedLine(word, _share(here, name, whole), _share(there, name, whole), said)
    for count, published in zip(page.profile, page.published.by_dimension, strict=True):
        yield ComparedLine(DIMENSIONS[count.dimension].word, count.here, published, _("of persons"))


def _share(numbers: AreaNumbers, name: str, whole: str) -> Share:
    return Share(getattr(numbers, name), getattr(numbers, whole) if whole else 0)
