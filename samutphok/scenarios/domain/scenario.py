"""A shock that may be tried: income that falls for a share of families, a benefit that changes, each low, mid and high.

Which families live on tourism or a farm no register says. A shock therefore meets an assumed share of the families of
each area: what is told is the number to expect, between the low and the high setting, and beside it what nobody knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from samutphok.entitlements.domain.benefits import Benefit
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.policies import PolicyFile

LEVELS = ("low", "mid", "high")
Three = tuple[float, float, float]
WHOLE = 100.0  # percent


@dataclass(frozen=True, slots=True)
class Change:
    """A benefit that changes: another benefit's rules instead of its own, or one of its numbers."""

    benefit: str
    instead: str = ""
    number: str = ""
    values: Three = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is tried. drop: percent of income that an exposed family loses; exposed: percent of families; low, mid, high.

    areas: prefixes that the shock of income meets; none for all.
    """

    drop: Three = (0.0, 0.0, 0.0)
    exposed: Three = (0.0, 0.0, 0.0)
    areas: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario of policy/scenarios with its first settings. income: whether it meets incomes at all."""

    name: str
    label: Bilingual
    about: Bilingual
    source: Bilingual
    sha256: str
    income: bool
    settings: Settings


@dataclass(frozen=True, slots=True)
class Line:
    """A line of poverty: below `baht` a person a year, or up to it."""

    id: str
    baht: float
    up_to: bool
    label: Bilingual


def read_scenario(file: PolicyFile) -> Scenario:
    """The scenario of a policy file; raises PolicyError for what is missing, InvalidInput for settings that cannot be."""
    income = file.raw.get("income") or {}
    changes = tuple(
        Change(
            str(one["benefit"]),
            str(one.get("instead", "")),
            str(one.get("number", "")),
            _three(one["value"]) if "value" in one else (0.0, 0.0, 0.0),
        )
        for one in file.get("benefits")
    )
    drop = _three(income["drop"]) if income else (0.0, 0.0, 0.0)
    exposed = _three(income["exposed"]) if income else (0.0, 0.0, 0.0)
    settings = checked(Settings(drop, exposed, (), changes))
    label, about = (Bilingual(str(file.get(key, "th")), str(file.get(key, "en"))) for key in ("label", "about"))
    return Scenario(file.name, label, about, file.source, file.sha256, bool(income), settings)


def read_lines(file: PolicyFile) -> tuple[Line, ...]:
    """The lines of poverty of a policy file."""
    return tuple(
        Line(
            str(one["id"]),
            float(one["baht"]),
            bool(one["up_to"]),
            Bilingual(str(one["label"]["th"]), str(one["label"]["en"])),
        )
        for one in file.get("lines")
    )


def checked(settings: Settings) -> Settings:
    """The settings; raises InvalidInput for a share outside 0 to 100, or a low above a mid above a high."""
    shares = (*settings.drop, *settings.exposed)
    values = tuple(value for change in settings.changes for value in change.values)
    rising = all(one[0] <= one[1] <= one[2] for one in (settings.drop, settings.exposed))
    if not rising or any(not 0 <= share <= WHOLE for share in shares) or any(value < 0 for value in values):
        raise InvalidInput(
            problem=Bilingual(
                "ค่าที่ตั้งใช้ไม่ได้ ร้อยละต้องอยู่ระหว่าง 0 ถึง 100 และค่าต่ำไม่เกินค่ากลาง ค่ากลางไม่เกินค่าสูง",
                "These settings cannot be: shares are between 0 and 100, and low is at most mid, mid at most high.",
            ),
            remedy=Bilingual("แก้ตัวเลขแล้วลองใหม่", "Change the numbers and try again."),
        )
    return settings


def blended(unmet: float, met: float, exposed: float) -> float:
    """What to expect when `exposed` percent of the families meet the shock: `unmet` if none did, `met` if all did."""
    return unmet + (met - unmet) * exposed / WHOLE


def changed(
    among: tuple[Benefit, ...], settings: Settings, level: int, every: Mapping[str, Benefit]
) -> tuple[Benefit, ...]:
    """The benefits as the scenario has them at a level (0 low, 1 mid, 2 high), each under its own name."""
    found = {one.name: one for one in among}
    for change in settings.changes:
        if change.instead:
            found[change.benefit] = replace(every[change.instead], name=change.benefit)
            continue
        benefit = found.get(change.benefit, every[change.benefit])
        periods = tuple(replace(one, value=change.values[level]) for one in benefit.numbers[change.number])
        found[change.benefit] = replace(benefit, numbers={**benefit.numbers, change.number: periods})
    return tuple(found.values())


def _three(stated: Mapping[str, float]) -> Three:
    return (float(stated["low"]), float(stated["mid"]), float(stated["high"]))
