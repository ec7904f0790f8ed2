"""The kinds of help and their limits, as dated policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile


class Form(StrEnum):
    """What help is made of."""

    MONEY = "money"
    GOODS = "goods"
    SERVICE = "service"
    HOUSE = "house"
    HONOUR = "honour"  # thanks, worth nothing in money


class Receiver(StrEnum):
    """To whom a kind of help goes."""

    FAMILY = "family"
    PERSON = "person"
    FUND = "fund"
    FIRM = "firm"


class Worth(StrEnum):
    """Whether an entry needs a value in baht."""

    NEEDED = "needed"
    KNOWN = "known"  # when it is known
    NONE = "none"


class SourceKind(StrEnum):
    """Out of whose pocket help comes."""

    BUDGET = "budget"
    AGENCY = "agency"
    FUND = "fund"
    FIRM = "firm"
    SUPPORTER = "supporter"
    FAMILY_OR_VILLAGE = "community"


@dataclass(frozen=True, slots=True)
class HelpKind:
    """One kind of help. benefit: the dated rule behind it, with the names of its ceiling (baht a time) and times a year.

    cash: may be applied for; shown: to private supporters; dead: may be given for somebody who has died.
    """

    id: str
    form: Form
    to: Receiver
    worth: Worth
    label: Bilingual
    unit: Bilingual
    benefit: str = ""
    ceiling: str = ""
    times: str = ""
    cash: bool = False
    shown: bool = False
    dead: bool = False

    @property
    def to_people(self) -> bool:
        """Whether a family or somebody of it receives it."""
        return self.to in (Receiver.FAMILY, Receiver.PERSON)


@dataclass(frozen=True, slots=True)
class AidRules:
    """All kinds by their id, and the numbers that hold beside them. clocks: working time by state of an application."""

    kinds: Mapping[str, HelpKind]
    asked_again: timedelta
    clocks: Mapping[str, timedelta]
    fewest_families: int
    step: int
    source: Bilingual


def read_rules(policy: PolicyFile) -> AidRules:
    """The rules of a policy file; raises PolicyError, which names file, line and remedy."""
    kinds = [_kind(entry) for entry in policy.get("kinds")]
    return AidRules(
        kinds={kind.id: kind for kind in kinds},
        asked_again=timedelta(days=int(policy.get("asked_again_days", "value"))),
        clocks={state: timedelta(hours=int(hours)) for state, hours in policy.get("clock_hours", "value").items()},
        fewest_families=int(policy.get("needs", "fewest_families", "value")),
        step=int(policy.get("needs", "step", "value")),
        source=policy.source,
    )


def _kind(entry: Mapping[str, Any]) -> HelpKind:
    return HelpKind(
        id=entry["id"],
        form=Form(entry["form"]),
        to=Receiver(entry["to"]),
        worth=Worth(entry["value"]),
        label=Bilingual(entry["label"]["th"], entry["label"]["en"]),
        unit=Bilingual(entry["unit"]["th"], entry["unit"]["en"]),
        benefit=entry.get("benefit", ""),
        ceiling=entry.get("ceiling", ""),
        times=entry.get("times", ""),
        cash=entry.get("cash", False),
        shown=entry.get("shown", False),
        dead=entry.get("dead", False),
    )
