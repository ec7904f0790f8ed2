"""What somebody could live on, in an order with its reasons. No occupation is ever left out.

Sex is not asked, and neither is the name of a disability: only what is hard for the person. What stands in the way is named
with what would remove it, and moves an occupation down the list, not off it. Age counts only where the law speaks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from samutphok.livelihoods.domain.catalogue import Catalogue, Occupation


@dataclass(frozen=True, slots=True)
class Situation:
    """What somebody said of themselves; codes of the catalogue, '' or empty where nothing was said.

    hard: what is hard for them (asks); has: places and things they have; soon: the money must come within this first-income
    band; money: what they could put in; knows, wants: fields.
    """

    schooling: str = ""
    hard: frozenset[str] = frozenset()
    care: str = ""
    reach: str = ""
    has: frozenset[str] = frozenset()
    money: str = ""
    soon: str = ""
    knows: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Here:
    """What the place offers an occupation: demand as the office wrote it down, seats free in open intakes, what those
    intakes offer beside (codes of `removes`), and by how much its people fare above the mean of all (share, -1 to 1)."""

    demand: str = ""
    seats_free: int = 0
    offered: frozenset[str] = frozenset()
    above_mean: float = 0.0


@dataclass(frozen=True, slots=True)
class Reason:
    """Speaks for an occupation (points above 0). code: a key of the points; about: what of the catalogue it is."""

    code: str
    points: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Stands in the way (points below 0), with what would remove it; `there`: those of them that an open intake offers."""

    code: str
    points: int
    about: str = ""
    removed_by: tuple[str, ...] = ()
    there: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An occupation for a person: points, what speaks for it, what stands in the way."""

    occupation: Occupation
    points: int
    reasons: tuple[Reason, ...]
    obstacles: tuple[Obstacle, ...] = field(default=())


def match_all(catalogue: Catalogue, who: Situation, *, age: int | None, here: Mapping[str, Here]) -> tuple[Match, ...]:
    """Every occupation of the catalogue, the one with most points first (by code where they are equal)."""
    found = (
        match(catalogue, one, who, age=age, here=here.get(one.code, Here())) for one in catalogue.occupations.values()
    )
    return tuple(sorted(found, key=lambda one: (-one.points, one.occupation.code)))


def match(catalogue: Catalogue, one: Occupation, who: Situation, *, age: int | None, here: Here) -> Match:
    """One occupation for one person."""
    reasons = tuple(_reasons(catalogue, one, who, here))
    obstacles = tuple(_obstacles(catalogue, one, who, age, here))
    points = sum(each.points for each in reasons) + sum(each.points for each in obstacles)
    return Match(one, points, reasons, obstacles)


def _reasons(catalogue: Catalogue, one: Occupation, who: Situation, here: Here) -> Iterable[Reason]:
    points = catalogue.points.speaks_for
    if one.field in who.wants:
        yield Reason("wants", points["wants"], one.field)
    if one.field in who.knows:
        yield Reason("knows", points["knows"], one.field)
    if one.at_home and (who.care in ("part", "full") or who.reach == "home"):
        yield Reason("at_home", points["at_home"])
    if who.soon and catalogue.rank("first_income", one.first_income) <= catalogue.rank("first_income", who.soon):
        yield Reason("soon", points["soon"], one.first_income)
    if one.money == "none" and who.money == "none":
        yield Reason("no_money", points["no_money"])
    if here.demand in ("high", "some"):
        yield Reason(f"demand_{here.demand}", points[f"demand_{here.demand}"])
    if here.seats_free > 0:
        yield Reason("seat_free", points["seat_free"])
    if (above := round(here.above_mean * catalogue.points.results)) > 0:
        yield Reason("results", above)


def _obstacles(
    catalogue: Catalogue, one: Occupation, who: Situation, age: int | None, here: Here
) -> Iterable[Obstacle]:
    if age is not None and age < catalogue.work_from:
        yield _obstacle(catalogue, here, "under_15", "", ("learn_now",))
    for ask in one.asks:
        if ask in who.hard:
            yield _obstacle(catalogue, here, "asks", ask, catalogue.lifted_by[ask])
    yield from _of_the_day(catalogue, one, who, here)
    yield from _of_means(catalogue, one, who, here)
    if one.learn != "none" and one.field not in who.knows:
        yield _obstacle(catalogue, here, "course", one.learn, ("course",))
    if here.demand == "low":
        yield _obstacle(catalogue, here, "demand_low", "", ())
    if (below := round(here.above_mean * catalogue.points.results)) < 0:
        yield Obstacle("results", below)


def _of_the_day(catalogue: Catalogue, one: Occupation, who: Situation, here: Here) -> Iterable[Obstacle]:
    """Care at home, the way there, the place."""
    if not one.at_home and who.care in ("part", "full"):
        yield _obstacle(catalogue, here, "care", who.care, ("child_care", "short_hours"))
    if who.reach and catalogue.rank("reach", who.reach) < catalogue.rank("reach", one.reach):
        ways = ("at_home", "transport") if one.at_home else ("transport", "near_intake")
        yield _obstacle(catalogue, here, "reach", one.reach, ways)
    for place in one.needs:
        if place not in who.has:
            yield _obstacle(catalogue, here, "place", place, catalogue.lifted_by[place])


def _of_means(catalogue: Catalogue, one: Occupation, who: Situation, here: Here) -> Iterable[Obstacle]:
    """Money to start, papers from school, and how long the first income takes."""
    if who.money and catalogue.rank("money", who.money) < catalogue.rank("money", one.money):
        yield _obstacle(catalogue, here, "money", one.money, ("fund", "group"))
    if who.schooling and catalogue.rank("schooling", who.schooling) < catalogue.rank("schooling", one.schooling):
        yield _obstacle(catalogue, here, "schooling", one.schooling, ("school", "no_papers"))
    if who.soon and catalogue.rank("first_income", who.soon) < catalogue.rank("first_income", one.first_income):
        yield _obstacle(catalogue, here, "soon", one.first_income, ("bridge", "side_work"))


def _obstacle(catalogue: Catalogue, here: Here, code: str, about: str, removed_by: tuple[str, ...]) -> Obstacle:
    """Weighs half where an open intake offers what removes it."""
    there = tuple(way for way in removed_by if way in here.offered)
    weight = catalogue.points.against[code]
    return Obstacle(code, -(weight // 2 if there else weight), about, removed_by, there)
