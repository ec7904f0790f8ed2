"""What deserves the eye first: areas whose share is high against the whole, registers that have grown old."""

from dataclasses import dataclass
from datetime import date

from samutphok.insights.domain.area import Share
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile


@dataclass(frozen=True, slots=True)
class AttentionRule:
    """When a part of an area is red: at least `times` the whole's share of target-poor persons, and at least `persons`.

    stale_days: a register older than this is to be asked for anew. said: the rule in words, with its numbers.
    """

    times: float
    persons: int
    stale_days: int
    said: Bilingual
    source: Bilingual
    valid_from: date

    def is_red(self, part: Share, whole: Share) -> bool:
        """Whether the part stands out; nothing does where either is empty."""
        if part.fraction is None or not whole.fraction or part.count < self.persons:
            return False
        return part.fraction >= self.times * whole.fraction

    def is_stale(self, days_old: int | None) -> bool:
        """Whether a register of that age is to be asked for anew; one that never came is missing, not stale."""
        return days_old is not None and days_old > self.stale_days


def read_attention(policy: PolicyFile) -> AttentionRule:
    """The rule of a policy file; raises PolicyError, which names file, line and remedy."""
    times = float(policy.get("numbers", "times", "value"))
    persons = int(policy.get("numbers", "persons", "value"))
    said = (str(policy.get("said", language)).format(times=f"{times:g}", persons=persons) for language in ("th", "en"))
    return AttentionRule(
        times=times,
        persons=persons,
        stale_days=int(policy.get("numbers", "stale_days", "value")),
        said=Bilingual(*said),
        source=policy.source,
        valid_from=policy.valid_from,
    )
