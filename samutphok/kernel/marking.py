"""What differs between texts, letter by letter: a Thai letter and its vowels and tone marks are one piece, never torn."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_CLUSTER = re.compile(r"\s+|.[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*", re.DOTALL)  # a Thai letter with its marks
_WORD = re.compile(r"\s+|\S+")
ALIKE = 0.5  # below that two texts share too little for single letters to say anything


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `differs` where the other text has something else."""

    text: str
    differs: bool


def clusters(text: str) -> list[str]:
    """The letters of a text as a reader counts them, a Thai one with its marks; a run of spaces is one."""
    return _CLUSTER.findall(text)


def pieces(text: str, others: Sequence[str]) -> tuple[Piece, ...]:
    """The text, with the parts marked that some other text has otherwise; whole when they have little in common."""
    letters = clusters(text)
    marked = [False] * len(letters)
    for other in others:
        matcher = SequenceMatcher(a=letters, b=clusters(other), autojunk=False)
        if matcher.ratio() < ALIKE:
            return (Piece(text, differs=True),) if text else ()
        _mark(marked, matcher)
    return _joined(letters, marked)


def word_pieces(text: str, others: Sequence[str]) -> tuple[Piece, ...]:
    """The text, with the words between its spaces marked that some other text has otherwise: for dates and places."""
    words = _WORD.findall(text)
    marked = [False] * len(words)
    for other in others:
        _mark(marked, SequenceMatcher(a=words, b=_WORD.findall(other), autojunk=False))
    return _joined(words, [mark and not word.isspace() for word, mark in zip(words, marked, strict=True)])


def _mark(marked: list[bool], matcher: "SequenceMatcher[str]") -> None:
    for what, start, end, _from, _to in matcher.get_opcodes():
        if what != "equal":
            marked[start:end] = [True] * (end - start)


def _joined(parts: Sequence[str], marked: Sequence[bool]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for part, differs in zip(parts, marked, strict=True):
        if found and found[-1].differs == differs:
            found[-1] = Piece(found[-1].text + part, differs)
        else:
            found.append(Piece(part, differs))
    return tuple(found)
