"""Questions about likely pairs that no model may decide: opened, brought up to date, closed when they are settled."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samutphok.linkage.actions.settling import enter_gate
from samutphok.linkage.domain.agreement import Reason
from samutphok.linkage.domain.clustering import Node, Weighed
from samutphok.linkage.domain.things import PERSON, RECORD, Thing
from samutphok.linkage.domain.weighing import named_levels
from samutphok.linkage.models import Review
from samutphok.registry.actions.comparable import first_rows, joined_rows
from samutphok.registry.actions.standing import areas_of

_MOST = 5  # candidates of one question
_PIECE = 500
Outcome, Kind = Review.Outcome, Review.Kind


def ask(pairs: Iterable[Weighed], nodes: Mapping[str, Node], *, now: datetime) -> int:
    """Bring the questions of likeness in line with the likely pairs that are open; returns how many stand.

    Each thing without a number that places it is asked about once, with those whom it may be, the likeliest first. A
    question that changed gets a new version, so nobody decides on the old one.
    """
    doubts = _doubts(pairs, nodes)
    rows = _rows(doubts)
    by_row = {rows[thing]: candidates for thing, candidates in doubts.items() if thing in rows}
    for some in _pieces(by_row):
        _open({row: by_row[row] for row in some}, now)
    stale = Review.objects.filter(kind=Kind.LIKELIHOOD, outcome=Outcome.OPEN).values_list("record_id", flat=True)
    for some in _pieces([row for row in stale if row not in by_row]):
        _close(some, now)
    _follow_numbers(now)
    return Review.objects.filter(kind=Kind.LIKELIHOOD, outcome=Outcome.OPEN).count()


def _doubts(pairs: Iterable[Weighed], nodes: Mapping[str, Node]) -> dict[str, list[dict[str, Any]]]:
    """By the thing in doubt, whom it may be. Of two without a number the row, else the one that came later, is in doubt."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda one: (-one.bits, one.pair)):
        doubted, other = sorted(pair.pair, key=lambda thing: _standing(thing, nodes), reverse=True)
        if other.startswith(PERSON) and not _numbered(doubted, nodes) and len(found[doubted]) < _MOST:
            found[doubted].append(
                {
                    "thing": other,
                    "probability": round(pair.probability, 6),
                    "bits": round(pair.bits, 2),
                    "levels": named_levels(pair.levels),
                }
            )
    return {thing: candidates for thing, candidates in found.items() if candidates}


def _standing(thing: str, nodes: Mapping[str, Node]) -> tuple[bool, bool, str]:
    return (not _numbered(thing, nodes), thing.startswith(RECORD), nodes[thing].place if thing in nodes else thing)


def _numbered(thing: str, nodes: Mapping[str, Node]) -> bool:
    return thing in nodes and bool(nodes[thing].number)


def _rows(doubts: Collection[str]) -> dict[str, int]:
    """The row by which each thing is asked about; whom only a visit met has none and is not asked about."""
    read = {thing: Thing.read(thing) for thing in doubts}
    people = [one.uuid for one in read.values() if one.kind == PERSON]
    own: dict[str, int] = {}
    for some in _pieces(people):
        own |= {str(Thing.person(key)): row for key, (row, _) in first_rows(some).items()}
    return own | {thing: int(one.key) for thing, one in read.items() if one.kind == RECORD}


@transaction.atomic
def _open(asked: Mapping[int, list[dict[str, Any]]], now: datetime) -> None:
    enter_gate()
    standing = {one.record_id: one for one in Review.objects.filter(record_id__in=asked)}
    areas = {int(key): area for key, area in areas_of(RECORD, [str(row) for row in asked]).items()}
    new = []
    for row, candidates in asked.items():
        review = standing.get(row)
        if review is None and row in areas:
            new.append(_question(row, candidates, areas[row], now))
        elif review is not None:
            _refresh(review, candidates)
    Review.objects.bulk_create(new)


def _question(row: int, candidates: list[dict[str, Any]], area: str, now: datetime) -> Review:
    return Review(
        record_id=row,
        person_id=Thing.read(candidates[0]["thing"]).uuid,
        area_code=area,
        kind=Kind.LIKELIHOOD,
        reasons=[Reason.LIKELY.value],
        probability=candidates[0]["probability"],
        candidates=candidates,
        created_at=now,
    )


def _refresh(review: Review, candidates: list[dict[str, Any]]) -> None:
    """A question of a citizen number keeps its holder and gets the candidates beside it; it is never opened again here."""
    before = [one["thing"] for one in review.candidates]
    after = [one["thing"] for one in candidates]
    review.candidates, review.probability = candidates, candidates[0]["probability"]
    if review.kind == Kind.LIKELIHOOD:
        if review.outcome != Outcome.OPEN or before != after:
            review.version += 1
        review.outcome, review.decided_at, review.decided_by = Outcome.OPEN, None, ""
        review.person_id = Thing.read(after[0]).uuid
    review.save()


@transaction.atomic
def _close(rows: Collection[int], now: datetime) -> None:
    """Nothing likely is left to ask: the row was joined, or its candidates are gone."""
    enter_gate()
    reviews = Review.objects.filter(record_id__in=rows, outcome=Outcome.OPEN, kind=Kind.LIKELIHOOD)
    joined = joined_rows(rows)
    for review in reviews:
        review.outcome = Outcome.LINKED if review.record_id in joined else Outcome.WITHDRAWN
        review.version, review.decided_at, review.decided_by = review.version + 1, now, ""
        review.save()


@transaction.atomic
def _follow_numbers(now: datetime) -> None:
    """Questions of citizen numbers whose row was joined by likeness are settled; they are open again when it no longer is."""
    enter_gate()
    asked = Review.objects.filter(kind=Kind.NUMBER, outcome__in=(Outcome.OPEN, Outcome.LINKED))
    joined = joined_rows(asked.values_list("record_id", flat=True))
    for review in asked:
        outcome = Outcome.LINKED if review.record_id in joined else Outcome.OPEN
        if review.outcome != outcome:
            review.outcome, review.version = outcome, review.version + 1
            review.decided_at = now if outcome == Outcome.LINKED else None
            review.save(update_fields=["outcome", "version", "decided_at"])


def _pieces(keys: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(keys)
    for start in range(0, len(listed), _PIECE):
        yield listed[start : start + _PIECE]
