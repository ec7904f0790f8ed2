"""Words of the name vocabulary near a word that was typed: trigrams propose a bounded set, edit distance decides.

The vocabulary (distinct folded first and last names) is compared instead of people: a common name is one word, however
many bear it. It tells nothing of anybody, so no viewer is asked; people are looked up by the words, inside the scope.
"""

from dataclasses import dataclass

from django.db import connection, transaction

from samutphok.registry.domain.spelling import edit_distance
from samutphok.registry.models import NameWord

PROPOSED = 200  # words that trigrams may propose
KEPT = 40  # words that are looked up


@dataclass(frozen=True, slots=True, order=True)
class NearWord:
    """A word of the vocabulary and how many letters it is away."""

    distance: int
    word: str


def near_words(word: str) -> list[NearWord]:
    """The nearest words of the vocabulary: the word itself, its misspellings, and words that begin with it."""
    limit = slips_searched(word)
    measured = {found: edit_distance(word, found, limit=limit) for found in _similar(word)}
    near = {found: distance for found, distance in measured.items() if distance is not None}
    for found in _beginning(word):
        near.setdefault(found, 0 if found == word else 1)
    return sorted(NearWord(distance, found) for found, distance in near.items())[:KEPT]


def slips_searched(word: str) -> int:
    """Letters that may differ in a search: one in short words, two in ordinary ones, three in long ones.

    Wider than what linkage takes for the same name: the result is looked at by a person.
    """
    if len(word) <= 4:
        return 1
    return 2 if len(word) <= 9 else 3


def _beginning(word: str) -> list[str]:
    found = NameWord.objects.filter(word__startswith=word).order_by("word")
    return list(found.values_list("word", flat=True)[:KEPT])


def _similar(word: str) -> list[str]:
    return _similar_postgresql(word) if connection.vendor == "postgresql" else _similar_sqlite(word)


def _similar_postgresql(word: str) -> list[str]:
    """Grain: a word. The default threshold (0.3) misses one slip in a short word: 1 of 7 trigrams of three letters."""
    with transaction.atomic(), connection.cursor() as cursor:
        threshold = 0.12 if len(word) <= 4 else 0.2
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(threshold)])
        cursor.execute(
            "SELECT word FROM registry_nameword WHERE word %% %s ORDER BY similarity(word, %s) DESC, word LIMIT %s",
            [word, word, PROPOSED],
        )
        return [found for (found,) in cursor.fetchall()]


def _similar_sqlite(word: str) -> list[str]:
    """Grain: a word. Any shared trigram proposes a word, those that share more and rarer ones first."""
    padded = f"^^{word}$"
    trigrams = {padded[start : start + 3] for start in range(len(padded) - 2)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.word FROM registry_nameword_trigram t JOIN registry_nameword v ON v.id = t.rowid "
            "WHERE t.padded MATCH %s ORDER BY t.rank, v.word LIMIT %s",
            [" OR ".join(f'"{trigram}"' for trigram in sorted(trigrams)), PROPOSED],
        )
        return [found for (found,) in cursor.fetchall()]
