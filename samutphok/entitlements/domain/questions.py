"""The questions by which somebody without a file learns their rights: one for each fact, in words of the kitchen table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samutphok.entitlements.domain.vocabulary import PERSON, RightsVocabulary
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.kernel.rules import Expr, Value


class AnswerKind(StrEnum):
    """How a question is answered, and what its fact becomes."""

    YES_NO = "yes_no"
    COUNT = "count"
    BAHT = "baht"
    BAHT_A_MONTH = "baht_a_month"  # asked by the month, the fact is of the year
    FAMILY_A_MONTH = "family_a_month"  # what the whole family has in a month; the fact is a person's in a year
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Question:
    """A question about each person ('{who}' stands for the name) or about the family; sealed: never asked unbidden.

    only_if: a rule about the person; of whom it does not hold, nobody asks, and the fact is taken as `otherwise`.
    """

    fact: str
    subject: str
    kind: AnswerKind
    text: Bilingual
    hint: Bilingual | None
    options: Mapping[str, Bilingual]
    sealed: bool
    only_if: Expr | None = None
    otherwise: Value | None = None


def read_questions(file: PolicyFile, vocabulary: RightsVocabulary) -> tuple[Question, ...]:
    """The questions of a policy file, in its order; raises PolicyError for a fact nobody knows or that is worked out."""
    return tuple(_question(file, place, vocabulary) for place in range(len(file.get("questions"))))


def _question(file: PolicyFile, place: int, vocabulary: RightsVocabulary) -> Question:
    path = ("questions", place)
    name, kind = str(file.get(*path, "fact")), str(file.get(*path, "kind"))
    fact = vocabulary.words.facts.get(name)
    if fact is None or kind not in tuple(AnswerKind):
        raise file.error(
            path,
            Bilingual(f"คำถามของ '{name}' ใช้ไม่ได้", f"the question about '{name}' cannot be used."),
            Bilingual("ตรวจชื่อข้อมูลใน policy/facts และชนิดคำตอบ", "Check the fact's name in policy/facts and the kind."),
        )
    text = Bilingual(str(file.get(*path, "th")), str(file.get(*path, "en")))
    if fact.subject == PERSON and not all("{who}" in words for words in (text.th, text.en)):
        raise file.error(
            path,
            Bilingual("คำถามรายบุคคลต้องมี {who}", "a question about a person must name {who}."),
            Bilingual("เขียน {who} แทนชื่อคน", "Write {who} for the person."),
        )
    entry = file.get(*path)
    hint, options = entry.get("hint"), entry.get("options", {})
    return Question(
        fact=name,
        subject=fact.subject,
        kind=AnswerKind(kind),
        text=text,
        hint=Bilingual(hint["th"], hint["en"]) if hint else None,
        options={value: Bilingual(words["th"], words["en"]) for value, words in options.items()},
        sealed=fact.sensitivity == "S3",
        only_if=file.rule(*path, "only_if", "rule", facts=vocabulary.types(fact.subject))
        if "only_if" in entry
        else None,
        otherwise=file.get(*path, "only_if", "otherwise") if "only_if" in entry else None,
    )
