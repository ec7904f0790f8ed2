"""The facts that rules may read about a person and a household: name, type, label, sensitivity.

Rules about a person may read the household's facts too, so no name stands in both files. Source: policy/facts/*.yaml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile, load_policy
from samutphok.kernel.rules import FactType

SUBJECTS = ("person", "household")
SENSITIVITIES = ("S1", "S2", "S3")


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """A fact: of whom, its type, its label, and how sensitive it is (S1 household, S2 health and poverty, S3 sealed)."""

    name: str
    subject: str
    type: FactType
    label: Bilingual
    sensitivity: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facts by name."""

    facts: Mapping[str, FactDefinition]

    def types(self, subject: str) -> dict[str, FactType]:
        """The facts of a 'person' or a 'household' and their types, as the rule parser wants them."""
        return {fact.name: fact.type for fact in self.facts.values() if fact.subject == subject}

    def sensitivity(self, name: str) -> str:
        """How sensitive a fact is, 'S1' to 'S3'; a name that is no fact (a number of the policy) is 'S1'."""
        return self.facts[name].sensitivity if name in self.facts else SENSITIVITIES[0]

    def label(self, name: str) -> Bilingual:
        """What people call the fact; the name itself when it is none."""
        return self.facts[name].label if name in self.facts else Bilingual(name, name)


@cache
def load_vocabulary() -> Vocabulary:
    """The facts files that come with the product; raises PolicyError with file and line when an entry is not right."""
    facts: dict[str, FactDefinition] = {}
    for subject in SUBJECTS:
        read_facts(load_policy("facts", subject), subject, facts)
    return Vocabulary(facts)


def read_facts(policy: PolicyFile, subject: str, facts: dict[str, FactDefinition]) -> None:
    """Add the facts of one file to those read before; raises PolicyError for a bad entry, or a name that stands twice."""
    for place, entry in enumerate(policy.get("facts")):
        fact = _fact(policy, place, entry, subject)
        if fact.name in facts:
            raise _invalid(policy, place, f"ข้อมูล '{fact.name}' มีอยู่แล้ว", f"The fact '{fact.name}' stands twice.")
        facts[fact.name] = fact


def _fact(policy: PolicyFile, place: int, entry: Any, subject: str) -> FactDefinition:
    label, types = policy.get("facts", place, "label"), {type_.value: type_ for type_ in FactType}
    type_, sensitivity = types.get(policy.get("facts", place, "type")), policy.get("facts", place, "sensitivity")
    if type_ is None or sensitivity not in SENSITIVITIES or set(label) != {"th", "en"}:
        raise _invalid(
            policy, place, "ชนิด ป้ายชื่อ หรือระดับความอ่อนไหวไม่ถูกต้อง", "Its type, label or sensitivity is not right."
        )
    return FactDefinition(str(entry["name"]), subject, type_, Bilingual(label["th"], label["en"]), sensitivity)


def _invalid(policy: PolicyFile, place: int, th: str, en: str) -> Exception:
    remedy = Bilingual(
        "เขียน name, type (bool int number text date), label (th en), sensitivity (S1 S2 S3)",
        "Give name, type (bool int number text date), label (th en), sensitivity (S1 S2 S3).",
    )
    return policy.error(("facts", place), Bilingual(th, en), remedy)
