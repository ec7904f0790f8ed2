"""The words in which cases speak: problems of the catalogue."""

from dataclasses import dataclass
from functools import cache

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import load_policy


@dataclass(frozen=True, slots=True)
class ProblemWord:
    """A problem of the catalogue with the dimension it belongs to."""

    code: str
    dimension: str
    label: Bilingual


@cache
def problem_words() -> dict[str, ProblemWord]:
    """Every problem of `policy/problems`, by its code, in the catalogue's order."""
    listed = load_policy("problems", "problems-2564").get("problems")
    return {one["name"]: ProblemWord(one["name"], one["dimension"], Bilingual(one["th"], one["en"])) for one in listed}
