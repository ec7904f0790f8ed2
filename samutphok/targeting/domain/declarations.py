"""The entries of a measure's file, read strictly: a missing or wrong one is named with its line and the remedy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyError, PolicyFile


@dataclass(frozen=True, slots=True)
class Declaration:
    """A mapping in a policy file, at `path`; the empty path is the whole file."""

    file: PolicyFile
    path: tuple[str | int, ...] = ()

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self.optional_text(key)
        if value is None:
            raise self.wrong(key, "a text")
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None when the entry is absent or null."""
        value = self._entries().get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        raise self.wrong(key, "a text")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; none when the entry is absent or null."""
        value = self._entries().get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.wrong(key, "a list of texts")
        return tuple(value)

    def label(self, key: str) -> Bilingual:
        """A text in Thai and English."""
        if not isinstance(self._entries().get(key), Mapping):
            raise self.wrong(key, "{th: ..., en: ...}")
        texts = self._at(key)
        return Bilingual(texts.text("th"), texts.text("en"))

    def number(self, key: str) -> float:
        """A number that must be there; '1/3' is one."""
        value = self._entries().get(key)
        try:
            return float(Fraction(value.replace(" ", "")) if isinstance(value, str) else _number(value))
        except (ValueError, ZeroDivisionError) as error:
            raise self.wrong(key, "a number") from error

    def optional_whole(self, key: str) -> int | None:
        """A whole number, or None when the entry is absent or null."""
        value = self._entries().get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        raise self.wrong(key, "a whole number")

    def choice(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        """One of the allowed words; the default when the entry is absent."""
        value = self._entries().get(key, default)
        if value not in allowed:
            raise self.wrong(key, f"one of {', '.join(allowed)}")
        return str(value)

    def each(self, key: str) -> Iterator["Declaration"]:
        """The mappings of a list that must hold at least one."""
        entries = self._entries().get(key)
        if not isinstance(entries, list) or not entries:
            raise self.wrong(key, "a list that is not empty")
        for place, entry in enumerate(entries):
            if not isinstance(entry, Mapping):
                raise self._at(key).wrong(place, "a mapping")
            yield self._at(key, place)

    def wrong(self, key: str | int, expected: str) -> PolicyError:
        """The error for an entry that is absent or is not what it must be."""
        return self.file.error(
            (*self.path, key),
            Bilingual(f"รายการ '{key}' ใช้ไม่ได้หรือไม่มี", f"'{key}' is missing or wrong."),
            Bilingual(f"แก้ '{key}' ให้เป็น {expected}", f"Make '{key}' {expected}."),
        )

    def _entries(self) -> Mapping[str, object]:
        entries: Mapping[str, object] = self.file.get(*self.path)
        return entries

    def _at(self, *steps: str | int) -> "Declaration":
        return Declaration(self.file, (*self.path, *steps))


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("no number")
    return value
