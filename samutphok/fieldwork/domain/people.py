"""Pages of volunteers, their trainings, and one volunteer with their families."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from samutphok.fieldwork.domain.board import AssignmentView
from samutphok.fieldwork.domain.volunteers import VolunteerKind, VolunteerView


class VolunteerStanding(StrEnum):
    """What volunteers are listed by."""

    CERTIFIED = "certified"
    UNCERTIFIED = "uncertified"  # no certificate, or one that lapsed
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class VolunteerFilter:
    """Which volunteers are asked for. area: a prefix; text: part of the name."""

    area: str = ""
    text: str = ""
    kind: VolunteerKind | None = None
    standing: VolunteerStanding | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class VolunteerPage:
    """One page of volunteers, by name."""

    rows: tuple[VolunteerView, ...]
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1


@dataclass(frozen=True, slots=True)
class TrainingView:
    """A session, with how many took part and passed."""

    id: UUID
    title: str
    area_code: str
    held_on: date
    months: int
    attended: int
    passed: int


@dataclass(frozen=True, slots=True)
class AttendanceView:
    """A session as one volunteer had it."""

    title: str
    held_on: date
    certified_until: date | None


@dataclass(frozen=True, slots=True)
class VolunteerSheet:
    """One volunteer: who they are, their families, their sessions."""

    volunteer: VolunteerView
    families: tuple[AssignmentView, ...]
    trainings: tuple[AttendanceView, ...]
