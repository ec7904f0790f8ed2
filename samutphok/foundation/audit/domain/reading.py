"""The trail as an auditor reads it: which acts are asked for, one page of them, and how the chain stands."""

from dataclasses import dataclass
from datetime import date, datetime

from samutphok.foundation.audit.domain.inspection import FaultKind


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Acts of the days from `first` to `last` (in Thailand), newest first.

    before: go on after this act, as 'time|number' of the page's last line; actors: None for everybody's.
    """

    first: date
    last: date
    actors: tuple[str, ...] | None = None
    act: str = ""
    subject: str = ""
    outcome: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """One act. at: when, with its zone; sealed: it has its place in the chain."""

    number: int
    at: datetime
    actor: str
    act: str
    subject: str
    purpose: str
    fields: tuple[str, ...]
    outcome: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Acts, newest first, and where the next page begins ('' at the end)."""

    acts: tuple[RecordedAct, ...]
    before: str


@dataclass(frozen=True, slots=True)
class LastVerification:
    """What the newest inspection asked for at the desk found; not finished while `finished_at` is None."""

    asked_at: datetime
    finished_at: datetime | None
    good: bool
    sound: int
    vouched: int
    unsealed: int
    fault: FaultKind | None
    position: int | None


@dataclass(frozen=True, slots=True)
class ChainState:
    """How far the chain reaches, how many acts wait outside it, up to where a signed checkpoint vouches for it."""

    sealed: int
    unsealed: int
    checkpoint: int
    checkpoint_at: datetime | None
    verification: LastVerification | None
