"""Rules applied to one family: clauses with what was read for each, and the outcome."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samutphok.kernel.errors import Bilingual


class Verdict(StrEnum):
    """What three-valued logic says of a clause."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of a rule, as the policy's text has it, and its outcome for this family.

    text: the clause; found: what was read, e.g. 'สมาชิก 2 คนอายุ 60 ปีขึ้นไป', empty when nothing is known;
    missing: labels of the facts that would decide it.
    """

    text: Bilingual
    verdict: Verdict
    found: Bilingual
    missing: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule set (the levels, a local definition) applied to this family.

    label: its name; outcome: in words ('ระดับ 2', 'เข้านิยาม'); verdict: UNKNOWN when missing facts leave it open.
    clauses: in the rule's order, among those the viewer may see; source: the rule's legal or official source.
    """

    name: str
    label: Bilingual
    outcome: Bilingual
    verdict: Verdict
    clauses: tuple[Clause, ...]
    source: Bilingual
    valid_from: date
