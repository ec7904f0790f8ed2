"""The words and numbers of a Ban Klang, as dated policy."""

from collections.abc import Mapping
from dataclasses import dataclass

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile

Words = Mapping[str, Bilingual]


@dataclass(frozen=True, slots=True)
class HomeRules:
    """What a home may choose from, by code, and its numbers in days. well: destinations that count as a life outside."""

    places: Words
    urgencies: Words
    head_start: Mapping[str, int]
    reasons: Words
    refusals: Words
    destinations: Words
    well: frozenset[str]
    closures: Words
    needs: Words
    progress: Words
    topics: Words
    members: Words
    activities: Words
    leave_days: int
    first_plan_days: int
    review_days: int
    long_stay_days: int
    source: Bilingual


def read_rules(policy: PolicyFile) -> HomeRules:
    """The rules of a policy file; raises PolicyError, which names file, line and remedy."""

    def words(name: str) -> Words:
        return {
            str(code): Bilingual(str(policy.get(name, code, "th")), str(policy.get(name, code, "en")))
            for code in policy.get(name)
        }

    def number(name: str) -> int:
        return int(policy.get("numbers", name, "value"))

    return HomeRules(
        places=words("places"),
        urgencies=words("urgency"),
        head_start={str(code): int(policy.get("urgency", code, "head_start_days")) for code in policy.get("urgency")},
        reasons=words("reasons"),
        refusals=words("refusals"),
        destinations=words("destinations"),
        well=frozenset(str(code) for code, one in policy.get("destinations").items() if one["well"]),
        closures=words("closures"),
        needs=words("needs"),
        progress=words("progress"),
        topics=words("topics"),
        members=words("members"),
        activities=words("activities"),
        leave_days=number("leave_days"),
        first_plan_days=number("first_plan_days"),
        review_days=number("review_days"),
        long_stay_days=number("long_stay_days"),
        source=policy.source,
    )
