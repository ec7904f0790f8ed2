"""Where Thai lines may break: between words, never inside one, which the typesetter does not know by itself."""

import re
from functools import cache

from pythainlp.corpus.common import thai_words
from pythainlp.tokenize import Tokenizer

# Words of this field that a general dictionary takes apart.
_FIELD_WORDS = frozenset(
    {"เปราะบาง", "ครัวเรือนเปราะบาง", "สมุดพก", "ภูเก็ต", "กะทู้", "ถลาง", "เชิงทะเล", "ป่าตอง", "ราไวย์", "กมลา"}
    | {"พมจ.", "ศจพ.", "จปฐ.", "อปท.", "พม."}
)
_THAI = re.compile(r"[\u0E00-\u0E7F]")
_STAYS_WITH_BEFORE = ("ๆ", "ฯ")

Piece = str | list[str]


class Name(str):
    """A person's name: its parts hold together, whatever words a dictionary would find in them."""


def pieces(text: str) -> list[Piece]:
    """The text cut where a line may break: a Thai word that must hold together is a list of one, the rest is plain.

    Joined, the pieces give the text again. Repetition and abbreviation marks stay with the word before.
    """
    if not _THAI.search(text):
        return [text]
    parts = re.split(r"( )", text) if isinstance(text, Name) else _words(text)
    return [[part] if _THAI.search(part) else part for part in parts if part]


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer(custom_dict=set(thai_words()) | _FIELD_WORDS, engine="newmm")


def _words(text: str) -> list[str]:
    found: list[str] = []
    for word in _tokenizer().word_tokenize(text):
        if found and word.startswith(_STAYS_WITH_BEFORE) and not found[-1].isspace():
            found[-1] += word
        else:
            found.append(word)
    return found
