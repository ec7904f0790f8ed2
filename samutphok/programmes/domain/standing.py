"""Where a family stands on a day, as programmes count it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from samutphok.programmes.domain.progress import NONE, UNKNOWN
from samutphok.targeting.domain.closing import LevelFound
from samutphok.targeting.domain.lists import EntryView


@dataclass(frozen=True, slots=True)
class Standing:
    """Level (3 to 0, NONE, UNKNOWN), and what else is kept beside it.

    mask: survey-poor dimensions as bits; income: baht a person and year; happiness: mean life satisfaction of the adults who
    answered at the door, 0 to 10; by: 'list', 'visit', or '' where nothing says anything; day: of the facts.
    """

    level: int = UNKNOWN
    mask: int = 0
    income: float | None = None
    happiness: float | None = None
    members: int | None = None
    dependants: int | None = None
    by: str = ""
    day: date | None = None
    list_id: str = ""

    def frozen(self, today: date) -> dict[str, Any]:
        """As it is frozen for a family that enters on a day."""
        found = {
            "level": self.level,
            "mask": self.mask,
            "income": self.income,
            "happiness": self.happiness,
            "members": self.members,
            "dependants": self.dependants,
            "by": self.by,
            "day": self.day.isoformat() if self.day else None,
            "list": self.list_id or None,
        }
        return {name: value for name, value in found.items() if value is not None} | {"as_of": today.isoformat()}


def by_list(told: EntryView) -> Standing:
    """What a drawn list says."""
    level = told.level if told.level is not None else (UNKNOWN if told.level_open else NONE)
    return Standing(
        level=level,
        mask=told.mask,
        income=told.income_per_person,
        members=told.members,
        dependants=told.dependants,
        by="list",
        list_id=str(told.target_list),
    )


def level_of(found: LevelFound) -> int:
    """A level found by lists or visits, as programmes count it."""
    return UNKNOWN if found.level is None and found.open else found.stands_at
