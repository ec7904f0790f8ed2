"""The numbers of fieldwork as dated policy: targets, rhythms, limits."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile

NO_LEVEL = "none"


@dataclass(frozen=True, slots=True)
class FieldRules:
    """What a village should have and when visits fall due; days but for `certificate_months`.

    households_each: one volunteer for so many households, `at_least` so many in each village; target_source says whose
    number that is. first_visit: days until a first visit is due, by level ('0'-'3', 'none').
    """

    households_each: int
    at_least: int
    target_source: Bilingual
    most_families: int
    unreachable_after: int
    due_soon: int
    companion_rhythm: int
    first_visit: Mapping[str, int]
    certificate_months: int
    source: Bilingual

    def target(self, households: int) -> int:
        """How many volunteers a village of so many households should have; none where nobody lives."""
        return max(self.at_least, math.ceil(households / self.households_each)) if households else 0

    def days_to_first_visit(self, level: int | None) -> int:
        """In how many days a family of the level is to be visited first."""
        return self.first_visit[NO_LEVEL if level is None else str(level)]


def read_rules(policy: PolicyFile) -> FieldRules:
    """The rules of a policy file; raises PolicyError, which names file, line and remedy."""

    def whole(*path: str) -> int:
        return int(policy.get(*path, "value"))

    each = policy.get("volunteers", "households_each", "source")
    return FieldRules(
        households_each=whole("volunteers", "households_each"),
        at_least=whole("volunteers", "at_least"),
        target_source=Bilingual(str(each["th"]), str(each["en"])),
        most_families=whole("most_families"),
        unreachable_after=whole("unreachable_after"),
        due_soon=whole("due_soon"),
        companion_rhythm=whole("companion_rhythm"),
        first_visit={level: whole("first_visit", level) for level in ("0", "1", "2", "3", NO_LEVEL)},
        certificate_months=whole("certificate_months"),
        source=policy.source,
    )
