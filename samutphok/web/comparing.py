"""A row in doubt beside whom it may be, part by part, as the page of decisions shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samutphok.areas.domain import COUNTRY, AreaView, lineage
from samutphok.intake.domain.register import registers
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.marking import Piece, pieces, word_pieces
from samutphok.linkage.domain.clerical import CandidateView, Neighbour, QuestionView
from samutphok.linkage.domain.differences import SAYS_WORDS, Difference, Part, Side, Verdict
from samutphok.linkage.domain.gain import BECAUSE_WORDS
from samutphok.linkage.domain.review import REASON_WORDS
from samutphok.registry.domain.views import Source
from samutphok.web.templatetags.desk import UNKNOWN, day

_SEX = {"F": _("female"), "M": _("male")}
_WORDS = {
    Part.PID: pgettext_lazy("compared", "Number"),
    Part.TITLE: _("Title"),
    Part.FIRST_NAME: _("First name"),
    Part.LAST_NAME: _("Last name"),
    Part.SEX: _("Sex"),
    Part.BIRTH: _("Born"),
    Part.AREA: pgettext_lazy("compared", "Area"),
}
_SIGNS = {
    Verdict.SAME: "check",
    Verdict.NEARLY: "circle-dashed",
    Verdict.OTHER: "x",
    Verdict.SILENT: "minus",
}
_KEYS = "12345"
_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of one side: its letters, with those marked that the other side has otherwise; and how it compares."""

    parts: tuple[Piece, ...]
    verdict: str = ""
    sign: str = ""
    note: Bilingual | None = None
    says: str = ""
    says_word: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One part on all sides."""

    word: Promise
    claimed: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Where a side comes from."""

    register: Bilingual
    as_of: date
    row_number: int


@dataclass(frozen=True, slots=True)
class Column:
    """Somebody whom the row may be. key: of the keyboard; word: what the form sends."""

    view: CandidateView
    key: str
    word: str
    percent: int | None
    sources: tuple[Told, ...]
    more: int
    home: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A question as the page shows it."""

    view: QuestionView
    source: Told
    place: str
    reasons: tuple[Bilingual, ...]
    because: tuple[Bilingual, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def several(self) -> bool:
        """Whether there are more than one to choose between."""
        return len(self.columns) > 1


def places_asked(view: QuestionView) -> set[str]:
    """The areas whose names the page needs."""
    sides = [view.claimed, *(one.side for one in view.candidates)]
    return {step for side in sides for step in lineage(side.area_code)} | set(lineage(view.area_code))


def compared(view: QuestionView, places: Mapping[str, AreaView]) -> Compared:
    """The question with its words; of somebody whom the viewer may not see the column stays empty."""
    return Compared(
        view=view,
        source=_told(view.source),
        place=place_of(view.area_code, places),
        reasons=tuple(REASON_WORDS[reason] for reason in view.reasons),
        because=tuple(BECAUSE_WORDS[reason] for reason in view.because),
        columns=tuple(_column(key, one) for key, one in zip(_KEYS, view.candidates, strict=False)),
        lines=tuple(_line(part, view, places) for part in Part),
    )


def place_of(code: str, places: Mapping[str, AreaView]) -> str:
    """The place from the village up to the province; its code when no name is known."""
    language = get_language() or "th"
    steps = [places[step].title(language) for step in reversed(lineage(code)) if step != COUNTRY and step in places]
    return " · ".join(steps) or code


def _column(key: str, one: CandidateView) -> Column:
    percent = None if one.probability is None else min(99, round(100 * one.probability))
    shown = tuple(_told(source) for source in islice(one.sources, _SOURCES))
    return Column(one, key, f"same:{one.thing}", percent, shown, len(one.sources) - len(shown), one.household)


def _told(source: Source) -> Told:
    known = registers().get(source.register)
    name = known.title if known else Bilingual(source.register, source.register)
    return Told(name, source.as_of, source.row_number)


def _line(part: Part, view: QuestionView, places: Mapping[str, AreaView]) -> Line:
    mine = _text(part, view.claimed, places)
    texts = [_text(part, one.side, places) if one.visible else "" for one in view.candidates]
    alone = [text for text in texts if text] if len(texts) == 1 else []
    cells = tuple(_cell(part, text, mine, one.differences) for text, one in zip(texts, view.candidates, strict=True))
    return Line(_WORDS[part], Cell(_pieces(part, mine, alone)), cells)


def _cell(part: Part, text: str, mine: str, differences: tuple[Difference, ...]) -> Cell:
    told = next((one for one in differences if one.part is part), None)
    parts = _pieces(part, text, [mine] if mine else [])
    if told is None:
        return Cell(parts)
    says = SAYS_WORDS[told.says] if told.says else None
    return Cell(parts, told.verdict.value, _SIGNS[told.verdict], told.note, told.says.value if told.says else "", says)


def _pieces(part: Part, text: str, others: list[str]) -> tuple[Piece, ...]:
    if not text:
        return (Piece(UNKNOWN, differs=False),)
    if part in (Part.PID, Part.TITLE):
        return (Piece(text, differs=False),)
    return (pieces if part in (Part.FIRST_NAME, Part.LAST_NAME) else word_pieces)(text, others)


def _text(part: Part, side: Side, places: Mapping[str, AreaView]) -> str:
    who = side.identity
    match part:
        case Part.PID:
            return str(_("has a number") if side.pid else "")
        case Part.TITLE:
            return who.title
        case Part.FIRST_NAME:
            return who.first_name
        case Part.LAST_NAME:
            return who.last_name
        case Part.SEX:
            return str(_SEX[who.sex]) if who.sex in _SEX else ""
        case Part.BIRTH:
            return str(day(who.birth)) if who.birth else ""
        case Part.AREA:
            return place_of(side.area_code, places) if side.area_code else ""
