"""The numbers and words of casework as dated policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case ends, and what that asks for. evidence: the level assessed again; lower: and not higher than at first."""

    code: str
    label: Bilingual
    evidence: bool
    lower: bool
    second_person: bool


@dataclass(frozen=True, slots=True)
class Forum:
    """A body that meets as a case conference. area: digits of the code of its area; chair, secretaries: titles."""

    code: str
    label: Bilingual
    area: int
    chair: Bilingual
    secretaries: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class CaseRules:
    """How cases are worked on; days for the three numbers. fields: what of a family a conference may be told."""

    due_soon: int
    silent_after: int
    plan_within: int
    outcomes: Mapping[str, Outcome]
    forums: Mapping[str, Forum]
    fields: Mapping[str, Bilingual]
    source: Bilingual


def read_rules(policy: PolicyFile) -> CaseRules:
    """The rules of a policy file; raises PolicyError, which names file, line and remedy."""
    return CaseRules(
        due_soon=int(policy.get("due_soon", "value")),
        silent_after=int(policy.get("silent_after", "value")),
        plan_within=int(policy.get("plan_within", "value")),
        outcomes={one["name"]: _outcome(one) for one in policy.get("outcomes")},
        forums={one["name"]: _forum(one) for one in policy.get("forums")},
        fields={one["name"]: _words(one) for one in policy.get("fields")},
        source=policy.source,
    )


def _outcome(one: Mapping[str, Any]) -> Outcome:
    asked = {name: bool(one.get(name, False)) for name in ("evidence", "lower", "second_person")}
    return Outcome(one["name"], _words(one), **asked)


def _forum(one: Mapping[str, Any]) -> Forum:
    secretaries = tuple(_words(each) for each in one["secretaries"])
    return Forum(one["name"], _words(one), int(one["area"]), _words(one["chair"]), secretaries)


def _words(one: Mapping[str, Any]) -> Bilingual:
    return Bilingual(str(one["th"]), str(one["en"]))
