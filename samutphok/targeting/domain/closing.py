"""A family's level at two moments, from facts and never from help given: what a case is closed on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.feelings import FeelingsOfDay
from samutphok.targeting.domain.flows import NO_LEVEL, Step

OPEN_LEVEL = Bilingual("ยังบอกระดับไม่ได้", "The level is still open")
WITHOUT_LEVEL = Bilingual("ไม่อยู่ในเกณฑ์รายได้น้อย จึงไม่มีระดับ", "Not of low income, so without a level")


class LevelSource(StrEnum):
    """By what a level was found."""

    LIST = "list"  # a drawn list, from registers alone
    VISIT = "visit"  # registers with what a visit says in their place


@dataclass(frozen=True, slots=True)
class LevelFound:
    """A family's level with the day to which its facts hold.

    level: 0-3; None with `open` while facts are missing (`missing` names them), None without it for a family that is not
    of low income. visit_id: the last visit whose word is in it.
    """

    level: int | None
    open: bool
    outcome: Bilingual
    day: date
    by: LevelSource
    missing: tuple[Bilingual, ...] = ()
    visit_id: UUID | None = None

    @property
    def stands_at(self) -> int:
        """The level as flows count it: 0-3, -1 for none."""
        return NO_LEVEL if self.level is None else self.level


@dataclass(frozen=True, slots=True)
class ClosingEvidence:
    """The family then and now. since: the day of 'then'; visited_on: the last visit that met the family, None without.

    then, now: None where no list and no visit says anything. feelings: as told last up to that day, None while nobody was
    asked. asked_since: whether the family was met after `since`, so that 'now' is more than 'then' once more.
    """

    since: date
    then: LevelFound | None
    now: LevelFound | None
    feelings_then: FeelingsOfDay | None
    feelings_now: FeelingsOfDay | None
    visited_on: date | None

    @property
    def asked_since(self) -> bool:
        """Whether somebody met the family after that day."""
        return self.visited_on is not None and self.visited_on > self.since

    @property
    def step(self) -> Step | None:
        """From fragile to strong, or the other way; None while one of the two levels is open or unknown."""
        if self.then is None or self.now is None or self.then.open or self.now.open:
            return None
        if self.then.stands_at == self.now.stands_at:
            return Step.SAME
        return Step.BETTER if self.now.stands_at < self.then.stands_at else Step.WORSE
