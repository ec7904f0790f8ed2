"""Sharings as pages read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from samutphok.allocation.domain.rules import ShareRules, Thing
from samutphok.allocation.domain.sharing import Offer, Settings
from samutphok.allocation.domain.table import PlaceState, SharingState
from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class SharingLine:
    """A sharing on the list. things: what is shared and how many; given: by its newest finished proposal."""

    id: UUID
    title: str
    area_code: str
    state: SharingState
    things: tuple[tuple[Thing, int], ...]
    families: int
    made_at: datetime
    approved_at: datetime | None
    working: int | None  # percent of a proposal that is being worked out
    mine_to_approve: bool


@dataclass(frozen=True, slots=True)
class SharingList:
    """One page of sharings."""

    rows: tuple[SharingLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class AreaBar:
    """An area's part: families in need and given, the points of their needs and what is met of them, baht."""

    area_code: str
    needs: int
    given: int
    need: float
    met: float
    baht: float

    @property
    def part(self) -> float:
        """How much of the area's need is met, 0 to 1."""
        return self.met / self.need if self.need else 0.0


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal. price: of each offer, points that one more place would bring; missed: families by reason."""

    number: int
    settings: Settings
    state: str
    percent: int
    trouble: Bilingual | None
    asked_by: str
    asked_at: datetime
    done_at: datetime | None
    seconds: float | None
    objective: float
    bound: float
    least: float | None
    least_bound: float | None
    given: int
    prices: tuple[float, ...]
    areas: tuple[AreaBar, ...]
    by_offer: Mapping[int, tuple[int, int, float]]  # needs, given, baht
    missed: Mapping[str, int]
    hand: int
    result: str

    @property
    def gap(self) -> float:
        """How far the proposal may be from the best, as a part of the bound."""
        return max(0.0, (self.bound - self.objective) / self.bound) if self.bound else 0.0

    @property
    def working(self) -> bool:
        """Whether it is still being worked out."""
        return self.state in ("waiting", "working")


@dataclass(frozen=True, slots=True)
class HandView:
    """A family that somebody put in or took out; because: of the rules' words."""

    id: UUID
    household_id: UUID
    name: str
    offer: int
    put_in: bool
    because: Bilingual
    said: str = field(repr=False)
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ActLine:
    """What somebody did: name, when, who, their words."""

    name: str
    at: datetime
    by: str
    said: str
    proposal: int | None


@dataclass(frozen=True, slots=True)
class SharingPage:
    """One sharing. shown: the proposal that the page speaks of; may: deeds open to this viewer now."""

    id: UUID
    title: str
    area_code: str
    state: SharingState
    version: int
    rules: ShareRules
    settings: Settings
    offers: tuple[tuple[Offer, Thing], ...]
    data_cut: date | None
    read_at: datetime | None
    families: int
    needs: int
    proposals: tuple[ProposalView, ...]
    shown: ProposalView | None
    chosen: int | None
    hands: tuple[HandView, ...]
    acts: tuple[ActLine, ...]
    may: frozenset[str]
    same_person: bool
    compared: int  # digits of the areas that are compared


@dataclass(frozen=True, slots=True)
class LineView:
    """A family of a proposal. parts: what it has points for: (name, how much, points); most: what points add up to at most."""

    household_id: UUID
    name: str
    area_code: str
    offer: int
    given: bool
    why: str
    near: str
    short: float
    line: int
    score: float
    value: float
    parts: tuple[tuple[str, float, float], ...]
    groups: tuple[Bilingual, ...]
    by_hand: bool


@dataclass(frozen=True, slots=True)
class LinePage:
    """One page of families of a proposal."""

    rows: tuple[LineView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Change:
    """A family that one proposal gives something and another does not."""

    household_id: UUID
    name: str
    area_code: str
    offer: int


@dataclass(frozen=True, slots=True)
class AreaChange:
    """An area in two proposals: given before and after, and the part of its need that is met."""

    area_code: str
    before: int
    after: int
    part_before: float
    part_after: float


@dataclass(frozen=True, slots=True)
class Difference:
    """Two proposals side by side. enter, leave: at most so many families are named; entering, leaving: how many there are."""

    before: ProposalView
    after: ProposalView
    enter: tuple[Change, ...]
    leave: tuple[Change, ...]
    entering: int
    leaving: int
    areas: tuple[AreaChange, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """An approved place. made: the key of what it became; refused: why it could not be made; next_named: somebody was named."""

    id: UUID
    household_id: UUID
    name: str
    area_code: str
    offer: int
    way: str
    state: PlaceState
    made: str
    refused: Bilingual | None
    version: int
    named_by_me: bool
    may_name: bool


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One page of places; counts: by state, of all of them."""

    rows: tuple[PlaceView, ...]
    counts: Mapping[str, int]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class SharesWaiting:
    """What waits for a person: proposals and next ones in line to approve; places that could not be made or were declined."""

    approve: int = 0
    named: int = 0
    stuck: int = 0
