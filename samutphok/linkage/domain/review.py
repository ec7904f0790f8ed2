"""Questions about rows in doubt, as a worker reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.errors import Bilingual
from samutphok.linkage.domain.agreement import Reason
from samutphok.registry.domain.identity import Identity
from samutphok.registry.domain.views import Source

REASON_WORDS: Mapping[Reason, Bilingual] = {
    Reason.FIRST_NAME: Bilingual("ชื่อไม่ตรงกัน", "another first name"),
    Reason.FULL_NAME: Bilingual("นามสกุลไม่ตรงกัน และชื่อเพียงคล้ายกัน", "another surname, and the first name only resembles"),
    Reason.BIRTH: Bilingual("วันเกิดไม่ตรงกัน", "another date of birth"),
    Reason.SEX: Bilingual("เพศไม่ตรงกัน", "another sex"),
    Reason.SAME_SURVEY: Bilingual("เลขประจำตัวซ้ำในการสำรวจเดียวกัน", "the number stands twice in one survey"),
    Reason.LIKELY: Bilingual("ไม่มีเลขประจำตัวที่ใช้ได้ แต่ข้อมูลคล้ายบุคคลที่มีอยู่", "no number that counts, but like somebody known"),
    Reason.SEVERAL_PEOPLE: Bilingual(
        "เลขประจำตัวนี้มีผู้ใช้หลายคน และข้อมูลตรงกับมากกว่าหนึ่งคน",
        "several people carry the number, and the row fits more than one",
    ),
}


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A row that carries somebody's number and does not agree with them.

    claimed: who the row says it is; holder: who holds the number, None when they belong to an area in which the viewer may
    not decide, and then `decidable` is False. version: to be given back with the decision.
    """

    id: UUID
    version: int
    outcome: str
    reasons: tuple[Reason, ...]
    claimed: Identity = field(repr=False)
    source: Source
    area_code: str
    holder_id: UUID | None
    holder: Identity | None = field(repr=False)
    decidable: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One page of open questions; `total` is all of them in the viewer's areas, `decided` what the viewer decided today."""

    reviews: tuple[ReviewView, ...]
    total: int
    page: int
    page_size: int
    decided: int = 0

    @property
    def work(self) -> int:
        """The viewer's day: what is decided and what is left."""
        return self.total + self.decided


@dataclass(frozen=True, slots=True)
class HouseholdReview:
    """That a row about a member waits for a decision, or how it was decided, and why; nothing of what the row says.

    outcome: 'open', 'same' or 'different'; decided_at: None while it is open.
    """

    person_id: UUID
    register: str
    reasons: tuple[Reason, ...]
    since: datetime
    outcome: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Joined:
    """What attaching a batch has done: people and households that are new, known people shown otherwise since, and what
    became of its rows. likening: what comparing those that no number places has done, None before it began."""

    people_new: int
    people_changed: int
    households_new: int
    rows_matched: int
    rows_in_review: int
    rows_unlinked: int
    reviews_open: int
    likening: "Likening | None" = None


class LikeningState(StrEnum):
    """How far rows without a number have been compared with the people known."""

    WAITING = "waiting"
    COMPARING = "comparing"
    JOINING = "joining"
    DONE = "done"
    REFUSED = "refused"  # too many pairs; the rows stay as they are


@dataclass(frozen=True, slots=True)
class Likening:
    """compared: rows and people looked at; linked: of them joined unseen; asked: questions that wait, of all imports."""

    state: LikeningState
    compared: int
    linked: int
    asked: int
