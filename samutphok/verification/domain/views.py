"""Findings, samples and numbers as pages read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from samutphok.verification.domain.estimates import Rate
from samutphok.verification.domain.rules import CheckRule, Owner, Severity
from samutphok.verification.domain.standing import State

PAGE_SIZE = 25


class Answer(StrEnum):
    """Why a finding stands as it is."""

    TRUE = "true"  # looked into: it is so
    TOLD = "told"  # the office of the register was told; its next file will show
    OPEN = "open"  # cannot be found out: moved away, not met


class Standing(StrEnum):
    """By what findings are listed."""

    TO_SEND = "to_send"  # found or come again: the team's to send on
    WAITING = "waiting"  # at a desk
    CLOSED = "closed"


STATES: Mapping[Standing, tuple[State, ...]] = {
    Standing.TO_SEND: (State.FOUND, State.REOPENED),
    Standing.WAITING: (State.SENT,),
    Standing.CLOSED: (State.MENDED, State.STANDS),
}


@dataclass(frozen=True, slots=True)
class RunView:
    """One checking of an area."""

    id: UUID
    area_prefix: str
    as_of: date
    asked_at: datetime
    done_at: datetime | None
    state: str
    percent: int
    counts: Mapping[str, Mapping[str, int]]
    persons: int
    households: int
    interviews: int
    fresh: int
    gone: int


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings are asked for. area: a prefix; rule, owner: '' for all; severity: 0 for all."""

    area: str = ""
    standing: Standing = Standing.TO_SEND
    rule: str = ""
    owner: str = ""
    severity: int = 0
    page: int = 1


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding in a list. name: what the family is called; collector: of an interview, as the viewer may know it."""

    id: UUID
    rule: CheckRule | None
    code: str
    household_id: UUID | None
    name: str = field(repr=False)
    area_code: str
    severity: Severity
    owner: Owner
    state: State
    evidence: Mapping[str, Any] = field(repr=False)
    collector: str = field(repr=False)
    day: date | None
    found_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One page of findings; counts: by standing in the same area; rules: (rule, how many) of the same standing."""

    wanted: FindingFilter
    rows: tuple[FindingLine, ...]
    total: int
    counts: Mapping[Standing, int]
    rules: tuple[tuple[CheckRule, int], ...]
    may_send: bool

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // PAGE_SIZE) or 1


@dataclass(frozen=True, slots=True)
class ActDone:
    """An act on a finding; by: a name, '' for the checking itself."""

    name: str
    at: datetime
    by: str = field(repr=False)
    answer: str
    said: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding whole. may: the acts that state and viewer allow; version: to be given back with the next one."""

    line: FindingLine
    person_id: UUID | None
    visit_id: UUID | None
    version: int
    acts: tuple[ActDone, ...]
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One sample in a list. asked: families met again; waiting: not yet; given: to a volunteer."""

    id: UUID
    area_prefix: str
    drawn_at: datetime
    seed: int
    families: int
    drawn: int
    given: int
    asked: int
    tried: int  # gone to, and not met


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One family of a sample."""

    household_id: UUID
    name: str = field(repr=False)
    area_code: str
    risk: float
    chance: float
    collector: str = field(repr=False)
    first_on: date
    second_on: date | None
    outcome: str
    given_to: str = field(repr=False)
    differ: tuple[str, ...]
    compared: int


@dataclass(frozen=True, slots=True)
class SampleView:
    """One sample whole: a page of its families."""

    line: SampleLine
    since: date
    until: date
    frame_sha256: str
    design: Mapping[str, Mapping[str, float]]
    rows: tuple[DrawnLine, ...]
    page: int
    pages: int
    may_give: bool


@dataclass(frozen=True, slots=True)
class AccuracyCell:
    """One kind of data in one area, source or collector. rate: None where nobody was asked again."""

    key: str
    field: str
    rate: Rate | None
    newest: date | None


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How far data can be trusted. fields: kinds that were compared; whole: of the area; inside: of the areas in it;
    sources, collectors: of the area; exact: the viewer may list the families, else counts and rates are in steps."""

    area: str
    fields: tuple[str, ...]
    whole: Mapping[str, AccuracyCell]
    inside: Mapping[str, Mapping[str, AccuracyCell]]
    sources: Mapping[str, Mapping[str, AccuracyCell]]
    collectors: Mapping[str, Mapping[str, AccuracyCell]]
    names: Mapping[str, str] = field(repr=False)
    families: int
    newest: date | None
    exact: bool
    since: date


@dataclass(frozen=True, slots=True)
class ExclusionLine:
    """A family or a caller in need and on no list."""

    household_id: UUID | None
    request_id: UUID | None
    name: str = field(repr=False)
    area_code: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Who is in need and on no list, by how they came to notice. counts: None where the viewer may not know."""

    area: str
    counts: Mapping[str, int | None]
    kind: str
    rows: tuple[ExclusionLine, ...]
    page: int
    pages: int
    sampled: Rate | None
    exact: bool
