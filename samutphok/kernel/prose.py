"""Plain writing for notices and guides: a small part of Markdown, read into blocks that hold text and nothing else.

Paragraphs, '## ' headings, '- ' and '1. ' lists, '> ' quotations, **strong words** and [words](address). There is no way
to write markup: what looks like HTML is text. Addresses lead to https, or to a page of this product ('/guides/').
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_HEADING = re.compile(r"(#{1,3}) +(.+)")
_BULLET = re.compile(r"[-*•] +(.+)")
_NUMBERED = re.compile(r"[0-9๐-๙]{1,3}[.)] +(.+)")
_QUOTE = re.compile(r"> ?(.*)")
_MARKS = re.compile(r"\*\*(?P<strong>[^*\n]{1,300})\*\*|\[(?P<words>[^\[\]\n]{1,300})\]\((?P<address>[^)\s]{1,500})\)")
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[^\s\"'<>\\]*)?|/(?![/\\])[^\s\"'<>\\]*")


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    NUMBERED = "numbered"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; strong, or a link when it has an address."""

    text: str
    strong: bool = False
    address: str = ""

    @property
    def leaves(self) -> bool:
        """Whether the link leads out of this product."""
        return self.address.startswith("https://")


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A block with its lines: one line each for headings, the lines of a paragraph, one an item for lists.

    depth: 1 to 3 for headings, 0 otherwise.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    depth: int = 0


class Change(StrEnum):
    """What became of a line from one text to the next."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of either text, and what became of it."""

    change: Change
    text: str


def read_prose(text: str) -> tuple[Block, ...]:
    """The blocks of a text. Every text can be read; what is no mark stands as it was written."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        for (kind, depth), found in groupby((_sorted_line(line) for line in lines), key=lambda one: one[0]):
            bodies = [body for _kind, body in found]
            if kind is BlockKind.HEADING:
                blocks.extend(Block(kind, (_spans(body),), depth) for body in bodies)
            else:
                blocks.append(Block(kind, tuple(_spans(body) for body in bodies)))
    return tuple(blocks)


def first_heading(text: str) -> str:
    """The words of the first heading, '' without one: the title of a guide."""
    found = next((block for block in read_prose(text) if block.kind is BlockKind.HEADING), None)
    return "".join(span.text for span in found.lines[0]) if found else ""


def line_changes(before: str, after: str) -> tuple[ChangedLine, ...]:
    """The lines of both texts in reading order, each said to be the same, gone or new. Empty lines do not count."""
    old, new = _lines(before), _lines(after)
    found: list[ChangedLine] = []
    for step, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            found.extend(_changed(Change.SAME, old[a:b]))
            continue
        found.extend(_changed(Change.GONE, old[a:b]))
        found.extend(_changed(Change.NEW, new[c:d]))
    return tuple(found)


def _changed(change: Change, lines: Iterable[str]) -> Iterator[ChangedLine]:
    return (ChangedLine(change, line) for line in lines)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _sorted_line(line: str) -> tuple[tuple[BlockKind, int], str]:
    """The kind of a line, a heading's depth, and what it says."""
    if heading := _HEADING.fullmatch(line):
        return (BlockKind.HEADING, len(heading[1])), heading[2]
    for kind, mark in ((BlockKind.BULLETS, _BULLET), (BlockKind.NUMBERED, _NUMBERED), (BlockKind.QUOTE, _QUOTE)):
        if found := mark.fullmatch(line):
            return (kind, 0), found[1]
    return (BlockKind.PARAGRAPH, 0), line


def _spans(line: str) -> Line:
    spans, end = [], 0
    for mark in _MARKS.finditer(line):
        spans.append(Span(line[end : mark.start()]))
        spans.append(_marked(mark))
        end = mark.end()
    spans.append(Span(line[end:]))
    return tuple(span for span in spans if span.text)


def _marked(mark: re.Match[str]) -> Span:
    if mark["strong"]:
        return Span(mark["strong"], strong=True)
    safe = _ADDRESS.fullmatch(mark["address"])
    return Span(mark["words"], address=mark["address"]) if safe else Span(mark[0])
