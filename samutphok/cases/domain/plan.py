"""The plan made with a family: its own goals, what it is strong in, what is wrong, and who does what until when."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

FAMILY, WORKER, VOLUNTEER, AGENCY = "family", "worker", "volunteer", "agency:"
WORDS = 1_000  # characters of one text
MOST_PARTS = 60  # of each kind


@dataclass(frozen=True, slots=True)
class Goal:
    """What the family wants, in its own words."""

    key: UUID
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Strength:
    """What the family can build on."""

    key: UUID
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A problem: its code in `policy/problems`, '' for one that the catalogue does not name, and what it is like here."""

    key: UUID
    code: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """What is done about a problem (its key; None: about the whole), by whom and until when.

    responsible: 'family', 'worker', 'volunteer' or 'agency:<code>'. indicator: what shows that it worked. referral_id:
    of the referral that carries the step.
    """

    key: UUID
    problem: UUID | None
    text: str = field(repr=False)
    responsible: str
    due_on: date | None
    indicator: str = field(repr=False)
    referral_id: UUID | None = None

    @property
    def agency(self) -> str:
        """The code of the agency that does it, '' for anybody else."""
        return self.responsible.removeprefix(AGENCY) if self.responsible.startswith(AGENCY) else ""


Part: TypeAlias = Goal | Strength | Difficulty | Step


@dataclass(frozen=True, slots=True)
class Plan:
    """All parts of a plan, each kind in the order in which it is read."""

    goals: tuple[Goal, ...] = ()
    strengths: tuple[Strength, ...] = ()
    problems: tuple[Difficulty, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def parts(self) -> dict[UUID, Part]:
        """Every part by its key."""
        listed: tuple[Part, ...] = (*self.goals, *self.strengths, *self.problems, *self.steps)
        return {part.key: part for part in listed}

    def steps_of(self, problem: UUID | None) -> tuple[Step, ...]:
        """The steps about one problem; None: those about none that stands."""
        standing = {one.key for one in self.problems}
        return tuple(one for one in self.steps if (one.problem if one.problem in standing else None) == problem)

    @property
    def empty(self) -> bool:
        """Whether nothing is planned."""
        return not (self.goals or self.strengths or self.problems or self.steps)


KINDS: Mapping[str, type[Part]] = {"goals": Goal, "strengths": Strength, "problems": Difficulty, "steps": Step}
# The fields of a part that people write, in reading order.
WRITTEN: Mapping[type[Part], tuple[str, ...]] = {
    Goal: ("text",),
    Strength: ("text",),
    Difficulty: ("code", "text"),
    Step: ("text", "responsible", "due_on", "indicator", "problem", "referral_id"),
}


def plan_of(parts: Iterable[Part]) -> Plan:
    """The plan of these parts, in the order given."""
    listed = tuple(parts)
    return Plan(
        goals=tuple(one for one in listed if isinstance(one, Goal)),
        strengths=tuple(one for one in listed if isinstance(one, Strength)),
        problems=tuple(one for one in listed if isinstance(one, Difficulty)),
        steps=tuple(one for one in listed if isinstance(one, Step)),
    )


def plan_as_json(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """The plan as JSON keeps it."""
    return {name: [_told(part) for part in getattr(plan, name)] for name in KINDS}


def plan_from_json(kept: Mapping[str, Any]) -> Plan:
    """The plan that `plan_as_json` was given; fields that it does not know are left out."""
    return Plan(**{name: tuple(_part(kind, one) for one in kept.get(name, ())) for name, kind in KINDS.items()})


def _told(part: Part) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, UUID | date) else value for name, value in asdict(part).items()}


def _part(kind: type[Part], kept: Mapping[str, Any]) -> Any:
    return kind(**{one.name: _value(one.name, kept.get(one.name)) for one in fields(kind)})


def _value(name: str, value: Any) -> Any:
    if name in ("key", "problem", "referral_id"):
        return UUID(value) if value else None
    if name == "due_on":
        return date.fromisoformat(value) if value else None
    return value or ""
