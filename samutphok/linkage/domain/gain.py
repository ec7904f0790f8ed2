"""Which question to put before a person first: the one whose answer takes away most errors.

A question left alone is still answered, by whatever the system does meanwhile: join the likeliest or leave the row apart.
What that costs on average is what an answer would save. One unit is one missed link. A wrong link costs more, and how much
more is already said by the model's threshold: accepting from a probability `a` on means that a wrong link costs
a / (1 - a) missed ones, since there both choices cost the same (Wald 1950). So the gain is highest exactly at the
threshold and falls on both sides of it.

The errors are then weighed with what hangs on them: several rows that wait on one answer, a family on a list, worked with,
or helped before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from samutphok.kernel.errors import Bilingual
from samutphok.linkage.domain.review_policy import StakeWeights

_CLOSE = 0.5  # of the most that one question can save


class Because(Enum):
    """Why a question stands where it stands."""

    CLOSE = "close"
    ROWS = "rows"
    LISTED = "listed"
    OPEN_CASE = "open_case"
    HELPED = "helped"


BECAUSE_WORDS = {
    Because.CLOSE: Bilingual("หลักฐานก้ำกึ่ง", "the evidence is evenly balanced"),
    Because.ROWS: Bilingual("หลายแถวรอคำตอบเดียวกัน", "several rows wait for the same answer"),
    Because.LISTED: Bilingual("ครอบครัวอยู่ในรายชื่อเป้าหมาย", "the family is on a target list"),
    Because.OPEN_CASE: Bilingual("มีเคสที่กำลังช่วยอยู่", "the family has an open case"),
    Because.HELPED: Bilingual("เคยได้รับความช่วยเหลือ", "help was given before"),
}


@dataclass(frozen=True, slots=True)
class Stakes:
    """What hangs on an answer. rows: how many rows wait for it, itself included."""

    rows: int = 1
    listed: bool = False
    open_case: bool = False
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Gain:
    """What answering a question saves. errors: expected, in missed links; weight: people that each error touches."""

    errors: float
    weight: float
    because: tuple[Because, ...]

    @property
    def value(self) -> float:
        """By this the queue is ordered, the highest first."""
        return self.errors * self.weight


def gain(chances: Sequence[float], stakes: Stakes, *, accept: float, weights: StakeWeights) -> Gain:
    """What answering saves. chances: that the row is each of its candidates, who exclude each other; accept: the model's
    threshold, between 0 and 1."""
    errors = errors_left(chances, accept=accept)
    reasons = (
        (Because.CLOSE, errors >= _CLOSE * accept),
        (Because.ROWS, stakes.rows > 1),
        (Because.OPEN_CASE, stakes.open_case),
        (Because.LISTED, stakes.listed),
        (Because.HELPED, stakes.helped),
    )
    return Gain(errors, weight(stakes, weights), tuple(reason for reason, holds in reasons if holds))


def errors_left(chances: Sequence[float], *, accept: float) -> float:
    """Expected cost of the best that can be done without asking: leave the row apart, or join it to the likeliest."""
    shared = exclusive(chances)
    if not shared:
        return 0.0
    wrong_link = accept / (1 - accept)
    return min(sum(shared), (1 - max(shared)) * wrong_link)


def exclusive(chances: Sequence[float]) -> tuple[float, ...]:
    """Chances of pairs, each weighed by itself, as chances of candidates of whom at most one can be right: by their odds
    against none of them."""
    if any(one >= 1 for one in chances):
        certain = sum(one >= 1 for one in chances)
        return tuple(1 / certain if one >= 1 else 0.0 for one in chances)
    odds = [one / (1 - one) for one in chances]
    return tuple(one / (1 + sum(odds)) for one in odds)


def weight(stakes: Stakes, weights: StakeWeights) -> float:
    """People that an error touches: each waiting row, and what hangs on the family."""
    family = weights.listed * stakes.listed + weights.open_case * stakes.open_case + weights.helped * stakes.helped
    return max(1, stakes.rows) + family


def chance_from_evidence(bits: float, prior: float) -> float:
    """The chance of one person after so much evidence, in bits, from the chance before it."""
    if prior <= 0 or prior >= 1:
        return min(1.0, max(0.0, prior))
    odds = prior / (1 - prior) * 2.0 ** max(-60.0, min(60.0, bits))
    return float(odds / (1 + odds))
