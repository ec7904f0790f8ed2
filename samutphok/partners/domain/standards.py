"""Standards and criteria of a local pilot: a versioned set that holds in its area alone."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile


class StandardKind(StrEnum):
    """What a pilot agrees on."""

    GUIDELINE = "guideline"
    STANDARD = "standard"
    PROCESS = "process"
    METHOD = "method"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class StandardItem:
    """One thing agreed. days: working days at most, None where no limit is set; services: of which alone it speaks, none
    for all; stated: the source says it, else it is to be confirmed."""

    code: str
    kind: StandardKind
    label: Bilingual
    days: int | None
    services: frozenset[str]
    stated: bool


@dataclass(frozen=True, slots=True)
class StandardSet:
    """A version of a pilot's set, in force from a day."""

    code: str
    version: int
    label: Bilingual
    valid_from: date
    valid_to: date | None
    areas: tuple[str, ...]
    agreement: str
    items: tuple[StandardItem, ...]
    source: Bilingual

    def applies_in(self, area_code: str) -> bool:
        """Whether the area lies in one of the pilot's. A pilot is nobody's who lives outside it, nor the country's."""
        return bool(area_code) and any(area_code.startswith(prefix) for prefix in self.areas)

    def days_for(self, service: str) -> int | None:
        """The shortest time that the set allows a service, in working days; None where it sets no limit."""
        limits = [
            item.days
            for item in self.items
            if item.days is not None and (not item.services or service in item.services)
        ]
        return min(limits, default=None)

    def of(self, service: str) -> tuple[StandardItem, ...]:
        """What the set says of a service, and of all."""
        return tuple(item for item in self.items if not item.services or service in item.services)


def read_standard(policy: PolicyFile) -> StandardSet:
    """A set's file; raises PolicyError, which names file, line and remedy."""
    return StandardSet(
        code=policy.name,
        version=int(policy.get("version")),
        label=Bilingual(str(policy.get("th")), str(policy.get("en"))),
        valid_from=policy.valid_from,
        valid_to=policy.valid_to,
        areas=tuple(str(code) for code in policy.get("areas")),
        agreement=str(policy.raw.get("agreement", "")),
        items=tuple(_item(policy, place) for place in range(len(policy.get("items")))),
        source=policy.source,
    )


def _item(policy: PolicyFile, place: int) -> StandardItem:
    entry = policy.get("items", place)
    try:
        kind = StandardKind(policy.get("items", place, "kind"))
    except ValueError as error:
        raise policy.error(
            ("items", place, "kind"),
            Bilingual("ไม่รู้จักประเภทนี้", "this kind is unknown."),
            Bilingual(f"ใช้ {', '.join(StandardKind)}", f"Use one of {', '.join(StandardKind)}."),
        ) from error
    return StandardItem(
        code=str(policy.get("items", place, "name")),
        kind=kind,
        label=Bilingual(str(policy.get("items", place, "th")), str(policy.get("items", place, "en"))),
        days=int(entry["days"]) if "days" in entry else None,
        services=frozenset(str(code) for code in entry.get("services", ())),
        stated=bool(entry.get("stated", False)),
    )
