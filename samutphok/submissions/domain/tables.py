"""Answers as tables, laid out as ODK Central lays them out: one of the form, one of each repeat, joined by keys."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from samutphok.forms.domain.answers import Answer, Answers, Round
from samutphok.forms.domain.question import FormSchema, Path, QuestionKind
from samutphok.kernel.spreadsheets import inert

GEOPOINT = ("Latitude", "Longitude", "Altitude", "Accuracy")
_NUMBERS = {QuestionKind.INTEGER, QuestionKind.DECIMAL, QuestionKind.GEOPOINT}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A question's columns. heads: one, four of a geopoint, or with the choices of a select_multiple after it.

    choices: the values that have a column of their own, with 1 and 0.
    """

    path: Path
    kind: QuestionKind
    heads: tuple[str, ...]
    choices: tuple[str, ...] = ()

    def cells(self, value: str) -> list[str]:
        """The value over its columns; '' where there is none."""
        if self.kind is QuestionKind.GEOPOINT:
            parts = value.split()[: len(GEOPOINT)]
            return [_cell(self.kind, part) for part in parts] + [""] * (len(GEOPOINT) - len(parts))
        chosen = set(value.split())
        marks = ["1" if choice in chosen else "0" for choice in self.choices] if value else [""] * len(self.choices)
        return [_cell(self.kind, value), *marks]


@dataclass(frozen=True, slots=True)
class Table:
    """The form's own table (repeat: ()) or that of a repeat. file: its name, without folder."""

    repeat: Path
    file: str
    columns: tuple[Column, ...]

    @property
    def heads(self) -> list[str]:
        """The names of the answers' columns, in their order."""
        return [head for column in self.columns for head in column.heads]


def tables_of(schemas: Sequence[FormSchema], *, split_selects: bool = False) -> tuple[Table, ...]:
    """The tables of a form in all its versions, the newest first: what any of them asks has its place.

    The form's own table comes first, then repeats, outer before inner. Two repeats of one name are numbered.
    """
    form_id = schemas[0].form_id
    kinds: dict[Path, tuple[QuestionKind, Path, tuple[str, ...]]] = {}
    for schema in schemas:
        for question in schema.questions:
            before = kinds.get(question.path, (question.kind, question.repeat, ()))
            choices = dict.fromkeys([*before[2], *(choice.value for choice in question.choices)])
            kinds[question.path] = (before[0], before[1], tuple(choices))
    repeats = sorted({repeat for schema in schemas for repeat in schema.repeats}, key=lambda path: (len(path), path))
    return tuple(
        Table(
            repeat,
            file,
            tuple(
                _column(path, repeat, kind, choices if split_selects else ())
                for path, (kind, around, choices) in kinds.items()
                if around == repeat
            ),
        )
        for repeat, file in zip([(), *repeats], _files(form_id, repeats), strict=True)
    )


def rows_of(table: Table, answers: Answers) -> Iterator[tuple[str, str, list[str]]]:
    """The table's rows of one submission: PARENT_KEY ('' for the form's own), KEY, cells."""
    places = [()] if not table.repeat else _places(table.repeat, answers.rounds)
    values = {(answer.path, answer.places): answer.value for answer in answers.answers}
    for place in places:
        cells = [cell for column in table.columns for cell in column.cells(values.get((column.path, place), ""))]
        yield (*_keys(table.repeat, place, answers), cells)


def unknown_rows(answers: Answers) -> Iterator[tuple[str, str, str]]:
    """Values at paths that the form does not have: KEY of the submission, path, value."""
    for answer in answers.unknown:
        yield answers.instance_id, _path_key(answer), inert(answer.value)


def _column(path: Path, repeat: Path, kind: QuestionKind, choices: tuple[str, ...]) -> Column:
    head = "-".join(path[len(repeat) :])
    if kind is QuestionKind.GEOPOINT:
        return Column(path, kind, tuple(f"{head}-{part}" for part in GEOPOINT))
    split = choices if kind is QuestionKind.SELECT_MANY else ()
    return Column(path, kind, (head, *(f"{head}/{choice}" for choice in split)), split)


def _cell(kind: QuestionKind, value: str) -> str:
    """Byte for byte, but for an apostrophe before what a spreadsheet program would run; a number below zero is none."""
    return value if kind in _NUMBERS and _NUMBER.fullmatch(value) else inert(value)


def _files(form_id: str, repeats: Sequence[Path]) -> list[str]:
    base = file_stem(form_id)
    names = [file_stem(repeat[-1]) for repeat in repeats]
    seen: dict[str, int] = {}
    files = [f"{base}.csv"]
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        files.append(f"{base}-{name}~{seen[name]}.csv" if names.count(name) > 1 else f"{base}-{name}.csv")
    return files


def file_stem(name: str) -> str:
    """A name that is a file's everywhere, of letters, digits, '_', '-' and '.'."""
    return _UNFIT.sub("_", name).lstrip(".")[:100] or "form"


def _places(repeat: Path, rounds: Iterable[Round]) -> list[tuple[int, ...]]:
    return [one.places for one in rounds if one.path == repeat]


def _keys(repeat: Path, places: tuple[int, ...], answers: Answers) -> tuple[str, str]:
    """As Central writes them: the instanceID, then the steps to the repeat, each repeat with its number."""
    if not repeat:
        return "", answers.instance_id
    numbered = {one.path: one.places for one in answers.rounds if places[: len(one.places)] == one.places}
    steps, around = [answers.instance_id], [answers.instance_id]
    for length in range(1, len(repeat) + 1):
        at = numbered.get(repeat[:length])
        steps.append(f"{repeat[length - 1]}[{at[-1]}]" if at else repeat[length - 1])
        if at and length < len(repeat):
            around = list(steps)
    return "/".join(around), "/".join(steps)


def _path_key(answer: Answer) -> str:
    places = "".join(f"[{place}]" for place in answer.places)
    return "/".join(answer.path) + places
