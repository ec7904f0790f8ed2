"""How the adults of a family felt at the visits: the result by which the work is judged, beside every level."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FeelingsOfDay:
    """Means of the adults who answered that day, 0 to 10; people: how many. None where nobody did."""

    day: date
    satisfaction: float | None
    security: float | None
    people: int


def feelings_by_day(feelings: Iterable[tuple[date, str, str, float]]) -> tuple[FeelingsOfDay, ...]:
    """(day, person, fact, value) as means by day, the oldest first."""
    by_day: dict[date, dict[str, list[float]]] = {}
    people: dict[date, set[str]] = {}
    for day, person, fact, value in feelings:
        by_day.setdefault(day, {}).setdefault(fact, []).append(value)
        people.setdefault(day, set()).add(person)
    return tuple(
        FeelingsOfDay(day, _mean(by_day[day], "life_satisfaction"), _mean(by_day[day], "security"), len(people[day]))
        for day in sorted(by_day)
    )


def _mean(told: Mapping[str, list[float]], fact: str) -> float | None:
    values = told.get(fact)
    return sum(values) / len(values) if values else None
