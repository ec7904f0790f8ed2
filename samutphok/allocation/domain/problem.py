"""Needs, programmes and the rules between them.

Grain: a row a need, that is one household and one programme; arrays of one length, in the order of the file.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.identifiers import AreaLevel, area_level, read_area_code
from samutphok.kernel.policies import PolicyFile

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of all places given, or of one programme's, that an area gets at least (floor) and at most (ceiling)."""

    area: str
    floor: float
    ceiling: float
    programme: str = ""


@dataclass(frozen=True, slots=True)
class SharingRules:
    """most_per_household: places that one family may get. weights: by group, what a family's score is multiplied with."""

    most_per_household: int
    shares: tuple[Share, ...]
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class Needs:
    """The needs. household, programme, area: positions in the lists of names. value: score times weight."""

    households: tuple[str, ...]
    programmes: tuple[str, ...]
    areas: tuple[str, ...]
    household: Integers
    programme: Integers
    area: Integers
    value: Floats
    cost: Floats


@dataclass(frozen=True, slots=True)
class Supply:
    """Places and baht of each programme, in the order of `Needs.programmes`; an infinite budget is no limit."""

    capacity: Integers
    budget: Floats


@dataclass(frozen=True, slots=True)
class Problem:
    """All that decides who gets what. inside: for each share, the needs in its area; of: those of its programme.

    held: needs that a person put in and that are met whatever happens; None where nobody did. sides: the area that each need
    belongs to when areas are to fare alike; None where only the sum of values counts.
    """

    needs: Needs
    supply: Supply
    rules: SharingRules
    inside: tuple[Flags, ...]
    of: tuple[Flags, ...]
    held: Flags | None = None
    sides: Integers | None = None


def problem_of(
    needs: Needs, supply: Supply, rules: SharingRules, *, held: Flags | None = None, sides: Integers | None = None
) -> Problem:
    """The problem with the needs of each share marked."""
    of = tuple(
        np.full(len(needs.value), True)
        if not share.programme
        else needs.programme == needs.programmes.index(share.programme)
        for share in rules.shares
    )
    inside = tuple(
        np.array([code.startswith(share.area) for code in needs.areas], dtype=bool)[needs.area] & those
        for share, those in zip(rules.shares, of, strict=True)
    )
    return Problem(needs, supply, rules, inside, of, held, sides)


def read_sharing_rules(file: PolicyFile) -> SharingRules:
    """The rules of a YAML file: `most_per_household`, `areas` (area, floor, ceiling, programme) and `groups` (group: weight).

    All may be left out. Raises PolicyError, which names file and line, for anything else or a share that cannot be.
    """
    known = {"name", "valid_from", "valid_to", "source", "most_per_household", "areas", "groups"}
    for key in file.raw:
        if key not in known:
            raise _bad(file, (key,), f"ไม่รู้จัก '{key}'", f"'{key}' is not known.")
    most = file.raw.get("most_per_household", 1)
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise _bad(file, ("most_per_household",), "ต้องเป็นจำนวนเต็มตั้งแต่ 1", "this must be a whole number from 1.")
    shares = tuple(_share(file, place) for place in range(len(file.raw.get("areas") or ())))
    for programme in {share.programme for share in shares}:
        _check_floors(file, [share for share in shares if share.programme == programme])
    groups = file.raw.get("groups") or {}
    for group, weight in groups.items():
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= 1000:
            raise _bad(file, ("groups", group), "น้ำหนักต้องมากกว่า 0", "a weight must be above 0, and at most 1000.")
    return SharingRules(most, shares, {str(group): float(weight) for group, weight in groups.items()})


def _share(file: PolicyFile, place: int) -> Share:
    path, entry = ("areas", place), file.get("areas", place)
    if not isinstance(entry, dict) or not {"area"} <= set(entry) <= {"area", "floor", "ceiling", "programme"}:
        raise _bad(file, path, "ใช้ area, floor, ceiling, programme", "use area, floor, ceiling and programme.")
    floor, ceiling = entry.get("floor", 0), entry.get("ceiling", 1)
    for key, part in (("floor", floor), ("ceiling", ceiling)):
        if isinstance(part, bool) or not isinstance(part, int | float) or not 0 <= part <= 1:
            raise _bad(file, (*path, key), "สัดส่วนอยู่ระหว่าง 0 ถึง 1", "a share lies between 0 and 1.")
    if floor > ceiling:
        raise _bad(file, (*path, "floor"), "ขั้นต่ำมากกว่าเพดาน", "the floor is above the ceiling.")
    area = entry["area"]
    if not isinstance(area, str) or area_level(read_area_code(area)) is AreaLevel.COUNTRY:
        raise _bad(
            file, (*path, "area"), 'ใช้รหัสพื้นที่ในเครื่องหมายคำพูด เช่น "8301"', 'give an area code in quotes, such as "8301".'
        )
    return Share(area, float(floor), float(ceiling), str(entry.get("programme", "")))


def _check_floors(file: PolicyFile, shares: list[Share]) -> None:
    """Floors of places that lie in no other of the list must leave room for one another."""
    apart = [one for one in shares if not any(other is not one and one.area.startswith(other.area) for other in shares)]
    if sum(share.floor for share in apart) > 1 + 1e-9:
        raise _bad(file, ("areas",), "สัดส่วนขั้นต่ำรวมกันเกิน 1", "the floors add up to more than 1.")


def _bad(file: PolicyFile, path: tuple[str | int, ...], th: str, en: str) -> Exception:
    remedy = Bilingual("ดูตัวอย่างใน docs/allocation.md", "See the example in docs/allocation.md.")
    return file.error(path, Bilingual(th, en), remedy)
