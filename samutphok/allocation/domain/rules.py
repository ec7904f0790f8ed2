"""What may be shared out, how a family's need is counted, and the words of decisions, as dated policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile

FACTS = ("level", "dimensions", "dependants", "target_poor", "registered", "months", "income")


class Way(StrEnum):
    """What an approved place becomes."""

    REFERRAL = "referral"
    CASH = "cash"
    HOME = "home"
    SEAT = "seat"


class Origin(StrEnum):
    """Where the families come from."""

    LIST = "list"
    ASKED = "asked"
    HOME = "home"
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something scarce. kind: of the ledger's help or of a home's place; indicator: of the survey that shows the need; cost:
    baht a place unless a sharing says otherwise."""

    code: str
    label: Bilingual
    unit: Bilingual
    outlet: Way
    origin: Origin
    agency: str
    service: str
    problem: str
    kind: str
    indicator: int
    cost: int


@dataclass(frozen=True, slots=True)
class Group:
    """Families that may weigh more: those whose fact lies between two numbers, both included; None is no limit."""

    code: str
    label: Bilingual
    fact: str
    at_least: float | None
    at_most: float | None
    weight: float


@dataclass(frozen=True, slots=True)
class Points:
    """Points for what is known of a family; `most` is what they can add up to."""

    level: Mapping[int, float]
    dimension: float
    dependant: float
    most_dependants: int
    month_waiting: float
    most_months: int

    @property
    def most(self) -> float:
        """The most that a family can have."""
        levels = max(self.level.values(), default=0.0)
        return (
            levels + 5 * self.dimension + self.dependant * self.most_dependants + self.month_waiting * self.most_months
        )


@dataclass(frozen=True, slots=True)
class ShareRules:
    """The whole policy of sharing out. compare: digits of an area -> digits of the areas compared inside it."""

    name: str
    source: Bilingual
    things: Mapping[str, Thing]
    points: Points
    groups: Mapping[str, Group]
    most_per_household: int
    most_things: int
    next_in_line: int
    what_if_most: int
    compare: Mapping[int, int]
    reasons_in: Mapping[str, Bilingual]
    reasons_out: Mapping[str, Bilingual]


def read_share_rules(file: PolicyFile) -> ShareRules:
    """The rules of a file; raises PolicyError, which names file, line and remedy."""
    points = file.get("points")
    for name in ("dimension", "dependant", "most_dependants", "month_waiting", "most_months"):
        _positive(file, "points", name)
    return ShareRules(
        name=file.name,
        source=file.source,
        things={code: _thing(file, code) for code in file.get("things")},
        points=Points(
            {int(level): float(one) for level, one in points["level"].items()},
            float(points["dimension"]),
            float(points["dependant"]),
            int(points["most_dependants"]),
            float(points["month_waiting"]),
            int(points["most_months"]),
        ),
        groups={code: _group(file, code) for code in file.get("groups")},
        most_per_household=int(_positive(file, "most_per_household")),
        most_things=int(_positive(file, "most_things")),
        next_in_line=int(_positive(file, "next_in_line")),
        what_if_most=int(_positive(file, "what_if_most")),
        compare={int(digits): int(inside) for digits, inside in file.get("compare").items()},
        reasons_in=_words(file, "by_hand", "in"),
        reasons_out=_words(file, "by_hand", "out"),
    )


def _thing(file: PolicyFile, code: str) -> Thing:
    entry = file.get("things", code)
    try:
        return Thing(
            code=code,
            label=Bilingual(str(entry["th"]), str(entry["en"])),
            unit=Bilingual(str(entry["unit"]["th"]), str(entry["unit"]["en"])),
            outlet=Way(entry["outlet"]),
            origin=Origin(entry["from"]),
            agency=str(entry.get("agency", "")),
            service=str(entry.get("service", "")),
            problem=str(entry["problem"]),
            kind=str(entry.get("kind", "")),
            indicator=int(entry.get("indicator", 0)),
            cost=int(_positive(file, "things", code, "cost")),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise _bad(
            file, ("things", code), "รายการนี้ไม่ครบหรืออ่านไม่ได้", "this entry lacks something or cannot be read."
        ) from error


def _group(file: PolicyFile, code: str) -> Group:
    entry = file.get("groups", code)
    weight = _positive(file, "groups", code, "weight")
    if entry.get("fact") not in FACTS or not 0 < weight <= 1000:
        raise _bad(file, ("groups", code), "fact หรือ weight ใช้ไม่ได้", "its fact or weight cannot be used.")
    label = Bilingual(str(entry["th"]), str(entry["en"]))
    return Group(code, label, entry["fact"], entry.get("at_least"), entry.get("at_most"), float(weight))


def _positive(file: PolicyFile, *path: str) -> float:
    value = file.get(*path)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise _bad(file, path, "ต้องเป็นจำนวนตั้งแต่ 0", "this must be a number from 0.")
    return float(value)


def _words(file: PolicyFile, *path: str) -> dict[str, Bilingual]:
    return {str(code): Bilingual(str(one["th"]), str(one["en"])) for code, one in file.get(*path).items()}


def _bad(file: PolicyFile, path: tuple[str, ...], th: str, en: str) -> Exception:
    return file.error(path, Bilingual(th, en), Bilingual("ดูตัวอย่างใน docs/allocation.md", "See docs/allocation.md."))
