"""A model of likeness: how often each part of two rows agrees when they speak of one person, and when they do not.

The weights of Fellegi and Sunter (1969), as versioned data: `policy/linkage`. Which agreement a level means is said here,
once; engines compute it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile, load_policy

MODEL = "people-2569"

# What is compared, and the levels of agreement in the order in which they are tried. Names by N1 and N2 of `kernel.thai`.
LEVELS: Mapping[str, tuple[str, ...]] = {
    "first_name": ("spelling", "sound", "close", "other"),
    "last_name": ("spelling", "sound", "close", "other"),
    "birth": ("day", "year_only", "one_year_off", "other"),
    "sex": ("same", "other"),
    "area": ("tambon", "province", "other"),
    "pid": ("same", "other"),
}
# The columns by which pairs are found; each rule needs all of its own to agree.
BLOCKING_COLUMNS = (
    "pid",
    "first",
    "last",
    "first_sound",
    "last_sound",
    "birth",
    "birth_year",
    "sex",
    "tambon",
    "province",
)


@dataclass(frozen=True, slots=True)
class Level:
    """m: how often a level is met among rows of one person; u: among rows of two, where frequency says nothing better."""

    m: float
    u: float

    @property
    def bits(self) -> float:
        """The weight of meeting this level: its evidence for one person, in bits."""
        return math.log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a pair counts. accept, review: least probabilities; clear_by: bits by which the best must lead the next."""

    accept: float
    review: float
    clear_by: float


@dataclass(frozen=True, slots=True)
class LinkModel:
    """A versioned model. expected: share of the smaller file's people who stand in the other; levels: in LEVELS' order."""

    name: str
    expected: float
    blocking: tuple[tuple[str, ...], ...]
    levels: Mapping[str, tuple[Level, ...]]
    thresholds: Thresholds
    sha256: str


def prior(model: LinkModel, left: int, right: int) -> float:
    """The chance that a row of each file, taken blindly, are one person."""
    return min(0.5, model.expected * min(left, right) / (left * right)) if left and right else 0.0


@cache
def link_model(name_or_path: str = MODEL) -> LinkModel:
    """A shipped model by name, or an operator's file by path. Raises PolicyError with the line of what is wrong."""
    return read_model(load_policy("linkage", name_or_path if name_or_path == MODEL else Path(name_or_path)))


def read_model(policy: PolicyFile) -> LinkModel:
    """The model in a policy file; PolicyError where a level is missing, unknown or no probability, or a rule is empty."""
    blocking = policy.raw.get("blocking")
    if not isinstance(blocking, list) or not blocking:
        raise _bad(policy, ("blocking",), "ต้องมีกฎการจับกลุ่มอย่างน้อยหนึ่งข้อ", "needs at least one blocking rule")
    return LinkModel(
        name=policy.name,
        expected=_share(policy, "expected"),
        blocking=tuple(_rule(policy, number, rule) for number, rule in enumerate(blocking)),
        levels={part: _levels(policy, part, names) for part, names in LEVELS.items()},
        thresholds=Thresholds(
            accept=_share(policy, "decision", "accept"),
            review=_share(policy, "decision", "review"),
            clear_by=_number(policy, "decision", "clear_by"),
        ),
        sha256=policy.sha256,
    )


def _rule(policy: PolicyFile, number: int, rule: Any) -> tuple[str, ...]:
    if not isinstance(rule, list) or not rule or not set(rule) <= set(BLOCKING_COLUMNS):
        known = ", ".join(BLOCKING_COLUMNS)
        raise _bad(policy, ("blocking", number), f"ต้องเป็นรายชื่อคอลัมน์จาก {known}", f"must list columns of: {known}")
    return tuple(rule)


def _levels(policy: PolicyFile, part: str, names: tuple[str, ...]) -> tuple[Level, ...]:
    stated = policy.raw.get("levels", {}).get(part)
    if not isinstance(stated, dict) or tuple(stated) != names:
        wanted = ", ".join(names)
        raise _bad(policy, ("levels", part), f"ต้องมีระดับ {wanted} ตามลำดับนี้", f"needs the levels {wanted}, in this order")
    return tuple(
        Level(_share(policy, "levels", part, name, "m"), _share(policy, "levels", part, name, "u")) for name in names
    )


def _number(policy: PolicyFile, *path: str) -> float:
    value = policy.raw
    for step in path:
        value = value.get(step, {}) if isinstance(value, dict) else {}
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise _bad(policy, path, "ต้องเป็นตัวเลขไม่ติดลบ", "must be a number, not negative")
    return float(value)


def _share(policy: PolicyFile, *path: str) -> float:
    value = _number(policy, *path)
    if not 0 < value < 1:
        raise _bad(policy, path, "ต้องอยู่ระหว่าง 0 กับ 1", "must lie between 0 and 1")
    return value


def _bad(policy: PolicyFile, path: tuple[str | int, ...], th: str, en: str) -> Exception:
    where = ".".join(str(step) for step in path)
    return policy.error(
        path,
        Bilingual(f"{where} {th}", f"{where} {en}."),
        Bilingual("แก้ไฟล์แบบจำลองแล้วลองอีกครั้ง", "Correct the model's file and try again."),
    )
