"""Words of the name vocabulary near a word that was typed, by letters and by sound; a bounded set of each is compared.

The vocabulary (distinct folded first and last names) is compared instead of people: a common name is one word, however
many bear it. It tells nothing of anybody, so no viewer is asked; people are looked up by the words, inside the scope.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.db import connection, transaction

from samutphok.registry.domain.sounds import apart, beginning_sound, is_latin, sounds
from samutphok.registry.domain.spelling import edit_distance

PROPOSED = 200  # words that trigrams, or a sound, may propose
KEPT = 40  # words that are looked up
_BEGUN = 3  # how near a word counts that so far only sounds alike
_BY_LETTERS, _BY_BEGINNING, _BY_SOUND, _BY_SOUND_BEGUN = range(4)

Statement: TypeAlias = tuple[str, tuple[str | int, ...]]


@dataclass(frozen=True, slots=True, order=True)
class NearWord:
    """A word of the vocabulary and how many letters it is away."""

    distance: int
    word: str


def near_words(word: str) -> list[NearWord]:
    """The nearest words of the vocabulary: the word itself, its misspellings, those that sound alike or begin with it.

    What is typed in Latin letters is compared by its sound: 'Somchai' is as near to สมชาย as it can be.
    """
    near: dict[str, int] = {}
    for way, found in _proposed(word):
        distance = _distance(word, found, way)
        if distance is not None:
            near[found] = min(distance, near.get(found, distance))
    return sorted(NearWord(distance, found) for found, distance in near.items())[:KEPT]


def slips_searched(word: str) -> int:
    """Letters that may differ in a search: one in short words, two in ordinary ones, three in long ones.

    Wider than what linkage takes for the same name: the result is looked at by a person.
    """
    if len(word) <= 4:
        return 1
    return 2 if len(word) <= 9 else 3


def _distance(word: str, found: str, way: int) -> int | None:
    """By how much a proposed word differs; None when by too much."""
    if found == word:
        return 0
    if way == _BY_LETTERS:
        return edit_distance(word, found, limit=slips_searched(word))
    if way == _BY_BEGINNING:
        return 1
    if way == _BY_SOUND_BEGUN:
        return _BEGUN
    vowels = apart(word, found)
    return vowels if vowels is None or is_latin(word) else 1 + vowels


def _proposed(word: str) -> Iterable[tuple[int, str]]:
    """Each word with the way by which it was proposed; one statement, whatever the database."""
    postgresql = connection.vendor == "postgresql"
    parts = [_similar_postgresql(word) if postgresql else _similar_sqlite(word), _beginning(word), _alike(word)]
    if begun := beginning_sound(word):
        parts.append(_alike_so_far(begun))
    statement = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part_{place}" for place, (sql, _) in enumerate(parts))  # noqa: S608 -- constants and placeholders
    values = [value for _, given in parts for value in given]
    with transaction.atomic(), connection.cursor() as cursor:
        if postgresql:
            # the default threshold (0.3) misses one slip in a short word: 1 of 7 trigrams of three letters
            threshold = 0.12 if len(word) <= 4 else 0.2
            cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(threshold)])
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _beginning(word: str) -> Statement:
    like, begins = _begins(word)
    sql = f"SELECT {_BY_BEGINNING}, word FROM registry_nameword WHERE word {like} ORDER BY word LIMIT %s"  # noqa: S608 -- constants and placeholders
    return sql, (begins, KEPT)


def _begins(text: str) -> tuple[str, str]:
    """How each database finds a beginning in an index. The text is folded: it holds letters and digits alone."""
    return ("LIKE %s", f"{text}%") if connection.vendor == "postgresql" else ("GLOB %s", f"{text}*")


def _alike(word: str) -> Statement:
    known = sorted(sounds(word)) or [""]
    marks = ", ".join(["%s"] * len(known))
    sql = f"SELECT {_BY_SOUND}, word FROM registry_namesound WHERE sound IN ({marks}) LIMIT %s"  # noqa: S608 -- constants and placeholders
    return sql, (*known, PROPOSED)


def _alike_so_far(begun: str) -> Statement:
    like, begins = _begins(begun)
    sql = f"SELECT {_BY_SOUND_BEGUN}, word FROM registry_namesound WHERE sound {like} ORDER BY sound LIMIT %s"  # noqa: S608 -- constants and placeholders
    return sql, (begins, KEPT)


def _similar_postgresql(word: str) -> Statement:
    sql = f"SELECT {_BY_LETTERS}, word FROM registry_nameword WHERE word %% %s ORDER BY similarity(word, %s) DESC LIMIT %s"  # noqa: S608 -- constants and placeholders
    return sql, (word, word, PROPOSED)


def _similar_sqlite(word: str) -> Statement:
    """Any shared trigram proposes a word, those that share more and rarer ones first."""
    padded = f"^^{word}$"
    trigrams = {padded[start : start + 3] for start in range(len(padded) - 2)}
    sql = (
        f"SELECT {_BY_LETTERS}, v.word FROM registry_nameword_trigram t JOIN registry_nameword v ON v.id = t.rowid "  # noqa: S608 -- constants and placeholders
        "WHERE t.padded MATCH %s ORDER BY t.rank, v.word LIMIT %s"
    )
    return sql, (" OR ".join(f'"{trigram}"' for trigram in sorted(trigrams)), PROPOSED)
