"""What a new version of a form asks otherwise than the one before, and what would be lost by it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from samutphok.forms.domain.question import FormSchema, Path, Question, QuestionKind
from samutphok.kernel.errors import Bilingual


class Change(StrEnum):
    """How a question differs; the first five lose something."""

    REMOVED = "removed"
    KIND = "kind"  # another shape of answer: what was answered before no longer compares
    CHOICES_REMOVED = "choices_removed"
    MOVED = "moved"  # into a repeat, out of one, or into another: once a member is not once a family
    UNMAPPED = "unmapped"  # no longer feeds the fact of the logbook that it fed
    ADDED = "added"
    WIDENED = "widened"  # every answer of before is still one
    CHOICES_ADDED = "choices_added"
    REGROUPED = "regrouped"  # under another heading
    MAPPED = "mapped"
    REWORDED = "reworded"
    REQUIRED = "required"


LOSING = frozenset({Change.REMOVED, Change.KIND, Change.CHOICES_REMOVED, Change.MOVED, Change.UNMAPPED})

_WIDER = frozenset({(QuestionKind.INTEGER, QuestionKind.DECIMAL), (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MANY)})


@dataclass(frozen=True, slots=True)
class Difference:
    """One change of one question. label: its words, '' of what nobody sees.

    before, after: kinds, choices, facts or paths as the forms name them, '' for none.
    """

    change: Change
    path: Path
    label: Bilingual
    before: str = ""
    after: str = ""

    @property
    def loses(self) -> bool:
        """Whether answers of this version would lack what those of the version before have."""
        return self.change in LOSING


def differences(before: FormSchema, after: FormSchema) -> tuple[Difference, ...]:
    """Every change between two versions, those that lose something first. Notes hold no answers: they are not compared."""
    old, new = (
        {question.path: question for question in schema.questions if not question.note} for schema in (before, after)
    )
    moves = _moves(old, new)
    found = [*_compared(old, new, moves)]
    found += [
        Difference(Change.ADDED, path, asked.label)
        for path, asked in new.items()
        if path not in old and path not in moves.values()
    ]
    return tuple(sorted(found, key=lambda one: (not one.loses, list(Change).index(one.change))))


def _compared(
    old: Mapping[Path, Question], new: Mapping[Path, Question], moves: Mapping[Path, Path]
) -> Iterator[Difference]:
    for path, question in old.items():
        there = new.get(moves.get(path, path))
        if there is None:
            yield Difference(Change.REMOVED, path, question.label)
            continue
        if there.path != path:
            change = Change.REGROUPED if there.repeat == question.repeat else Change.MOVED
            yield Difference(change, there.path, there.label, "/".join(path), "/".join(there.path))
        yield from _changes(question, there)


def _moves(old: Mapping[Path, Question], new: Mapping[Path, Question]) -> dict[Path, Path]:
    """Questions that stand elsewhere under their own name, when only one of that name left and only one came."""
    gone, come = defaultdict(list), defaultdict(list)
    for path in old.keys() - new.keys():
        gone[path[-1]].append(path)
    for path in new.keys() - old.keys():
        come[path[-1]].append(path)
    return {gone[name][0]: come[name][0] for name in gone if len(gone[name]) == len(come[name]) == 1}


def _changes(before: Question, after: Question) -> Iterator[Difference]:
    if before.kind is not after.kind:
        wider = (before.kind, after.kind) in _WIDER
        yield Difference(
            Change.WIDENED if wider else Change.KIND, after.path, after.label, before.kind.value, after.kind.value
        )
    yield from _choices(before, after)
    if before.fact != after.fact:
        change = Change.UNMAPPED if before.fact else Change.MAPPED
        yield Difference(change, after.path, after.label, before.fact, after.fact)
    if before.label != after.label:
        yield Difference(Change.REWORDED, after.path, after.label, before.label.th, after.label.th)
    if after.required and not before.required:
        yield Difference(Change.REQUIRED, after.path, after.label)


def _choices(before: Question, after: Question) -> Iterator[Difference]:
    """Choices by value. A list that comes from a file now, or came from one, is not compared: its rows are not known."""
    if not before.choices or not after.choices:
        return
    old, new = ({choice.value for choice in question.choices} for question in (before, after))
    if old - new:
        yield Difference(Change.CHOICES_REMOVED, after.path, after.label, before=" ".join(sorted(old - new)))
    if new - old:
        yield Difference(Change.CHOICES_ADDED, after.path, after.label, after=" ".join(sorted(new - old)))
