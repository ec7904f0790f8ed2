"""Volunteers of a village against the target."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samutphok.fieldwork.domain.rules import FieldRules


@dataclass(frozen=True, slots=True)
class Strength:
    """How many volunteers a place has, how many of them with a certificate that holds, and how many it should have.

    households: None where no list has been drawn, so that no target can be counted.
    """

    households: int | None
    volunteers: int
    certified: int
    target: int | None

    @property
    def short(self) -> int:
        """How many certified volunteers are missing."""
        return max(0, self.target - self.certified) if self.target is not None else 0


def strength(rules: FieldRules, *, households: int | None, volunteers: int, certified: int) -> Strength:
    """The strength of one village."""
    return Strength(households, volunteers, certified, None if households is None else rules.target(households))


def strength_of(villages: Iterable[Strength]) -> Strength:
    """The strength of an area: too many in one village does not help another, so targets and people add up, gaps too."""
    rows = list(villages)
    known = [row for row in rows if row.target is not None]
    return Strength(
        households=sum(row.households or 0 for row in known) if known else None,
        volunteers=sum(row.volunteers for row in rows),
        certified=sum(row.certified for row in rows),
        target=sum(row.target or 0 for row in known) if known else None,
    )


def missing(villages: Mapping[str, Strength]) -> int:
    """How many certified volunteers the villages miss together."""
    return sum(row.short for row in villages.values())
