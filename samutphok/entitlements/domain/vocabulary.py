"""The facts that rules of benefits read: those of every rule, and a few that only benefits ask for.

Some are given (a birth date), some are worked out from others on the day asked for (an age); `given` leads from what a
rule reads to what somebody must be asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from samutphok.kernel.policies import load_policy
from samutphok.kernel.rules import FactType
from samutphok.kernel.vocabulary import FactDefinition, Vocabulary, load_vocabulary, read_facts

PERSON, HOUSEHOLD = "person", "household"
# Worked out by `derive`: the facts of the shared vocabulary that are ages or counts, and where they come from.
DERIVED = {"age": "birth_date", "members": "", "nationality_thai": "nationality"}
AREA = "area_code"


@dataclass(frozen=True, slots=True)
class RightsVocabulary:
    """Facts by name. derived: the name of each fact that is worked out, with the given fact it comes from ('' for none)."""

    words: Vocabulary
    derived: Mapping[str, str]

    def types(self, subject: str) -> dict[str, FactType]:
        """The facts a rule about a 'person' or a 'household' may read; one about a person reads the household's too."""
        own = self.words.types(HOUSEHOLD)
        return own | self.words.types(PERSON) if subject == PERSON else own

    def askable(self, subject: str) -> tuple[FactDefinition, ...]:
        """The facts of a person or of a household that somebody can state, in the order of the files."""
        facts = self.words.facts.values()
        return tuple(fact for fact in facts if fact.subject == subject and fact.name not in self.derived)

    def given(self, names: Iterable[str]) -> tuple[str, ...]:
        """What would have to be stated to know these facts, by name, each once."""
        return tuple(sorted({self.derived.get(name) or name for name in names}))


@cache
def rights_vocabulary() -> RightsVocabulary:
    """The vocabulary of the files in policy/facts; raises PolicyError, which names file and line, for a bad entry."""
    facts = dict(load_vocabulary().facts)
    derived = dict(DERIVED)
    for name, subject in (("rights_person", PERSON), ("rights_household", HOUSEHOLD)):
        policy = load_policy("facts", name)
        read_facts(policy, subject, facts)
        derived |= {entry["name"]: entry["from"] for entry in policy.get("facts") if "from" in entry}
    return RightsVocabulary(Vocabulary(facts), derived)
