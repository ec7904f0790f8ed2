"""Words in free text that speak of what only a named team may read, told from those that only look like them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from samutphok.kernel.policies import PolicyFile, load_policy, policy_on
from samutphok.kernel.thai import plainly_typed

_THAI = re.compile(r"[\u0E00-\u0E7F]")
_GAP = r"[\s.\-]*"
_AROUND = 60  # signs on each side that tell where words begin and end
_JOINED = frozenset({"การ", "ความ", "ผู้", "นัก", "ถูก", "โดน"})  # before a word they make one of the same: 'การค้า|มนุษย์'


@dataclass(frozen=True, slots=True)
class SealedWords:
    """The list of a day. words: a pattern for each entry; innocent: phrases that hold one and mean something else."""

    words: tuple[re.Pattern[str], ...]
    innocent: tuple[re.Pattern[str], ...]

    def found(self, text: str) -> tuple[str, ...]:
        """The words of the list that stand in a text, as they were written, each once; none for an innocent one."""
        plain = plainly_typed(text).casefold()
        for phrase in self.innocent:
            plain = phrase.sub(lambda hit: "\x00" * len(hit[0]), plain)
        hits = [hit for word in self.words for hit in word.finditer(plain) if _is_word(plain, hit)]
        return tuple(dict.fromkeys(hit[0] for hit in sorted(hits, key=lambda hit: hit.start())))

    def in_any(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The same over several texts."""
        return tuple(dict.fromkeys(word for text in texts for word in self.found(text)))


def sealed_words_on(day: date) -> SealedWords:
    """The list in force; raises PolicyError, which names file, line and remedy."""
    return _listed(policy_on("words", "sealed-words", day=day).name)


def read_words(policy: PolicyFile) -> SealedWords:
    """The list of a policy file; the longer words first, so that they are told whole."""
    thai = [str(word) for group in policy.get("thai").values() for word in group]
    latin = [str(word) for group in policy.get("latin").values() for word in group]
    every = [(len(word), _thai(word)) for word in thai] + [(len(word), _latin(word)) for word in latin]
    ordered = sorted(every, key=lambda pair: -pair[0])
    phrases = [str(one).casefold() for one in policy.get("innocent")]
    return SealedWords(
        tuple(pattern for _length, pattern in ordered),
        tuple(_thai(one) if _THAI.search(one) else _latin(one) for one in phrases),
    )


@cache
def _listed(name: str) -> SealedWords:
    return read_words(load_policy("words", name))


def _thai(word: str) -> re.Pattern[str]:
    return re.compile(_GAP.join(re.escape(part) for part in plainly_typed(word).split()))


def _latin(word: str) -> re.Pattern[str]:
    """A word of its own: 'archive' holds no 'hiv', and 'grape' no 'rape'."""
    stem, starred = word.casefold().removesuffix("*"), word.endswith("*")
    middle = r"\s+".join(re.escape(part) for part in stem.split())
    return re.compile(rf"(?<![a-z]){middle}" + (r"[a-z]*" if starred else r"(?![a-z])"))


def _is_word(text: str, hit: re.Match[str]) -> bool:
    """Whether no word of the dictionary lies across an edge of it: 'ลูกค้า' ends within 'ค้ามนุษย์'."""
    if not _THAI.search(hit[0]):
        return True
    start = max(0, hit.start() - _AROUND)
    around = text[start : hit.end() + _AROUND]
    first, last = hit.start() - start, hit.end() - start
    return not any(_crosses(word, begins, first, last) and word in _dictionary() for word, begins in _places(around))


def _crosses(word: str, begins: int, first: int, last: int) -> bool:
    """Whether a word lies across exactly one edge: one that holds the whole of it speaks of the same."""
    ends = begins + len(word)
    before = begins < first < ends < last and word[: first - begins] not in _JOINED
    return before or first < begins < last < ends


def _places(text: str) -> Iterator[tuple[str, int]]:
    from pythainlp.tokenize import word_tokenize  # the dictionary is read when it is first needed

    at = 0
    for word in word_tokenize(text, engine="newmm", join_broken_num=False):
        yield word, at
        at += len(word)


@cache
def _dictionary() -> frozenset[str]:
    from pythainlp.corpus.common import thai_words

    return frozenset(thai_words())
