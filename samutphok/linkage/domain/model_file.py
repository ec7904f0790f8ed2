"""A learnt model as the policy file that it will be: dated, with where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samutphok.linkage.domain.likelihood import LEVELS, Level, LinkModel

_LEAST = 1e-6  # no level is impossible: a clerk may do anything once


@dataclass(frozen=True, slots=True)
class Training:
    """From how many people of two files a model was learnt, and when."""

    left: int
    right: int
    on: date


def learnt_levels(
    start: LinkModel, found: Mapping[str, tuple[tuple[float | None, float | None], ...]]
) -> Mapping[str, tuple[Level, ...]]:
    """m and u as found, shares of 1 within each part; a level never seen keeps the start's share."""
    return {
        part: tuple(
            Level(m, u)
            for m, u in zip(
                _shares([given.m for given in start.levels[part]], [m for m, _ in found[part]]),
                _shares([given.u for given in start.levels[part]], [u for _, u in found[part]]),
                strict=True,
            )
        )
        for part in LEVELS
    }


def _shares(start: list[float], found: list[float | None]) -> list[float]:
    taken = [max(_LEAST, before if now is None else now) for before, now in zip(start, found, strict=True)]
    return [value / sum(taken) for value in taken]


def model_text(name: str, start: LinkModel, levels: Mapping[str, tuple[Level, ...]], training: Training) -> str:
    """The YAML of a model, with the start's rules and thresholds."""
    people = f"{training.left:,} and {training.right:,} people"
    lines = [
        f"name: {name}",
        "family: people",
        f"valid_from: {training.on.isoformat()}",
        "valid_to: null",
        "source:",
        f'  th: "เรียนรู้จากแฟ้มสองแฟ้ม ({training.left:,} และ {training.right:,} คน) ด้วยวิธี EM เริ่มจาก {start.name}"',
        f'  en: "Learnt from two files ({people}) by expectation maximisation, starting from {start.name}"',
        f"expected: {start.expected}",
        "blocking:",
        *(f"  - [{', '.join(rule)}]" for rule in start.blocking),
        "levels:",
    ]
    for part, names in LEVELS.items():
        lines.append(f"  {part}:")
        lines += [
            f"    {level}: {{m: {given.m:.6g}, u: {given.u:.6g}}}"
            for level, given in zip(names, levels[part], strict=True)
        ]
    rule = start.thresholds
    lines += ["decision:", f"  accept: {rule.accept}", f"  review: {rule.review}", f"  clear_by: {rule.clear_by}", ""]
    return "\n".join(lines)
