"""What a checking makes of what it knew: new findings, findings that are no longer true, findings that come again."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from samutphok.verification.domain.rules import CheckRule
from samutphok.verification.domain.standing import OPEN, ActName, State


@dataclass(frozen=True, slots=True)
class Before:
    """A finding as it stood before. same: digest of its evidence."""

    id: UUID
    subject: str
    state: State
    same: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds of a subject. evidence: the facts it rests on, as JSON holds them."""

    subject: str
    evidence: Mapping[str, Any]
    same: str
    keys: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Settled:
    """What is to be written: hits that are new, acts on earlier findings, and evidence that has changed."""

    fresh: tuple[Hit, ...]
    acts: tuple[tuple[UUID, ActName], ...]
    told_anew: tuple[tuple[UUID, Hit], ...]


def hit_of(rule: CheckRule, row: Mapping[str, Any]) -> Hit:
    """One hit of a rule, out of the row of its subject."""
    evidence = {name: _json(row[name]) for name in rule.reads if row[name] is not None}
    same = {name: evidence.get(name) for name in rule.same}
    digest = hashlib.sha256(json.dumps(same, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return Hit(
        str(row["subject"]),
        evidence,
        digest,
        {key: row.get(key) for key in ("household", "area_code", "collector", "day")},
    )


def settle(before: Iterable[Before], hits: Iterable[Hit], *, unknown: frozenset[str]) -> Settled:
    """What changes. A finding still true stays as it is; one no longer true is mended; one that nobody can tell of now
    stays; one that was mended, or answered for other evidence, comes again; one answered for the same evidence does not.
    """
    known = {one.subject: one for one in before}
    found = {one.subject: one for one in hits}
    fresh = tuple(one for subject, one in found.items() if subject not in known)
    acts: list[tuple[UUID, ActName]] = []
    anew: list[tuple[UUID, Hit]] = []
    for subject, one in known.items():
        hit = found.get(subject)
        if hit is None:
            if one.state in OPEN and subject not in unknown:
                acts.append((one.id, ActName.CLEAR))
            continue
        again = one.state is State.MENDED or (one.state is State.STANDS and one.same != hit.same)
        if again:
            acts.append((one.id, ActName.RECUR))
        if again or one.state in OPEN:
            anew.append((one.id, hit))
    return Settled(fresh, tuple(acts), tuple(anew))


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return round(value, 2) if isinstance(value, float) else value
