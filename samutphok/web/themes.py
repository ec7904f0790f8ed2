"""What a map, its ranking and its legend may show of the areas inside an area."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.insights.domain.area import AreaPage, AreaRow, Share
from samutphok.web.templatetags.desk import UNKNOWN, percent


@dataclass(frozen=True, slots=True)
class Shown:
    """An area under a theme: the value that is coloured and ranked, and the count behind it out of how many."""

    value: float | None
    count: int | None
    of: int


@dataclass(frozen=True, slots=True)
class Theme:
    """One thing that can be mapped. word: the map's title; counted, of: the heads of the two columns of counts.

    opens: whether the count is that of the list of target-poor families.
    """

    name: str
    word: Promise
    counted: Promise
    of: Promise
    shown: Callable[[AreaRow], Shown]
    said: Callable[[float | None], str] = percent
    opens: bool = False


def decimals(value: float | None) -> str:
    """An index between 0 and 1: three decimals, as indices are published, and five where it is small."""
    if value is None:
        return UNKNOWN
    return f"{value:.3f}" if value >= 0.1 or not value else f"{value:.5f}"


def _share(share: Share) -> Shown:
    return Shown(share.fraction, share.count, share.of)


def _missed(row: AreaRow) -> Shown:
    numbers = row.numbers
    return _share(Share(numbers.poor - numbers.poor_and_registered, numbers.poor))


def _index(part: str) -> Callable[[AreaRow], Shown]:
    def shown(row: AreaRow) -> Shown:
        if row.index is None:
            return Shown(None, None, 0)
        return Shown(getattr(row.index, part), row.index.poor, row.index.persons)

    return shown


_PERSONS = _("Persons")
_THEMES = (
    Theme(
        "",
        _("Share of target-poor persons"),
        _("Target-poor"),
        _PERSONS,
        lambda row: _share(row.numbers.selected_share),
        opens=True,
    ),
    Theme(
        "poor",
        _("Share of survey-poor persons"),
        _("Survey-poor"),
        _PERSONS,
        lambda row: _share(Share(row.numbers.poor, row.numbers.persons)),
    ),
    Theme("missed", _("Survey-poor without a welfare registration"), _("Not registered"), _("Survey-poor"), _missed),
    Theme(
        "registered",
        _("Share of persons registered for welfare"),
        _("Welfare registered"),
        _PERSONS,
        lambda row: _share(Share(row.numbers.registered, row.numbers.persons)),
    ),
)
_MULTI_POOR = pgettext_lazy("index", "Poor")
_INDEX_THEMES = (
    Theme("", _("Multidimensional poverty index (M0)"), _MULTI_POOR, _PERSONS, _index("mpi"), decimals),
    Theme("headcount", _("Share of poor persons (H)"), _MULTI_POOR, _PERSONS, _index("headcount")),
    Theme("intensity", _("How poor the poor are (A)"), _MULTI_POOR, _PERSONS, _index("intensity")),
)
THEME_NAMES = tuple(dict.fromkeys(theme.name for theme in (*_THEMES, *_INDEX_THEMES)))


def themes_of(page: AreaPage) -> Mapping[str, Theme]:
    """The themes that a page's measure has, by name; the first, named '', is the measure's own."""
    return {theme.name: theme for theme in (_INDEX_THEMES if page.index else _THEMES)}


def theme_of(page: AreaPage, name: str) -> Theme:
    """The theme of that name, or the measure's own where the measure has none of that name."""
    themes = themes_of(page)
    return themes.get(name, themes[""])
