"""A home's month in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samutphok.homes.domain.occupancy import Day
from samutphok.homes.domain.views import HomeView


@dataclass(frozen=True, slots=True)
class MonthAround:
    """What a home did for its neighbourhood in a month. came, reached: people; members: of the network, by kind."""

    sessions: int
    came: int
    activities: int
    reached: int
    members: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Month:
    """A home's month; people unless a name says otherwise. waited: median days from asking to admission."""

    home: HomeView
    since: date
    until: date
    asked: int
    admitted: int
    emergencies: int
    refused: int
    left: Mapping[str, int]
    left_well: int
    days: tuple[Day, ...]
    waiting_at_end: int
    waited: float | None
    long_stays: int
    around: MonthAround

    @property
    def left_total(self) -> int:
        """Everybody who left."""
        return sum(self.left.values())

    @property
    def place_days_open(self) -> int:
        """Open places of every day, added up."""
        return sum(one.open for one in self.days)

    @property
    def place_days_taken(self) -> int:
        """Taken places of every day, added up."""
        return sum(one.taken for one in self.days)

    @property
    def people_days(self) -> int:
        """People in the house on every day, added up."""
        return sum(one.people for one in self.days)

    @property
    def guests_at_end(self) -> int:
        """People in the house on the last day."""
        return self.days[-1].people if self.days else 0

    @property
    def share(self) -> float | None:
        """The part of the open places that was taken, 0 to 1."""
        return self.place_days_taken / self.place_days_open if self.place_days_open else None
