"""A form as a document that one reads: headings, questions with their numbers, choices, conditions and what each feeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from samutphok.forms.domain.conditions import Call, in_words
from samutphok.forms.domain.facts import FedFact
from samutphok.forms.domain.question import SILENT, FormSchema, Group, Path, Question
from samutphok.kernel.errors import Bilingual

_START = Bilingual("เริ่มต้น", "Beginning")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a part. repeats: what stands below it is asked once for each. when: its condition in words."""

    label: Bilingual
    repeats: bool
    when: Bilingual

    @property
    def words(self) -> Bilingual:
        """The label, unless it is nothing but a value that the phone puts in."""
        return SILENT if self.label.th == "…" else self.label


@dataclass(frozen=True, slots=True)
class Line:
    """A question or note. number: its place among those that are asked, 0 for a note. fact: what it feeds, or None."""

    question: Question
    number: int
    fact: FedFact | None
    when: Bilingual
    headings: tuple[Heading, ...] = ()

    @property
    def name(self) -> str:
        """The question's name in the form, shown where it has no words."""
        return self.question.path[-1]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one of the form's main headings."""

    key: str
    heading: Heading
    lines: tuple[Line, ...]

    @property
    def questions(self) -> int:
        """How many are asked in it."""
        return sum(line.number > 0 for line in self.lines)


def parts(schema: FormSchema, facts: Mapping[str, FedFact]) -> tuple[Part, ...]:
    """The form in its order. What nobody sees is left out; `fed_silently` has those of it that feed the logbook."""
    groups = {group.path: group for group in schema.groups}
    shown = [question for question in schema.questions if question.asked or question.note]
    numbers = {path: place for place, path in enumerate((one.path for one in shown if one.asked), start=1)}

    def when(node: Question | Group) -> Bilingual:
        return in_words(node.relevant, at=node.path, schema=schema, facts=facts, call=_by(numbers))

    found = []
    before: Path = ()
    for place, (top, run) in enumerate(
        groupby(shown, key=lambda question: question.path[:1] if len(question.path) > 1 else ())
    ):
        lines = []
        for question in run:
            opened = _opened(before, question.path[:-1])
            inside = (groups[path] for path in opened if path != top and path in groups)
            headings = tuple(_heading(group, schema, when(group)) for group in inside)
            fact = facts.get(question.fact)
            lines.append(Line(question, numbers.get(question.path, 0), fact, when(question), headings))
            before = question.path[:-1]
        own = groups.get(top)
        heading = _heading(own, schema, when(own)) if own else Heading(_START if not place else SILENT, False, SILENT)
        found.append(Part(f"part-{place + 1}", heading, tuple(lines)))
    return tuple(found)


def fed_silently(schema: FormSchema, facts: Mapping[str, FedFact]) -> tuple[FedFact, ...]:
    """What the form works out by itself and gives to the logbook."""
    silent = (question.fact for question in schema.questions if not question.asked and question.fact in facts)
    return tuple(facts[name] for name in dict.fromkeys(silent))


def _opened(before: Path, now: Path) -> list[Path]:
    """The groups that are entered between one question and the next, outer before inner."""
    return [now[: depth + 1] for depth in range(len(now)) if before[: depth + 1] != now[: depth + 1]]


def _heading(group: Group, schema: FormSchema, when: Bilingual) -> Heading:
    return Heading(group.label, group.path in schema.repeats, when)


def _by(numbers: Mapping[Path, int]) -> Call:
    """Conditions speak of questions by the number that stands beside them."""

    def call(question: Question) -> Bilingual:
        place = numbers[question.path]
        return Bilingual(f"ข้อ {place}", f"question {place}")

    return call
