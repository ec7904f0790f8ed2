"""What a question may feed: the names of policy/facts/logbook.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from samutphok.forms.domain.question import QuestionKind
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import load_policy

# The kinds of question that can give a fact of a kind; a kind that is not named takes any.
FITS: Mapping[str, frozenset[QuestionKind]] = {
    "number": frozenset({QuestionKind.INTEGER, QuestionKind.DECIMAL, QuestionKind.SELECT_ONE}),  # a scale of choices
    "date": frozenset({QuestionKind.DATE, QuestionKind.DATETIME}),
    "choice": frozenset({QuestionKind.SELECT_ONE, QuestionKind.SELECT_MANY, QuestionKind.RANK}),
    "flag": frozenset({QuestionKind.SELECT_ONE, QuestionKind.BOOLEAN, QuestionKind.INTEGER}),
    "place": frozenset({QuestionKind.GEOPOINT}),
    "file": frozenset({QuestionKind.FILE}),
}


@dataclass(frozen=True, slots=True)
class FedFact:
    """A fact of the logbook as a form's author meets it. of_person: said of a member, so asked in the members' repeat."""

    name: str
    of_person: bool
    kind: str
    label: Bilingual


@cache
def fed_facts() -> Mapping[str, FedFact]:
    """Every fact that a form may feed, by name."""
    facts = load_policy("facts", "logbook").get("facts")
    return {
        one["name"]: FedFact(one["name"], one["of"] == "person", one["kind"], Bilingual(one["th"], one["en"]))
        for one in facts
    }
