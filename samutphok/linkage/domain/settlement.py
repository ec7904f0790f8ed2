"""All rows with one citizen number, settled together, so that the order in which files arrive decides nothing."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from samutphok.linkage.domain.agreement import Reason
from samutphok.linkage.domain.decision import Accept, Candidate, Claim, Review, Ruling, decide

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Settlement:
    """Who the rows of one number are: its holder's rows, the rows of each other person found to share it, open questions."""

    holder: frozenset[Place]
    sharers: Mapping[Place, frozenset[Place]]  # by the row that somebody found to be another person
    reviews: Mapping[Place, frozenset[Reason]]


def settle(claims: Iterable[Claim]) -> Settlement:
    """Settle the rows of one citizen number.

    The first claim holds the number: a survey's, which met the family at its door, before other registers', then the
    oldest. What people ruled comes next, then every other row in the same fixed order, decided by `decide`.
    """
    ordered = sorted(claims, key=_precedence)
    holder = _Growing("holder")
    sharers: dict[Place, _Growing] = {}
    reviews: dict[Place, frozenset[Reason]] = {}
    undecided = [claim for claim in ordered if claim.ruling is None]
    for claim in ordered:
        if claim.ruling is Ruling.DIFFERENT:
            sharers[claim.place] = _Growing(claim.place, claim)
    for claim in undecided[:1]:
        holder.add(claim)
    for claim in ordered:
        if claim.ruling is Ruling.SAME:
            holder.add_look(claim)
    for claim in undecided[1:]:
        people: dict[Hashable, _Growing] = {growing.key: growing for growing in (holder, *sharers.values())}
        match decide(claim, [growing.candidate() for growing in people.values()]):
            case Accept(person):
                people[person].add(claim)
            case Review(_, reasons):
                reviews[claim.place] = reasons
    return Settlement(
        holder=holder.places(),
        sharers={place: growing.places() for place, growing in sharers.items()},
        reviews=reviews,
    )


def _precedence(claim: Claim) -> tuple[bool, object, str, Place]:
    return (not claim.from_survey, claim.as_of, claim.register, claim.place)


class _Growing:
    """A person while rows are being joined to them."""

    def __init__(self, key: str | Place, *claims: Claim) -> None:
        self.key = key
        self.looks: list[list[Claim]] = [[claim] for claim in claims]

    def candidate(self) -> Candidate:
        return Candidate(self.key, tuple(tuple(look) for look in self.looks))

    def add(self, claim: Claim) -> None:
        """Join the row to the look it agrees with; the first row is the first look."""
        for look in self.looks:
            if not Candidate(self.key, (tuple(look),)).against(claim):
                look.append(claim)
                return
        self.add_look(claim)

    def add_look(self, claim: Claim) -> None:
        """Join a row that somebody found to be this person, although it looks different."""
        self.looks.append([claim])

    def places(self) -> frozenset[Place]:
        return frozenset(claim.place for look in self.looks for claim in look)
