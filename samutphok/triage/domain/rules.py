"""The rules of triage as dated policy."""

from collections.abc import Mapping
from dataclasses import dataclass

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.kernel.rules import Expr, FactType

FACTS: Mapping[str, FactType] = {
    "members": FactType.INT,
    "adults": FactType.INT,
    "grown": FactType.INT,
    "children": FactType.INT,
    "bedridden": FactType.INT,
    "bedridden_uncared": FactType.INT,
    "homeless": FactType.BOOL,
    "urgent": FactType.BOOL,
    "breadwinner_lost": FactType.BOOL,
    "single_parent": FactType.BOOL,
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A condition over the family's facts, with what it says when it holds."""

    id: str
    when: Expr
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Dependence:
    """A problem that cannot be solved before one of the others is."""

    problem: str
    waits_for: tuple[str, ...]
    label: Bilingual


@dataclass(frozen=True, slots=True)
class TriageRules:
    """soon_days: working days within which help counts as 'now'; many_agencies: so many ask for one table.

    first, last: problems that stand before and after the others among what can be solved now.
    """

    soon_days: int
    many_agencies: int
    danger: tuple[Sign, ...]
    conference: tuple[Sign, ...]
    depends: tuple[Dependence, ...]
    first: frozenset[str]
    last: frozenset[str]
    source: Bilingual


def weight(problem: str, rules: TriageRules) -> int:
    """0 for what changes a life, 2 for what eases a day, 1 between."""
    return 0 if problem in rules.first else 2 if problem in rules.last else 1


def read_triage(policy: PolicyFile) -> TriageRules:
    """The rules of a policy file; raises PolicyError, which names file, line and remedy."""
    return TriageRules(
        soon_days=int(policy.get("soon_days", "value")),
        many_agencies=int(policy.get("many_agencies", "value")),
        danger=_signs(policy, "danger"),
        conference=_signs(policy, "conference"),
        depends=tuple(
            Dependence(one["problem"], tuple(one["waits_for"]), Bilingual(one["th"], one["en"]))
            for one in policy.get("depends")
        ),
        first=frozenset(policy.get("first")),
        last=frozenset(policy.get("last")),
        source=policy.source,
    )


def _signs(policy: PolicyFile, kind: str) -> tuple[Sign, ...]:
    return tuple(
        Sign(one["id"], policy.rule(kind, place, "when", facts=FACTS), Bilingual(one["th"], one["en"]))
        for place, one in enumerate(policy.get(kind))
    )
