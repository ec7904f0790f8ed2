"""The facts that a visit may state, and which of them belong to the day of the visit rather than to the household."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from samutphok.access.domain import Sensitivity
from samutphok.kernel.errors import Bilingual

# What is true of one visit only: the next one has its own and contradicts nobody. Feelings and the family's own words
# are kept beside each other, the newest first, and are never merged; two readings of one place differ by some metres.
OF_THE_VISIT = frozenset(
    {
        "household_id",
        "person_id",
        "outcome",
        "visited_on",
        "informant",
        "notice_version",
        "notice_given",
        "photo_consent",
        "next_visit_on",
        "members_said",
        "place",
        "remark",
        "found_by",
        "change_since",
        "changed_in",
        "help_words",
        "needs_words",
        "goals",
        "strengths_words",
        "urgent",
        "urgent_words",
        "life_satisfaction",
        "security",
    }
)
FEELINGS = ("life_satisfaction", "security")
WORDS = ("needs_words", "goals", "strengths_words", "urgent_words", "help_words", "remark")


class FactKind(StrEnum):
    """The shape of a value; see `policy/facts/logbook.yaml`."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"
    PLACE = "place"
    FILE = "file"
    ID = "id"


@dataclass(frozen=True, slots=True)
class LogbookFact:
    """A fact of the catalogue. of_person: said of a member, else of the household."""

    name: str
    of_person: bool
    kind: FactKind
    sensitivity: Sensitivity
    label: Bilingual

    @property
    def lasts(self) -> bool:
        """Whether it is a state of the household that stands until somebody says otherwise."""
        return self.name not in OF_THE_VISIT and self.kind is not FactKind.FILE


Catalogue = Mapping[str, LogbookFact]


def read_catalogue(raw: Mapping[str, Any]) -> dict[str, LogbookFact]:
    """The facts of the policy file by name."""
    return {
        one["name"]: LogbookFact(
            name=one["name"],
            of_person=one["of"] == "person",
            kind=FactKind(one["kind"]),
            sensitivity=Sensitivity(one["sensitivity"]),
            label=Bilingual(one["th"], one["en"]),
        )
        for one in raw["facts"]
    }
