"""The decision about one row: join a person, make a new one, ask somebody, or wait."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from samutphok.linkage.domain.agreement import Reason, conflicts
from samutphok.registry.domain.identity import Identity


class Ruling(Enum):
    """What a person decided about a row that carried somebody's number."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Survey:
    """One round of a survey: its register and cut. Within it every row is a person of its own."""

    register: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Claim:
    """A row as linkage sees it. `place` (SHA-256 of the staged file, row number) is the same whenever the row arrives."""

    place: tuple[str, int]
    identity: Identity
    as_of: date
    register: str
    from_survey: bool
    has_pid: bool = True
    ruling: Ruling | None = None

    @property
    def survey(self) -> Survey | None:
        """The survey round the row belongs to; None for a row of another register."""
        return Survey(self.register, self.as_of) if self.from_survey else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who carries the number: the claims that agree among themselves, per look.

    A person may have several looks (`variants`) when somebody decided that rows which disagree are one person, as after
    a change of first name; a new row must agree with everything of one of them.
    """

    key: Hashable
    variants: tuple[tuple[Claim, ...], ...]

    def against(self, claim: Claim) -> frozenset[Reason]:
        """What speaks against the claim being this person: nothing, or the objections of the look that fits best."""
        if claim.survey is not None and any(
            known.survey == claim.survey for variant in self.variants for known in variant
        ):
            return frozenset({Reason.SAME_SURVEY})
        objections = (
            frozenset(reason for known in variant for reason in conflicts(known.identity, claim.identity))
            for variant in self.variants
        )
        return min(objections, key=len)


@dataclass(frozen=True, slots=True)
class Accept:
    """The row speaks of this person."""

    person: Hashable


@dataclass(frozen=True, slots=True)
class New:
    """The row speaks of somebody nobody has seen yet."""


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody has to say whether the row is this person."""

    person: Hashable
    reasons: frozenset[Reason]


@dataclass(frozen=True, slots=True)
class Unlinked:
    """The row waits: without a valid number only probable linkage can place it."""


Decision = Accept | New | Review | Unlinked


def decide(claim: Claim, candidates: Sequence[Candidate]) -> Decision:
    """Place one row among the people who carry its citizen number, the number's holder first.

    A survey row without a valid number is a person, since the survey met one; a row of another register waits. A number
    nobody carries makes a new person. One candidate without an objection: the row joins. None, or several: a review.
    """
    if not claim.has_pid:
        return New() if claim.from_survey else Unlinked()
    if not candidates:
        return New()
    objections = {candidate.key: candidate.against(claim) for candidate in candidates}
    agreeing = [key for key, reasons in objections.items() if not reasons]
    if len(agreeing) == 1:
        return Accept(agreeing[0])
    holder = candidates[0].key
    return Review(holder, objections[holder] or frozenset({Reason.SEVERAL_PEOPLE}))
