"""What a notice says, and what must be right with it before it is sent."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_CHARACTERS = 20_000
MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Content:
    """The words of one version. Thai is required, English is not; `number` and `dated` are the circular's.

    due_on: by when it is to be acknowledged; valid_until: the last day on which it holds, None without an end.
    change: what is new in this version, in a sentence; '' in the first.
    """

    title_th: str
    text_th: str
    source: str
    dated: date
    number: str = ""
    title_en: str = ""
    text_en: str = ""
    due_on: date | None = None
    valid_until: date | None = None
    change: str = ""

    def title(self, language: str) -> str:
        """The title in the reader's language; the Thai one where there is no English."""
        return self.title_en if language.startswith("en") and self.title_en else self.title_th

    def text(self, language: str) -> str:
        """The text in the reader's language; the Thai one where there is no English."""
        return self.text_en if language.startswith("en") and self.text_en else self.text_th


class Fault(StrEnum):
    """What keeps a notice from being sent."""

    NO_TITLE = "no_title"
    NO_TEXT = "no_text"
    NO_SOURCE = "no_source"
    TOO_LONG = "too_long"
    ENGLISH_IN_PART = "english_in_part"
    DUE_AFTER_END = "due_after_end"
    ENDS_IN_THE_PAST = "ends_in_the_past"
    NO_CHANGE_SAID = "no_change_said"


def faults(content: Content, *, version: int, today: date) -> tuple[Fault, ...]:
    """Everything that is wrong with a version that is to be sent today, in the order of the form."""
    found = {
        Fault.NO_TITLE: not content.title_th.strip(),
        Fault.NO_TEXT: not content.text_th.strip(),
        Fault.NO_SOURCE: not content.source.strip(),
        Fault.TOO_LONG: _too_long(content.text_th) or _too_long(content.text_en),
        Fault.ENGLISH_IN_PART: bool(content.title_en.strip()) != bool(content.text_en.strip()),
        Fault.DUE_AFTER_END: bool(content.due_on and content.valid_until and content.due_on > content.valid_until),
        Fault.ENDS_IN_THE_PAST: content.valid_until is not None and content.valid_until < today,
        Fault.NO_CHANGE_SAID: version > 1 and not content.change.strip(),
    }
    return tuple(fault for fault, so in found.items() if so)


def _too_long(text: str) -> bool:
    return len(text) > MOST_CHARACTERS or text.count("\n") >= MOST_LINES
