"""A monthly series with what may be told of its next months."""

from dataclasses import dataclass, replace
from datetime import date

from samutphok.kernel.rounding import rounded
from samutphok.published.domain.months import Monthly, next_month
from samutphok.scenarios.domain.forecast import AHEAD, LEAST, SEASON, Forecast, Foretold, Verdict, foretell

SHOWN = 12  # past months on the page


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month. value: None for a month to come; year_before: the same month a year earlier; foretold: of a month to come.

    over: a foretold month that has passed meanwhile, of which no figure has come.
    """

    month: date
    value: int | None
    year_before: int | None
    foretold: Foretold | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Ahead:
    """A series and its next months. least: months of history that a trial takes; until: its last month.

    past: how many of the months that it could foretell are over today; all of them in an old series.
    """

    forecast: Forecast
    lines: tuple[MonthLine, ...]
    source: str
    until: date
    least: int = LEAST
    past: int = 0

    @property
    def old(self) -> bool:
        """Whether every month that could be foretold is over: it is then no look ahead, and none is told."""
        return self.past >= AHEAD

    @property
    def shown(self) -> bool:
        """Whether the next months are told."""
        return self.forecast.verdict is Verdict.SHOWN and not self.old

    @property
    def short(self) -> bool:
        """Whether there are too few months to try it on."""
        return self.forecast.verdict is Verdict.SHORT

    @property
    def share(self) -> float:
        """Our mean error as a share of that of last year's month."""
        return self.forecast.ours / self.forecast.naive if self.forecast.naive else 1.0

    @property
    def most(self) -> float:
        """The largest number among the lines, against which bars are drawn."""
        return max((one.foretold.high if one.foretold else one.value or 0 for one in self.lines), default=0)


def look_ahead(series: Monthly, *, exact: bool, today: date) -> Ahead:
    """The last year of a series, and its next months where they may be told. exact: not rounded to fives.

    A month before that of `today` is over; once all that could be foretold are, the series is old and foretells nothing.
    """
    forecast = foretell(series.values)
    if not exact:
        forecast = replace(forecast, months=tuple(_stepped(one) for one in forecast.months))
    values = series.values if exact else tuple(rounded(value) for value in series.values)
    past = range(max(0, len(values) - SHOWN), len(values))
    lines = [MonthLine(next_month(series.first, at), values[at], _before(values, at)) for at in past]
    to_come = [next_month(series.first, len(values) + step) for step in range(AHEAD)]
    over = sum(month < today.replace(day=1) for month in to_come)
    if forecast.months and over < AHEAD:
        for step, (month, foretold) in enumerate(zip(to_come, forecast.months, strict=True)):
            before = _before(values, len(values) + step)
            lines.append(MonthLine(month, None, before, foretold, over=step < over))
    return Ahead(forecast, tuple(lines), series.source, next_month(series.first, len(values) - 1), past=over)


def _before(values: tuple[int, ...], at: int) -> int | None:
    return values[at - SEASON] if at >= SEASON else None


def _stepped(one: Foretold) -> Foretold:
    return Foretold(*(float(rounded(round(value))) for value in (one.value, one.low, one.high)))
