"""What registers show of the facts that benefits read, and which of them tells who received one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile

FISCAL_MONTH, OLDEST = 10, 130


@dataclass(frozen=True, slots=True)
class Shows:
    """inside: facts of whoever stands in the register; outside: of whoever does not, where it covers the area."""

    register: str
    inside: Mapping[str, bool]
    outside: Mapping[str, bool]
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Received:
    """Who received a benefit: whoever stands in `register`, or was paid aid of one of these kinds in the fiscal year."""

    benefit: str
    register: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterEvidence:
    """The whole of policy/evidence. oldest: an age above it is a misread year."""

    shows: tuple[Shows, ...]
    received: tuple[Received, ...]
    source: Bilingual
    sha256: str
    oldest: int = OLDEST

    def year_began(self, day: date) -> date:
        """The 1 October that opened the fiscal year of the day."""
        return date(day.year if day.month >= FISCAL_MONTH else day.year - 1, FISCAL_MONTH, 1)


def read_evidence(file: PolicyFile) -> RegisterEvidence:
    """The evidence of a policy file; raises PolicyError for what is missing."""
    shows = tuple(
        Shows(
            str(file.get("shows", place, "register")),
            dict(file.get("shows", place, "in")),
            dict(file.raw["shows"][place].get("out", {})),
            Bilingual(str(file.get("shows", place, "why", "th")), str(file.get("shows", place, "why", "en"))),
        )
        for place in range(len(file.get("shows")))
    )
    received = tuple(
        Received(str(one["benefit"]), str(one.get("register", "")), tuple(one.get("kinds", ())))
        for one in file.get("received")
    )
    return RegisterEvidence(shows, received, file.source, file.sha256)
